# SPDX-License-Identifier: Apache-2.0
"""Writes ontology/lexicon/countries.ttl and places.ttl from countries.tsv and places.tsv beside this file.

    countries.py JIEBA_DICT

The jieba dictionary (cppjieba, npm nodejieba 3.5.8, MIT) gives the frequencies: weight is log10 of the probability, times
1000.
"""

import collections
import sys

import common

COUNTRIES = """\
# SPDX-License-Identifier: Apache-2.0
# Countries. Made by tools/lexicon/countries.py from countries.tsv (names from CLDR, Unicode licence, completed by hand).

"""
PLACES = """\
# SPDX-License-Identifier: Apache-2.0
# Named places that are no divisions. Made by tools/lexicon/countries.py from places.tsv, which was written by hand.

"""


def weights():
    """Weight of a form in the jieba dictionary, None for what it lacks."""
    counts = {word: count for word, count, _ in common.jieba(sys.argv[1])}
    total = sum(counts.values())
    return lambda word: int(common.weight(counts[word] / total)) if word in counts else None


def countries(weight):
    for code, name, english, forms, abbreviations in common.table("countries.tsv"):
        listed = [("pref", name), *(("alt", f) for f in forms.split()), *(("abbr", a) for a in abbreviations.split())]
        yield common.concept(f"https://w3id.org/yanshu/country/{code.lower()}", "country", listed, english,
                             [("code", code)], weight=weight(name))


def places(weight):
    seen = collections.Counter()
    for kind, items in common.table("places.tsv"):
        for item in items.split(";"):
            names, _, english = item.partition("=")
            first, *others = names.split("|")
            slug = common.slug("-".join(common.pinyin(first)) if kind == "foreign" or not english else english)
            seen[slug] += 1
            if seen[slug] > 1:
                slug = common.slug("-".join(common.pinyin(first)))
            yield common.concept(f"https://w3id.org/yanshu/place/{slug}", "place",
                                 [("pref", first), *(("abbr", o[1:]) if o[0] == "~" else ("alt", o) for o in others)],
                                 english, [("kind", kind)], weight=weight(first))


def main():
    weight = weights()
    common.write("countries.ttl", COUNTRIES + common.PREFIXES + "\n" + "\n".join(countries(weight)))
    common.write("places.ttl", PLACES + common.PREFIXES + "\n" + "\n".join(places(weight)))


if __name__ == "__main__":
    main()
