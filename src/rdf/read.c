/* SPDX-License-Identifier: Apache-2.0 */
/** @file read.c Raptor's parsers, kept from files and nets, and every term checked as our own are. */
#include "rdf/read.h"

#include <string.h>

/** A base that no data has: what is below it was a relative IRI in a document without a base. */
#define NOWHERE "https://relative.invalid/"

typedef struct reader {
  ys_graph *graph;
  ys_terms terms;
  YS_ARRAY(ys_triple) triple;
  raptor_parser *parser;
  ys_view name;
  ys_status status; /**< the first failure */
} reader;

static size_t line_of(const reader *r) {
  raptor_locator *const at = raptor_parser_get_locator(r->parser);
  const int line = at == NULL ? 0 : raptor_locator_line(at);
  return line > 0 ? (size_t)line : 0;
}

/** The text is shown as far as it is text: cut between characters. */
static ys_status refuse(reader *r, ys_status status, const char *fault, ys_view text) {
  enum { SHOWN = 200 };
  text.n = text.n < SHOWN ? text.n : SHOWN;
  const size_t bad = ys_utf8_check(text);
  text.n = bad < text.n ? bad : text.n;
  return YS_FAIL(&r->graph->world->log, status, r->name, line_of(r), "%s: %.*s", fault, (int)text.n,
                 text.n == 0 ? "" : text.p);
}

static ys_status read_iri(reader *r, const raptor_term *term, bool named, uint32_t *id) {
  if (term == NULL || term->type != RAPTOR_TERM_TYPE_URI) {
    return refuse(r, YANSHU_BAD_INPUT, "a blank node or a literal where Yanshu writes an IRI", (ys_view){NULL, 0});
  }
  size_t n = 0;
  const char *const p = (const char *)raptor_uri_as_counted_string(term->value.uri, &n);
  const ys_view iri = {p, n};
  const char *fault = ys_view_starts(iri, YS_VIEW(NOWHERE)) ? "relative IRI" : named ? ys_name_fault(iri) : NULL;
  const ys_status status = fault != NULL ? YANSHU_BAD_TERM : ys_terms_iri(&r->terms, iri, id, &fault);
  return fault != NULL ? refuse(r, status, fault, iri) : status;
}

/** Tags in lower case: they mean the same in any, and no two parsers spell them alike. */
static ys_status read_tag(const reader *r, const unsigned char *tag, ys_view *out) {
  const ys_view copy = ys_arena_copy(r->terms.arena, ys_view_of((const char *)tag));
  char *const p = ys_arena_alloc(r->terms.arena, copy.n + 1);
  if (copy.p == NULL || p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (size_t i = 0; i < copy.n; i++) {
    p[i] = (char)(copy.p[i] >= 'A' && copy.p[i] <= 'Z' ? copy.p[i] - 'A' + 'a' : copy.p[i]);
  }
  *out = (ys_view){p, copy.n};
  return YANSHU_OK;
}

static ys_status read_literal(reader *r, const raptor_term_literal_value *literal, uint32_t *id) {
  const ys_view text = {(const char *)literal->string, literal->string_len};
  const char *const type = literal->datatype == NULL ? "" : (const char *)raptor_uri_as_string(literal->datatype);
  const char *fault = NULL;
  ys_view tag = {NULL, 0};
  ys_status status = literal->language == NULL ? YANSHU_OK : read_tag(r, literal->language, &tag);
  YS_TRY(status);
  if (tag.n > 0 || *type == '\0' || strcmp(type, YS_NS_xsd "string") == 0) {
    status = ys_terms_string(&r->terms, text, tag, id, &fault);
    const bool changed = status == YANSHU_OK && !ys_view_equal(r->terms.term.at[*id].text, text);
    fault = changed ? "text that is not in Unicode NFC, or with a carriage return" : fault;
    status = changed ? YANSHU_BAD_TERM : status;
  } else {
    status = ys_terms_foreign(&r->terms, text, ys_view_of(type), id, &fault);
  }
  return fault != NULL ? refuse(r, status, fault, text) : status;
}

/** Whether links between persons are found by @p s. */
static bool is_needed(const raptor_statement *s) {
  size_t n = 0;
  if (s->predicate == NULL || s->predicate->type != RAPTOR_TERM_TYPE_URI) {
    return true; /* to be refused */
  }
  const char *const p = (const char *)raptor_uri_as_counted_string(s->predicate->value.uri, &n);
  return ys_links_need((uint16_t)ys_vocab_of((ys_view){p, n}));
}

static ys_status read_statement(reader *r, const raptor_statement *s) {
  ys_triple t = {.g = YS_NO_TERM};
  if (r->graph->names_only && !is_needed(s)) {
    return YANSHU_OK;
  }
  YS_TRY(read_iri(r, s->subject, false, &t.s));
  YS_TRY(read_iri(r, s->predicate, true, &t.p));
  if (s->object != NULL && s->object->type == RAPTOR_TERM_TYPE_LITERAL) {
    YS_TRY(read_literal(r, &s->object->value.literal, &t.o));
  } else {
    YS_TRY(read_iri(r, s->object, r->terms.term.at[t.p].vocab == YS_V_rdf_type, &t.o));
  }
  if (s->graph != NULL) {
    YS_TRY(read_iri(r, s->graph, false, &t.g));
  }
  ys_triple *const added = YS_PUSH(r->terms.arena, &r->triple);
  if (added == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *added = t;
  return YANSHU_OK;
}

static void on_statement(void *user, raptor_statement *s) {
  reader *const r = user;
  if (r->status == YANSHU_OK) {
    r->status = read_statement(r, s);
    if (r->status != YANSHU_OK) {
      raptor_parser_parse_abort(r->parser);
    }
  }
}

/** Nothing is fetched, whatever the file says. @return 0 for allowed. */
static int refuse_uri(void *user, raptor_uri *uri) {
  (void)user;
  (void)uri;
  return 1;
}

static const char *parser_name(yanshu_syntax syntax) {
  switch (syntax) {
  case YANSHU_TURTLE:
    return "turtle";
  case YANSHU_NTRIPLES:
    return "ntriples";
  case YANSHU_NQUADS:
    return "nquads";
  default:
    return "rdfxml";
  }
}

/** Feeds @p text in pieces. */
static bool feed(raptor_parser *parser, ys_view text) {
  static const size_t piece = (size_t)1 << 20;
  size_t at = 0;
  do {
    const size_t n = text.n - at < piece ? text.n - at : piece;
    if (raptor_parser_parse_chunk(parser, (const unsigned char *)text.p + at, n, at + n == text.n) != 0) {
      return false;
    }
    at += n;
  } while (at < text.n);
  return true;
}

static ys_status parse(reader *r, ys_view text, yanshu_syntax syntax) {
  ys_rdf_world *const w = r->graph->world;
  raptor_uri *const base = raptor_new_uri(w->raptor, (const unsigned char *)NOWHERE);
  r->parser = base == NULL ? NULL : raptor_new_parser(w->raptor, parser_name(syntax));
  if (r->parser == NULL) {
    if (base != NULL) {
      raptor_free_uri(base);
    }
    return YANSHU_NO_MEMORY;
  }
  raptor_parser_set_option(r->parser, RAPTOR_OPTION_NO_NET, NULL, 1);
  raptor_parser_set_option(r->parser, RAPTOR_OPTION_NO_FILE, NULL, 1);
  raptor_parser_set_option(r->parser, RAPTOR_OPTION_LOAD_EXTERNAL_ENTITIES, NULL, 0);
  raptor_parser_set_uri_filter(r->parser, refuse_uri, NULL);
  raptor_parser_set_statement_handler(r->parser, r, on_statement);
  const bool parsed = raptor_parser_parse_start(r->parser, base) == 0 && feed(r->parser, text);
  raptor_free_parser(r->parser);
  raptor_free_uri(base);
  YS_TRY(r->status);
  return parsed && ys_rdf_end(w) == YANSHU_OK ? YANSHU_OK : YANSHU_BAD_INPUT;
}

static ys_status take_triple(void *user, uint32_t subject, uint32_t predicate, uint32_t object) {
  reader *const r = user;
  ys_triple *const added = YS_PUSH(r->terms.arena, &r->triple);
  if (added == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *added = (ys_triple){subject, predicate, object, YS_NO_TERM};
  return YANSHU_OK;
}

/** By raptor. */
static ys_status read_parsed(reader *r, ys_view text, yanshu_syntax syntax) {
  ys_rdf_world *const w = r->graph->world;
  YS_TRY(ys_rdf_scan(text, syntax, r->name, &w->log));
  YS_TRY(ys_rdf_open(w));
  ys_rdf_begin(w);
  w->name = r->name;
  const ys_status status = parse(r, text, syntax);
  w->name = (ys_view){NULL, 0};
  return status;
}

ys_status ys_graph_read(ys_graph *g, ys_view text, yanshu_syntax syntax, ys_view name) {
  ys_arena_reset(g->scratch);
  reader r = {.graph = g, .terms = {.arena = g->scratch}, .name = name};
  YS_TRY(syntax == YANSHU_JSONLD ? ys_jsonld_read(&r.terms, text, name, &g->world->log, take_triple, &r)
                                 : read_parsed(&r, text, syntax));
  ys_triples *made = NULL;
  YS_TRY(ys_triples_settle(g->scratch, g->base, &r.terms, r.triple.at, r.triple.n, &made));
  return ys_graph_take(g, made);
}
