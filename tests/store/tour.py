# SPDX-License-Identifier: Apache-2.0
"""The commands of docs/from-page-to-answer.md, run as a reader would."""

import os
import pathlib
import subprocess

TREE = pathlib.Path(os.environ["YANSHU_SOURCE_DIR"])
PAGE = TREE / "docs" / "from-page-to-answer.md"


def commands(part):
    """Of the parts before the real store, or of that."""
    here, store = PAGE.read_text(encoding="utf-8").split("## 5. ")
    return [line[4:] for line in {"embedded": here, "store": store}[part].splitlines() if line.startswith("    ")]


def run(folder, lines):
    """In one shell that stops at the first failure; returns what was written to standard output."""
    folder = pathlib.Path(folder)
    for name in ("docs", "tests"):
        if not (folder / name).exists():
            (folder / name).symlink_to(TREE / name)
    programs = folder / "bin"
    programs.mkdir(exist_ok=True)
    if not (programs / "yanshu").exists():
        (programs / "yanshu").symlink_to(pathlib.Path(os.environ["YANSHU_COMMAND"]).resolve())
    done = subprocess.run(["sh", "-eu", "-c", "\n".join(lines)], cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=300,
                          env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}, check=False)
    if done.returncode != 0:
        raise AssertionError(f"exit {done.returncode}: {done.stderr}\n{done.stdout}")
    return done.stdout
