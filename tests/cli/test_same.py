#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The same input gives the same bytes: again, from standard input, elsewhere, in another locale, in another order."""

import os
import shutil

from harness import ARTICLE, SECOND, CommandTest, main, table

SYNTAXES = ("turtle", "rdfxml", "rdfxml-abbrev", "ntriples", "nquads", "jsonld", "csv", "dot")


def same(syntax):
    def test(self):
        self.write("b.md", SECOND)
        arguments = ["export", "-f", syntax]
        files = [self.article(), "b.md"]
        expected = self.expect(0, *arguments, *files)
        self.assertEqual(self.expect(0, *arguments, *files), expected, "again")
        self.assertEqual(self.expect(0, *arguments, *reversed(files)), expected, "in another order")
        self.assertEqual(self.expect(0, *arguments, *files, files[0]), expected, "one of them twice")
        self.assertEqual(self.expect(0, *arguments, "-", "b.md", stdin=ARTICLE.encode("utf-8")), expected, "from standard input")
        for env in ({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}, {"LC_ALL": "C"}, {"TZ": "Asia/Shanghai"}):
            self.assertEqual(self.expect(0, *arguments, *files, env=env), expected, env)
        os.mkdir(self.folder / "elsewhere")
        shutil.copy(self.folder / "a.md", self.folder / "elsewhere" / "x.md")
        self.assertEqual(self.expect(0, *arguments, "elsewhere/x.md", "b.md"), expected, "elsewhere")
        self.expect(0, *arguments, "-o", "out", *files)
        self.assertEqual((self.folder / "out").read_bytes().decode("utf-8"), expected, "to a file")
    return test


class Same(CommandTest):
    pass


table(Same, [(syntax, same(syntax)) for syntax in SYNTAXES])

if __name__ == "__main__":
    main()
