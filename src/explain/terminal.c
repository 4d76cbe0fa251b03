/* SPDX-License-Identifier: Apache-2.0 */
/** @file terminal.c The article as it reads in a terminal, the facts below each paragraph. */
#include <stdlib.h>
#include <string.h>

#include "explain/model.h"

enum { DEFAULT_COLUMNS = 80, NEST_MOST = 16, MOST_PLACES = 20, FACT_INDENT = 7 };

/** How a kind is marked. */
typedef struct look {
  const char *letter;
  const char *color; /**< SGR parameters */
} look;

static const look look_of[YS_MENTION_KINDS] = {
    [YS_MENTION_PERSON] = {"P", "1;32"},  [YS_MENTION_POST] = {"T", "35"},     [YS_MENTION_ORGANIZATION] = {"O", "34"},
    [YS_MENTION_DIVISION] = {"D", "36"},  [YS_MENTION_COUNTRY] = {"C", "36"},  [YS_MENTION_PLACE] = {"L", "36"},
    [YS_MENTION_PROGRAM] = {"G", "1;33"}, [YS_MENTION_EVENT] = {"E", "31"},    [YS_MENTION_DATE] = {"d", "33"},
    [YS_MENTION_QUANTITY] = {"n", "33"},  [YS_MENTION_QUOTATION] = {"q", "0"}, [YS_MENTION_SPEECH] = {"s", "0"}};

typedef struct writer {
  const ys_explanation *e;
  bool color;
  unsigned columns;
  ys_buffer *out;
} writer;

static void put(const writer *w, const char *text) {
  ys_buffer_append_view(w->out, ys_view_of(text));
}

static void put_style(const writer *w, const char *sgr) {
  if (w->color) {
    put(w, "\033[");
    put(w, sgr);
    put(w, "m");
  }
}

/* ---- the text with its marks ---- */

typedef YS_ARRAY(ys_mark) marks;

static ys_status add_mark(const writer *w, marks *to, uint32_t at, bool opening, unsigned width, const char *before,
                          const char *text, const char *after) {
  ys_mark *m = YS_PUSH(w->e->arena, to);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *m = (ys_mark){at, opening, width, YS_FORMAT(w->e, "%s%s%s", before, text, after)};
  return m->text.p != NULL ? YANSHU_OK : YANSHU_NO_MEMORY;
}

/** The mentions that are open at a place; the innermost one is the last. */
typedef struct nest {
  const ys_mention *at[NEST_MOST];
  uint32_t n;
} nest;

static ys_status close_mark(const writer *w, nest *open, uint32_t base, marks *to) {
  const uint32_t at = open->at[--open->n]->end - base;
  if (!w->color) {
    return add_mark(w, to, at, false, 1, "", "]", "");
  }
  /* back to the look of what is around it */
  return open->n > 0 ? add_mark(w, to, at, false, 0, "\033[0;", look_of[open->at[open->n - 1]->kind].color, "m")
                     : add_mark(w, to, at, false, 0, "\033[0", "", "m");
}

/** Marks of the mentions in [begin, end); one that crosses another one is left out. */
static ys_status mark_block(const writer *w, uint32_t begin, uint32_t end, marks *to) {
  const ys_mentions *mentions = &w->e->mentions;
  nest open = {.n = 0};
  for (uint32_t k = 0; k < mentions->list.n; k++) {
    const ys_mention *m = &mentions->list.at[k];
    if (m->begin < begin || m->end > end || m->end <= m->begin || !ys_kind_is_marked(m->kind)) {
      continue;
    }
    while (open.n > 0 && open.at[open.n - 1]->end <= m->begin) {
      YS_TRY(close_mark(w, &open, begin, to));
    }
    if (open.n == NEST_MOST || (open.n > 0 && open.at[open.n - 1]->end < m->end)) {
      continue;
    }
    open.at[open.n++] = m;
    YS_TRY(w->color ? add_mark(w, to, m->begin - begin, true, 0, "\033[0;", look_of[m->kind].color, "m")
                    : add_mark(w, to, m->begin - begin, true, 3, "[", look_of[m->kind].letter, " "));
  }
  while (open.n > 0) {
    YS_TRY(close_mark(w, &open, begin, to));
  }
  return YANSHU_OK;
}

static ys_status put_block(const writer *w, const ys_block *b) {
  marks m = {0};
  YS_TRY(mark_block(w, b->begin, b->end, &m));
  const bool head = b->kind == YS_BLOCK_TITLE || b->kind == YS_BLOCK_HEADING;
  const bool aside = b->kind == YS_BLOCK_CAPTION || b->kind == YS_BLOCK_CREDIT || b->kind == YS_BLOCK_BYLINE;
  const char *lead = b->kind == YS_BLOCK_TITLE ? "# " : head ? "## " : b->kind == YS_BLOCK_CAPTION ? "\u25b6 " : "";
  const unsigned indent = head ? (unsigned)strlen(lead) : aside ? 2 : 0;
  put_style(w, head ? "1" : "0");
  put(w, lead[0] != '\0' ? lead : aside ? "  " : "");
  YS_TRY(ys_wrap(w->e->arena, w->e->document.raw + b->begin, b->end - b->begin, m.at, m.n, indent, indent, w->columns,
                 w->out));
  put_style(w, "0");
  put(w, "\n");
  return YANSHU_OK;
}

/* ---- facts ---- */

static ys_view rule_name(const ys_explanation *e, const ys_words *words) {
  return words->rule != YS_NO_RULE ? ys_rules_get(e->rules, words->rule).id : words->iri;
}

static ys_status put_fact(const writer *w, uint32_t i) {
  const ys_explanation *e = w->e;
  const ys_shown *f = &e->fact[i];
  const ys_view number = YS_FORMAT(e, "%6u ", i + 1);
  const ys_view line =
      YS_FORMAT(e, "%.*s \u2013 %.*s \u2013 %.*s", (int)f->subject.n, f->subject.n > 0 ? f->subject.p : "",
                (int)f->relation.n, f->relation.p, (int)f->object.n, f->object.n > 0 ? f->object.p : "");
  if (number.p == NULL || line.p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  put_style(w, "2");
  ys_buffer_append_view(w->out, number);
  put_style(w, "0");
  YS_TRY(ys_wrap_view(e->arena, line, FACT_INDENT, FACT_INDENT, w->columns, w->out));
  put(w, "\n");
  for (uint32_t k = 0; k < f->words.n && k < 1; k++) {
    const ys_view words = ys_printed(e, f->words.at[k].begin, f->words.at[k].end);
    const ys_view rule = rule_name(e, &f->words.at[k]);
    const ys_view from =
        YS_FORMAT(e, "%.*s: \u201c%.*s\u201d", (int)rule.n, rule.n > 0 ? rule.p : "", (int)words.n, words.p);
    if (words.p == NULL || from.p == NULL) {
      return YANSHU_NO_MEMORY;
    }
    put_style(w, "2");
    put(w, "       ");
    YS_TRY(ys_wrap_view(e->arena, from, FACT_INDENT, FACT_INDENT, w->columns, w->out));
    put_style(w, "0");
    put(w, "\n");
  }
  return YANSHU_OK;
}

static void put_legend(const writer *w) {
  size_t used = 0;
  for (unsigned k = 0; k < YS_MENTION_KINDS; k++) {
    const ys_view name = ys_kind_name(k);
    const size_t width = name.n + (w->color ? 0 : 2);
    if (!ys_kind_is_marked(k)) {
      continue;
    }
    const bool fits = used + 2 + width <= w->columns;
    put(w, used == 0 ? "" : fits ? "  " : "\n");
    used = used == 0 || !fits ? width : used + 2 + width;
    if (!w->color) {
      put(w, look_of[k].letter);
      put(w, " ");
    }
    put_style(w, look_of[k].color);
    ys_buffer_append_view(w->out, name);
    put_style(w, "0");
  }
  put(w, "\n");
}

static ys_status put_article(const writer *w) {
  const ys_explanation *e = w->e;
  uint32_t next = 0;
  for (uint32_t b = 0; b < e->document.n_block; b++) {
    YS_TRY(put_block(w, &e->document.block[b]));
    for (; next < e->n_fact && e->fact[next].block <= b; next++) {
      YS_TRY(put_fact(w, next));
    }
    put(w, "\n");
  }
  put_legend(w);
  return YANSHU_OK;
}

/* ---- one fact ---- */

static ys_status put_line(const writer *w, const char *name, ys_view text) {
  put_style(w, "2");
  ys_buffer_append_view(w->out, YS_FORMAT(w->e, "%-9s", name));
  put_style(w, "0");
  YS_TRY(ys_wrap_view(w->e->arena, text, 9, 9, w->columns, w->out));
  put(w, "\n");
  return YANSHU_OK;
}

static ys_status put_words(const writer *w, const ys_words *x) {
  const ys_explanation *e = w->e;
  const ys_view words = ys_printed(e, x->begin, x->end);
  const unsigned from = x->begin < e->document.n ? e->document.from[x->begin] : 0;
  const unsigned to = x->end > x->begin ? e->document.to[x->end - 1] : from;
  const ys_view line = YS_FORMAT(e, "\u201c%.*s\u201d, characters %u to %u", (int)words.n, words.p, from, to);
  YS_TRY(line.p != NULL ? put_line(w, "words", line) : YANSHU_NO_MEMORY);
  if (x->rule == YS_NO_RULE) {
    return x->iri.n > 0 ? put_line(w, "rule", x->iri) : YANSHU_OK;
  }
  const yanshu_rule rule = ys_rules_get(e->rules, x->rule);
  const ys_view where =
      YS_FORMAT(e, "%.*s, %.*s:%zu", (int)rule.id.n, rule.id.p, (int)rule.file.n, rule.file.p, rule.line);
  YS_TRY(where.p != NULL ? put_line(w, "rule", where) : YANSHU_NO_MEMORY);
  YS_TRY(put_line(w, "", rule.description_en));
  return put_line(w, "", rule.description_zh);
}

static ys_status put_details(const writer *w, uint32_t i) {
  const ys_shown *f = &w->e->fact[i];
  const ys_view line =
      YS_FORMAT(w->e, "%.*s \u2013 %.*s \u2013 %.*s", (int)f->subject.n, f->subject.n > 0 ? f->subject.p : "",
                (int)f->relation.n, f->relation.p, (int)f->object.n, f->object.n > 0 ? f->object.p : "");
  const ys_view name = YS_FORMAT(w->e, "fact %u", i + 1);
  if (line.p == NULL || name.p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(put_line(w, name.p, line));
  for (uint32_t k = 0; k < f->words.n; k++) {
    YS_TRY(put_words(w, &f->words.at[k]));
  }
  put_style(w, "2");
  put(w, "triples\n");
  put_style(w, "0");
  ys_buffer_append_view(w->out, f->turtle);
  put(w, "\n");
  return YANSHU_OK;
}

/* ---- one place ---- */

static bool meets(uint32_t a, uint32_t b, uint32_t begin, uint32_t end) {
  return a < end && begin < b;
}

static ys_status put_reading(const writer *w, const char *what, ys_mention_kind kind, uint32_t begin, uint32_t end,
                             ys_view note) {
  const ys_view words = ys_printed(w->e, begin, end);
  const ys_view name = ys_kind_name(kind);
  const ys_view line = YS_FORMAT(w->e, "%.*s %.*s%s%.*s", (int)name.n, name.p, (int)words.n, words.p,
                                 note.n > 0 ? ": " : "", (int)note.n, note.n > 0 ? note.p : "");
  return line.p != NULL ? put_line(w, what, line) : YANSHU_NO_MEMORY;
}

/** What was read and what was considered where [begin, end) stands. */
static ys_status put_place(const writer *w, uint32_t begin, uint32_t end) {
  const ys_explanation *e = w->e;
  const unsigned from = e->document.from[begin];
  const ys_view words = ys_printed(e, begin, end);
  const ys_view head =
      YS_FORMAT(e, "\u201c%.*s\u201d, characters %u to %u", (int)words.n, words.p, from, e->document.to[end - 1]);
  YS_TRY(head.p != NULL ? put_line(w, "place", head) : YANSHU_NO_MEMORY);
  bool any = false;
  for (uint32_t k = 0; k < e->mentions.list.n; k++) {
    const ys_mention *m = &e->mentions.list.at[k];
    if (meets(m->begin, m->end, begin, end)) {
      YS_TRY(put_reading(w, "read as", m->kind, m->begin, m->end, ys_mention_note(e, m)));
      any = true;
    }
  }
  for (uint32_t k = 0; k < e->trace.list.n; k++) {
    const ys_considered *c = &e->trace.list.at[k];
    if (meets(c->begin, c->end, begin, end)) {
      YS_TRY(put_reading(w, "not", c->kind, c->begin, c->end, ys_loss_text(e, c)));
      any = true;
    }
  }
  if (!any) {
    YS_TRY(put_line(w, "read as", YS_VIEW("ordinary words; nothing else was considered here")));
  }
  for (uint32_t i = 0; i < e->n_fact; i++) {
    for (uint32_t k = 0; k < e->fact[i].words.n; k++) {
      if (meets(e->fact[i].words.at[k].begin, e->fact[i].words.at[k].end, begin, end)) {
        YS_TRY(put_fact(w, i));
        break;
      }
    }
  }
  put(w, "\n");
  return YANSHU_OK;
}

static ys_status put_places(const writer *w, ys_view text) {
  const ys_document *d = &w->e->document;
  uint32_t *ch = ys_arena_alloc(w->e->arena, (text.n + 1) * sizeof *ch);
  if (ch == NULL) {
    return YANSHU_NO_MEMORY;
  }
  uint32_t n = 0;
  for (size_t i = 0; i < text.n;) {
    size_t length = 0;
    ch[n++] = ys_utf8_decode(text.p + i, text.n - i, &length);
    i += length;
  }
  uint32_t found = 0;
  for (uint32_t i = 0; n > 0 && i + n <= d->n && found < MOST_PLACES; i++) {
    if (memcmp(d->raw + i, ch, n * sizeof *ch) == 0 || memcmp(d->ch + i, ch, n * sizeof *ch) == 0) {
      YS_TRY(put_place(w, i, i + n));
      found++;
      i += n - 1;
    }
  }
  return found > 0 ? YANSHU_OK
                   : YS_FAIL(w->e->log, YANSHU_BAD_ARGUMENT, d->name, 0, "the words %.*s are not in the article",
                             (int)(text.n < 256 ? text.n : 256), text.p);
}

ys_status ys_explain_text(const ys_explanation *e, const yanshu_explain_options *options, ys_buffer *out) {
  const writer w = {e, options->color != 0, options->columns > 0 ? options->columns : DEFAULT_COLUMNS, out};
  if (options->at.n > 0) {
    return put_places(&w, options->at);
  }
  if (options->at_offset != 0) {
    const uint64_t first = e->document.input_offset;
    const uint32_t place = options->offset >= first && options->offset - first < e->document.input_chars
                               ? ys_place_of(e, (uint32_t)(options->offset - first))
                               : e->document.n;
    return place < e->document.n
               ? put_place(&w, place, place + 1)
               : YS_FAIL(e->log, YANSHU_BAD_ARGUMENT, e->document.name, 0, "no text at character %llu or behind it",
                         (unsigned long long)options->offset);
  }
  if (options->fact > 0) {
    return options->fact <= e->n_fact
               ? put_details(&w, (uint32_t)options->fact - 1)
               : YS_FAIL(e->log, YANSHU_BAD_ARGUMENT, e->document.name, 0, "there is no fact %zu; there are %lu",
                         options->fact, (unsigned long)e->n_fact);
  }
  return put_article(&w);
}
