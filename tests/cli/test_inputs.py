#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bad input: `yanshu: file:line: what is wrong`, exit 1, and the other inputs are exported all the same."""

import os
import pathlib
import pty
import subprocess

from harness import ARTICLE, COMMAND, PLAIN, SECOND, CommandTest, main, table

BROKEN = PLAIN.encode("utf-8").replace("35".encode(), b"\xe4\xb8")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


def made(name, content):
    return lambda self: self.write(name, content)


def sparse(self):
    name = self.write("huge.txt", b"")
    os.truncate(self.folder / name, 1 << 30)
    return name


def through_a_file(self):
    """Nobody can open this, not even root, whom a mode does not stop."""
    self.write("file.txt", PLAIN)
    return "file.txt/article.md"


def loop(self):
    os.symlink("loop.md", self.folder / "loop.md")
    return "loop.md"


BAD = [
    ("missing", lambda self: "missing.md", r"missing\.md: no such file"),
    ("empty", made("empty.md", b""), r"empty\.md: ."),
    ("blank", made("blank.txt", "\n  \n　\n"), r"blank\.txt:.* ."),
    ("front_matter_only", made("front.md", "---\ndate: 2025-03-04\n---\n"), r"front\.md:.* ."),
    ("binary", made("picture.md", PNG), r"picture\.md:.* ."),
    ("zeros", made("zeros.txt", bytes(5000)), r"zeros\.txt:.* ."),
    ("through_a_file", through_a_file, r"file\.txt/article\.md: ."),
    ("loop", loop, r"loop\.md: ."),
    ("too_large", sparse, r"huge\.txt: .*limit"),
    ("broken_utf8", made("broken.txt", BROKEN), r"broken\.txt:2: ."),
    ("html_without_text", made("page.html", "<html><body><script>var a;</script></body></html>"), r"page\.html:.* ."),
    ("name_empty", lambda self: "", "."),
]


class Inputs(CommandTest):
    def exported(self, *arguments, code=0, **how):
        return self.expect(code, "export", "-f", "ntriples", *arguments, **how)

    def test_standard_input(self):
        expected = self.exported(self.article())
        data = ARTICLE.encode("utf-8")
        self.assertEqual(self.exported(stdin=data), expected)
        self.assertEqual(self.exported("-", stdin=data), expected)

    def test_standard_input_closed(self):
        self.exported(code=1, out="", err=r"^yanshu: -: .", preexec=lambda: os.close(0))

    def test_standard_input_is_a_folder(self):
        with_folder = os.open(self.folder, os.O_RDONLY)
        self.addCleanup(os.close, with_folder)
        self.exported(code=1, out="", err=r"^yanshu: -: ", preexec=lambda: os.dup2(with_folder, 0))

    def test_broken_standard_input(self):
        self.exported("--input-format", "text", "--encoding", "utf-8", code=1, out="", err=r"^yanshu: -:2: .", stdin=BROKEN)

    def test_several(self):
        first, second = self.exported(self.article()), self.exported(self.write("b.md", SECOND))
        both = self.exported("a.md", "b.md")
        self.assertEqual(set(both.splitlines()), set(first.splitlines()) | set(second.splitlines()))
        self.assertEqual(len(both.splitlines()), len(set(both.splitlines())))

    def test_twice_is_once(self):
        self.assertEqual(self.exported(self.article(), "a.md"), self.exported("a.md"))

    def test_all_refused_writes_nothing(self):
        self.write("old.ttl", "old")
        self.expect(1, "export", "-o", "old.ttl", "missing.md", out="", err="missing.md")
        self.expect(1, "export", "-o", "new.ttl", "missing.md", out="", err="missing.md")
        self.assertEqual(self.listing(), ["old.ttl"])
        self.assertEqual((self.folder / "old.ttl").read_text(encoding="utf-8"), "old")

    def test_all_bad_at_once(self):
        names = [make(self) for _, make, _ in BAD]
        expected = self.exported(self.article())
        self.assertEqual(self.exported(*names[:6], "a.md", *names[6:], code=1), expected)

    def test_one_long_line(self):
        # Ten times the longest newspaper page as one sentence: slow is wrong, too.
        name = self.write("long.txt", "林晓岚在广州市天河区调研" * 5000)
        self.run_command("export", name, self.article(), timeout=120)

    def test_nonsense_in_a_file_is_not_wrong_usage(self):
        """What an article says wrongly of itself is no reason to refuse the others."""
        expected = set(self.exported(self.article()).splitlines())
        for line in ("date: 2025-13-45", "date: soon", "url: not a url", "url: javascript:alert(1)", "title:", "source: \x01"):
            with self.subTest(line):
                name = self.write("odd.md", "---\n" + line + "\n---\n\n" + PLAIN)
                run = self.run_command("export", "-f", "ntriples", name, "a.md")
                self.assertIn(run.returncode, (0, 1))
                self.assertTrue(expected <= set(run.stdout.decode("utf-8").splitlines()))

    def test_nothing_from_names_reaches_the_terminal(self):
        run = self.run_command("export", "a\x1b[31mb\n.md")
        self.assertNotIn(b"\x1b", run.stderr)
        self.assertEqual(run.stderr.count(b"\n"), 1)

    def test_no_data(self):
        article = self.article()
        self.expect(4, "export", article, out="", err="yanshu.lex", env={"YANSHU_DATA": str(self.folder / "none")})
        self.write("yanshu.lex", b"not a lexicon")
        self.expect(4, "export", article, out="", err="yanshu.lex", env={"YANSHU_DATA": str(self.folder)})
        lexicon = pathlib.Path(os.environ["YANSHU_DATA"], "yanshu.lex").read_bytes()
        for data in (lexicon[:len(lexicon) // 2], lexicon[:64], b"", lexicon[:-1]):
            self.write("yanshu.lex", data)
            self.expect(4, "export", article, out="", err="yanshu.lex", env={"YANSHU_DATA": str(self.folder)})
        self.write("yanshu.lex", lexicon)
        self.expect(4, "export", article, out="", err="rules", env={"YANSHU_DATA": str(self.folder)})
        (self.folder / "rules").mkdir()
        self.write("rules/broken.xml", "<rules>\n<rule>\n")
        self.expect(4, "export", article, out="", err=r"broken\.xml:\d+:\d+: ", env={"YANSHU_DATA": str(self.folder)})


class Progress(CommandTest):
    """Long work shows its progress on a terminal, and nothing elsewhere."""

    def on_terminal(self, *arguments):
        master, slave = pty.openpty()
        try:
            run = subprocess.run([COMMAND, "export", *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                 stderr=slave, cwd=self.folder, timeout=300)
            os.close(slave)
            shown = b""
            while True:
                try:
                    part = os.read(master, 65536)
                except OSError:
                    break
                if not part:
                    break
                shown += part
        finally:
            os.close(master)
        return run.returncode, shown.decode("utf-8")

    def test_terminal(self):
        self.write("b.md", SECOND)
        code, shown = self.on_terminal(self.article(), "b.md")
        self.assertEqual(code, 0, shown)
        self.assertIn("1/2 a.md", shown)
        self.assertIn("2/2 b.md", shown)
        self.assertTrue(shown.endswith("\r\x1b[K"), "the line is cleared at the end")

    def test_message_has_its_own_line(self):
        code, shown = self.on_terminal(self.article(), "missing.md")
        self.assertEqual(code, 1)
        self.assertIn("\r\x1b[Kyanshu: missing.md: no such file", shown)

    def test_one_input(self):
        self.assertEqual(self.on_terminal(self.article()), (0, ""))

    def test_elsewhere(self):
        self.write("b.md", SECOND)
        self.expect(0, "export", self.article(), "b.md", err="")


def alone(make, err):
    def test(self):
        name = make(self)
        self.exported(name, code=1, out="", err="(?m)^yanshu: " + err)
    return test


def with_others(make):
    def test(self):
        name = make(self)
        expected = self.exported(self.article())
        self.assertEqual(self.exported(name, "a.md", code=1), expected)
        self.assertEqual(self.exported("a.md", name, code=1), expected)
    return test


table(Inputs, [("bad_" + name, alone(make, err)) for name, make, err in BAD])
table(Inputs, [("others_with_" + name, with_others(make)) for name, make, err in BAD])

if __name__ == "__main__":
    main()
