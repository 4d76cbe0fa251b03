# SPDX-License-Identifier: Apache-2.0
"""Archives to test with: as many articles as wanted, each with its own invented people."""

import json
import random

SURNAMES = "林陈何沈郭梁谢许邓曾彭蒋蔡余杜叶程苏魏吕丁任姚钟姜崔谭陆范"
GIVEN = "晓岚柏舟映雪砚秋昊羽思远若溪景行文博雨桐子谦清和明轩书瑶嘉树一诺"
PLACES = ("广州市天河区", "佛山市顺德区", "杭州市西湖区", "成都市武侯区", "南京市鼓楼区", "武汉市洪山区", "长沙市岳麓区")
POSTS = ("区委书记", "区长", "教育局局长", "卫生健康局副局长", "住房和建设局局长")
DOINGS = ("到社区调研", "在会上作报告", "主持召开座谈会", "看望慰问一线职工", "参加植树活动")


def article(number):
    """One article as a dict of JSON Lines' fields; the same number gives the same article."""
    r = random.Random(number)
    lines = []
    for _ in range(r.randint(2, 6)):
        name = r.choice(SURNAMES) + "".join(r.sample(GIVEN, 2))
        lines.append(f"{r.randint(1, 12)}月{r.randint(1, 28)}日，{r.choice(PLACES)}{r.choice(POSTS)}{name}{r.choice(DOINGS)}。"
                     f"{name}表示，今年要改造{r.randint(3, 900)}个老旧小区。")
    return {"id": f"n{number}", "title": f"各地第{number}号工作简报", "text": "\n".join(lines),
            "date": f"2025-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}", "source": "穗城日报"}


def json_lines(count, first=0):
    return "".join(json.dumps(article(i), ensure_ascii=False) + "\n" for i in range(first, first + count))


def markdown(number):
    a = article(number)
    return f"---\ntitle: {a['title']}\ndate: {a['date']}\nsource: {a['source']}\n---\n\n# {a['title']}\n\n{a['text']}\n"


def day(date, numbers):
    """Many articles in one Markdown file, as collections of a day's news have them."""
    text = f"# 新闻选编 ({date})\n\n## 摘要\n\n本期共{len(numbers)}条。\n\n## 详细内容\n\n"
    for number in numbers:
        a = article(number)
        text += f"### {a['title']}\n\n" + "".join(f"<p>{line}</p>" for line in a["text"].split("\n")) + "\n\n"
    return text
