#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""run_page.py YANSHU PAGE [--update]: does what a page of the manual tells its reader to do, in an empty folder.

A block ```LANGUAGE FILE is written to that file. In a block ```sh each line "$ COMMAND" is run by a shell, and the lines
below it are what the command must write, byte for byte, messages included. --update puts in what it writes now."""

import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)


def run(command, folder, yanshu):
    path = f"{pathlib.Path(yanshu).resolve().parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(["sh", "-c", command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env={**os.environ, "PATH": path, "LC_ALL": "C"}, timeout=120)
    return done.stdout.decode("utf-8")


def session(text, folder, yanshu):
    """The block as it comes out now, and how many commands it has."""
    commands = re.findall(r"^\$ (.*)$", text, re.M)
    return "".join(f"$ {command}\n{run(command, folder, yanshu)}" for command in commands), len(commands)


def main(yanshu, page, update):
    text = page.read_text(encoding="utf-8")
    commands, changed, out, last = 0, 0, [], 0
    with tempfile.TemporaryDirectory(prefix="yanshu-page-") as folder:
        for match in BLOCK.finditer(text):
            language, name, body = match.groups()
            if name:
                file = pathlib.Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(body, encoding="utf-8")
            if language != "sh":
                continue
            now, n = session(body, folder, yanshu)
            commands += n
            out += [text[last:match.start(3)], now]
            last = match.end(3)
            if now != body:
                changed += 1
                sys.stdout.writelines(difflib.unified_diff(body.splitlines(True), now.splitlines(True), str(page.name), "now"))
    if commands == 0:
        sys.exit(f"{page}: no command found")
    if update:
        page.write_text("".join(out) + text[last:], encoding="utf-8")
        changed = 0
    print(f"{page.name}: {commands} commands, {changed} blocks that come out otherwise")
    return 1 if changed else 0


sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2]), "--update" in sys.argv[3:]))
