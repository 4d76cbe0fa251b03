#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks of the tree itself. Each says what is wrong and exits non-zero; a check that finds nothing to check fails."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SKIPPED = {"build", "node_modules", ".git", "__pycache__"}


def files(root, *suffixes):
    """All files below root with one of the suffixes, generated and foreign ones left out."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in SKIPPED)
        found += [os.path.join(folder, name) for name in sorted(names) if name.endswith(suffixes)]
    if not found:
        sys.exit(f"lint: nothing to check below {root}")
    return found


def check_format(tool, root):
    sources = files(os.path.join(root, "src"), ".c", ".h") + files(os.path.join(root, "tests"), ".c")
    return subprocess.run([tool, "--dry-run", "--Werror", "--ferror-limit=3", *sources]).returncode


def check_tidy(tool, root, build, part):
    """clang-tidy on the sources of one folder, one by one (the analyzer mixes up several in one run)."""
    commands = json.loads(pathlib.Path(build, "compile_commands.json").read_text(encoding="utf-8"))
    folder = os.path.join(os.path.realpath(root), part) + os.sep
    sources = sorted({os.path.realpath(entry["file"]) for entry in commands} & set(files(folder, ".c")))
    if not sources:
        sys.exit(f"lint: no source of {part} in compile_commands.json")
    failed = 0
    for source in sources:
        run = subprocess.run(
            [tool, "--quiet", "-p", build, "--extra-arg=-Wno-unknown-warning-option", source],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        # The analyzer also reports inside the inline functions of system headers, which are not ours to mend.
        places = re.findall(r"(?m)^(\S+?):\d+:\d+: (?:fatal )?(?:error|warning): ", run.stdout)
        if run.returncode != 0 and not (places and all(place.startswith("/usr/") for place in places)):
            failed += 1
            sys.stdout.write(run.stdout or run.stderr)
    print(f"{len(sources)} sources, {failed} with findings")
    return 1 if failed else 0


def check_text(root):
    """UTF-8, LF at the end, no trailing blanks, no tabs but where they mean something."""
    wrong = []
    # Inputs are as they are: layouts of real pages, broken bytes.
    inputs = tuple(os.path.join(root, "tests", *folder) + os.sep for folder in (["samples"], ["fuzz", "seeds"]))
    for path in files(root, ".c", ".h", ".py", ".md", ".cmake", ".ttl", ".xml", ".rng", ".tsv", ".txt", ".1", ".json"):
        data = pathlib.Path(path).read_bytes()
        if path.startswith(inputs) or not data:
            continue
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            wrong.append(f"{path}: {error}")
            continue
        if "\r" in text or not text.endswith("\n"):
            wrong.append(f"{path}: lines must end in LF, the last one too")
        if not path.endswith(".tsv"):
            wrong += [f"{path}:{i}: trailing blank" for i, line in enumerate(text.split("\n"), 1) if line != line.rstrip(" \t")]
        if path.endswith((".c", ".h")):
            if "SPDX-License-Identifier: Apache-2.0" not in text[:200]:
                wrong.append(f"{path}: no SPDX header")
            if text.count("\n") > 900:
                wrong.append(f"{path}: longer than 900 lines")
    print("\n".join(wrong))
    return 1 if wrong else 0


def check_man(tool, root):
    pages = files(os.path.join(root, "docs"), ".1")
    return subprocess.run([tool, "-T", "lint", "-W", "warning", *pages]).returncode


def check_valgrind(tool, root, command):
    """One export in each syntax under valgrind: no error, no leak."""
    article = files(os.path.join(root, "tests", "samples"), ".md")[0]
    for syntax in ("turtle", "rdfxml", "nquads"):
        with tempfile.TemporaryDirectory() as folder:
            code = subprocess.run(
                [tool, "--quiet", "--leak-check=full", "--errors-for-leak-kinds=definite,indirect", "--error-exitcode=99",
                 command, "export", "-f", syntax, "-o", os.path.join(folder, "out"), article]).returncode
        if code != 0:
            print(f"valgrind: {syntax}: exit code {code}")
            return 1
    return 0


def main():
    checks = {"format": check_format, "tidy": check_tidy, "text": check_text, "man": check_man, "valgrind": check_valgrind}
    sys.exit(checks[sys.argv[1]](*sys.argv[2:]))


if __name__ == "__main__":
    main()
