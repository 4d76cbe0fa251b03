/* SPDX-License-Identifier: Apache-2.0 */
/** @file syntax.c Begin, articles and end of a document in each syntax; N-Triples and N-Quads. */
#include <string.h>

#include "rdf/triples.h"

/* ---- N-Triples and N-Quads ---- */

static char *put(char *p, ys_view text) {
  memcpy(p, text.p, text.n);
  return p + text.n;
}

static char *put_line(char *p, ys_view s, ys_view predicate, ys_view o, ys_view g) {
  p = put(p, s);
  *p++ = ' ';
  p = put(p, predicate);
  *p++ = ' ';
  p = put(p, o);
  if (g.n > 0) {
    *p++ = ' ';
    p = put(p, g);
  }
  return put(p, YS_VIEW(" .\n"));
}

/** Sorted lines: the canonical form that `LC_ALL=C sort -u` gives, so that files merge by it. */
void ys_lines_write(const ys_triples *t, bool graphs, ys_out *out) {
  ys_view g = {"", 0};
  uint32_t graph = YS_NO_TERM; /* that g is of */
  for (uint32_t i = 0; i < t->n; i++) {
    const ys_triple *const x = &t->triple[i];
    if (!graphs && i > 0 && x[-1].s == x->s && x[-1].p == x->p && x[-1].o == x->o) {
      continue;
    }
    if (graphs && x->g != graph) {
      graph = x->g;
      g = graph == YS_NO_TERM ? (ys_view){"", 0} : t->term[graph].line;
    }
    const ys_view s = t->term[x->s].line;
    const ys_view p = t->term[x->p].line;
    const ys_view o = t->term[x->o].line;
    if (out->write != NULL && !ys_out_settle(out)) {
      return;
    }
    char *const begin = ys_buffer_room(out->b, s.n + p.n + o.n + g.n + 8);
    if (begin == NULL) {
      (void)ys_out_settle(out); /* says so */
      return;
    }
    out->b->n += (size_t)(put_line(begin, s, p, o, g) - begin);
  }
}

/* ---- documents ---- */

static ys_status result(const ys_buffer *out) {
  return out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

ys_status ys_syntax_begin(yanshu_syntax syntax, ys_view base, ys_buffer *out) {
  switch (syntax) {
  case YANSHU_NTRIPLES:
  case YANSHU_NQUADS:
    break;
  case YANSHU_TURTLE:
    ys_turtle_begin(base, out);
    break;
  case YANSHU_RDFXML:
  case YANSHU_RDFXML_ABBREV:
    ys_xml_begin(out);
    break;
  case YANSHU_JSONLD:
    ys_jsonld_begin(base, out);
    break;
  case YANSHU_CSV:
    ys_csv_begin(out);
    break;
  case YANSHU_DOT:
    ys_dot_begin(out);
    break;
  }
  return result(out);
}

/** Those that show subjects as wholes. */
static void write_reading(yanshu_syntax syntax, const ys_triples *t, bool first, ys_out *out) {
  ys_reading reading;
  const ys_status status = ys_reading_make(out->b->allocator, t, &reading);
  if (status != YANSHU_OK) {
    out->status = status;
    return;
  }
  if (syntax == YANSHU_TURTLE) {
    ys_turtle_write(t, &reading, out);
  } else if (syntax == YANSHU_JSONLD) {
    ys_jsonld_write(t, &reading, first, out);
  } else {
    ys_xml_write(t, &reading, syntax == YANSHU_RDFXML_ABBREV, out);
  }
  ys_reading_free(&reading);
}

ys_status ys_syntax_put(yanshu_syntax syntax, const ys_triples *t, bool first, ys_out *out) {
  switch (syntax) {
  case YANSHU_NTRIPLES:
  case YANSHU_NQUADS:
    ys_lines_write(t, syntax == YANSHU_NQUADS, out);
    break;
  case YANSHU_TURTLE:
  case YANSHU_RDFXML:
  case YANSHU_RDFXML_ABBREV:
  case YANSHU_JSONLD:
    write_reading(syntax, t, first, out);
    break;
  case YANSHU_CSV:
    ys_csv_write(t, out);
    break;
  case YANSHU_DOT:
    ys_dot_write(t, out);
    break;
  }
  return out->status == YANSHU_OK ? result(out->b) : out->status;
}

ys_status ys_syntax_article(yanshu_syntax syntax, const ys_triples *t, bool first, ys_buffer *out) {
  ys_out whole = {.b = out};
  return ys_syntax_put(syntax, t, first, &whole);
}

ys_status ys_syntax_end(yanshu_syntax syntax, ys_buffer *out) {
  switch (syntax) {
  case YANSHU_NTRIPLES:
  case YANSHU_NQUADS:
  case YANSHU_TURTLE:
  case YANSHU_CSV:
    break;
  case YANSHU_RDFXML:
  case YANSHU_RDFXML_ABBREV:
    ys_xml_end(out);
    break;
  case YANSHU_JSONLD:
    ys_jsonld_end(out);
    break;
  case YANSHU_DOT:
    ys_dot_end(out);
    break;
  }
  return result(out);
}

ys_status ys_syntax_describe(ys_view name, ys_buffer *out) {
  ys_csv_metadata(name, out);
  return result(out);
}
