/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file htmlscan.c
 * Splits HTML into markup and runs of text. Each run is replaced by a short name ("y12;") before libxml2 sees the
 * page: so every character keeps its place whatever the parser does with it, and what reaches the parser is small:
 * known attributes only, bounded nesting, no comments. Linear in the size of the page.
 */
#include <stdio.h>
#include <string.h>

#include "text/parts.h"

enum { DEPTH_MOST = 256, NAME_MOST = 24, VALUE_MOST = 4096 };

typedef struct scanner {
  ys_arena *arena;
  ys_view text;
  ys_buffer out;
  YS_ARRAY(ys_run) run;
  ys_cursor known;  /**< the last place whose character number is known */
  uint32_t depth;   /**< of elements that only an end tag closes */
  uint32_t dropped; /**< start tags left out because they stand too deep */
  bool unclosed[8]; /**< raw elements that have no more end tag */
  bool no_quote[2]; /**< no more " or ' ahead */
  bool no_comment_end;
  bool failed;
} scanner;

static bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool same_word(ys_view text, size_t at, ys_view word) {
  if (text.n - at < word.n) {
    return false;
  }
  for (size_t i = 0; i < word.n; i++) {
    if (lower(text.p[at + i]) != word.p[i]) {
      return false;
    }
  }
  return true;
}

/* ---- runs ---- */

static ys_cursor cursor_at(scanner *s, size_t byte) {
  const ys_view between = {s->text.p + s->known.byte, byte - s->known.byte};
  s->known.at += (uint32_t)ys_utf8_count(between);
  s->known.byte = byte;
  return s->known;
}

/** Puts the name of the run [begin, end) out; white space goes as it is, for it means something to the parser. */
static void add_run(scanner *s, size_t begin, size_t end, bool literal) {
  bool blank_only = true;
  bool line = false;
  for (size_t i = begin; i < end && blank_only; i++) {
    blank_only = blank(s->text.p[i]);
    line = line || s->text.p[i] == '\n' || s->text.p[i] == '\r';
  }
  if (begin == end) {
    return;
  }
  if (blank_only) {
    ys_buffer_append(&s->out, line ? "\n" : " ", 1);
    return;
  }
  ys_run *const run = YS_PUSH(s->arena, &s->run);
  if (run == NULL) {
    s->failed = true;
    return;
  }
  *run = (ys_run){cursor_at(s, begin), end, literal};
  char name[16];
  const int n = snprintf(name, sizeof name, "y%u;", s->run.n - 1);
  ys_buffer_append(&s->out, name, (size_t)n);
}

/* ---- tags ---- */

/** Closed by what follows them, or empty: they don't count as nesting. */
static bool closes_itself(ys_view name) {
  static const char *const names[] = {"p",      "li",     "dt",    "dd",    "tr",    "td",      "th",
                                      "option", "thead",  "tbody", "tfoot", "br",    "hr",      "img",
                                      "meta",   "link",   "input", "col",   "area",  "base",    "embed",
                                      "param",  "source", "track", "wbr",   "frame", "colgroup"};
  for (size_t i = 0; i < YS_LENGTH(names); i++) {
    if (ys_view_equal(name, ys_view_of(names[i]))) {
      return true;
    }
  }
  return false;
}

static bool wanted_attribute(ys_view name) {
  static const char *const names[] = {"id",   "class", "itemprop", "property", "name", "content", "datetime",
                                      "type", "style", "hidden",   "role",     "rel",  "href"};
  for (size_t i = 0; i < YS_LENGTH(names); i++) {
    const ys_view wanted = ys_view_of(names[i]);
    if (name.n == wanted.n && same_word(name, 0, wanted)) {
      return true;
    }
  }
  return false;
}

/** The value at *at (behind '='), quoted or not; moves behind it. */
static ys_view attribute_value(scanner *s, size_t *at) {
  const ys_view t = s->text;
  while (*at < t.n && blank(t.p[*at])) {
    (*at)++;
  }
  if (*at < t.n && (t.p[*at] == '"' || t.p[*at] == '\'')) {
    const bool single = t.p[*at] == '\'';
    const char *const end = s->no_quote[single] ? NULL : memchr(t.p + *at + 1, t.p[*at], t.n - *at - 1);
    if (end != NULL) {
      const size_t begin = *at + 1;
      *at = (size_t)(end - t.p) + 1;
      return (ys_view){t.p + begin, *at - 1 - begin};
    }
    s->no_quote[single] = true;
  }
  const size_t begin = *at;
  while (*at < t.n && !blank(t.p[*at]) && t.p[*at] != '>') {
    (*at)++;
  }
  return (ys_view){t.p + begin, *at - begin};
}

static void add_attribute(scanner *s, ys_view name, ys_view value, unsigned *seen) {
  if (*seen >= 16 || value.n > VALUE_MOST || !wanted_attribute(name)) {
    return;
  }
  const bool doubled = value.n > 0 && memchr(value.p, '"', value.n) != NULL;
  if (doubled && memchr(value.p, '\'', value.n) != NULL) {
    return;
  }
  (*seen)++;
  ys_buffer_append(&s->out, " ", 1);
  ys_buffer_append_view(&s->out, name);
  ys_buffer_append(&s->out, doubled ? "='" : "=\"", 2);
  ys_buffer_append_view(&s->out, value);
  ys_buffer_append(&s->out, doubled ? "'" : "\"", 1);
}

/** Reads attributes up to the end of the tag, writing those that matter when @p keep; returns the byte behind '>'. */
static size_t attributes(scanner *s, size_t at, bool keep) {
  const ys_view t = s->text;
  unsigned seen = 0;
  while (at < t.n && t.p[at] != '>') {
    if (blank(t.p[at]) || t.p[at] == '/' || t.p[at] == '=') {
      at++;
      continue;
    }
    const size_t begin = at;
    while (at < t.n && !blank(t.p[at]) && t.p[at] != '=' && t.p[at] != '>' && t.p[at] != '/') {
      at++;
    }
    const ys_view name = {t.p + begin, at - begin};
    size_t next = at;
    while (next < t.n && blank(t.p[next])) {
      next++;
    }
    ys_view value = {NULL, 0};
    if (next < t.n && t.p[next] == '=') {
      at = next + 1;
      value = attribute_value(s, &at);
    }
    if (keep) {
      add_attribute(s, name, value, &seen);
    }
  }
  return at < t.n ? at + 1 : at;
}

/** Elements whose content is no markup. */
static const ys_view raw_names[] = {YS_VIEW("script"), YS_VIEW("style"),  YS_VIEW("title"),   YS_VIEW("textarea"),
                                    YS_VIEW("xmp"),    YS_VIEW("iframe"), YS_VIEW("noembed"), YS_VIEW("noframes")};
enum { RAW_SCRIPT, RAW_STYLE, RAW_TITLE };

/** The byte of the end tag of raw element @p raw, or of the end of the page. */
static size_t raw_end(scanner *s, size_t at, size_t raw) {
  const ys_view t = s->text;
  for (size_t i = at; i < t.n && !s->unclosed[raw];) {
    const char *const found = memchr(t.p + i, '<', t.n - i);
    if (found == NULL) {
      break;
    }
    i = (size_t)(found - t.p);
    if (i + 1 < t.n && t.p[i + 1] == '/' && same_word(t, i + 2, raw_names[raw])) {
      return i;
    }
    i++;
  }
  s->unclosed[raw] = true;
  return raw == RAW_TITLE ? at
                          : t.n; /* a title without end holds nothing; the others swallow the rest, as in browsers */
}

/** Puts out the start tag at @p at ('<'); returns the byte behind it and, for raw elements, behind its content. */
static size_t start_tag(scanner *s, size_t at) {
  const ys_view t = s->text;
  char name[NAME_MOST];
  size_t n = 0;
  size_t i = at + 1;
  for (; i < t.n && !blank(t.p[i]) && t.p[i] != '>' && t.p[i] != '/'; i++) {
    if (n < sizeof name) {
      name[n] = lower(t.p[i]);
    }
    n++;
  }
  const ys_view word = {name, n < sizeof name ? n : sizeof name};
  const bool counts = !closes_itself(word);
  bool keep = n <= sizeof name;
  for (size_t k = 0; k < word.n; k++) {
    keep = keep && (letter(name[k]) || (name[k] >= '0' && name[k] <= '9') || name[k] == '-');
  }
  size_t raw = 0;
  while (raw < YS_LENGTH(raw_names) && !ys_view_equal(word, raw_names[raw])) {
    raw++;
  }
  if (keep && counts && raw == YS_LENGTH(raw_names)) {
    keep = s->depth < DEPTH_MOST;
    s->depth += keep;
    s->dropped += !keep;
  }
  if (keep) {
    ys_buffer_append(&s->out, "<", 1);
    ys_buffer_append_view(&s->out, word);
  }
  i = attributes(s, i, keep);
  if (keep) {
    ys_buffer_append(&s->out, ">", 1);
  }
  if (raw < YS_LENGTH(raw_names)) {
    const size_t end = raw_end(s, i, raw);
    if (raw <= RAW_TITLE) {
      add_run(s, i, end, raw != RAW_TITLE);
    }
    ys_buffer_append(&s->out, "</", 2);
    ys_buffer_append_view(&s->out, word);
    ys_buffer_append(&s->out, ">", 1);
    i = end;
  }
  return i;
}

static size_t end_tag(scanner *s, size_t at) {
  const ys_view t = s->text;
  size_t i = at + 2;
  while (i < t.n && i < at + 2 + NAME_MOST && (letter(t.p[i]) || (t.p[i] >= '0' && t.p[i] <= '9') || t.p[i] == '-')) {
    i++;
  }
  char name[NAME_MOST];
  const size_t n = i - at - 2;
  for (size_t k = 0; k < n; k++) {
    name[k] = lower(t.p[at + 2 + k]);
  }
  const ys_view word = {name, n};
  bool raw = false;
  for (size_t k = 0; k < YS_LENGTH(raw_names); k++) {
    raw = raw || ys_view_equal(word, raw_names[k]); /* closed already */
  }
  const bool counts = !raw && !closes_itself(word);
  if (counts && s->dropped > 0) {
    s->dropped--;
  } else if (!raw) {
    s->depth -= counts && s->depth > 0;
    ys_buffer_append(&s->out, "</", 2);
    ys_buffer_append_view(&s->out, word);
    ys_buffer_append(&s->out, ">", 1);
  }
  const char *const end = memchr(t.p + i, '>', t.n - i);
  return end != NULL ? (size_t)(end - t.p) + 1 : t.n;
}

/** Behind the comment, declaration or processing instruction at @p at. */
static size_t pass_over(scanner *s, size_t at) {
  const ys_view t = s->text;
  if (ys_view_starts((ys_view){t.p + at, t.n - at}, YS_VIEW("<!--")) && !s->no_comment_end) {
    for (const char *p = t.p + at + 4; (p = memchr(p, '-', (size_t)(t.p + t.n - p))) != NULL; p++) {
      if (ys_view_starts((ys_view){p, (size_t)(t.p + t.n - p)}, YS_VIEW("-->"))) {
        return (size_t)(p - t.p) + 3;
      }
    }
    s->no_comment_end = true;
  }
  const char *const end = memchr(t.p + at, '>', t.n - at);
  return end != NULL ? (size_t)(end - t.p) + 1 : t.n;
}

/** The next '<' at or behind @p at that begins markup, or the end. */
static size_t next_markup(ys_view t, size_t at) {
  while (at < t.n) {
    const char *const found = memchr(t.p + at, '<', t.n - at);
    if (found == NULL) {
      return t.n;
    }
    at = (size_t)(found - t.p);
    const char next = at + 1 < t.n ? t.p[at + 1] : '\0';
    if (letter(next) || next == '!' || next == '?' || (next == '/' && at + 2 < t.n && letter(t.p[at + 2]))) {
      return at;
    }
    at++;
  }
  return t.n;
}

bool ys_html_scan(ys_arena *arena, ys_view text, ys_html_skeleton *out) {
  scanner s = {.arena = arena, .text = text};
  ys_buffer_init(&s.out, ys_arena_allocator(arena));
  for (size_t at = 0; at < text.n && !s.failed && !s.out.failed;) {
    const size_t markup = next_markup(text, at);
    add_run(&s, at, markup, false);
    at = markup;
    if (at < text.n) {
      const char next = text.p[at + 1];
      at = letter(next) ? start_tag(&s, at) : next == '/' ? end_tag(&s, at) : pass_over(&s, at);
    }
  }
  *out = (ys_html_skeleton){.text = {NULL, 0}, .run = s.run.at, .n = s.run.n};
  if (!s.failed && !s.out.failed) {
    out->text = ys_arena_copy(arena, ys_buffer_view(&s.out));
  }
  ys_buffer_free(&s.out);
  return out->text.p != NULL;
}
