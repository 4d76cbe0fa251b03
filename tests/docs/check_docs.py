#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_docs.py YANSHU TREE: the README's before-and-after is what the command reads and writes, links lead somewhere,
and help and manual name the same options."""

import pathlib
import re
import subprocess
import sys

COMMAND, TREE = sys.argv[1], pathlib.Path(sys.argv[2])
problems = []


def command(*arguments):
    return subprocess.run([COMMAND, *arguments], stdout=subprocess.PIPE, check=True, cwd=TREE).stdout.decode("utf-8")


def fenced(text, language):
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", text)


def check_example():
    readme = (TREE / "README.md").read_text(encoding="utf-8")
    match = re.search(r"## Before and after\n(.*?)\n## ", readme, re.S)
    part = match.group(1) if match else ""
    sample = re.search(r"\((tests/samples/[^)]+)\)", part)
    before, after = fenced(part, "text"), fenced(part, "turtle")
    if not sample or not before or not after:
        problems.append("README.md: the before-and-after is missing")
        return
    article = (TREE / sample.group(1)).read_text(encoding="utf-8")
    for block in before:
        if block.strip() not in article:
            problems.append(f"README.md: not in {sample.group(1)}: {block.strip()}")
    written = command("export", sample.group(1))
    for block in after:
        for resource in block.strip().split("\n\n"):
            if resource.strip() not in written:
                problems.append(f"README.md: not in the output of {sample.group(1)}:\n{resource}")


def check_links():
    pages = [TREE / "README.md", *sorted((TREE / "docs").glob("*.md")), *sorted((TREE / "output").glob("*.md"))]
    for page in pages:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", target) and not (page.parent / target).exists():
                problems.append(f"{page.relative_to(TREE)}: leads nowhere: {target}")
    index = (TREE / "docs" / "README.md").read_text(encoding="utf-8")
    for page in sorted((TREE / "docs").iterdir()):
        if page.name != "README.md" and page.is_file() and f"({page.name})" not in index:
            problems.append(f"docs/README.md: {page.name} is not listed")


def check_options():
    shown = set(re.findall(r"--([a-z-]+)", command("help", "export")))
    manual = (TREE / "docs" / "yanshu.1").read_text(encoding="utf-8")
    described = set(re.findall(r"^\.It .*Fl -([a-z-]+)", manual, re.M))
    if shown != described or not shown:
        problems.append(f"options only in the help or only in the manual: {sorted(shown ^ described)}")


check_example()
check_links()
check_options()
print("\n".join(problems) or "documents agree")
sys.exit(1 if problems else 0)
