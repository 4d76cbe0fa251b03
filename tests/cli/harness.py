# SPDX-License-Identifier: Apache-2.0
"""Runs the command in a folder of its own. Whatever a test is about: no run may crash, leak or print a sanitizer report,
and a run that fails must say why."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

COMMAND = os.environ["YANSHU_COMMAND"]

ARTICLE = """---
title: 天河区部署老旧小区改造
date: 2025-03-04
source: 穗城日报
---

# 天河区部署老旧小区改造

3月3日，广州市天河区委书记林晓岚到石牌街道调研。林晓岚表示，今年要改造35个老旧小区。

广州市天河区区长陈柏舟参加调研。
"""

SECOND = """---
title: 顺德区召开教育工作会议
date: 2025-03-05
source: 穗城日报
---

# 顺德区召开教育工作会议

3月4日，佛山市顺德区教育局局长何映雪在会上作报告。
"""

PLAIN = "3月3日，广州市天河区委书记林晓岚到石牌街道调研。\n林晓岚表示，今年要改造35个老旧小区。\n"
TRADITIONAL = "3月3日，廣州市天河區委書記林曉嵐到石牌街道調研。\n林曉嵐表示，今年要改造35個老舊小區。\n"

HTML = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>天河区部署老旧小区改造</title></head>
<body><nav><a href="/">首页</a></nav>
<article><h1>天河区部署老旧小区改造</h1><p>3月3日，广州市天河区委书记林晓岚到石牌街道调研。</p></article>
<script>var a = "副市长";</script></body></html>
"""


class CommandTest(unittest.TestCase):
    """Each test has an empty folder, in which the command runs."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="yanshu-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, True)

    def write(self, name, content):
        """A file in the folder; returns its name."""
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        (self.folder / name).write_bytes(data)
        return name

    def article(self, name="a.md"):
        return self.write(name, ARTICLE)

    def listing(self):
        return sorted(path.name for path in self.folder.iterdir())

    def run_command(self, *arguments, stdin=b"", env=None, stdout=subprocess.PIPE, preexec=None, timeout=300):
        environment = dict(os.environ)
        environment.update(env or {})
        run = subprocess.run([COMMAND, *arguments], input=stdin, stdout=stdout, stderr=subprocess.PIPE, cwd=self.folder,
                             env=environment, preexec_fn=preexec, timeout=timeout)
        self.check_health(run.returncode, run.stderr)
        return run

    def check_health(self, code, stderr):
        said = stderr.decode("utf-8")
        self.assertIn(code, range(0, 5), f"exit code {code}: {said}")
        for word in ("Sanitizer", "runtime error", "Segmentation", "\x1b[31m"):
            self.assertNotIn(word, said)
        if code != 0:
            self.assertRegex(said, "(?m)^(yanshu: .+|Usage: yanshu)", "a failure must say why")

    def expect(self, code, *arguments, out=None, err=None, **how):
        """Runs; compares the exit code; `out` and `err` are regular expressions, "" is nothing at all."""
        run = self.run_command(*arguments, **how)
        said = run.stderr.decode("utf-8")
        self.assertEqual(run.returncode, code, f"{arguments}: {said}")
        written = (run.stdout or b"").decode("utf-8")
        for text, pattern in ((written, out), (said, err)):
            if pattern == "":
                self.assertEqual(text, "", arguments)
            elif pattern is not None:
                self.assertRegex(text, pattern)
        return written


def table(cls, cases):
    """Makes one test of each case: (name, function of the test)."""
    for name, function in cases:
        name = "test_" + name
        assert not hasattr(cls, name), name
        setattr(cls, name, function)


def main():
    # A module without tests is a mistake, not a success.
    program = unittest.main(exit=False, verbosity=1)
    sys.exit(0 if program.result.wasSuccessful() and program.result.testsRun > 0 else 1)
