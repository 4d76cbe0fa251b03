/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file dot.c
 * A picture for Graphviz: people, organisations, programs, events, divisions and places, and what is said of them.
 * raptor's takes time in the square of the triples and shows every single one.
 */
#include <string.h>

#include "rdf/triples.h"

/** Characters of a text that a picture shows. */
enum { SHOWN = 24 };

void ys_dot_begin(ys_buffer *out) {
  YS_OUT_TEXT(out, "digraph yanshu {\n"
                   "  graph [rankdir=LR, ranksep=1.2, charset=\"UTF-8\"];\n"
                   "  node [fontname=\"Noto Sans CJK SC,sans-serif\", fontsize=11, style=filled, fillcolor=white];\n"
                   "  edge [fontname=\"Noto Sans CJK SC,sans-serif\", fontsize=9];\n");
}

void ys_dot_end(ys_buffer *out) {
  YS_OUT_TEXT(out, "}\n");
}

/** Inside quotation marks; cut to SHOWN characters with an ellipsis. */
static void put_text(ys_view text, ys_buffer *b) {
  size_t length = 0;
  size_t shown = 0;
  for (size_t i = 0; i < text.n; i += length) {
    (void)ys_utf8_decode(text.p + i, text.n - i, &length);
    if (++shown > SHOWN) {
      YS_OUT_TEXT(b, "…");
      return;
    }
    if (text.p[i] == '"' || text.p[i] == '\\') {
      YS_OUT_TEXT(b, "\\");
    }
    if (text.p[i] == '\n' || text.p[i] == '\t') {
      YS_OUT_TEXT(b, " ");
    } else if (text.p[i] == '&') {
      YS_OUT_TEXT(b, "&amp;"); /* Graphviz reads HTML's references in labels */
    } else {
      ys_buffer_append(b, text.p + i, length);
    }
  }
}

static void put_name(const ys_triples *t, uint32_t id, ys_buffer *b) {
  YS_OUT_TEXT(b, "\"");
  ys_buffer_append_view(b, t->term[id].text); /* an IRI: no quotation mark, no backslash */
  YS_OUT_TEXT(b, "\"");
}

static void put_node(const ys_triples *t, uint32_t id, const char *shape, ys_view label, ys_buffer *b) {
  YS_OUT_TEXT(b, "  ");
  put_name(t, id, b);
  YS_OUT_TEXT(b, " [");
  ys_buffer_append_view(b, ys_view_of(shape));
  YS_OUT_TEXT(b, ", label=\"");
  put_text(label, b);
  YS_OUT_TEXT(b, "\"];\n");
}

/** Nothing when an end is missing. */
static void put_edge(const ys_triples *t, uint32_t from, uint32_t to, ys_view label, const char *style, ys_buffer *b) {
  if (from == YS_NO_TERM || to == YS_NO_TERM) {
    return;
  }
  YS_OUT_TEXT(b, "  ");
  put_name(t, from, b);
  YS_OUT_TEXT(b, " -> ");
  put_name(t, to, b);
  YS_OUT_TEXT(b, " [style=");
  ys_buffer_append_view(b, ys_view_of(style));
  YS_OUT_TEXT(b, ", label=\"");
  put_text(label, b);
  YS_OUT_TEXT(b, "\"];\n");
}

static ys_view object_text(const ys_triples *t, uint32_t subject, ys_vocab predicate) {
  const uint32_t id = ys_triples_object(t, subject, predicate);
  return id == YS_NO_TERM ? (ys_view){NULL, 0} : t->term[id].text;
}

/** The shape of things that are shown for themselves; NULL for others. */
static const char *shape_of(uint16_t class_term) {
  switch (class_term) {
  case YS_V_ys_Person:
    return "shape=ellipse, fillcolor=\"#dcecff\"";
  case YS_V_ys_Organization:
    return "shape=box, fillcolor=\"#ffefd2\"";
  case YS_V_ys_Program:
    return "shape=hexagon, fillcolor=\"#e2f5dc\"";
  case YS_V_ys_Event:
    return "shape=octagon, fillcolor=\"#f3e3f7\"";
  case YS_V_ys_District:
  case YS_V_ys_Place:
    return "shape=plaintext";
  default:
    return NULL;
  }
}

static void put_tenure(const ys_triples *t, uint32_t fact, ys_buffer *b) {
  const uint32_t person = ys_triples_object(t, fact, YS_V_org_member);
  const uint32_t status = ys_triples_object(t, fact, YS_V_ys_status);
  const char *const style = status != YS_NO_TERM && t->term[status].vocab == YS_V_ys_former ? "dashed" : "solid";
  const ys_view title = object_text(t, fact, YS_V_ys_title);
  uint32_t to = ys_triples_object(t, fact, YS_V_org_organization);
  if (to == YS_NO_TERM) {
    to = fact; /* a title by itself */
    put_node(t, fact, "shape=plaintext", title, b);
  }
  put_edge(t, person, to, to == fact ? (ys_view){NULL, 0} : title, style, b);
}

static void put_statement(const ys_triples *t, uint32_t fact, ys_buffer *b) {
  const ys_view words = object_text(t, fact, YS_V_schema_text);
  put_node(t, fact, "shape=note", words.n > 0 ? words : YS_VIEW("…"), b);
  put_edge(t, ys_triples_object(t, fact, YS_V_ys_speaker), fact, (ys_view){NULL, 0}, "dotted", b);
}

static void put_assertion(const ys_triples *t, uint32_t fact, ys_buffer *b) {
  const uint32_t from = ys_triples_object(t, fact, YS_V_rdf_subject);
  const uint32_t object = ys_triples_object(t, fact, YS_V_rdf_object);
  const uint32_t predicate = ys_triples_object(t, fact, YS_V_rdf_predicate);
  if (object == YS_NO_TERM || predicate == YS_NO_TERM) {
    return;
  }
  const ys_term *const p = &t->term[predicate];
  ys_view label = p->vocab == YS_VOCAB_TERMS ? p->text : ys_vocab_get((ys_vocab)p->vocab)->curie;
  const char *const colon = p->vocab == YS_VOCAB_TERMS ? NULL : memchr(label.p, ':', label.n);
  if (colon != NULL) {
    label = (ys_view){colon + 1, (size_t)(label.p + label.n - colon) - 1};
  }
  if (t->term[object].literal) {
    put_node(t, fact, "shape=plaintext", t->term[object].text, b);
  }
  put_edge(t, from, t->term[object].literal ? fact : object, label, "solid", b);
}

/** What holds between things without a fact of its own. */
static void put_structure(const ys_triples *t, const ys_triple *x, ys_buffer *b) {
  switch (t->term[x->p].vocab) {
  case YS_V_org_subOrganizationOf:
  case YS_V_ys_partOf:
    put_edge(t, x->s, x->o, (ys_view){NULL, 0}, "dotted", b);
    break;
  default:
    break;
  }
}

static void put_class(const ys_triples *t, uint32_t id, uint16_t class_term, ys_buffer *b) {
  const char *const shape = shape_of(class_term);
  if (shape != NULL) {
    const ys_term *const label = ys_triples_label(t, id);
    put_node(t, id, shape, label != NULL ? label->text : t->term[id].text, b);
  } else if (class_term == YS_V_ys_Tenure) {
    put_tenure(t, id, b);
  } else if (class_term == YS_V_ys_Statement) {
    put_statement(t, id, b);
  } else if (class_term == YS_V_ys_Assertion) {
    put_assertion(t, id, b);
  }
}

void ys_dot_write(const ys_triples *t, ys_out *out) {
  for (uint32_t i = 0; i < t->n && ys_out_settle(out); i++) {
    const ys_triple *const x = &t->triple[i];
    if (i > 0 && x[-1].s == x->s && x[-1].p == x->p && x[-1].o == x->o) {
      continue;
    }
    if (t->term[x->p].vocab == YS_V_rdf_type) {
      put_class(t, x->s, t->term[x->o].vocab, out->b);
    } else {
      put_structure(t, x, out->b);
    }
  }
}
