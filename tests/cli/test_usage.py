#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Help, version, and everything that is wrong with a command line: exit 2, a message, nothing on standard output."""

import os

from harness import CommandTest, main, table


class Usage(CommandTest):
    pass


VERSION = "yanshu " + os.environ["YANSHU_PROJECT_VERSION"].replace(".", r"\.") + "\n$"
GENERAL = r"(?s)^Usage: yanshu COMMAND.*\bexport\b.*--version"
EXPORT = r"(?s)^Usage: yanshu export.*--format.*--output.*--base.*--detail.*--date.*--source.*--title.*--url.*--encoding.*--input-format"

SHOWN = [
    ("version", ["--version"], VERSION),
    ("version_short", ["-V"], VERSION),
    ("help", ["--help"], GENERAL),
    ("help_short", ["-h"], GENERAL),
    ("help_word", ["help"], GENERAL),
    ("help_help", ["help", "help"], GENERAL),
    ("help_export", ["help", "export"], EXPORT),
    ("export_help", ["export", "--help"], EXPORT),
    ("export_help_short", ["export", "-h"], EXPORT),
    ("export_help_with_more", ["export", "-f", "nquads", "a.md", "b.md", "--title", "x", "--help"], EXPORT),
]

WRONG = [
    ("nothing", [], "Usage: yanshu COMMAND"),
    ("unknown_command", ["exprot"], "unknown command 'exprot'"),
    ("unknown_option_first", ["--exprot"], "unknown option '--exprot'"),
    ("empty_command", [""], "unknown command ''"),
    ("version_and_more", ["--version", "x"], "takes no argument"),
    ("help_unknown", ["help", "nothing"], "no command 'nothing'"),
    ("help_too_many", ["help", "export", "x"], "too many"),
    ("unknown_long", ["export", "--bogus"], "unknown option '--bogus'"),
    ("unknown_short", ["export", "-X"], "unknown option '-X'"),
    ("unknown_in_group", ["export", "-vX"], "unknown option '-X'"),
    ("ambiguous", ["export", "--d", "x"], "'--d'"),
    ("argument_for_flag", ["export", "--verbose=3"], "takes no argument"),
    ("format_unknown", ["export", "-f", "xml"], "'xml' is none of: turtle"),
    ("format_svg", ["export", "-f", "svg"], r"-f dot … \| dot -Tsvg"),
    ("format_case", ["export", "-f", "Turtle"], "'Turtle' is none of"),
    ("detail_unknown", ["export", "--detail", "all"], "'all' is none of: facts"),
    ("input_format_unknown", ["export", "--input-format", "pdf"], "'pdf' is none of: auto"),
    ("base_relative", ["export", "--base", "data/"], "."),
    ("base_no_slash", ["export", "--base", "https://data.example.org/x"], "."),
    ("base_blank", ["export", "--base", "https://data.example.org/a b/"], "."),
    ("base_chinese", ["export", "--base", "https://data.example.org/数据/"], "."),
    ("base_scheme", ["export", "--base", "javascript:alert(1)/"], "."),
    ("date_word", ["export", "--date", "yesterday"], "yesterday"),
    ("date_month", ["export", "--date", "2025-13-01"], "2025-13-01"),
    ("date_day", ["export", "--date", "2025-02-29"], "2025-02-29"),
    ("date_more", ["export", "--date", "2025-02-28T10:00"], "2025-02-28T10:00"),
    ("date_short", ["export", "--date", "25-02-28"], "25-02-28"),
    ("encoding_unknown", ["export", "--encoding", "klingon"], "klingon"),
    ("title_for_two", ["export", "--title", "x", "a.md", "a.md"], "--title is for one input"),
    ("url_for_two", ["export", "--url", "https://example.org/1", "a.md", "a.md"], "--url is for one input"),
]
for OPTION in ("format", "output", "base", "detail", "date", "source", "title", "url", "encoding", "input-format"):
    NAME = OPTION.replace("-", "_")
    WRONG.append((NAME + "_missing", ["export", "--" + OPTION], f"option '--{OPTION}' needs an argument"))
    WRONG.append((NAME + "_empty", ["export", "--" + OPTION, ""], f"--{OPTION}: empty argument"))
for LETTER in "fobdstue":
    WRONG.append((LETTER + "_missing", ["export", "-" + LETTER], f"option '-{LETTER}' needs an argument"))


def shown(arguments, out):
    return lambda self: self.expect(0, *arguments, out=out, err="")


def wrong(arguments, err):
    def test(self):
        article = self.article()
        # An article is there, so that nothing but the mistake can be the reason. "-" would wait for input.
        inputs = [] if article in arguments or arguments[:1] != ["export"] or arguments[-1].startswith("-") else [article]
        self.expect(2, *arguments, *inputs, out="", err=err)
        self.assertEqual(self.listing(), [article])
    return test


table(Usage, [(name, shown(arguments, out)) for name, arguments, out in SHOWN])
table(Usage, [(name, wrong(arguments, err)) for name, arguments, err in WRONG])

if __name__ == "__main__":
    main()
