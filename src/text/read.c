/* SPDX-License-Identifier: Apache-2.0 */
/** @file read.c The way through the room: bytes to document. */
#include <string.h>

#include "text/parts.h"

enum { USUAL_LIMIT = 64 * 1024 * 1024, HARD_LIMIT = 1024 * 1024 * 1024, HEAD = 4096, TRADITIONAL_LEAST = 3 };

/* ---- what the input is ---- */

static bool has_extension(ys_view name, const char *const *extensions) {
  for (; *extensions != NULL; extensions++) {
    const ys_view e = ys_view_of(*extensions);
    bool same = name.n > e.n;
    for (size_t i = 0; same && i < e.n; i++) {
      const char c = name.p[name.n - e.n + i];
      same = (c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c) == e.p[i];
    }
    if (same) {
      return true;
    }
  }
  return false;
}

static bool same_letters(ys_view text, const char *lower) {
  const size_t n = strlen(lower);
  bool same = text.n >= n;
  for (size_t i = 0; same && i < n; i++) {
    const char c = text.p[i];
    same = (c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c) == lower[i];
  }
  return same;
}

static bool begins_as_html(ys_view text) {
  static const char *const starts[] = {"<!doctype html", "<html",    "<head", "<body", "<?xml",
                                       "<meta",          "<article", "<!--",  "<div",  "<title"};
  for (size_t i = 0; i < YS_LENGTH(starts); i++) {
    if (same_letters(text, starts[i])) {
      return true;
    }
  }
  return false;
}

/** Front matter, or a heading in the first part of the text. */
static bool looks_like_markdown(ys_view text) {
  if (ys_view_starts(text, YS_VIEW("---\n")) || ys_view_starts(text, YS_VIEW("---\r"))) {
    return true;
  }
  const size_t n = text.n < HEAD ? text.n : HEAD;
  for (size_t i = 0; i + 1 < n; i++) {
    if (text.p[i] != '#' || (i > 0 && text.p[i - 1] != '\n' && text.p[i - 1] != '\r')) {
      continue;
    }
    size_t end = i;
    while (end < n && text.p[end] == '#') {
      end++;
    }
    if (end < n && text.p[end] == ' ' && end - i <= 6) {
      return true;
    }
  }
  return false;
}

static yanshu_format format_of(const yanshu_input *input, ys_view text) {
  static const char *const markdown[] = {".md", ".markdown", ".mkd", NULL};
  static const char *const html[] = {".html", ".htm", ".xhtml", ".shtml", NULL};
  static const char *const plain[] = {".txt", ".text", NULL};
  if (input->format != YANSHU_FORMAT_AUTO) {
    return input->format;
  }
  if (has_extension(input->name, markdown)) {
    return YANSHU_FORMAT_MARKDOWN;
  }
  if (has_extension(input->name, html)) {
    return YANSHU_FORMAT_HTML;
  }
  if (has_extension(input->name, plain)) {
    return YANSHU_FORMAT_TEXT;
  }
  if (begins_as_html(ys_view_trim(text))) {
    return YANSHU_FORMAT_HTML;
  }
  return looks_like_markdown(text) ? YANSHU_FORMAT_MARKDOWN : YANSHU_FORMAT_TEXT;
}

/** The encoding that a page names in its first bytes: charset=…, encoding="…". */
static ys_view declared_encoding(ys_view bytes) {
  const size_t n = bytes.n < HEAD ? bytes.n : HEAD;
  for (const char *sign = bytes.p; n > 0 && (sign = memchr(sign, '=', n - (size_t)(sign - bytes.p))) != NULL; sign++) {
    const size_t before = (size_t)(sign - bytes.p);
    const bool named = (before >= 7 && same_letters((ys_view){sign - 7, 8}, "charset=")) ||
                       (before >= 8 && same_letters((ys_view){sign - 8, 9}, "encoding="));
    if (!named) {
      continue;
    }
    size_t begin = before + 1;
    while (begin < n && (bytes.p[begin] == '"' || bytes.p[begin] == '\'')) {
      begin++;
    }
    size_t end = begin;
    while (end < n && (ys_is_latin((unsigned char)bytes.p[end]) || ys_is_digit((unsigned char)bytes.p[end]) ||
                       bytes.p[end] == '-' || bytes.p[end] == '_')) {
      end++;
    }
    return (ys_view){bytes.p + begin, end - begin};
  }
  return (ys_view){NULL, 0};
}

/* ---- the character arrays ---- */

/** Byte offsets of every YS_TEXT_STEP-th character, and the number of characters. */
static bool index_input(ys_arena *arena, ys_document *d) {
  const ys_view text = d->input;
  uint32_t *const offset = ys_arena_room(arena, (text.n / YS_TEXT_STEP + 1) * sizeof *offset); /* more than enough */
  if (offset == NULL) {
    return false;
  }
  offset[0] = 0;
  uint32_t next = 0; /* the character whose place is wanted */
  size_t c = 0;      /* characters that begin before byte i */
  for (size_t i = 0; i < text.n;) {
    const size_t eight = text.n - i >= 8 ? ys_utf8_starts(text.p + i) : 0;
    if (eight > 0 && c + eight <= next) { /* it does not begin in these */
      c += eight;
      i += 8;
      continue;
    }
    for (const size_t end = text.n - i < 8 ? text.n : i + 8; i < end; i++) {
      const bool starts = ((unsigned char)text.p[i] & 0xC0U) != 0x80U;
      if (starts && c == next) {
        offset[next / YS_TEXT_STEP] = (uint32_t)i;
        next += YS_TEXT_STEP;
      }
      c += starts;
    }
  }
  d->input_chars = (uint32_t)c;
  d->input_at = offset;
  return true;
}

/** Traditional text: at least three characters that simplified text does not have, more than one Han in fifty. */
static bool is_traditional(const ys_lexicon *lexicon, const ys_page *page) {
  enum { FIRST = 0x4E00, LAST = 0x9FFF };
  uint64_t other[(LAST - FIRST) / 64 + 1] = {0}; /* characters that were looked up and are not of traditional text */
  uint32_t han = 0;
  uint32_t traditional = 0;
  const uint32_t n = lexicon != NULL ? page->piece.n : 0;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t c = page->piece.at[i].c;
    const bool usual = c >= FIRST && c <= LAST;
    if (usual && (other[(c - FIRST) / 64] >> (c - FIRST) % 64 & 1U) != 0) {
      han++;
      continue;
    }
    c = usual ? c : ys_plain_ideograph(c);
    if (!ys_is_han(c)) {
      continue;
    }
    han++;
    if (ys_lexicon_character(lexicon, c)->traditional != 0) {
      traditional++;
    } else if (usual) {
      other[(c - FIRST) / 64] |= UINT64_C(1) << (c - FIRST) % 64;
    }
  }
  return traditional >= TRADITIONAL_LEAST && traditional > han / 50;
}

/** House style of blanks between Han and digits or letters: most such places have one. */
static bool is_spaced(const ys_page *page) {
  uint32_t with = 0;
  uint32_t without = 0;
  const uint32_t n = page->piece.n;
  const ys_piece *const p = page->piece.at;
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t c = p[i].c;
    if (c > '9') {
      continue; /* nearly all */
    }
    const uint32_t left = i > 0 ? p[i - 1].c : 0;
    const uint32_t right = i + 1 < n ? p[i + 1].c : 0;
    with += c == ' ' && ((ys_is_han(left) && ys_is_digit(right)) || (ys_is_digit(left) && ys_is_han(right)));
    /* of a place between two characters the right one is neither the first nor the last of the page */
    without += ys_is_digit(c) && ys_is_han(left) && i + 1 < n;
    without += ys_is_digit(c) && ys_is_han(right) && i + 2 < n;
  }
  return with >= 3 && with > without;
}

typedef struct writer {
  ys_arena *arena;
  ys_style style;
  const ys_page *page;
  const ys_layout *layout;
  uint32_t *ch;
  uint32_t *raw;
  uint32_t *from;
  uint32_t *to;
  uint32_t n;
  ys_block *block;
  uint32_t n_block;
} writer;

static uint32_t draft_size(const ys_layout *layout, const ys_draft *draft) {
  uint32_t n = 0;
  for (uint32_t k = draft->part; k < draft->part + draft->n; k++) {
    n += layout->part.at[k].end - layout->part.at[k].begin + layout->part.at[k].blank;
  }
  return n;
}

/** The pieces of a draft in one row; joined Latin words get the blank that the line end stood for. */
static uint32_t gather(const writer *w, const ys_draft *draft, ys_piece *out) {
  uint32_t n = 0;
  for (uint32_t k = draft->part; k < draft->part + draft->n; k++) {
    const ys_part *const part = &w->layout->part.at[k];
    if (part->blank && n > 0) {
      out[n] = (ys_piece){' ', out[n - 1].to, w->page->piece.at[part->begin].from};
      n++;
    }
    memcpy(out + n, w->page->piece.at + part->begin, (part->end - part->begin) * sizeof *out);
    n += part->end - part->begin;
  }
  return n;
}

/** Appends a block, after the separator of blocks. Blocks of which nothing is left are dropped. */
static void append(writer *w, const ys_draft *draft, const ys_cooked *cooked, uint32_t n) {
  if (n == 0) {
    return;
  }
  if (w->n > 0) {
    w->ch[w->n] = w->raw[w->n] = '\n';
    w->from[w->n] = w->to[w->n - 1];
    w->to[w->n] = cooked[0].from > w->from[w->n] ? cooked[0].from : w->from[w->n];
    w->n++;
  }
  w->block[w->n_block++] = (ys_block){draft->kind, draft->level, w->n, w->n + n, 0};
  uint32_t *const ch = w->ch + w->n;
  uint32_t *const raw = w->raw + w->n;
  uint32_t *const from = w->from + w->n;
  uint32_t *const to = w->to + w->n;
  for (uint32_t i = 0; i < n; i++) {
    ch[i] = cooked[i].ch;
    raw[i] = cooked[i].raw;
    from[i] = cooked[i].from;
    to[i] = cooked[i].to;
  }
  w->n += n;
}

static bool write_blocks(writer *w) {
  const ys_layout *const layout = w->layout;
  size_t total = 1;
  uint32_t most = 1;
  for (uint32_t i = 0; i < layout->block.n; i++) {
    const uint32_t n = draft_size(layout, &layout->block.at[i]);
    total += n + 1;
    most = n > most ? n : most;
  }
  ys_piece *const row = ys_arena_room(w->arena, most * sizeof *row);
  ys_cooked *const cooked = ys_arena_room(w->arena, most * sizeof *cooked);
  w->ch = ys_arena_room(w->arena, total * sizeof *w->ch);
  w->raw = ys_arena_room(w->arena, total * sizeof *w->raw);
  w->from = ys_arena_room(w->arena, total * sizeof *w->from);
  w->to = ys_arena_room(w->arena, total * sizeof *w->to);
  w->block = ys_arena_room(w->arena, (layout->block.n + 1) * sizeof *w->block);
  if (row == NULL || cooked == NULL || w->ch == NULL || w->raw == NULL || w->from == NULL || w->to == NULL ||
      w->block == NULL) {
    return false;
  }
  for (uint32_t i = 0; i < layout->block.n; i++) {
    const uint32_t n = gather(w, &layout->block.at[i], row);
    append(w, &layout->block.at[i], cooked, ys_normalise(&w->style, row, n, cooked));
  }
  return true;
}

static bool fill(ys_arena *arena, const ys_lexicon *lexicon, const ys_page *page, const ys_layout *layout,
                 ys_document *d) {
  d->traditional = is_traditional(lexicon, page);
  writer w = {.arena = arena, .page = page, .layout = layout};
  w.style = (ys_style){d->traditional ? lexicon : NULL, is_spaced(page)};
  if (!write_blocks(&w)) {
    return false;
  }
  d->n = w.n;
  d->ch = w.ch;
  d->raw = w.raw;
  d->from = w.from;
  d->to = w.to;
  d->block = w.block;
  d->n_block = w.n_block;
  return ys_sections(arena, d, w.block) && ys_sentences(arena, d);
}

/* ---- metadata ---- */

/** The headline's lines with a blank between them. */
static ys_view block_title(ys_arena *arena, const ys_document *d) {
  ys_view title = {"", 0};
  for (uint32_t b = 0; b < d->n_block && title.p != NULL; b++) {
    if (d->block[b].kind == YS_BLOCK_TITLE) {
      const ys_view line = ys_text_raw(arena, d, d->block[b].begin, d->block[b].end);
      title = line.p == NULL ? line
              : title.n == 0 ? line
                             : ys_arena_format(arena, "%.*s %.*s", (int)title.n, title.p, (int)line.n, line.p);
    }
  }
  return title;
}

static ys_view first_of(ys_view a, ys_view b) {
  return a.n > 0 ? a : b;
}

/** The date of the caller, of the metadata, or of the page head, in this order. */
static ys_status set_date(ys_arena *arena, const yanshu_input *input, const ys_page *page, const ys_layout *layout,
                          const ys_log *log, ys_document *d) {
  if (input->date.n > 0) {
    d->date = ys_arena_copy(arena, input->date);
    return d->date.p != NULL ? YANSHU_OK : YANSHU_NO_MEMORY;
  }
  if (page->meta.date.n > 0) {
    d->date = ys_date_read(arena, page->meta.date);
    if (d->date.p == NULL) {
      ys_report(log, YANSHU_WARNING, YANSHU_BAD_INPUT, input->name, 0, "the date \"%.*s\" is none: ignored",
                (int)(page->meta.date.n < 64 ? page->meta.date.n : 64), page->meta.date.p);
    }
  }
  if (d->date.n == 0 && layout->date[0] != 0) {
    const ys_view text = ys_arena_format(arena, "%04u-%02u-%02u", layout->date[0], layout->date[1], layout->date[2]);
    if (text.p == NULL) {
      return YANSHU_NO_MEMORY;
    }
    d->date = ys_date_valid(text) ? text : (ys_view){NULL, 0};
    if (d->date.n == 0) {
      ys_report(log, YANSHU_WARNING, YANSHU_BAD_INPUT, input->name, 0, "the date of the page head is none: ignored");
    }
  }
  return YANSHU_OK;
}

/** The source line's value, as printed. */
static ys_view layout_source(ys_arena *arena, const ys_page *page, const ys_layout *layout) {
  const uint32_t n = layout->source[1] - layout->source[0];
  char *const text = ys_arena_alloc(arena, (size_t)n * 4 + 1);
  size_t length = 0;
  for (uint32_t i = 0; i < n && text != NULL; i++) {
    length += ys_utf8_encode(page->piece.at[layout->source[0] + i].c, text + length);
  }
  return (ys_view){text, length};
}

/** Copies what is borrowed from the caller; empty stays empty. */
static bool keep(ys_arena *arena, ys_view *text) {
  *text = text->n > 0 ? ys_arena_copy(arena, *text) : (ys_view){NULL, 0};
  return true;
}

static ys_status set_meta(ys_arena *arena, const yanshu_input *input, const ys_page *page, const ys_layout *layout,
                          const ys_log *log, ys_document *d) {
  const ys_view printed = block_title(arena, d);
  const ys_view source = layout_source(arena, page, layout);
  if (printed.p == NULL || source.p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  d->title = first_of(input->title, first_of(page->meta.title, printed));
  d->source = first_of(input->source, first_of(page->meta.source, source));
  d->url = first_of(input->url, page->meta.url);
  d->author = page->meta.author;
  ys_view *const all[] = {&d->title, &d->source, &d->url, &d->author};
  for (size_t i = 0; i < YS_LENGTH(all); i++) {
    const size_t n = all[i]->n;
    keep(arena, all[i]);
    if (n > 0 && all[i]->p == NULL) {
      return YANSHU_NO_MEMORY;
    }
  }
  return set_date(arena, input, page, layout, log, d);
}

/* ---- reading ---- */

static ys_status check_arguments(const yanshu_input *input, size_t limit, const ys_log *log) {
  const ys_view given[] = {input->title, input->source, input->url};
  if (input->date.n > 0 && !ys_date_valid(input->date)) {
    return YS_FAIL(log, YANSHU_BAD_ARGUMENT, input->name, 0, "\"%.*s\" is no date (YYYY-MM-DD, YYYY-MM or YYYY)",
                   (int)(input->date.n < 64 ? input->date.n : 64), input->date.p);
  }
  for (size_t i = 0; i < YS_LENGTH(given); i++) {
    if (ys_utf8_check(given[i]) != SIZE_MAX) {
      return YS_FAIL(log, YANSHU_BAD_ARGUMENT, input->name, 0, "title, source or address is not UTF-8");
    }
  }
  if (input->bytes.n > limit) {
    return YS_FAIL(log, YANSHU_LIMIT, input->name, 0, "is larger than the limit of %zu bytes", limit);
  }
  return YANSHU_OK;
}

static ys_status read_page(const yanshu_input *input, const ys_document *d, const ys_log *log, ys_page *page) {
  const ys_view text = d->input;
  const yanshu_format format = format_of(input, text);
  if (format == YANSHU_FORMAT_HTML) {
    return ys_html_read(text, page);
  }
  ys_page_reserve(page, d->input_chars);
  switch (format) {
  case YANSHU_FORMAT_MARKDOWN:
    ys_markdown_read(text, page);
    break;
  default:
    ys_plain_read(text, page);
    break;
  }
  if (page->too_long > 0) {
    return YS_FAIL(log, YANSHU_LIMIT, input->name, ys_line_at_end((ys_view){text.p, page->too_long}),
                   "the line has more than %d characters", YS_LINE_MOST);
  }
  return page->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

static ys_status read_document(ys_arena *arena, const ys_lexicon *lexicon, const yanshu_input *input, const ys_log *log,
                               ys_document *d) {
  ys_page page = {.arena = arena};
  ys_layout layout = {.date = {0, 0, 0}};
  d->name = input->name.n > 0 ? ys_arena_copy(arena, input->name) : (ys_view){NULL, 0};
  if (!index_input(arena, d) || (input->name.n > 0 && d->name.p == NULL)) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(read_page(input, d, log, &page));
  if (!ys_layout_make(arena, lexicon, &page, &layout) || !fill(arena, lexicon, &page, &layout, d)) {
    return YANSHU_NO_MEMORY;
  }
  if (d->n_block == 0) {
    return YANSHU_BAD_INPUT;
  }
  return set_meta(arena, input, &page, &layout, log, d);
}

ys_status ys_text_read_limited(ys_arena *arena, const ys_lexicon *lexicon, const yanshu_input *input,
                               const ys_text_limits *limits, const ys_log *log, ys_document *document) {
  *document = (ys_document){.input_offset = input->offset};
  size_t limit = limits != NULL && limits->input_bytes > 0 ? limits->input_bytes : USUAL_LIMIT;
  limit = limit < HARD_LIMIT ? limit : HARD_LIMIT; /* places are 32 bits wide */
  YS_TRY(check_arguments(input, limit, log));
  YS_TRY(ys_text_decode(arena, input, declared_encoding(input->bytes), log, &document->input));
  const ys_status status = read_document(arena, lexicon, input, log, document);
  switch (status) {
  case YANSHU_OK:
  case YANSHU_LIMIT: /* reported with its line */
    return status;
  case YANSHU_BAD_INPUT:
    return YS_FAIL(log, status, input->name, 0, "no text: nothing but markup or page furniture");
  case YANSHU_NO_MEMORY:
    return YS_FAIL(log, status, input->name, 0, "out of memory");
  default:
    return YS_FAIL(log, status, input->name, 0, "the page cannot be parsed");
  }
}

ys_status ys_text_read(ys_arena *arena, const ys_lexicon *lexicon, const yanshu_input *input, const ys_log *log,
                       ys_document *document) {
  return ys_text_read_limited(arena, lexicon, input, NULL, log, document);
}
