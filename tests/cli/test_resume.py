#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Killed at any instant (kill -9), a run goes on with --resume and ends with the very bytes of an undisturbed one."""

import os
import random
import shutil
import subprocess
import time

from archives import day, json_lines, markdown
from harness import COMMAND, CommandTest, main, table

LINES = ("export", "-f", "nquads", "--checkpoint", "0.01")
KINDS = {"plain": ("-o", "o/o.nq"), "gzip": ("-o", "o/o.nq.gz"), "zstd": ("-o", "o/o.nq.zst"),
         "parts": ("-o", "o/o.nq", "--part-size", "300K"), "packed_parts": ("-o", "o/o.nq.zst", "--part-size", "2M"),
         "turtle": ("-f", "turtle", "-o", "o/o.ttl"), "folder": ("--output-dir", "o/d")}
KILLS = 10


class Resume(CommandTest):
    def setUp(self):
        super().setUp()
        os.mkdir(self.folder / "o")
        self.write("a.jsonl", json_lines(400) + "bad\n" + json_lines(100, first=400))
        self.write("b.md", day("20250304", range(2000, 2030)))
        self.inputs = ("--split-at-heading", "3", "a.jsonl", "missing.md", "b.md")

    def files(self):
        return {str(path.relative_to(self.folder)): path.read_bytes()
                for path in sorted((self.folder / "o").rglob("*")) if path.is_file()}

    def clear(self):
        shutil.rmtree(self.folder / "o")
        os.mkdir(self.folder / "o")

    def start(self, *arguments):
        return subprocess.Popen([COMMAND, *arguments], cwd=self.folder, stderr=subprocess.PIPE)

    def killed(self, seconds, *arguments):
        """Starts and kills after that time; its exit code when it ended before."""
        run = self.start(*arguments)
        try:
            _, said = run.communicate(timeout=seconds)
            self.check_health(run.returncode, said)
            return run.returncode
        except subprocess.TimeoutExpired:
            run.kill()
            run.communicate()
            return None

    def interrupt(self, *arguments):
        """Starts and kills as soon as the journal knows of something."""
        run = self.start(*arguments)
        journal = self.folder / "o" / "o.nq.yanshu-journal"
        while run.poll() is None and not (journal.exists() and journal.read_bytes().count(b"\n") > 2):
            time.sleep(0.001)
        run.kill()
        run.communicate()
        self.assertTrue(journal.exists(), "it ended before it was killed")

    def test_without_an_interrupted_run(self):
        whole = self.expect(1, *LINES, *self.inputs)
        self.expect(1, *LINES, "--resume", "-o", "o/o.nq", *self.inputs)
        self.assertEqual(self.files(), {"o/o.nq": whole.encode("utf-8")})

    def test_goes_on(self):
        """It does not begin anew: articles that were done are not read for their sense again."""
        arguments = (*LINES, "-j", "1", "-o", "o/o.nq", *self.inputs)
        self.interrupt(*arguments)
        before = (self.folder / "o" / "o.nq.yanshu-part").stat()
        self.assertGreater(before.st_size, 0)
        self.expect(1, *arguments, "--resume")
        after = (self.folder / "o" / "o.nq").stat()
        self.assertEqual(after.st_ino, before.st_ino)

    def test_options_differ(self):
        self.interrupt(*LINES, "-o", "o/o.nq", *self.inputs)
        left = self.files()
        self.expect(2, *LINES, "--resume", "--detail", "facts", "-o", "o/o.nq", *self.inputs, err="can't resume: the options")
        self.assertEqual(self.files(), left)

    def test_inputs_differ(self):
        self.interrupt(*LINES, "-o", "o/o.nq", *self.inputs)
        text = (self.folder / "a.jsonl").read_text(encoding="utf-8")
        self.write("a.jsonl", text.replace("调研", "视察", 1))
        self.expect(2, *LINES, "--resume", "-o", "o/o.nq", *self.inputs, err="can't resume: the inputs")
        self.write("a.jsonl", text)
        self.expect(1, *LINES, "--resume", "-o", "o/o.nq", *self.inputs)
        self.assertEqual(self.files(), {"o/o.nq": self.expect(1, *LINES, *self.inputs).encode("utf-8")})

    def test_data_are_gone(self):
        self.interrupt(*LINES, "-o", "o/o.nq", *self.inputs)
        (self.folder / "o" / "o.nq.yanshu-part").unlink()
        self.expect(2, *LINES, "--resume", "-o", "o/o.nq", *self.inputs, err="can't resume: the file is missing")

    def test_damaged_end_of_the_journal(self):
        self.interrupt(*LINES, "-o", "o/o.nq", *self.inputs)
        journal = self.folder / "o" / "o.nq.yanshu-journal"
        journal.write_bytes(journal.read_bytes() + b"0000000000000001 00000")
        self.expect(1, *LINES, "--resume", "-o", "o/o.nq", *self.inputs)
        self.assertEqual(self.files(), {"o/o.nq": self.expect(1, *LINES, *self.inputs).encode("utf-8")})

    def test_without_resume_it_begins_anew(self):
        self.interrupt(*LINES, "-o", "o/o.nq", *self.inputs)
        self.write("c.md", markdown(1))
        self.expect(0, *LINES, "--stream", "-o", "o/o.nq", "c.md")
        self.assertEqual(self.files(), {"o/o.nq": self.expect(0, *LINES, "--stream", "c.md").encode("utf-8")})

    def test_two_runs_at_once(self):
        """The second one is told so, and does no harm."""
        run = subprocess.Popen([COMMAND, *LINES, "--stream", "-o", "o/o.nq", "-"], cwd=self.folder, stdin=subprocess.PIPE)
        while not (self.folder / "o" / "o.nq.yanshu-journal").exists():
            time.sleep(0.001)
        time.sleep(0.05)
        self.expect(2, *LINES, "-o", "o/o.nq", *self.inputs, err="another run")
        run.communicate(markdown(1).encode("utf-8"))
        self.assertEqual(run.returncode, 0)
        self.assertEqual(list(self.files()), ["o/o.nq"])

    def test_full_disk(self):
        """What was written until then is kept, and is enough to go on."""
        import resource
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000000, 2000000))
        soon = ("--checkpoint", "0.001")  # the disk is full after ten milliseconds
        self.expect(3, *LINES, *soon, "-o", "o/o.nq", *self.inputs, err="(?s)o.nq.*--resume goes on", preexec=limit)
        self.assertNotIn("o/o.nq", self.files())
        self.expect(1, *LINES, "--resume", "-o", "o/o.nq", *self.inputs)
        self.assertEqual(self.files(), {"o/o.nq": self.expect(1, *LINES, *self.inputs).encode("utf-8")})

    def test_standard_input(self):
        data = json_lines(300).encode("utf-8")
        arguments = (*LINES, "--input-format", "jsonl", "-o", "o/o.nq")
        run = subprocess.Popen([COMMAND, *arguments], cwd=self.folder, stdin=subprocess.PIPE)
        run.stdin.write(data[:len(data) // 2])
        run.stdin.flush()
        journal = self.folder / "o" / "o.nq.yanshu-journal"
        while not (journal.exists() and journal.read_bytes().count(b"\n") > 1):
            time.sleep(0.001)
        run.kill()
        run.communicate()
        self.expect(2, *arguments, "--resume", stdin=data[100:], err="can't resume: the inputs")
        self.expect(0, *arguments, "--resume", stdin=data)
        self.assertEqual(self.files()["o/o.nq"].decode("utf-8"), self.expect(0, *LINES, "--input-format", "jsonl", stdin=data))


def kills(name, options):
    def test(self):
        chance = random.Random(name)
        arguments = (*LINES, *options, "--errors", "o/errors", *self.inputs)
        begun = time.monotonic()
        self.expect(1, *arguments)
        seconds = time.monotonic() - begun
        expected = self.files()
        self.clear()
        killed = 0
        while killed < KILLS:
            code = self.killed(chance.uniform(0.01, seconds * 0.4), *arguments, "--resume", "-j", chance.choice("123"))
            if code is None:
                killed += 1
            else:
                self.assertEqual(code, 1)
                self.assertEqual(self.files(), expected)
                self.clear()
        self.expect(1, *arguments, "--resume")
        self.assertEqual(self.files(), expected)
    return test


table(Resume, [(f"killed_{name}", kills(name, options)) for name, options in KINDS.items()])

if __name__ == "__main__":
    main()
