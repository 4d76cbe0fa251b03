/* SPDX-License-Identifier: Apache-2.0 */
/** @file turtle.c Turtle to be read: types first, a blank line between subjects, short names wherever there are some.
 */
#include <string.h>

#include "rdf/triples.h"

/** Objects of one predicate that still stand on one line. */
enum { ON_ONE_LINE = 3 };

void ys_turtle_begin(ys_view base, ys_buffer *out) {
  size_t n;
  const ys_vocab_prefix *const prefix = ys_vocab_prefixes(&n);
  for (size_t i = 0; i < n; i++) {
    YS_OUT_TEXT(out, "@prefix ");
    ys_buffer_append_view(out, ys_view_of(prefix[i].prefix));
    YS_OUT_TEXT(out, ": <");
    ys_buffer_append(out, prefix[i].iri, prefix[i].n);
    YS_OUT_TEXT(out, "> .\n");
  }
  if (base.n > 0 && base.p[base.n - 1] == '/') {
    YS_OUT_TEXT(out, "@base <");
    ys_buffer_append_view(out, base);
    YS_OUT_TEXT(out, "> .\n");
  }
}

static void put_iri(ys_view base, ys_view iri, ys_buffer *b) {
  ys_view rest;
  const ys_vocab_prefix *prefix = NULL;
  if (ys_iri_below(base, iri, &rest)) {
    YS_OUT_TEXT(b, "<");
    ys_buffer_append_view(b, rest);
    YS_OUT_TEXT(b, ">");
  } else if ((prefix = ys_iri_prefix(iri, &rest)) != NULL) {
    ys_buffer_append_view(b, ys_view_of(prefix->prefix));
    YS_OUT_TEXT(b, ":");
    ys_buffer_append_view(b, rest);
  } else {
    YS_OUT_TEXT(b, "<");
    ys_buffer_append_view(b, iri);
    YS_OUT_TEXT(b, ">");
  }
}

static void put_term(ys_view base, const ys_term *t, ys_buffer *b) {
  if (!t->literal && t->vocab == YS_VOCAB_TERMS) {
    put_iri(base, t->text, b);
  } else if (!t->literal) {
    ys_buffer_append_view(b, ys_vocab_get((ys_vocab)t->vocab)->curie);
  } else if (t->datatype == YS_TYPE_INTEGER || t->datatype == YS_TYPE_DECIMAL || t->datatype == YS_TYPE_BOOLEAN) {
    ys_buffer_append_view(b, t->text); /* canonical, so that the bare form has this very type */
  } else if (t->type.n > 0) {
    ys_buffer_append(b, t->line.p, t->quoted);
    YS_OUT_TEXT(b, "^^");
    put_iri((ys_view){NULL, 0}, t->type, b);
  } else {
    ys_buffer_append_view(b, t->line);
  }
}

/** The objects of r->triple[begin, end), which have one predicate. */
static void put_objects(const ys_triples *t, const ys_reading *r, uint32_t begin, uint32_t end, ys_buffer *b) {
  for (uint32_t i = begin; i < end; i++) {
    if (end - begin > ON_ONE_LINE) {
      YS_OUT_TEXT(b, "\n        ");
    } else {
      YS_OUT_TEXT(b, " ");
    }
    put_term(t->base, &t->term[r->triple[i].o], b);
    if (i + 1 < end) {
      YS_OUT_TEXT(b, ",");
    }
  }
}

static void put_subject(const ys_triples *t, const ys_reading *r, const ys_subject *subject, ys_buffer *b) {
  YS_OUT_TEXT(b, "\n");
  put_iri(t->base, t->term[subject->id].text, b);
  for (uint32_t begin = subject->begin; begin < subject->end;) {
    uint32_t end = begin;
    while (end < subject->end && r->triple[end].p == r->triple[begin].p) {
      end++;
    }
    const ys_term *const predicate = &t->term[r->triple[begin].p];
    if (begin == subject->begin) {
      YS_OUT_TEXT(b, " ");
    } else {
      YS_OUT_TEXT(b, " ;\n    ");
    }
    if (predicate->vocab == YS_V_rdf_type) {
      YS_OUT_TEXT(b, "a");
    } else {
      put_term(t->base, predicate, b);
    }
    put_objects(t, r, begin, end, b);
    begin = end;
  }
  YS_OUT_TEXT(b, " .\n");
}

void ys_turtle_write(const ys_triples *t, const ys_reading *r, ys_out *out) {
  for (uint32_t i = 0; i < r->n && ys_out_settle(out); i++) {
    put_subject(t, r, &r->subject[i], out->b);
  }
}
