/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file json.c
 * String fields of embedded schema.org metadata. A tolerant scanner, not a parser: it keeps the key that each level
 * of nesting stands under, looks at strings, and gets through anything in linear time.
 */
#include <string.h>

#include "text/parts.h"

enum { DEPTH_MOST = 32, VALUE_MOST = 4096 };

typedef struct scanner {
  ys_view text;
  size_t at;
  ys_view key[DEPTH_MOST]; /**< of each open object; arrays inherit that of what they stand under */
  bool object[DEPTH_MOST];
  unsigned depth;
} scanner;

/** The string at the cursor (a quotation mark), escapes untouched; the cursor moves behind it. */
static ys_view scan_string(scanner *s) {
  const size_t begin = ++s->at;
  while (s->at < s->text.n && s->text.p[s->at] != '"') {
    s->at += s->text.p[s->at] == '\\' ? 2 : 1;
  }
  const size_t end = s->at < s->text.n ? s->at : s->text.n;
  s->at = end + 1;
  return (ys_view){s->text.p + begin, end - begin};
}

static bool hex4(ys_view text, size_t at, uint32_t *value) {
  *value = 0;
  for (size_t i = at; i < at + 4; i++) {
    const unsigned char c = i < text.n ? (unsigned char)text.p[i] : 0;
    const unsigned char low = c | 0x20U;
    if (ys_is_digit(c)) {
      *value = *value << 4 | (c - (unsigned)'0');
    } else if (low >= 'a' && low <= 'f') {
      *value = *value << 4 | (low - (unsigned)'a' + 10U);
    } else {
      return false;
    }
  }
  return true;
}

/** The character of a \u escape whose digits begin at *at; a pair of surrogates is one character. */
static uint32_t unicode_escape(ys_view text, size_t *at) {
  uint32_t c;
  uint32_t low;
  if (!hex4(text, *at, &c)) {
    return 0xFFFD;
  }
  *at += 4;
  if (c < 0xD800 || c > 0xDFFF) {
    return c >= 0x20 ? c : ' ';
  }
  if (c <= 0xDBFF && *at + 2 <= text.n && text.p[*at] == '\\' && text.p[*at + 1] == 'u' && hex4(text, *at + 2, &low) &&
      low >= 0xDC00 && low <= 0xDFFF) {
    *at += 6;
    return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
  }
  return 0xFFFD;
}

/** @p text without its escapes, in the arena. */
static ys_view unescape(ys_arena *arena, ys_view text) {
  char *const out = ys_arena_alloc(arena, text.n * 2 + 4);
  if (out == NULL) {
    return (ys_view){NULL, 0};
  }
  size_t n = 0;
  for (size_t i = 0; i < text.n;) {
    if (text.p[i] != '\\' || i + 1 >= text.n) {
      out[n++] = text.p[i++];
      continue;
    }
    const char c = text.p[i + 1];
    i += 2;
    if (c == 'u') {
      n += ys_utf8_encode(unicode_escape(text, &i), out + n);
    } else {
      out[n++] = strchr("bfnrt", c) != NULL ? ' ' : c;
    }
  }
  return ys_view_trim((ys_view){out, n});
}

static ys_view *slot(const scanner *s, ys_meta *meta) {
  const ys_view key = s->key[s->depth];
  const ys_view above = s->depth > 0 ? s->key[s->depth - 1] : (ys_view){NULL, 0};
  if (ys_view_equal(key, YS_VIEW("headline"))) {
    return &meta->title;
  }
  if (ys_view_equal(key, YS_VIEW("datePublished"))) {
    return &meta->date;
  }
  const bool name = ys_view_equal(key, YS_VIEW("name"));
  if (ys_view_equal(key, YS_VIEW("author")) || (name && ys_view_equal(above, YS_VIEW("author")))) {
    return &meta->author;
  }
  if (ys_view_equal(key, YS_VIEW("publisher")) || (name && ys_view_equal(above, YS_VIEW("publisher")))) {
    return &meta->source;
  }
  return ys_view_equal(key, YS_VIEW("mainEntityOfPage")) ? &meta->url : NULL;
}

static void take_string(ys_arena *arena, scanner *s, ys_meta *meta) {
  const ys_view text = scan_string(s);
  size_t next = s->at;
  while (next < s->text.n && ys_is_space((unsigned char)s->text.p[next])) {
    next++;
  }
  if (next < s->text.n && s->text.p[next] == ':' && s->object[s->depth]) {
    s->key[s->depth] = text;
    s->at = next + 1;
    return;
  }
  ys_view *const value = slot(s, meta);
  if (value != NULL && value->n == 0 && text.n < VALUE_MOST) {
    *value = unescape(arena, text);
  }
}

void ys_json_meta(ys_arena *arena, ys_view json, ys_meta *meta) {
  scanner s = {.text = json};
  unsigned deeper = 0; /* levels below the deepest that is kept */
  while (s.at < json.n) {
    const char c = json.p[s.at];
    if (c == '"') {
      take_string(arena, &s, meta);
      continue;
    }
    s.at++;
    if (c == '{' || c == '[') {
      if (s.depth + 1 == DEPTH_MOST) {
        deeper++;
        continue;
      }
      s.depth++;
      s.object[s.depth] = c == '{';
      s.key[s.depth] = c == '{' ? (ys_view){NULL, 0} : s.key[s.depth - 1];
    } else if (c == '}' || c == ']') {
      if (deeper > 0) {
        deeper--;
      } else if (s.depth > 0) {
        s.depth--;
      }
    }
  }
}
