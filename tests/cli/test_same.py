#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The same input gives the same bytes: again, from standard input, elsewhere, in another locale, in another order."""

import os
import pathlib
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


class CompiledRules(CommandTest):
    """Compiled when the program was built or read anew: rules say and find the same."""

    def data(self):
        """A data folder whose files are those of the build, and what the compiled rules are called there."""
        folder = self.folder / "data"
        folder.mkdir()
        for name in os.listdir(os.environ["YANSHU_DATA"]):
            os.symlink(os.path.join(os.environ["YANSHU_DATA"], name), folder / name)
        return folder, folder / "yanshu.rules"

    def answers(self, folder):
        env = {"YANSHU_DATA": str(folder)}
        files = [self.article(), "b.md"]
        runs = (["export", "-f", "nquads", "--detail", "evidence", *files], ["export", "-f", "turtle", *files],
                ["explain", "a.md"], ["rules", "list"], ["rules", "list", "-f", "json", "-n", "3", *files], ["rules", "check"])
        return [self.expect(0, *run, env=env) for run in runs]

    def test_same_answers(self):
        self.write("b.md", SECOND)
        folder, image = self.data()
        self.assertTrue(image.is_file(), "the build compiles the rules")
        expected = self.answers(folder)
        image.unlink()
        self.assertEqual(self.answers(folder), expected, "without compiled rules")
        data = pathlib.Path(os.environ["YANSHU_DATA"], "yanshu.rules").read_bytes()
        for name, damaged in (("cut", data[:1000]), ("changed", data[:-9] + b"?" + data[-8:]), ("empty", b"")):
            image.write_bytes(damaged)
            self.assertEqual(self.answers(folder)[:2], expected[:2], name)

    def test_edited_rules(self):
        folder, _ = self.data()
        rules = folder / "rules"
        rules.unlink()
        shutil.copytree(os.path.join(os.environ["YANSHU_DATA"], "rules"), rules)
        env = {"YANSHU_DATA": str(folder)}
        before = self.expect(0, "rules", "list", "-f", "tsv", env=env)
        path = rules / "speech.xml"
        path.write_bytes(path.read_bytes().replace(b'<rule id="', b'<rule id="edited-', 1))
        after = self.expect(0, "rules", "list", "-f", "tsv", env=env)
        self.assertNotIn("edited-", before)
        self.assertEqual(after.count("edited-"), 1)


table(Same, [(syntax, same(syntax)) for syntax in SYNTAXES])

if __name__ == "__main__":
    main()
