/* SPDX-License-Identifier: Apache-2.0 */
/** @file triples.c The triples of an article, sorted; how they are looked at. */
#include "rdf/triples.h"

#include <string.h>

#include "rdf/map.h"

/** Bytes that are handed on at once. */
#define PIECE ((size_t)64 * 1024)

const char *ys_base_fault(ys_view base) {
  const size_t host = ys_view_starts(base, YS_VIEW("https://")) ? 8 : ys_view_starts(base, YS_VIEW("http://")) ? 7 : 0;
  const bool good = host > 0 && base.n > host + 1 && base.n < YS_IRI_BYTES / 2 && base.p[host] != '/' &&
                    base.p[host] != '#' && (base.p[base.n - 1] == '/' || base.p[base.n - 1] == '#') &&
                    ys_iri_fault(base) == NULL;
  return good ? NULL : "the base must be an absolute http or https IRI in ASCII that ends in / or #";
}

const char *ys_web_iri_fault(ys_view iri) {
  const size_t host = ys_view_starts(iri, YS_VIEW("https://")) ? 8 : ys_view_starts(iri, YS_VIEW("http://")) ? 7 : 0;
  const bool good = host > 0 && iri.n > host && iri.n < YS_IRI_BYTES && iri.p[host] != '/' && iri.p[host] != '#' &&
                    ys_iri_fault(iri) == NULL;
  return good ? NULL : "must be an absolute http or https IRI in ASCII";
}

/* ---- making ---- */

/** Terms as ys_terms_order() has them; @p place[old number] is the new one. */
static ys_term *order_terms(ys_arena *arena, ys_view base, const ys_terms *terms, uint32_t *place, uint32_t *literals) {
  const uint32_t n = terms->term.n;
  const uint32_t *const order = ys_terms_order(arena, terms->term.at, n, base, literals);
  ys_term *const sorted = order == NULL ? NULL : ys_arena_room(arena, ((size_t)n + 1) * sizeof *sorted);
  for (uint32_t i = 0; i < n && sorted != NULL; i++) {
    sorted[i] = terms->term.at[order[i]];
    place[order[i]] = i;
  }
  return sorted;
}

static uint32_t count_distinct(const ys_triple *t, uint32_t n) {
  uint32_t distinct = n > 0;
  for (uint32_t i = 1; i < n; i++) {
    distinct += ((t[i].s ^ t[i - 1].s) | (t[i].p ^ t[i - 1].p) | (t[i].o ^ t[i - 1].o)) != 0;
  }
  return distinct;
}

ys_status ys_triples_settle(ys_arena *arena, ys_view base, const ys_terms *terms, ys_triple *triple, uint32_t n,
                            ys_triples **out) {
  uint32_t *const place = ys_arena_room(arena, ((size_t)terms->term.n + 1) * sizeof *place);
  ys_triples *const t = ys_arena_alloc(arena, sizeof *t);
  uint32_t literals = 0;
  const ys_term *const sorted = place == NULL || t == NULL ? NULL : order_terms(arena, base, terms, place, &literals);
  if (sorted == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t i = 0; i < n; i++) {
    ys_triple *const x = &triple[i];
    *x = (ys_triple){place[x->s], place[x->p], place[x->o], x->g == YS_NO_TERM ? YS_NO_TERM : place[x->g]};
  }
  const bool one_graph = ys_triples_one_graph(triple, n);
  YS_TRY(ys_triples_sort(arena, triple, &n, terms->term.n, one_graph));
  YS_TRY(ys_triples_order_literals(arena, triple, n, sorted, literals));
  *t = (ys_triples){.base = base,
                    .term = sorted,
                    .n_term = terms->term.n,
                    .triple = triple,
                    .n = n,
                    .distinct = one_graph ? n : count_distinct(triple, n)};
  *out = t;
  return YANSHU_OK;
}

ys_status ys_triples_make(ys_arena *arena, ys_view base, yanshu_detail detail, const ys_lexicon *lexicon,
                          const ys_resolution *article, const ys_log *log, const ys_triples **out) {
  (void)lexicon; /* all labels come with the resolution */
  *out = NULL;
  ys_mapper m = {.arena = arena, .log = log, .from = article, .base = base, .detail = detail};
  YS_TRY(ys_map(&m));
  uint32_t graph;
  const char *fault;
  YS_TRY(ys_terms_iri(&m.terms, m.article, &graph, &fault));
  for (uint32_t i = 0; i < m.triple.n; i++) {
    m.triple.at[i].g = graph;
  }
  ys_triples *made = NULL;
  YS_TRY(ys_triples_settle(arena, base, &m.terms, m.triple.at, m.triple.n, &made));
  *out = made;
  return YANSHU_OK;
}

size_t ys_triples_size(const ys_triples *t) {
  return t->distinct;
}

/* ---- output ---- */

bool ys_out_settle(ys_out *out) {
  if (out->b->failed && out->status == YANSHU_OK) {
    out->status = YANSHU_NO_MEMORY;
  }
  if (out->status == YANSHU_OK && out->write != NULL && out->b->n >= PIECE) {
    out->status = out->write(out->user, out->b->p, out->b->n);
    out->b->n = 0;
  }
  return out->status == YANSHU_OK;
}

ys_status ys_out_end(ys_out *out) {
  if (ys_out_settle(out) && out->write != NULL && out->b->n > 0) {
    out->status = out->write(out->user, out->b->p, out->b->n);
    out->b->n = 0;
  }
  return out->status;
}

/* ---- looking at them ---- */

uint32_t ys_triples_find(const ys_triples *t, uint32_t id) {
  uint32_t low = 0;
  uint32_t high = t->n;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (t->triple[middle].s < id) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

uint32_t ys_triples_object(const ys_triples *t, uint32_t subject, ys_vocab predicate) {
  for (uint32_t i = ys_triples_find(t, subject); i < t->n && t->triple[i].s == subject; i++) {
    if (t->term[t->triple[i].p].vocab == predicate) {
      return t->triple[i].o;
    }
  }
  return YS_NO_TERM;
}

const ys_term *ys_triples_label(const ys_triples *t, uint32_t subject) {
  const ys_term *best = NULL;
  int rank = 0;
  for (uint32_t i = ys_triples_find(t, subject); i < t->n && t->triple[i].s == subject; i++) {
    const uint16_t p = t->term[t->triple[i].p].vocab;
    const ys_term *const o = &t->term[t->triple[i].o];
    const bool label = p == YS_V_rdfs_label || p == YS_V_skos_prefLabel || p == YS_V_dcterms_title;
    const int is = !label || !o->literal                                    ? 0
                   : ys_view_equal(o->tag, YS_VIEW("zh-hans"))              ? 4
                   : ys_view_starts(o->tag, YS_VIEW("zh")) && o->tag.n <= 7 ? 3
                   : ys_view_equal(o->tag, YS_VIEW("en"))                   ? 2
                                                                            : 1;
    if (is > rank) {
      rank = is;
      best = o;
    }
  }
  return best;
}

bool ys_iri_below(ys_view base, ys_view iri, ys_view *rest) {
  if (base.n == 0 || base.p[base.n - 1] != '/' || iri.n <= base.n || !ys_view_starts(iri, base)) {
    return false;
  }
  *rest = (ys_view){iri.p + base.n, iri.n - base.n};
  char before = '/';
  for (size_t i = 0; i < rest->n; i++) {
    const char c = rest->p[i];
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-';
    if (!plain && !(c == '/' && before != '/')) {
      return false;
    }
    before = c;
  }
  return true;
}

const ys_vocab_prefix *ys_iri_prefix(ys_view iri, ys_view *rest) {
  size_t n;
  const ys_vocab_prefix *const prefix = ys_vocab_prefixes(&n);
  for (size_t i = 0; i < n; i++) {
    if (iri.n <= prefix[i].n || memcmp(iri.p, prefix[i].iri, prefix[i].n) != 0) {
      continue;
    }
    *rest = (ys_view){iri.p + prefix[i].n, iri.n - prefix[i].n};
    for (size_t k = 0; k < rest->n; k++) {
      const char c = rest->p[k];
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && !(k > 0 && ((c >= '0' && c <= '9') || c == '-'))) {
        return NULL;
      }
    }
    return &prefix[i];
  }
  return NULL;
}
