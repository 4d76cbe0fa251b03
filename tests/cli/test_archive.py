#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Archives: every kind of input and output, threads, shards; what goes wrong is said and nothing else is lost."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys

from archives import article, day, json_lines, markdown
from harness import ARTICLE, COMMAND, HTML, SECOND, CommandTest, main, table

SYNTAXES = ("turtle", "rdfxml", "rdfxml-abbrev", "ntriples", "nquads", "jsonld", "csv",
            "dot")
LINES = ("export", "-f", "nquads")


def sorted_lines(*texts):
    return sorted({line for text in texts for line in text.splitlines()})


def zstd(data):
    return subprocess.run(["zstd", "-q", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout


def unzstd(data):
    return subprocess.run(["zstd", "-q", "-d", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout


class Inputs(CommandTest):
    def folder_of(self, count, name="news"):
        """A folder with folders in it; returns what a merged export of all files gives."""
        for i in range(count):
            path = self.folder / name / f"{i % 3}"
            path.mkdir(parents=True, exist_ok=True)
            (path / f"{i:03d}.md").write_text(markdown(i), encoding="utf-8")
        return self.expect(0, *LINES, "--merge", *(f"{name}/{i % 3}/{i:03d}.md" for i in range(count)))

    def test_folder(self):
        merged = self.folder_of(20)
        streamed = self.expect(0, *LINES, "news", err="")
        self.assertEqual(sorted_lines(streamed), merged.splitlines())
        self.assertEqual(self.expect(0, *LINES, "news/"), streamed)

    def test_folder_is_read_in_order_of_names(self):
        self.folder_of(9)
        files = sorted(str(path.relative_to(self.folder)) for path in (self.folder / "news").rglob("*.md"))
        self.assertEqual(self.expect(0, *LINES, "news"), "".join(self.expect(0, *LINES, path) for path in files))

    def test_folder_reads_known_kinds_only(self):
        self.folder_of(1)
        for name in ("news/a.jpg", "news/.hidden.md", "news/README", "news/0/b.md~"):
            self.write(name, SECOND)
        (self.folder / "news" / ".git").mkdir()
        self.write("news/.git/c.md", SECOND)
        self.assertNotIn("顺德", self.expect(0, *LINES, "news", err=""))
        self.assertIn("顺德", self.expect(0, *LINES, "--include", "README", "news", err=""))

    def test_patterns(self):
        self.folder_of(6)
        alone = self.expect(0, *LINES, "news/1/004.md")
        self.assertEqual(self.expect(0, *LINES, "--include", "004.*", "news"), alone)
        self.assertEqual(self.expect(0, *LINES, "--include", "1/*", "--exclude", "001.md", "news"), alone)
        self.assertEqual(self.expect(0, *LINES, "--exclude", "0", "--exclude", "2", "--exclude", "001.md", "news"), alone)

    def test_empty_folder(self):
        (self.folder / "empty").mkdir()
        self.expect(1, *LINES, "-o", "o.nq", "empty", out="", err="no article")
        self.assertEqual(self.listing(), ["empty"])

    def test_links(self):
        expected = self.folder_of(3)
        os.symlink(".", self.folder / "news" / "0" / "loop")
        self.assertEqual(sorted_lines(self.expect(0, *LINES, "news", err="")), expected.splitlines())
        os.symlink("../../a.md", self.folder / "news" / "0" / "a.md")
        self.write("a.md", SECOND)
        self.assertIn("顺德", self.expect(0, *LINES, "news", err=""))

    def test_unreadable_folder(self):
        expected = self.folder_of(3)
        (self.folder / "news" / "9").mkdir(mode=0)
        if os.geteuid() != 0:
            self.expect(1, *LINES, "news", err="news/9: Permission denied")
        else:
            self.assertEqual(sorted_lines(self.expect(0, *LINES, "news", err="")), expected.splitlines())

    def test_list(self):
        self.folder_of(4)
        files = ["news/2/002.md", "news/0/003.md", "news/1/001.md"]
        expected = "".join(self.expect(0, *LINES, path) for path in files)
        self.write("list", "\n".join(files))
        self.assertEqual(self.expect(0, *LINES, "--files-from", "list", err=""), expected)
        self.write("list", "\n\n".join(files) + "\n")
        self.assertEqual(self.expect(0, *LINES, "-F", "list", err=""), expected)
        self.write("list0", "\0".join(files) + "\0")
        self.assertEqual(self.expect(0, *LINES, "-0", "--files-from", "list0", err=""), expected)
        self.assertEqual(self.expect(0, *LINES, "-F", "-", stdin="\n".join(files).encode("utf-8"), err=""), expected)
        self.assertEqual(self.expect(0, *LINES, "-F", "list", "news/0/000.md"),
                         self.expect(0, *LINES, "news/0/000.md") + expected)
        self.expect(1, *LINES, "-F", "no-list", "news/0/000.md", err="no-list: ")

    def test_standard_input(self):
        self.assertEqual(self.expect(0, *LINES, "--stream", stdin=ARTICLE.encode("utf-8")),
                         self.expect(0, *LINES, self.article()))

    def test_mixed_kinds(self):
        self.write("b.html", HTML)
        self.write("c.jsonl", json_lines(2))
        self.write("d.md.gz", gzip.compress(SECOND.encode("utf-8")))
        expected = self.expect(0, *LINES, self.article()) + self.expect(0, *LINES, "b.html")
        both = self.expect(0, *LINES, "a.md", "b.html", "c.jsonl", "d.md.gz", err="")
        self.assertTrue(both.startswith(expected))
        self.assertIn("顺德", both)

    def test_compressed(self):
        plain = self.expect(0, *LINES, self.article())
        data = ARTICLE.encode("utf-8")
        half = len(data) // 2
        for name, content in (("a.md.gz", gzip.compress(data)), ("a.md.zst", zstd(data)),
                              ("b.md.gz", gzip.compress(data[:half]) + gzip.compress(data[half:])),
                              ("b.md.zst", zstd(data[:half]) + zstd(data[half:])),
                              ("c.md.gz", gzip.compress(data) + bytes(2000))):
            self.write(name, content)
            self.assertEqual(self.expect(0, *LINES, name, err=""), plain, name)
        self.assertEqual(self.expect(0, *LINES, "--stream", stdin=gzip.compress(data)), plain)

    def test_compressed_and_damaged(self):
        data = gzip.compress(markdown(1).encode("utf-8"))
        packed = zstd(markdown(1).encode("utf-8"))
        damaged = bytearray(data)
        damaged[len(data) // 2] ^= 0xFF
        cases = (("cut.md.gz", data[:-9], "end early"), ("cut.md.zst", packed[:-9], "end early"),
                 ("bad.md.gz", bytes(damaged), "damaged"), ("more.md.gz", data + b"more", "something else"),
                 ("bad.md.zst", packed[:10] + bytes(30), "damaged|early"))
        good = self.expect(0, *LINES, self.article())
        for name, content, said in cases:
            self.write(name, content)
            self.assertEqual(self.expect(1, *LINES, name, "a.md", err=f"{name}: .*({said})"), good, name)


class JsonLines(CommandTest):
    def test_fields(self):
        a = article(7)
        self.write("a.jsonl", json.dumps({**a, "url": "https://news.example.org/7"}) + "\n")
        data = self.expect(0, *LINES, "a.jsonl", err="")
        for said in (f'"{a["title"]}"@zh-hans', f'"{a["date"]}"', "<https://news.example.org/7>", "穗城日报"):
            self.assertIn(said, data)

    def test_other_names_of_fields(self):
        a = article(7)
        self.write("a.ndjson", json.dumps({"nr": a["id"], "headline": a["title"], "body": a["text"], "day": a["date"],
                                           "paper": a["source"], "link": "https://news.example.org/7"}))
        self.write("b.jsonl", json.dumps({**a, "url": "https://news.example.org/7"}))
        fields = ("id=nr", "title=headline", "text=body", "date=day", "source=paper", "url=link")
        self.assertEqual(self.expect(0, *LINES, *(f"--field={field}" for field in fields), "a.ndjson", err=""),
                         self.expect(0, *LINES, "b.jsonl"))

    def test_options_override(self):
        self.write("a.jsonl", json_lines(1))
        self.assertIn('"2020-02-02"', self.expect(0, *LINES, "--date", "2020-02-02", "a.jsonl"))

    def test_is_read_from_standard_input(self):
        self.write("a.jsonl", json_lines(5))
        self.assertEqual(self.expect(0, *LINES, "--input-format", "jsonl", stdin=json_lines(5).encode("utf-8"), err=""),
                         self.expect(0, *LINES, "a.jsonl"))

    def test_byte_order_mark_blank_lines_line_ends(self):
        self.write("a.jsonl", json_lines(3))
        self.write("b.jsonl", "\ufeff" + json_lines(3).replace("\n", "\r\n \n\n").rstrip())
        self.assertEqual(self.expect(0, *LINES, "b.jsonl", err=""), self.expect(0, *LINES, "a.jsonl"))

    def test_date_with_time(self):
        self.write("a.jsonl", json.dumps({**article(1), "date": "2025-03-04T23:59:00+08:00"}))
        self.assertIn('"2025-03-04"', self.expect(0, *LINES, "a.jsonl", err=""))

    def test_text_may_be_a_page(self):
        self.write("a.jsonl", json.dumps({"text": HTML}))
        data = self.expect(0, *LINES, "a.jsonl", err="")
        self.assertIn("林晓岚", data)
        self.assertNotIn("首页", data)

    def test_refused_lines(self):
        lines = [json.dumps(article(1)), '{"id":"x","text":""}', '{"id":"y', "[1]", '{"text":5}', '{"title":"t"}', "true",
                 '{"text":"a","text":"b"}', '{"text":"a"} {"text":"b"}', '{"text":' + "[" * 1000, '{"text":"\udc80"}',
                 json.dumps(article(2))]
        self.write("a.jsonl", "\n".join(lines).encode("utf-8", "surrogateescape"))
        data = self.expect(1, *LINES, "--errors", "errors", "a.jsonl", err="a.jsonl:2: no text")
        self.write("good.jsonl", lines[0] + "\n" + lines[-1])
        self.assertEqual(data, self.expect(0, *LINES, "good.jsonl"))
        errors = [json.loads(line) for line in (self.folder / "errors").read_text(encoding="utf-8").splitlines()]
        self.assertEqual([error["line"] for error in errors], list(range(2, 12)))
        self.assertEqual({error["input"] for error in errors}, {"a.jsonl"})
        self.assertEqual(errors[0]["id"], "x")
        for error in errors:
            self.assertEqual(error["status"], "bad-input")
            self.assertTrue(error["message"])

    def test_all_refused_leaves_the_output(self):
        self.write("a.jsonl", "no\n")
        self.write("o.nq", "old")
        self.expect(1, *LINES, "-o", "o.nq", "a.jsonl", err="a.jsonl:1: ")
        self.assertEqual((self.folder / "o.nq").read_text(encoding="utf-8"), "old")
        self.assertEqual(self.listing(), ["a.jsonl", "o.nq"])


class Split(CommandTest):
    def test_each_heading_is_an_article(self):
        self.write("20250304.md", day("20250304", range(8)))
        data = self.expect(0, *LINES, "--split-at-heading", "3", "20250304.md", err="")
        self.assertEqual(len(re.findall("NewsArticle> ", data)), 8)
        self.assertEqual(len(re.findall('dc/terms/issued> "2025-03-04"', data)), 8)
        self.assertNotIn("本期共", data)

    def test_offsets_count_in_the_file(self):
        text = "\ufeff" + day("20250304", range(5)).replace("\n", "\r\n")
        self.write("a.md", text)
        data = self.expect(0, *LINES, "--split-at-heading", "3", "--detail", "mentions", "a.md")
        spans = {}
        for line in data.splitlines():
            found = re.match(r'(\S+) <.*#(anchorOf|beginIndex|endIndex)> "((?:[^"\\]|\\.)*)"', line)
            if found:
                spans.setdefault(found[1], {})[found[2]] = found[3]
        spans = [span for span in spans.values() if "anchorOf" in span]
        self.assertGreater(len(spans), 30)
        for span in spans:
            self.assertEqual(text[1:][int(span["beginIndex"]):int(span["endIndex"])], span["anchorOf"])

    def test_date(self):
        body = "\n### 甲\n\n广州市天河区委书记林晓岚到石牌街道调研。\n"
        for name, head, date in (("a.md", "---\ndate: 2025-01-02\n---\n# 三月四日\n", "2025-01-02"),
                                 ("a.md", "# 要闻\n\n## 2025年1月3日 星期五\n", "2025-01-03"),
                                 ("2025-01-04.md", "# 要闻\n", "2025-01-04"), ("news-20250105.md", "", "2025-01-05")):
            self.write(name, head + body)
            self.assertIn(f'issued> "{date}"', self.expect(0, *LINES, "--split-at-heading", "3", name, err=""), name)

    def test_messages_name_the_line_in_the_file(self):
        self.write("a.md", b"# a\n\n### b\n\n" + ARTICLE.splitlines()[-1].encode("utf-8") + b"\n\n### c\n\n\xff\xfe\n")
        self.expect(1, *LINES, "--split-at-heading", "3", "a.md", err=r"a\.md:9: ")

    def test_comments_in_front_matter_are_no_headings(self):
        self.write("a.md", "---\n# c\n## d\ndate: 2025-01-02\n---\n## 甲\n\n广州市天河区委书记林晓岚到石牌街道调研。\n")
        self.assertEqual(self.expect(0, *LINES, "--split-at-heading", "2", "a.md").count("NewsArticle> "), 1)

    def test_other_files_stay_whole(self):
        self.write("b.html", HTML)
        self.assertEqual(self.expect(0, *LINES, "--split-at-heading", "2", "b.html"), self.expect(0, *LINES, "b.html"))

    def test_without_such_a_heading(self):
        self.write("a.md", "# a\n\n广州市\n")
        self.expect(1, *LINES, "--split-at-heading", "3", "a.md", out="", err="no article")


class Outputs(CommandTest):
    COUNT = 60

    def setUp(self):
        super().setUp()
        self.write("a.jsonl", json_lines(self.COUNT))

    def content(self, name):
        return (self.folder / name).read_bytes()

    def test_compressed(self):
        plain = self.expect(0, *LINES, "a.jsonl").encode("utf-8")
        self.expect(0, *LINES, "-o", "o.nq.gz", "a.jsonl", out="", err="")
        self.expect(0, *LINES, "-o", "o.nq.zst", "a.jsonl", out="", err="")
        self.expect(0, *LINES, "-o", "o", "--compress", "gzip", "a.jsonl", out="", err="")
        self.expect(0, *LINES, "-o", "x.gz", "--compress", "none", "a.jsonl", out="", err="")
        self.assertEqual(gzip.decompress(self.content("o.nq.gz")), plain)
        self.assertEqual(unzstd(self.content("o.nq.zst")), plain)
        self.assertEqual(self.content("o"), self.content("o.nq.gz"))
        self.assertEqual(self.content("x.gz"), plain)
        self.assertLess(len(self.content("o.nq.gz")), len(plain) // 5)

    def test_parts(self):
        whole = self.expect(0, *LINES, "a.jsonl").encode("utf-8")
        self.expect(0, *LINES, "-o", "o.nq", "--part-size", "300K", "a.jsonl", out="", err="")
        parts = [name for name in self.listing() if name != "a.jsonl"]
        self.assertEqual(parts, [f"o-{i:05d}.nq" for i in range(1, len(parts) + 1)])
        self.assertGreater(len(parts), 3)
        self.assertEqual(b"".join(self.content(name) for name in parts), whole)
        self.assertTrue(all(len(self.content(name)) <= 300 * 1024 for name in parts))
        # A shorter output leaves no part of the longer one.
        self.expect(0, *LINES, "-o", "o.nq", "--part-size", "1G", "a.jsonl")
        self.assertEqual(self.listing(), ["a.jsonl", "o-00001.nq"])

    def test_parts_of_one_article(self):
        self.expect(0, *LINES, "-o", "o.nq.gz", "--part-size", "1", "a.jsonl")
        self.assertEqual(len(self.listing()), self.COUNT + 1)
        self.assertEqual(b"".join(gzip.decompress(self.content(f"o-{i:05d}.nq.gz")) for i in range(1, self.COUNT + 1)),
                         self.expect(0, *LINES, "a.jsonl").encode("utf-8"))

    def test_tables_are_described(self):
        self.expect(0, "export", "-f", "csv", "--stream", "-o", "o.csv", "a.jsonl")
        self.expect(0, "export", "-f", "csv", "-o", "p.csv", "--part-size", "20K", "a.jsonl")
        self.assertGreater(len([name for name in self.listing() if name.startswith("p-")]), 3)
        for name in self.listing():
            if name.endswith(".csv"):
                about = json.loads(self.content(name + "-metadata.json"))
                self.assertIn(name, json.dumps(about))

    def test_folder(self):
        self.expect(0, *LINES, "--output-dir", "d", "a.jsonl", out="", err="")
        files = sorted((self.folder / "d").iterdir())
        self.assertEqual(len(files), self.COUNT)
        self.assertRegex(files[0].name, r"^n0-[0-9a-f]{16}\.nq$")
        self.assertEqual(sorted_lines(*(path.read_text(encoding="utf-8") for path in files)),
                         sorted_lines(self.expect(0, *LINES, "a.jsonl")))

    def test_folder_of_files_with_one_name(self):
        for i in range(3):
            os.mkdir(self.folder / str(i))
            self.write(f"{i}/a.md", markdown(i))
        self.expect(0, *LINES, "--output-dir", "d", "0", "1", "2")
        self.assertEqual(len(list((self.folder / "d").iterdir())), 3)

    def test_full_device(self):
        with open("/dev/full", "wb") as full:
            self.expect(3, *LINES, "a.jsonl", err="standard output: ", stdout=full)
        self.expect(3, *LINES, "--stream", "-o", "/dev/full", "a.jsonl", err="/dev/full: ")

    def test_closed_pipe(self):
        run = subprocess.Popen([COMMAND, *LINES, "-j", "3", "a.jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               cwd=self.folder)
        run.stdout.read(1)
        run.stdout.close()
        said = run.stderr.read()
        run.stderr.close()
        self.check_health(run.wait(), said)
        self.assertEqual(run.returncode, 3)
        self.assertIn(b"standard output: ", said)

    def test_file_size_limit(self):
        import resource
        self.write("o.nq", "old")
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50000, 50000))
        self.expect(3, *LINES, "-o", "o.nq", "a.jsonl", out="", err=r"o\.nq: can't write", preexec=limit)
        self.assertEqual(self.content("o.nq"), b"old")
        self.assertEqual(self.listing(), ["a.jsonl", "o.nq"])

    def test_link_keeps_pointing(self):
        os.mkdir(self.folder / "real")
        self.write("real/o.nq", "old")
        os.symlink("real/o.nq", self.folder / "o.nq")
        self.expect(0, *LINES, "-o", "o.nq", "a.jsonl")
        self.assertTrue(os.path.islink(self.folder / "o.nq"))
        self.assertEqual(self.content("real/o.nq"), self.expect(0, *LINES, "a.jsonl").encode("utf-8"))

    def test_bad_places(self):
        self.expect(3, *LINES, "--stream", "-o", "no/o.nq", "a.jsonl", err="no/o.nq")
        self.expect(3, *LINES, "--output-dir", "a.jsonl", "a.jsonl", err="a.jsonl: ")
        self.expect(3, *LINES, "--errors", "no/errors", "a.jsonl", err="no/errors: ")

    def test_missing_file_does_not_stop_the_run(self):
        good = self.expect(0, *LINES, "a.jsonl")
        self.assertEqual(self.expect(1, *LINES, "x.md", "a.jsonl", "y.md", err=r"(?s)x\.md: no such file.*y\.md: "), good)

    def test_file_that_changes(self):
        """It grows while it is read: what was read before stays, and the change is said."""
        self.write("b.jsonl", json_lines(3000))
        self.write("c.jsonl", json_lines(1, first=9000))
        run = subprocess.Popen([COMMAND, *LINES, "-j", "2", "b.jsonl", "c.jsonl"], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, cwd=self.folder)
        data = run.stdout.read(1)
        with open(self.folder / "b.jsonl", "a", encoding="utf-8") as file:
            file.write(json_lines(1, first=8000))
        rest, said = run.communicate()
        self.check_health(run.returncode, said)
        self.assertEqual(run.returncode, 1)
        self.assertRegex(said, rb"b\.jsonl.*changed while it was being read")
        self.assertTrue((data + rest).decode("utf-8").endswith(self.expect(0, *LINES, "c.jsonl")))


class Running(CommandTest):
    def setUp(self):
        super().setUp()
        self.write("a.jsonl", json_lines(200) + "bad\n" + json_lines(50, first=200))

    def test_shards(self):
        whole = sorted_lines(self.expect(1, *LINES, "a.jsonl"))
        parts = [self.run_command(*LINES, "--shard", f"{i}/4", "a.jsonl") for i in range(1, 5)]
        self.assertEqual(sum(part.returncode for part in parts), 1, "one shard has the bad line")
        texts = [part.stdout.decode("utf-8") for part in parts]
        self.assertEqual(sorted_lines(*texts), whole)
        self.assertTrue(all(texts))
        articles = [len(re.findall("NewsArticle> ", text)) for text in texts]
        self.assertEqual(sum(articles), 250)
        self.assertGreater(min(articles), 40)

    def test_shards_of_files_and_headings(self):
        os.mkdir(self.folder / "d")
        for i in range(12):
            self.write(f"d/{i}.md", markdown(i))
        self.write("d/day.md", day("20250304", range(20, 50)))
        for options in ((), ("--split-at-heading", "3")):
            whole = sorted_lines(self.expect(0, *LINES, *options, "--exclude", "?.md", "--exclude", "1?.md", "d"))
            texts = [self.expect(0, *LINES, *options, "--exclude", "?.md", "--exclude", "1?.md", "--shard", f"{i}/3", "d")
                     for i in range(1, 4)]
            self.assertEqual(sorted_lines(*texts), whole)
        texts = [self.expect(0, *LINES, "--shard", f"{i}/3", "d") for i in range(1, 4)]
        self.assertEqual(sorted_lines(*texts), sorted_lines(self.expect(0, *LINES, "d")))

    def test_gnu_parallel(self):
        if shutil.which("parallel") is None:
            self.fail("GNU parallel is not installed: tools/deps test")
        self.write("b.jsonl", json_lines(120))
        for command in (f"parallel -j 3 '{COMMAND} export -f nquads -o part-{{}}.nq --shard {{}}/5 b.jsonl' ::: 1 2 3 4 5",
                        f"parallel -j 3 --pipe --block 20k -k '{COMMAND} export -f nquads --input-format jsonl' < b.jsonl "
                        "> part-1.nq"):
            run = subprocess.run(["bash", "-c", command], cwd=self.folder, stderr=subprocess.PIPE,
                                 env={**os.environ, "HOME": str(self.folder), "PARALLEL_HOME": str(self.folder)}, check=False)
            self.assertEqual(run.returncode, 0, run.stderr)
            merged = subprocess.run("LC_ALL=C sort -u part-*.nq; rm part-*.nq", shell=True, cwd=self.folder,
                                    stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
            self.assertEqual(merged.splitlines(), sorted_lines(self.expect(0, *LINES, "b.jsonl")))

    def test_slurm_script(self):
        """As Slurm calls it; GNU parallel takes its place. Again, as after a requeue, it does no harm."""
        script = os.path.join(os.environ["YANSHU_SOURCE_DIR"], "docs", "slurm-array.sh")
        env = {**os.environ, "HOME": str(self.folder), "SLURM_ARRAY_TASK_COUNT": "4", "SLURM_CPUS_PER_TASK": "2",
               "PATH": os.path.dirname(COMMAND) + os.pathsep + os.environ["PATH"]}
        command = f"parallel -j 2 SLURM_ARRAY_TASK_ID={{}} bash '{script}' a.jsonl out ::: 1 2 3 4"
        for _ in range(2):
            run = subprocess.run(["bash", "-c", command], cwd=self.folder, stderr=subprocess.PIPE, env=env, check=False)
            self.assertEqual(run.returncode, 0, run.stderr)
            files = sorted((self.folder / "out").iterdir())
            self.assertEqual([path.name for path in files],
                             [f"news-{i}.nq.zst" for i in range(1, 5)] + [f"refused-{i}.jsonl" for i in range(1, 5)])
            self.assertEqual(sorted_lines(*(unzstd(path.read_bytes()).decode("utf-8") for path in files[:4])),
                             sorted_lines(self.expect(1, *LINES, "a.jsonl")))
            self.assertEqual(sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files[4:]), 1)

    def test_memory_does_not_grow(self):
        """A hundred times the input, the same memory (but for what the C library keeps)."""
        self.write("small.jsonl", json_lines(100))
        (self.folder / "large.jsonl").write_text(json_lines(100) * 100, encoding="utf-8")
        # In a process of its own: what this one has used would count.
        measure = ("import resource, subprocess, sys; code = subprocess.run(sys.argv[1:]).returncode; "
                   "print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
        peaks = []
        for name in ("small.jsonl", "large.jsonl"):
            run = subprocess.run([sys.executable, "-c", measure, COMMAND, *LINES, "-j", "2", "--detail", "facts", "-o",
                                  "/dev/null", name], cwd=self.folder, stdout=subprocess.PIPE, check=True)
            code, peak = map(int, run.stdout.split())
            self.assertEqual(code, 0)
            peaks.append(peak)
        if "asan" not in os.environ.get("YANSHU_BUILD_DIR", ""):
            self.assertLess(peaks[1], peaks[0] + 30 * 1024, peaks)
            self.assertLess(peaks[1], 150 * 1024)

    def test_nothing_but_messages_without_a_terminal(self):
        self.expect(1, *LINES, "a.jsonl", err=r"^yanshu: a\.jsonl:201: [^\n]*\n$")

    def test_progress_on_a_terminal(self):
        import pty
        ours, theirs = pty.openpty()
        run = subprocess.Popen([COMMAND, *LINES, "-o", "o.nq", "a.jsonl"], stderr=theirs, cwd=self.folder)
        os.close(theirs)
        said = b""
        try:
            while data := os.read(ours, 4096):
                said += data
        except OSError:
            pass  # the other end is closed
        os.close(ours)
        self.assertEqual(run.wait(), 1)
        self.assertRegex(said, rb"\d+ articles.* MB/s, \d+ %")
        self.assertTrue(said.endswith(b"\n") or said.endswith(b"\x1b[K"), said)

    def test_bad_date_is_wrong_usage(self):
        self.expect(2, *LINES, "--date", "yesterday", "a.jsonl", err="yesterday")

    def test_usage(self):
        for arguments, said in ((("--shard", "0/3"), "I/N"), (("--shard", "4/3"), "I/N"), (("--shard", "x"), "I/N"),
                                (("-j", "0"), "threads"), (("-j", "many"), "threads"), (("--part-size", "1"), "--output"),
                                (("--part-size", "10Q", "-o", "o"), "size"), (("--split-at-heading", "7"), "level"),
                                (("--field", "a=b"), "KEY"), (("--compress", "rar"), "none of"),
                                (("--resume",), "--output"), (("--output-dir", "d", "-o", "o"), "exclude"),
                                (("--merge", "--stream"), "--merge"), (("--checkpoint", "x"), "seconds"),
                                (("--title", "t"), "--title"), (("--url", "http://a.example/"), "--url"),
                                (("--base", "no"), "base"), (("--split-at-heading", "3", "-e", "big5"), "UTF-8")):
            self.expect(2, *LINES, *arguments, "a.jsonl", out="", err=said)
        self.assertEqual(self.listing(), ["a.jsonl"])


def same(syntax):
    def test(self):
        options = ("export", "-f", syntax, "a.jsonl")
        expected = self.expect(1, *options, "-j", "1")
        self.assertTrue(expected)
        for jobs in ("2", "3", "7"):
            self.assertEqual(self.expect(1, *options, "-j", jobs), expected, f"-j {jobs}")
        self.expect(1, *options, "-o", "o")
        self.assertEqual((self.folder / "o").read_bytes().decode("utf-8"), expected)
    return test


table(Running, [(f"threads_{syntax}", same(syntax)) for syntax in SYNTAXES])

if __name__ == "__main__":
    main()
