/* SPDX-License-Identifier: Apache-2.0 */
/** @file xml.c RDF/XML, one element a subject: as rdf:Description, or named after its class. */
#include <string.h>

#include "rdf/triples.h"

void ys_xml_begin(ys_buffer *out) {
  size_t n;
  const ys_vocab_prefix *const prefix = ys_vocab_prefixes(&n);
  YS_OUT_TEXT(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rdf:RDF");
  for (size_t i = 0; i < n; i++) {
    if (!prefix[i].data) {
      YS_OUT_TEXT(out, "\n    xmlns:");
      ys_buffer_append_view(out, ys_view_of(prefix[i].prefix));
      YS_OUT_TEXT(out, "=\"");
      ys_buffer_append(out, prefix[i].iri, prefix[i].n);
      YS_OUT_TEXT(out, "\"");
    }
  }
  YS_OUT_TEXT(out, ">\n");
}

void ys_xml_end(ys_buffer *out) {
  YS_OUT_TEXT(out, "\n</rdf:RDF>\n");
}

static ys_view entity_of(char c) {
  switch (c) {
  case '&':
    return YS_VIEW("&amp;");
  case '<':
    return YS_VIEW("&lt;");
  case '>':
    return YS_VIEW("&gt;");
  default:
    return (ys_view){NULL, 0};
  }
}

/** Content of elements and (of IRIs, which have no quotation marks) of attributes. */
static void put_text(ys_view text, ys_buffer *b) {
  size_t from = 0;
  for (size_t i = 0; i < text.n; i++) {
    const ys_view entity = entity_of(text.p[i]);
    if (entity.n > 0) {
      ys_buffer_append(b, text.p + from, i - from);
      ys_buffer_append_view(b, entity);
      from = i + 1;
    }
  }
  if (text.n > from) {
    ys_buffer_append(b, text.p + from, text.n - from);
  }
}

/** An element's name and the namespace that it is in. */
typedef struct name {
  ys_view prefix;
  ys_view local;
  ys_view space; /**< to be declared at the element; empty: is already */
} name;

static name name_of(const ys_term *t) {
  if (t->vocab != YS_VOCAB_TERMS) {
    return (name){.local = ys_vocab_get((ys_vocab)t->vocab)->curie};
  }
  size_t at = t->text.n; /* a name can be split off: the term has been checked for it */
  while (at > 0 && t->text.p[at - 1] != '#' && t->text.p[at - 1] != '/') {
    at--;
  }
  return (name){YS_VIEW("ns:"), {t->text.p + at, t->text.n - at}, {t->text.p, at}};
}

static void open_element(const name *n, ys_buffer *b) {
  YS_OUT_TEXT(b, "<");
  ys_buffer_append_view(b, n->prefix);
  ys_buffer_append_view(b, n->local);
  if (n->space.n > 0) {
    YS_OUT_TEXT(b, " xmlns:ns=\"");
    put_text(n->space, b);
    YS_OUT_TEXT(b, "\"");
  }
}

static void close_element(const name *n, ys_buffer *b) {
  YS_OUT_TEXT(b, "</");
  ys_buffer_append_view(b, n->prefix);
  ys_buffer_append_view(b, n->local);
  YS_OUT_TEXT(b, ">\n");
}

static void put_property(const ys_term *predicate, const ys_term *o, ys_buffer *b) {
  const name element = name_of(predicate);
  YS_OUT_TEXT(b, "    ");
  open_element(&element, b);
  if (!o->literal) {
    YS_OUT_TEXT(b, " rdf:resource=\"");
    put_text(o->text, b);
    YS_OUT_TEXT(b, "\"/>\n");
    return;
  }
  if (o->tag.n > 0) {
    YS_OUT_TEXT(b, " xml:lang=\"");
    ys_buffer_append_view(b, o->tag);
    YS_OUT_TEXT(b, "\"");
  } else if (o->type.n > 0) {
    YS_OUT_TEXT(b, " rdf:datatype=\"");
    put_text(o->type, b);
    YS_OUT_TEXT(b, "\"");
  }
  YS_OUT_TEXT(b, ">");
  put_text(o->text, b);
  close_element(&element, b);
}

static void put_subject(const ys_triples *t, const ys_reading *r, const ys_subject *subject, bool abbreviated,
                        ys_buffer *b) {
  const ys_triple *const first = &r->triple[subject->begin];
  const ys_term *const class_term = &t->term[first->o];
  /* The first type comes first and is one of ours where there is one. */
  const bool typed = abbreviated && t->term[first->p].vocab == YS_V_rdf_type && class_term->vocab != YS_VOCAB_TERMS;
  const name element = typed ? name_of(class_term) : (name){.local = YS_VIEW("rdf:Description")};
  YS_OUT_TEXT(b, "\n  ");
  open_element(&element, b);
  YS_OUT_TEXT(b, " rdf:about=\"");
  put_text(t->term[subject->id].text, b);
  YS_OUT_TEXT(b, "\">\n");
  for (uint32_t i = subject->begin + (typed ? 1U : 0U); i < subject->end; i++) {
    put_property(&t->term[r->triple[i].p], &t->term[r->triple[i].o], b);
  }
  YS_OUT_TEXT(b, "  ");
  close_element(&element, b);
}

void ys_xml_write(const ys_triples *t, const ys_reading *r, bool abbreviated, ys_out *out) {
  for (uint32_t i = 0; i < r->n && ys_out_settle(out); i++) {
    put_subject(t, r, &r->subject[i], abbreviated, out->b);
  }
}
