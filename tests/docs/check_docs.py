#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_docs.py YANSHU TREE [--update]: the README's before-and-after is what the command reads and writes, links lead somewhere,
and help and manual name the same options. --update writes the README's example anew."""

import pathlib
import re
import subprocess
import sys

COMMAND, TREE = sys.argv[1], pathlib.Path(sys.argv[2])
problems = []


def command(*arguments):
    return subprocess.run([COMMAND, *arguments], stdout=subprocess.PIPE, check=True, cwd=TREE).stdout.decode("utf-8")


def excerpt(written, name):
    """The resources about the person of that name: the person, the tenures, their divisions."""
    resources = [part for part in written.strip().split("\n\n") if part.startswith("<")]
    person = next(part for part in resources if part.startswith("<person/") and f'"{name}"@' in part)
    iri = person.split()[0]
    tenures = [part for part in resources if f"org:member {iri} ;" in part]
    named = set(re.findall(r"ys:jurisdiction (<[^>]+>)", "\n".join(tenures)))
    others = [part for part in resources if part.split()[0] in named]
    return "\n\n".join([person, *tenures, *others]) + "\n"


def check_example(update):
    path = TREE / "README.md"
    readme = path.read_text(encoding="utf-8")
    match = re.search(r"## Before and after\n.*?\((tests/samples/[^)]+)\).*?```text\n(.*?)```.*?```turtle\n(.*?)```", readme, re.S)
    if not match:
        problems.append("README.md: the before-and-after is missing")
        return
    sample, before, after = match.groups()
    if before.strip() not in (TREE / sample).read_text(encoding="utf-8"):
        problems.append(f"README.md: not in {sample}: {before.strip()}")
    name = re.search(r"市长([\u4e00-\u9fff]{3})", before).group(1)
    expected = excerpt(command("export", "--detail", "facts", sample), name)
    if update:
        path.write_text(readme[:match.start(3)] + expected + readme[match.end(3):], encoding="utf-8")
    elif after != expected:
        problems.append("README.md: the Turtle is not what the command writes now; check_docs.py --update puts in:\n" + expected)


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
    manual = (TREE / "docs" / "yanshu.1").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^\.Ss yanshu (\w+)\n(.*?)(?=^\.S[sh] )", manual, re.M | re.S))
    commands = re.findall(r"^  (\w+) +\S", command("help").split("Commands:")[1].split("Options:")[0], re.M)
    for name in commands:
        if name == "help":
            continue
        shown = set(re.findall(r"^ +(?:-\w, )?--([a-z-]+)", command("help", name), re.M))
        described = set(re.findall(r"^\.It .*Fl -([a-z-]+)", sections.get(name, ""), re.M))
        if shown != described or not shown:
            problems.append(f"{name}: options only in the help or only in the manual: {sorted(shown ^ described)}")


check_example("--update" in sys.argv[3:])
check_links()
check_options()
print("\n".join(problems) or "documents agree")
sys.exit(1 if problems else 0)
