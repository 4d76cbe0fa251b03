/* SPDX-License-Identifier: Apache-2.0 */
/** @file model.c Reads an article, and lays its facts beside its text. */
#include "explain/model.h"

#include <stdlib.h>
#include <string.h>

/* ---- places ---- */

static ys_status find_places(ys_explanation *e) {
  const ys_document *d = &e->document;
  e->place = ys_arena_alloc(e->arena, ((size_t)d->input_chars + 1) * sizeof *e->place);
  if (e->place == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t i = 0; i <= d->input_chars; i++) {
    e->place[i] = UINT32_MAX;
  }
  for (uint32_t b = 0; b < d->n_block; b++) {
    for (uint32_t i = d->block[b].begin; i < d->block[b].end; i++) {
      for (uint32_t x = d->from[i]; x < d->to[i] && x < d->input_chars; x++) {
        e->place[x] = i;
      }
    }
  }
  return YANSHU_OK;
}

uint32_t ys_place_of(const ys_explanation *e, uint32_t input) {
  for (uint32_t i = input; i < e->document.input_chars; i++) {
    if (e->place[i] != UINT32_MAX) {
      return e->place[i];
    }
  }
  return e->document.n;
}

static uint32_t block_at(const ys_document *d, uint32_t character) {
  uint32_t first = 0;
  uint32_t end = d->n_block;
  while (end - first > 1) {
    const uint32_t middle = first + (end - first) / 2;
    if (d->block[middle].begin <= character) {
      first = middle;
    } else {
      end = middle;
    }
  }
  return first;
}

/* ---- words and labels ---- */

ys_view ys_printed(const ys_explanation *e, uint32_t begin, uint32_t end) {
  return ys_checked(e, ys_text_raw(e->arena, &e->document, begin, end));
}

ys_view ys_shown_label(const ys_explanation *e, uint32_t entity) {
  if (entity == YS_NO_ENTITY || entity >= e->article.entity.n) {
    return YS_VIEW("");
  }
  const ys_entity *x = &e->article.entity.at[entity];
  for (uint32_t i = 0; i < x->label.n; i++) {
    if (x->label.at[i].language == YS_LANG_HANS || x->label.at[i].language == YS_LANG_HANT) {
      return x->label.at[i].text;
    }
  }
  return x->label.n > 0 ? x->label.at[0].text : x->iri;
}

static ys_view date_text(const ys_explanation *e, const ys_date *d) {
  switch (d->precision) {
  case YS_DATE_NONE:
    return YS_VIEW("");
  case YS_DATE_YEAR:
    return YS_FORMAT(e, "%04d", d->year);
  case YS_DATE_MONTH:
    return YS_FORMAT(e, "%04d-%02d", d->year, d->month);
  case YS_DATE_DAY:
    return YS_FORMAT(e, "%04d-%02d-%02d", d->year, d->month, d->day);
  }
  return YS_VIEW("");
}

/** "approved by" of ys:approvedBy. */
static ys_view relation_words(const ys_explanation *e, ys_view curie) {
  size_t from = 0;
  while (from < curie.n && curie.p[from] != ':') {
    from++;
  }
  from = from < curie.n ? from + 1 : 0;
  char *p = ys_arena_alloc(e->arena, 2 * curie.n + 1);
  size_t n = 0;
  for (size_t i = from; p != NULL && i < curie.n; i++) {
    if (curie.p[i] >= 'A' && curie.p[i] <= 'Z') {
      p[n++] = ' ';
      p[n++] = (char)(curie.p[i] - 'A' + 'a');
    } else {
      p[n++] = curie.p[i];
    }
  }
  return (ys_view){p, n};
}

static const char *status_word(ys_post_status status) {
  static const char *const word[] = {
      [YS_POST_CURRENT] = "holds",         [YS_POST_FORMER] = "held",         [YS_POST_ACTING] = "acts as",
      [YS_POST_ELECTED] = "elected",       [YS_POST_APPOINTED] = "appointed", [YS_POST_DISMISSED] = "dismissed as",
      [YS_POST_NOMINATED] = "nominated as"};
  return (size_t)status < YS_LENGTH(word) ? word[status] : "holds";
}

/* 代表 of an organisation that the printed title does not name: both are told. */
static ys_view title_text(const ys_explanation *e, const ys_record *r) {
  const ys_view organization = ys_shown_label(e, r->organization);
  if (organization.n == 0 || memmem(r->title.p, r->title.n, organization.p, organization.n) != NULL) {
    return r->title;
  }
  return YS_FORMAT(e, "%.*s (%.*s)", (int)r->title.n, r->title.p, (int)organization.n, organization.p);
}

static void describe_figure(const ys_explanation *e, const ys_record *r, ys_shown *f) {
  const ys_view subject = ys_shown_label(e, r->subject);
  f->subject = subject.n > 0 ? subject : ys_shown_label(e, r->jurisdiction);
  f->relation = r->what.n > 0 ? r->what : YS_VIEW("figure");
  f->object = YS_FORMAT(e, "%s%.*s%s%.*s", r->approximate ? "about " : "", (int)r->number.n, r->number.p,
                        r->unit.n > 0 ? " " : "", (int)r->unit.n, r->unit.p);
}

static ys_status describe(const ys_explanation *e, const ys_record *r, ys_shown *f) {
  f->record = r;
  f->subject = ys_shown_label(e, r->subject);
  switch (r->kind) {
  case YS_RECORD_TENURE:
    f->relation = ys_view_of(status_word(r->status));
    f->object = title_text(e, r);
    break;
  case YS_RECORD_STATEMENT:
    f->relation = YS_VIEW("said");
    f->object = r->literal;
    break;
  case YS_RECORD_FIGURE:
    describe_figure(e, r, f);
    break;
  case YS_RECORD_RELATION:
    f->relation = relation_words(e, r->predicate);
    f->object = r->object != YS_NO_ENTITY ? ys_shown_label(e, r->object)
                : r->literal.n > 0        ? r->literal
                                          : date_text(e, &r->date);
    break;
  }
  return f->relation.p == NULL || (f->object.p == NULL && f->object.n > 0) ? YANSHU_NO_MEMORY : YANSHU_OK;
}

/* ---- rules ---- */

typedef struct rule_place {
  ys_view iri;
  uint32_t rule;
} rule_place;

static int by_iri(const void *a, const void *b) {
  return ys_view_compare(((const rule_place *)a)->iri, ((const rule_place *)b)->iri);
}

static ys_status add_words(const ys_explanation *e, const ys_evidence *at, const rule_place *rules, size_t n_rules,
                           ys_shown *f) {
  ys_words *w = YS_PUSH(e->arena, &f->words);
  if (w == NULL) {
    return YANSHU_NO_MEMORY;
  }
  w->begin = ys_place_of(e, at->begin);
  w->end = w->begin;
  for (uint32_t i = at->end; i-- > at->begin;) {
    if (e->place[i] != UINT32_MAX && e->place[i] >= w->begin) {
      w->end = e->place[i] + 1;
      break;
    }
  }
  const rule_place key = {at->rule, 0};
  const rule_place *found = n_rules > 0 ? bsearch(&key, rules, n_rules, sizeof *rules, by_iri) : NULL;
  w->rule = found != NULL ? found->rule : YS_NO_RULE;
  w->iri = at->rule;
  return YANSHU_OK;
}

static ys_status index_rules(const ys_explanation *e, rule_place **out, size_t *n) {
  *n = ys_rules_count(e->rules);
  *out = ys_arena_alloc(e->arena, (*n + 1) * sizeof **out);
  if (*out == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (size_t i = 0; i < *n; i++) {
    (*out)[i] = (rule_place){ys_rules_get(e->rules, i).iri, (uint32_t)i};
  }
  if (*n > 1) {
    qsort(*out, *n, sizeof **out, by_iri);
  }
  return YANSHU_OK;
}

/* ---- facts ---- */

static int by_words(const void *left, const void *right) {
  const ys_shown *a = left;
  const ys_shown *b = right;
  const uint32_t at_a = a->words.n > 0 ? a->words.at[0].begin : UINT32_MAX;
  const uint32_t at_b = b->words.n > 0 ? b->words.at[0].begin : UINT32_MAX;
  if (at_a != at_b) {
    return at_a < at_b ? -1 : 1;
  }
  return a->record < b->record ? -1 : a->record > b->record;
}

static ys_status lay_out(ys_explanation *e) {
  rule_place *rules = NULL;
  size_t n_rules = 0;
  YS_TRY(index_rules(e, &rules, &n_rules));
  const uint32_t n = e->article.record.n;
  e->fact = ys_arena_alloc(e->arena, ((size_t)n + 1) * sizeof *e->fact);
  if (e->fact == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t i = 0; i < n; i++) {
    const ys_record *r = &e->article.record.at[i];
    ys_shown *f = &e->fact[i];
    YS_TRY(describe(e, r, f));
    for (uint32_t k = 0; k < r->evidence.n; k++) {
      YS_TRY(add_words(e, &r->evidence.at[k], rules, n_rules, f));
    }
    if (r->kind == YS_RECORD_STATEMENT && !r->direct && f->words.n > 0) {
      f->object = ys_printed(e, f->words.at[0].begin, f->words.at[0].end); /* a report, in the newspaper's words */
    }
    f->block =
        f->words.n > 0 && f->words.at[0].begin < e->document.n ? block_at(&e->document, f->words.at[0].begin) : 0;
  }
  e->n_fact = n;
  if (n > 1) {
    qsort(e->fact, n, sizeof *e->fact, by_words);
  }
  return YANSHU_OK;
}

/** The triples of each fact. */
static ys_status add_turtle(ys_explanation *e, ys_view base) {
  const ys_triples *t = NULL;
  YS_TRY(ys_triples_make(e->arena, base, YANSHU_DETAIL_EVIDENCE, e->lexicon, &e->article, e->log, &t));
  ys_view *iri = ys_arena_alloc(e->arena, ((size_t)e->n_fact + 1) * sizeof *iri);
  size_t *end = ys_arena_alloc(e->arena, ((size_t)e->n_fact + 1) * sizeof *end);
  if (iri == NULL || end == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t i = 0; i < e->n_fact; i++) {
    iri[i] = e->fact[i].record->iri;
  }
  ys_buffer text;
  ys_buffer_init(&text, ys_arena_allocator(e->arena));
  ys_status status = ys_turtle_parts(t, iri, e->n_fact, &text, end);
  const ys_view all = status == YANSHU_OK ? ys_arena_copy(e->arena, ys_buffer_view(&text)) : (ys_view){NULL, 0};
  ys_buffer_free(&text);
  YS_TRY(status);
  if (all.p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t i = 0; i < e->n_fact; i++) {
    const size_t begin = i > 0 ? end[i - 1] : 0;
    e->fact[i].turtle = ys_view_trim((ys_view){all.p + begin, end[i] - begin});
  }
  return YANSHU_OK;
}

ys_status ys_explanation_make(ys_arena *arena, const ys_explain_with *with, const yanshu_input *input, ys_view base,
                              ys_explanation *e) {
  *e = (ys_explanation){.arena = arena,
                        .lexicon = with->lexicon,
                        .rules = with->rules,
                        .log = with->log,
                        .trace = {.arena = arena},
                        .short_of_memory = ys_arena_alloc(arena, sizeof(bool))};
  if (e->short_of_memory == NULL) {
    return YANSHU_NO_MEMORY;
  }
  ys_facts facts = {0};
  YS_TRY(ys_text_read(arena, e->lexicon, input, e->log, &e->document));
  YS_TRY(ys_recognize_traced(arena, e->lexicon, &e->document, e->log, &e->trace, &e->mentions));
  YS_TRY(ys_rules_apply(arena, e->rules, &e->document, &e->mentions, e->log, &facts));
  YS_TRY(
      ys_resolve(arena, e->lexicon, &e->document, &e->mentions, &facts, YANSHU_DETAIL_MENTIONS, e->log, &e->article));
  YS_TRY(find_places(e));
  YS_TRY(lay_out(e));
  return add_turtle(e, base);
}

ys_status ys_explain(ys_arena *arena, const ys_explain_with *with, const yanshu_input *input,
                     const yanshu_explain_options *options, ys_buffer *out) {
  ys_explanation e;
  YS_TRY(ys_explanation_make(arena, with, input, options->base, &e));
  const ys_status status =
      options->form == YANSHU_EXPLAIN_HTML ? ys_explain_page(&e, out) : ys_explain_text(&e, options, out);
  return status == YANSHU_OK && (out->failed || *e.short_of_memory) ? YANSHU_NO_MEMORY : status;
}
