/* SPDX-License-Identifier: Apache-2.0 */
/** @file meta.c Dates in their many spellings, and front matter. */
#include "text/parts.h"

#include <string.h>

/* ---- dates ---- */

static bool digit(char c) {
  return c >= '0' && c <= '9';
}

static unsigned days_in_month(unsigned year, unsigned month) {
  static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[month - 1] + (month == 2 && leap ? 1U : 0U);
}

/** Up to @p most digits at *at; false when there are fewer than @p least. */
static bool number(ys_view text, size_t *at, unsigned least, unsigned most, unsigned *value) {
  unsigned n = 0;
  *value = 0;
  while (n < most && *at < text.n && digit(text.p[*at])) {
    *value = *value * 10 + (unsigned)(text.p[(*at)++] - '0');
    n++;
  }
  return n >= least;
}

static bool real_date(unsigned year, unsigned month, unsigned day, unsigned parts) {
  return year >= 1 && (parts < 2 || (month >= 1 && month <= 12)) &&
         (parts < 3 || (day >= 1 && day <= days_in_month(year, month)));
}

bool ys_date_valid(ys_view date) {
  unsigned value[3] = {0, 0, 0};
  size_t at = 0;
  unsigned parts = 0;
  do {
    if (!number(date, &at, parts == 0 ? 4 : 2, parts == 0 ? 4 : 2, &value[parts])) {
      return false;
    }
    parts++;
  } while (parts < 3 && at < date.n && date.p[at++] == '-');
  return at == date.n && digit(date.p[at - 1]) && real_date(value[0], value[1], value[2], parts);
}

/** Steps over what stands between the parts of a date; false when nothing of the kind does. */
static bool separator(ys_view text, size_t *at, ys_view han) {
  const ys_view rest = {text.p + *at, text.n - *at};
  if (ys_view_starts(rest, han)) {
    *at += han.n;
    while (*at < text.n && text.p[*at] == ' ') {
      (*at)++;
    }
    return true;
  }
  if (rest.n > 0 && (rest.p[0] == '-' || rest.p[0] == '/' || rest.p[0] == '.')) {
    (*at)++;
    return true;
  }
  return false;
}

ys_view ys_date_read(ys_arena *arena, ys_view text) {
  const ys_view none = {NULL, 0};
  text = ys_view_trim(text);
  unsigned year;
  unsigned month = 0;
  unsigned day = 0;
  size_t at = 0;
  unsigned parts = 1;
  if (!number(text, &at, 4, 4, &year)) {
    return none;
  }
  if (text.n >= 8 && digit(text.p[4]) && digit(text.p[7]) && (text.n == 8 || !digit(text.p[8]))) {
    parts = number(text, &at, 2, 2, &month) && number(text, &at, 2, 2, &day) ? 3 : 1; /* 20250117 */
  } else if (separator(text, &at, YS_VIEW("年")) && number(text, &at, 1, 2, &month)) {
    parts = separator(text, &at, YS_VIEW("月")) && number(text, &at, 1, 2, &day) ? 3 : 2;
  }
  if ((at < text.n && digit(text.p[at])) || !real_date(year, month, day, parts)) {
    return none;
  }
  switch (parts) {
  case 1:
    return ys_arena_format(arena, "%04u", year);
  case 2:
    return ys_arena_format(arena, "%04u-%02u", year, month);
  default:
    return ys_arena_format(arena, "%04u-%02u-%02u", year, month, day);
  }
}

/* ---- front matter ---- */

/** The line at the cursor, without its end; *next is the byte behind that. */
static ys_view line_at(ys_view text, size_t byte, size_t *next) {
  const char *const p = text.p + byte;
  const char *const end = memchr(p, '\n', text.n - byte);
  size_t n = end != NULL ? (size_t)(end - p) : text.n - byte;
  *next = byte + n + (end != NULL);
  if (n > 0 && p[n - 1] == '\r') {
    n--;
  }
  return (ys_view){p, n};
}

static bool is_fence(ys_view line, bool closing) {
  const ys_view t = ys_view_trim(line);
  return line.n > 0 && line.p[0] != ' ' &&
         (ys_view_equal(t, YS_VIEW("---")) || (closing && ys_view_equal(t, YS_VIEW("..."))));
}

/** The value of a key without quotes, comment or list brackets. */
static ys_view plain_value(ys_view value) {
  value = ys_view_trim(value);
  if (value.n >= 2 && value.p[0] == '[' && value.p[value.n - 1] == ']') {
    value = ys_view_trim((ys_view){value.p + 1, value.n - 2});
  }
  if (value.n >= 2 && (value.p[0] == '"' || value.p[0] == '\'')) {
    const char *const end = memchr(value.p + 1, value.p[0], value.n - 1);
    if (end != NULL) {
      return (ys_view){value.p + 1, (size_t)(end - value.p) - 1};
    }
  }
  for (size_t i = 1; i < value.n; i++) {
    if (value.p[i] == '#' && value.p[i - 1] == ' ') {
      return ys_view_trim((ys_view){value.p, i});
    }
  }
  return value;
}

static bool key_is(ys_view key, const char *const *names) {
  for (; *names != NULL; names++) {
    const ys_view name = ys_view_of(*names);
    bool same = key.n == name.n;
    for (size_t i = 0; same && i < key.n; i++) {
      const char c = key.p[i];
      same = (c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c) == name.p[i];
    }
    if (same) {
      return true;
    }
  }
  return false;
}

/** Where the value of @p key goes, NULL for keys that say nothing here. */
static ys_view *slot(ys_meta *meta, ys_view key) {
  static const char *const title[] = {"title", "headline", "标题", NULL};
  static const char *const date[] = {"date", "published", "pubdate", "publishdate", "issued", "日期", NULL};
  static const char *const source[] = {"source", "publisher", "newspaper", "来源", NULL};
  static const char *const url[] = {"url", "link", "canonical", NULL};
  static const char *const author[] = {"author", "authors", "byline", "作者", NULL};
  return key_is(key, title)    ? &meta->title
         : key_is(key, date)   ? &meta->date
         : key_is(key, source) ? &meta->source
         : key_is(key, url)    ? &meta->url
         : key_is(key, author) ? &meta->author
                               : NULL;
}

/** One "key: value" line. */
static void read_key(ys_view line, ys_meta *meta) {
  const char *const colon = line.n > 0 ? memchr(line.p, ':', line.n) : NULL;
  if (colon == NULL || line.p[0] == ' ' || line.p[0] == '#') {
    return;
  }
  const size_t n = (size_t)(colon - line.p);
  ys_view *const value = slot(meta, ys_view_trim((ys_view){line.p, n}));
  if (value != NULL) {
    *value = plain_value((ys_view){colon + 1, line.n - n - 1});
  }
}

/** The title becomes a line: people and programs in it count. */
static void add_title(ys_view text, ys_page *page) {
  const ys_view title = page->meta.title;
  if (title.n == 0) {
    return;
  }
  const size_t offset = (size_t)(title.p - text.p);
  ys_cursor at = {offset, (uint32_t)ys_utf8_count((ys_view){text.p, offset})};
  page->hint = YS_HINT_TITLE;
  while (at.byte < offset + title.n) {
    const uint32_t from = at.at;
    const uint32_t c = ys_cursor_next(text, &at);
    ys_page_add(page, c, from, at.at);
  }
  ys_page_break(page);
  page->gap = page->solid = true;
}

void ys_front_matter(ys_view text, ys_page *page, ys_cursor *cursor) {
  size_t next;
  *cursor = (ys_cursor){0, 0};
  if (text.n == 0 || !is_fence(line_at(text, 0, &next), false)) {
    return;
  }
  const size_t first = next;
  size_t end = SIZE_MAX;
  for (size_t byte = next; byte < text.n && end == SIZE_MAX; byte = next) {
    if (is_fence(line_at(text, byte, &next), true)) {
      end = byte;
    }
  }
  if (end == SIZE_MAX) {
    return;
  }
  const size_t behind = next;
  for (size_t byte = first; byte < end; byte = next) {
    read_key(line_at(text, byte, &next), &page->meta);
  }
  *cursor = (ys_cursor){behind, (uint32_t)ys_utf8_count((ys_view){text.p, behind})};
  add_title(text, page);
}
