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

/* ---- parts, to be shown ---- */

static bool is_absolute(ys_view iri) {
  return ys_view_starts(iri, YS_VIEW("https://")) || ys_view_starts(iri, YS_VIEW("http://"));
}

/** Compares the line of @p term with <base + path>. */
static int compare_line(const ys_term *term, ys_view base, ys_view path) {
  const ys_view part[] = {YS_VIEW("<"), base, path, YS_VIEW(">")};
  ys_view line = term->line;
  for (size_t i = 0; i < YS_LENGTH(part); i++) {
    const size_t n = part[i].n < line.n ? part[i].n : line.n;
    const int order = n == 0 ? 0 : memcmp(line.p, part[i].p, n);
    if (order != 0 || n < part[i].n) {
      return order != 0 ? order : -1;
    }
    line.p += n;
    line.n -= n;
  }
  return line.n > 0;
}

/** The number of the term, or YS_NO_TERM. */
static uint32_t find_term(const ys_triples *t, ys_view path) {
  const ys_view base = is_absolute(path) ? (ys_view){NULL, 0} : t->base;
  uint32_t first = 0;
  uint32_t end = t->n_term;
  while (first < end) {
    const uint32_t middle = first + (end - first) / 2;
    const int order = compare_line(&t->term[middle], base, path);
    if (order == 0) {
      return middle;
    }
    if (order < 0) {
      first = middle + 1;
    } else {
      end = middle;
    }
  }
  return YS_NO_TERM;
}

/** The triple that an assertion is about. */
static void put_asserted(const ys_triples *t, uint32_t id, ys_buffer *b) {
  const uint32_t part[] = {ys_triples_object(t, id, YS_V_rdf_subject), ys_triples_object(t, id, YS_V_rdf_predicate),
                           ys_triples_object(t, id, YS_V_rdf_object)};
  if (part[0] == YS_NO_TERM || part[1] == YS_NO_TERM || part[2] == YS_NO_TERM) {
    return;
  }
  for (size_t i = 0; i < YS_LENGTH(part); i++) {
    put_term(t->base, &t->term[part[i]], b);
    YS_OUT_TEXT(b, " ");
  }
  YS_OUT_TEXT(b, ".\n");
}

ys_status ys_turtle_parts(const ys_triples *t, const ys_view *iri, size_t n, ys_buffer *out, size_t *end) {
  ys_reading r;
  YS_TRY(ys_reading_make(out->allocator, t, &r));
  uint32_t *const subject = ys_resize(out->allocator, NULL, ((size_t)t->n_term + 1) * sizeof *subject);
  if (subject == NULL) {
    ys_reading_free(&r);
    return YANSHU_NO_MEMORY;
  }
  memset(subject, 0, ((size_t)t->n_term + 1) * sizeof *subject);
  for (uint32_t i = 0; i < r.n; i++) {
    subject[r.subject[i].id] = i + 1;
  }
  for (size_t i = 0; i < n; i++) {
    const uint32_t id = find_term(t, iri[i]);
    if (id != YS_NO_TERM && subject[id] != 0) {
      put_asserted(t, id, out);
      put_subject(t, &r, &r.subject[subject[id] - 1], out);
    }
    end[i] = out->n;
  }
  (void)ys_resize(out->allocator, subject, 0);
  ys_reading_free(&r);
  return out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}
