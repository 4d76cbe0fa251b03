#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Output: whole or not at all; whatever goes wrong is noticed (exit 3) and said."""

import os
import resource
import stat
import subprocess

from harness import COMMAND, CommandTest, main, table

SYNTAXES = ("turtle", "rdfxml", "ntriples", "nquads")


class Outputs(CommandTest):
    def content(self, name):
        return (self.folder / name).read_bytes()

    def test_file(self):
        expected = self.expect(0, "export", self.article())
        self.expect(0, "export", "-o", "o.ttl", "a.md", out="", err="")
        self.assertEqual(self.content("o.ttl").decode("utf-8"), expected)
        self.assertEqual(self.listing(), ["a.md", "o.ttl"])

    def test_file_is_replaced(self):
        self.write("o.ttl", "old" * 100000)
        self.expect(0, "export", "-o", "o.ttl", self.article(), out="", err="")
        self.assertTrue(self.content("o.ttl").startswith(b"@prefix"))

    def test_file_mode_follows_umask(self):
        self.expect(0, "export", "-o", "o.ttl", self.article(), preexec=lambda: os.umask(0o027))
        self.assertEqual(stat.S_IMODE((self.folder / "o.ttl").stat().st_mode), 0o640)

    def test_dash_is_standard_output(self):
        self.expect(0, "export", "-o", "-", self.article(), out="^@prefix", err="")
        self.assertEqual(self.listing(), ["a.md"])

    def test_special_files_are_written_to(self):
        self.expect(0, "export", "-o", "/dev/null", self.article(), out="", err="")
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode), "a device must not be replaced")

    def test_link_keeps_pointing(self):
        (self.folder / "real").mkdir()
        self.write("real/o.ttl", "old")
        os.symlink("real/o.ttl", self.folder / "o.ttl")
        self.expect(0, "export", "-o", "o.ttl", self.article(), out="", err="")
        self.assertTrue(os.path.islink(self.folder / "o.ttl"))
        self.assertTrue(self.content("real/o.ttl").startswith(b"@prefix"))

    def test_folder_missing(self):
        self.expect(3, "export", "-o", "no/where.ttl", self.article(), out="", err="no/where.ttl: .")

    def test_folder_instead_of_file(self):
        (self.folder / "d").mkdir()
        self.expect(3, "export", "-o", "d", self.article(), out="", err="d: .")
        self.assertEqual(self.listing(), ["a.md", "d"])
        self.assertEqual(list((self.folder / "d").iterdir()), [])

    def test_through_a_file(self):
        self.expect(3, "export", "-o", "a.md/o.ttl", self.article(), out="", err="a.md/o.ttl: .")

    def test_refused_and_unwritable(self):
        self.expect(3, "export", "-o", "no/where.ttl", self.article(), "missing.md", err=r"(?s)missing\.md.*where\.ttl")

    def test_standard_output_closed(self):
        self.expect(3, "export", self.article(), err="standard output", stdout=None, preexec=lambda: os.close(1))

    def test_closed_output_does_not_matter_to_a_file(self):
        self.expect(0, "export", "-o", "o.ttl", self.article(), err="", stdout=None, preexec=lambda: os.close(1))
        self.assertTrue(self.content("o.ttl").startswith(b"@prefix"))

    def test_closed_standard_error(self):
        article = self.article()
        run = subprocess.run([COMMAND, "export", "-o", "o.ttl", article, "missing.md"], cwd=self.folder,
                             preexec_fn=lambda: os.close(2), stdout=subprocess.DEVNULL)
        self.assertEqual(run.returncode, 1)
        self.assertNotIn(b"yanshu:", self.content("o.ttl"))

    def test_help_to_full_device(self):
        with open("/dev/full", "wb") as full:
            for arguments in (["--help"], ["--version"], ["help", "export"], ["export", "-h"]):
                self.expect(3, *arguments, err="standard output: ", stdout=full)

    def test_file_limit_leaves_the_old_file(self):
        """A disk that fills up after every so many bytes: the old file stays, nothing else is left."""
        article = self.article()
        self.expect(0, "export", "-o", "whole.ttl", article)
        size = len(self.content("whole.ttl"))
        self.write("o.ttl", "old")
        for limit in (0, 1, 100, size // 2, size - 1):
            with self.subTest(limit):
                def small():
                    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
                self.expect(3, "export", "-o", "o.ttl", article, out="", err=r"o\.ttl: .", preexec=small)
                self.assertEqual(self.listing(), ["a.md", "o.ttl", "whole.ttl"])
                self.assertEqual(self.content("o.ttl"), b"old")


def full_output(syntax):
    def test(self):
        with open("/dev/full", "wb") as full:
            self.expect(3, "export", "-f", syntax, self.article(), err="^yanshu: standard output: No space left", stdout=full)
    return test


def full_file(syntax):
    def test(self):
        self.expect(3, "export", "-f", syntax, "-o", "/dev/full", self.article(), out="", err="^yanshu: /dev/full: .")
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/full").st_mode), "a device must not be replaced")
    return test


def closed_pipe(syntax):
    def test(self):
        reading, writing = os.pipe()
        os.close(reading)
        try:
            self.expect(3, "export", "-f", syntax, self.article(), err="^yanshu: standard output: Broken pipe", stdout=writing)
        finally:
            os.close(writing)
    return test


for make in (full_output, full_file, closed_pipe):
    table(Outputs, [(f"{make.__name__}_{syntax}", make(syntax)) for syntax in SYNTAXES])

if __name__ == "__main__":
    main()
