/* SPDX-License-Identifier: Apache-2.0 */
/** @file record.c Cuts a stream into articles: one, one a line, or one a heading. */
#include <string.h>

#include "archive/private.h"
#include "text/text.h"

enum { PIECE = 128 * 1024, HEAD_MOST = 64 * 1024 };

struct ys_records {
  yanshu_allocator allocator;
  ys_bytes *bytes;
  ys_view path;
  ys_record_mode mode;
  unsigned level;
  ys_headings headings;
  ys_records_head head;
  ys_buffer text;  /**< text.p[at, n) was read and not handed on */
  ys_buffer above; /**< what stands above the first article, its beginning at least */
  size_t at;
  bool ended;   /**< nothing more comes */
  bool started; /**< the first article of a file with several has been reached */
  ys_place place;
};

ys_status ys_records_new(const yanshu_allocator *a, ys_bytes *bytes, ys_view path, ys_record_mode mode, unsigned level,
                         ys_records **out) {
  *out = NULL;
  ys_records *const r = ys_resize(a, NULL, sizeof *r);
  if (r == NULL) {
    ys_bytes_close(bytes);
    return YANSHU_NO_MEMORY;
  }
  *r = (ys_records){.allocator = *a, .bytes = bytes, .path = path, .mode = mode, .level = level, .place.line = 1};
  ys_buffer_init(&r->text, &r->allocator);
  ys_buffer_init(&r->above, &r->allocator);
  ys_buffer_init(&r->head.date, &r->allocator);
  ys_buffer_init(&r->head.source, &r->allocator);
  *out = r;
  return YANSHU_OK;
}

void ys_records_free(ys_records *r) {
  if (r == NULL) {
    return;
  }
  ys_bytes_close(r->bytes);
  ys_buffer_free(&r->text);
  ys_buffer_free(&r->above);
  ys_buffer_free(&r->head.date);
  ys_buffer_free(&r->head.source);
  const yanshu_allocator a = r->allocator;
  (void)ys_resize(&a, r, 0);
}

const ys_records_head *ys_records_about(const ys_records *r) {
  return &r->head;
}

uint64_t ys_records_raw(const ys_records *r) {
  return ys_bytes_raw(r->bytes);
}

/** Reads on; sets `ended` at the end. */
static ys_status read_on(ys_records *r, const ys_log *log) {
  if (r->at > 0) {
    memmove(r->text.p, r->text.p + r->at, r->text.n - r->at);
    r->text.n -= r->at;
    r->at = 0;
  }
  char piece[PIECE];
  size_t got = 0;
  const ys_status status = ys_bytes_read(r->bytes, log, piece, sizeof piece, &got);
  r->ended = status != YANSHU_OK || got == 0;
  ys_buffer_append(&r->text, piece, got);
  YS_TRY(status);
  return r->text.failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

/** The next line with its end, not yet taken; empty at the end of the file. A line too long is YANSHU_LIMIT. */
static ys_status see_line(ys_records *r, const ys_log *log, ys_view *line) {
  size_t searched = 0;
  for (;;) {
    const size_t n = r->text.n - r->at;
    const char *const from = r->text.p + r->at;
    const char *const end = n > searched ? memchr(from + searched, '\n', n - searched) : NULL;
    if (end != NULL || r->ended) {
      *line = (ys_view){n == 0 ? "" : from, end != NULL ? (size_t)(end - from) + 1 : n};
      return YANSHU_OK;
    }
    if (n > YS_ARTICLE_BYTES) {
      return YANSHU_LIMIT;
    }
    searched = n;
    YS_TRY(read_on(r, log));
  }
}

/** Characters of UTF-8 that may be ill-formed: whoever reads the article will say so. */
static uint64_t count_characters(ys_view text) {
  uint64_t n = 0;
  for (size_t i = 0; i < text.n; i++) {
    n += ((unsigned char)text.p[i] & 0xC0U) != 0x80U ? 1 : 0;
  }
  return n;
}

static void take_line(ys_records *r, ys_view line) {
  r->at += line.n;
  r->place.line++;
  r->place.characters += r->mode == YS_RECORDS_HEADINGS ? count_characters(line) : 0;
}

/** Goes to the end of a line that is too long. */
static ys_status drop_line(ys_records *r, const ys_log *log) {
  for (;;) {
    const char *const from = r->text.p + r->at;
    const char *const end = memchr(from, '\n', r->text.n - r->at);
    if (end != NULL) {
      r->at += (size_t)(end - from) + 1;
      r->place.line++;
      return YANSHU_OK;
    }
    r->at = r->text.n;
    if (r->ended) {
      return YANSHU_OK;
    }
    YS_TRY(read_on(r, log));
  }
}

/** A byte order mark is no character of the text. */
static ys_status skip_mark(ys_records *r, const ys_log *log) {
  while (r->place.line == 1 && r->text.n - r->at < 3 && !r->ended) {
    YS_TRY(read_on(r, log));
  }
  const ys_view text = {r->text.p + r->at, r->text.n - r->at};
  if (r->place.line == 1 && r->at == 0 && text.n >= 3 && memcmp(text.p, "\xEF\xBB\xBF", 3) == 0) {
    r->at = 3;
  }
  return YANSHU_OK;
}

static ys_status too_large(const ys_records *r, const ys_log *log, size_t line) {
  return YS_FAIL(log, YANSHU_LIMIT, r->path, line, "is larger than the limit of %zu bytes", YS_ARTICLE_BYTES);
}

/* ---- one article a file ---- */

static ys_status next_whole(ys_records *r, const ys_log *log, ys_buffer *out, bool *more) {
  *more = !r->started;
  if (r->started) {
    return YANSHU_OK;
  }
  r->started = true;
  char piece[PIECE];
  for (;;) {
    size_t got = 0;
    YS_TRY(ys_bytes_read(r->bytes, log, piece, sizeof piece, &got));
    if (got == 0) {
      return out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
    }
    if (got > YS_ARTICLE_BYTES - out->n) {
      return too_large(r, log, 0);
    }
    ys_buffer_append(out, piece, got);
  }
}

/* ---- one article a line ---- */

static bool is_blank(ys_view line) {
  for (size_t i = 0; i < line.n; i++) {
    if (strchr(" \t\r\n", line.p[i]) == NULL || line.p[i] == '\0') {
      return false;
    }
  }
  return true;
}

static ys_status next_line(ys_records *r, const ys_log *log, ys_buffer *out, ys_place *place, bool *more) {
  YS_TRY(skip_mark(r, log));
  for (;;) {
    ys_view line = {NULL, 0};
    const ys_status status = see_line(r, log, &line);
    *place = r->place;
    if (status == YANSHU_LIMIT) {
      (void)too_large(r, log, 0);
      const ys_status dropped = drop_line(r, log);
      *more = dropped == YANSHU_OK;
      return dropped == YANSHU_OK ? status : dropped;
    }
    YS_TRY(status);
    if (line.n == 0) {
      return YANSHU_OK;
    }
    take_line(r, line);
    if (!is_blank(line)) {
      ys_buffer_append_view(out, line);
      *more = true;
      return out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
    }
  }
}

/* ---- one article a heading ---- */

/** What the part above the articles, or the file's name, says of all of them. */
static ys_status read_head(ys_records *r) {
  ys_arena *const arena = ys_arena_new(&r->allocator);
  ys_text_head head = {.date = {NULL, 0}};
  ys_status status = arena == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
  if (status == YANSHU_OK) {
    status = ys_text_head_read(arena, ys_buffer_view(&r->above), r->path, &head);
  }
  if (status == YANSHU_OK) {
    ys_buffer_append_view(&r->head.date, head.date);
    ys_buffer_append_view(&r->head.source, head.source);
    status = r->head.date.failed || r->head.source.failed ? YANSHU_NO_MEMORY : YANSHU_OK;
  }
  ys_arena_free(arena);
  ys_buffer_free(&r->above);
  return status;
}

/** Goes to the next heading that begins an article; *found is false when there is none. */
static ys_status find_heading(ys_records *r, const ys_log *log, ys_view *line, bool *found) {
  const size_t first = r->place.line;
  *found = false;
  while (!*found) {
    YS_TRY(see_line(r, log, line));
    if (line->n == 0) {
      break;
    }
    *found = ys_headings_level(&r->headings, (ys_view){line->p, line->n - (line->p[line->n - 1] == '\n')}) == r->level;
    if (!*found) {
      if (!r->started && r->above.n < HEAD_MOST) {
        ys_buffer_append_view(&r->above, *line);
      }
      take_line(r, *line);
    }
  }
  if (r->place.line > first) {
    ys_report(log, YANSHU_NOTE, YANSHU_OK, r->path, 0, "lines %zu to %zu stand in no article", first,
              r->place.line - 1);
  }
  if (!r->started) {
    r->started = true;
    return read_head(r);
  }
  return YANSHU_OK;
}

/** Takes lines up to the next heading of the level or a higher one. */
static ys_status take_article(ys_records *r, const ys_log *log, ys_view line, ys_buffer *out) {
  bool fits = true;
  for (;;) {
    fits = fits && out->n + line.n <= YS_ARTICLE_BYTES;
    if (fits) {
      ys_buffer_append_view(out, line);
    }
    take_line(r, line);
    YS_TRY(see_line(r, log, &line));
    ys_headings look = r->headings;
    const unsigned level =
        line.n == 0 ? 1 : ys_headings_level(&look, (ys_view){line.p, line.n - (line.p[line.n - 1] == '\n')});
    if (level >= 1 && level <= r->level) {
      break;
    }
    r->headings = look;
  }
  if (!fits) {
    return too_large(r, log, 0);
  }
  return out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

static ys_status next_heading(ys_records *r, const ys_log *log, ys_buffer *out, ys_place *place, bool *more) {
  YS_TRY(skip_mark(r, log));
  ys_view line = {NULL, 0};
  bool found = false;
  ys_status status = find_heading(r, log, &line, &found);
  *place = r->place;
  if (status == YANSHU_OK && found) {
    *more = true;
    status = take_article(r, log, line, out);
  }
  if (status == YANSHU_LIMIT && !*more) {
    return too_large(r, log, 0); /* a single line, which no article is */
  }
  if (status != YANSHU_OK && status != YANSHU_LIMIT) {
    *more = false;
  }
  return status;
}

ys_status ys_records_next(ys_records *r, const ys_log *log, ys_buffer *out, ys_place *place, bool *more) {
  *more = false;
  *place = (ys_place){.line = 0};
  if (r->ended && r->at == r->text.n && r->mode != YS_RECORDS_WHOLE) {
    return YANSHU_OK;
  }
  ys_status status = YANSHU_OK;
  switch (r->mode) {
  case YS_RECORDS_WHOLE:
    status = next_whole(r, log, out, more);
    *more = *more && status == YANSHU_OK;
    return status;
  case YS_RECORDS_LINES:
    return next_line(r, log, out, place, more);
  case YS_RECORDS_HEADINGS:
    return next_heading(r, log, out, place, more);
  }
  return YANSHU_INTERNAL;
}
