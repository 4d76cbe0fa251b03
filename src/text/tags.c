/* SPDX-License-Identifier: Apache-2.0 */
/** @file tags.c The elements of HTML and what they mean for a page. */
#include "text/parts.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_MOST = 15 };

/* In byte order of the names. */
static const ys_tag tags[] = {{"a", YS_TAG_LINK, 0},          {"address", YS_TAG_BLOCK, 0},
                              {"article", YS_TAG_ARTICLE, 0}, {"aside", YS_TAG_SKIP, 0},
                              {"audio", YS_TAG_SKIP, 0},      {"b", YS_TAG_INLINE, 0},
                              {"big", YS_TAG_INLINE, 0},      {"blockquote", YS_TAG_BLOCK, 0},
                              {"body", YS_TAG_BLOCK, 0},      {"br", YS_TAG_BREAK, 0},
                              {"button", YS_TAG_SKIP, 0},     {"canvas", YS_TAG_SKIP, 0},
                              {"caption", YS_TAG_CAPTION, 0}, {"center", YS_TAG_BLOCK, 0},
                              {"cite", YS_TAG_INLINE, 0},     {"code", YS_TAG_INLINE, 0},
                              {"dd", YS_TAG_BLOCK, 0},        {"del", YS_TAG_SKIP, 0},
                              {"dir", YS_TAG_BLOCK, 0},       {"div", YS_TAG_BLOCK, 0},
                              {"dl", YS_TAG_BLOCK, 0},        {"dt", YS_TAG_BLOCK, 0},
                              {"em", YS_TAG_INLINE, 0},       {"embed", YS_TAG_SKIP, 0},
                              {"fieldset", YS_TAG_SKIP, 0},   {"figcaption", YS_TAG_CAPTION, 0},
                              {"figure", YS_TAG_BLOCK, 0},    {"font", YS_TAG_INLINE, 0},
                              {"footer", YS_TAG_SKIP, 0},     {"form", YS_TAG_SKIP, 0},
                              {"h1", YS_TAG_HEADING, 1},      {"h2", YS_TAG_HEADING, 2},
                              {"h3", YS_TAG_HEADING, 3},      {"h4", YS_TAG_HEADING, 4},
                              {"h5", YS_TAG_HEADING, 5},      {"h6", YS_TAG_HEADING, 6},
                              {"head", YS_TAG_SKIP, 0},       {"header", YS_TAG_HEADER, 0},
                              {"hr", YS_TAG_BLOCK, 0},        {"html", YS_TAG_BLOCK, 0},
                              {"i", YS_TAG_INLINE, 0},        {"iframe", YS_TAG_SKIP, 0},
                              {"img", YS_TAG_INLINE, 0},      {"input", YS_TAG_SKIP, 0},
                              {"ins", YS_TAG_INLINE, 0},      {"label", YS_TAG_INLINE, 0},
                              {"li", YS_TAG_ITEM, 0},         {"link", YS_TAG_SKIP, 0},
                              {"main", YS_TAG_BLOCK, 0},      {"map", YS_TAG_SKIP, 0},
                              {"mark", YS_TAG_INLINE, 0},     {"menu", YS_TAG_SKIP, 0},
                              {"meta", YS_TAG_SKIP, 0},       {"nav", YS_TAG_SKIP, 0},
                              {"noframes", YS_TAG_SKIP, 0},   {"noscript", YS_TAG_SKIP, 0},
                              {"object", YS_TAG_SKIP, 0},     {"ol", YS_TAG_BLOCK, 0},
                              {"option", YS_TAG_SKIP, 0},     {"p", YS_TAG_BLOCK, 0},
                              {"pre", YS_TAG_PRE, 0},         {"q", YS_TAG_INLINE, 0},
                              {"rp", YS_TAG_SKIP, 0},         {"rt", YS_TAG_SKIP, 0},
                              {"ruby", YS_TAG_INLINE, 0},     {"s", YS_TAG_INLINE, 0},
                              {"script", YS_TAG_RAW, 0},      {"section", YS_TAG_BLOCK, 0},
                              {"select", YS_TAG_SKIP, 0},     {"small", YS_TAG_INLINE, 0},
                              {"span", YS_TAG_INLINE, 0},     {"strike", YS_TAG_INLINE, 0},
                              {"strong", YS_TAG_INLINE, 0},   {"style", YS_TAG_RAW, 0},
                              {"sub", YS_TAG_INLINE, 0},      {"sup", YS_TAG_INLINE, 0},
                              {"svg", YS_TAG_SKIP, 0},        {"table", YS_TAG_BLOCK, 0},
                              {"tbody", YS_TAG_BLOCK, 0},     {"td", YS_TAG_CELL, 0},
                              {"template", YS_TAG_SKIP, 0},   {"textarea", YS_TAG_SKIP, 0},
                              {"tfoot", YS_TAG_BLOCK, 0},     {"th", YS_TAG_CELL, 0},
                              {"thead", YS_TAG_BLOCK, 0},     {"time", YS_TAG_INLINE, 0},
                              {"title", YS_TAG_SKIP, 0},      {"tr", YS_TAG_ROW, 0},
                              {"tt", YS_TAG_INLINE, 0},       {"u", YS_TAG_INLINE, 0},
                              {"ul", YS_TAG_BLOCK, 0},        {"video", YS_TAG_SKIP, 0},
                              {"wbr", YS_TAG_INLINE, 0}};

static int compare(const void *key, const void *tag) {
  return strcmp(key, ((const ys_tag *)tag)->name);
}

/* Paragraphs and links are most of what pages have. */
static const ys_tag *tag_of_letter(char c) {
  static const ys_tag paragraph = {"p", YS_TAG_BLOCK, 0};
  static const ys_tag link = {"a", YS_TAG_LINK, 0};
  return c == 'p' || c == 'P' ? &paragraph : c == 'a' || c == 'A' ? &link : NULL;
}

const ys_tag *ys_tag_find(ys_view name) {
  char key[NAME_MOST + 1];
  if (name.n == 0 || name.n > NAME_MOST) {
    return NULL;
  }
  if (name.n == 1 && tag_of_letter(name.p[0]) != NULL) {
    return tag_of_letter(name.p[0]);
  }
  for (size_t i = 0; i < name.n; i++) {
    const char c = name.p[i];
    key[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
  }
  key[name.n] = '\0';
  return bsearch(key, tags, YS_LENGTH(tags), sizeof tags[0], compare);
}
