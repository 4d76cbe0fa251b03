/* SPDX-License-Identifier: Apache-2.0 */
/** @file published.c What the project itself publishes: roles as SKOS, and files with blank nodes in other syntaxes. */
#include <string.h>

#include "rdf/graph.h"

#define ROLES "https://w3id.org/yanshu/role"

/* ---- roles ---- */

/** The table of a checked term's line; scratch of one call. */
static ys_status put_label(ys_terms *terms, ys_view text, ys_view tag, const char *before, ys_buffer *out) {
  uint32_t id = 0;
  const char *fault = NULL;
  if (text.n == 0) {
    return YANSHU_OK;
  }
  YS_TRY(ys_terms_string(terms, text, tag, &id, &fault));
  ys_buffer_append_view(out, ys_view_of(before));
  ys_buffer_append_view(out, terms->term.at[id].line);
  return YANSHU_OK;
}

static bool is_role(const ys_lexicon *lexicon, uint32_t concept_id) {
  return ys_view_starts(ys_concept_iri(lexicon, concept_id), YS_VIEW(ROLES "/"));
}

static ys_status put_role(const ys_lexicon *lexicon, uint32_t role, ys_terms *terms, ys_buffer *out) {
  const uint32_t broader = ys_concept_broader(lexicon, role);
  YS_OUT_TEXT(out, "\n<");
  ys_buffer_append_view(out, ys_concept_iri(lexicon, role));
  YS_OUT_TEXT(out, "> a skos:Concept ;\n    skos:inScheme <" ROLES "> ;\n    ");
  if (broader == YS_NO_CONCEPT) {
    YS_OUT_TEXT(out, "skos:topConceptOf <" ROLES ">");
  } else {
    YS_OUT_TEXT(out, "skos:broader <");
    ys_buffer_append_view(out, ys_concept_iri(lexicon, broader));
    YS_OUT_TEXT(out, ">");
  }
  YS_TRY(put_label(terms, ys_concept_label(lexicon, role), YS_VIEW("zh-hans"), " ;\n    skos:prefLabel ", out));
  YS_TRY(put_label(terms, ys_concept_label_en(lexicon, role), YS_VIEW("en"), " ;\n    skos:prefLabel ", out));
  YS_OUT_TEXT(out, " .\n");
  return YANSHU_OK;
}

ys_status ys_roles_write(const yanshu_allocator *allocator, const ys_lexicon *lexicon, ys_buffer *out) {
  ys_arena *const arena = ys_arena_new(allocator);
  if (arena == NULL) {
    return YANSHU_NO_MEMORY;
  }
  ys_terms terms = {.arena = arena};
  YS_OUT_TEXT(out, "@prefix rdfs: <" YS_NS_rdfs "> .\n@prefix skos: <" YS_NS_skos
                   "> .\n@prefix dcterms: <" YS_NS_dcterms "> .\n\n<" ROLES "> a skos:ConceptScheme ;\n"
                   "    dcterms:title \"Roles\"@en , \"职务\"@zh-hans ;\n"
                   "    rdfs:label \"Roles\"@en , \"职务\"@zh-hans ;\n"
                   "    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;\n"
                   "    rdfs:isDefinedBy <https://w3id.org/yanshu/ontology> .\n");
  ys_status status = YANSHU_OK;
  for (uint32_t i = 0; i < ys_lexicon_concepts(lexicon) && status == YANSHU_OK; i++) {
    if (is_role(lexicon, i)) {
      status = put_role(lexicon, i, &terms, out);
    }
  }
  ys_arena_free(arena);
  return status == YANSHU_OK && out->failed ? YANSHU_NO_MEMORY : status;
}

/* ---- Turtle through raptor, blank nodes and all ---- */

typedef struct copier {
  raptor_serializer *to;
  bool failed;
} copier;

static void on_statement(void *user, raptor_statement *statement) {
  copier *const c = user;
  c->failed = c->failed || raptor_serializer_serialize_statement(c->to, statement) != 0;
}

static void on_namespace(void *user, raptor_namespace *namespace) {
  copier *const c = user;
  const unsigned char *const prefix = raptor_namespace_get_prefix(namespace);
  /* rdf is bound by raptor; binding it again counts as an error */
  if (prefix != NULL && strcmp((const char *)prefix, "rdf") != 0) {
    c->failed = c->failed || raptor_serializer_set_namespace_from_namespace(c->to, namespace) != 0;
  }
}

static bool copy(ys_rdf_world *w, raptor_uri *base, ys_view turtle, raptor_serializer *to) {
  copier c = {.to = to};
  raptor_parser *const parser = raptor_new_parser(w->raptor, "turtle");
  if (parser == NULL) {
    return false;
  }
  raptor_parser_set_option(parser, RAPTOR_OPTION_NO_NET, NULL, 1);
  raptor_parser_set_option(parser, RAPTOR_OPTION_NO_FILE, NULL, 1);
  raptor_parser_set_statement_handler(parser, &c, on_statement);
  raptor_parser_set_namespace_handler(parser, &c, on_namespace);
  const bool parsed = raptor_parser_parse_start(parser, base) == 0 &&
                      raptor_parser_parse_chunk(parser, (const unsigned char *)turtle.p, turtle.n, 1) == 0 && !c.failed;
  raptor_free_parser(parser);
  return parsed;
}

static const char *serializer_name(yanshu_syntax syntax) {
  switch (syntax) {
  case YANSHU_RDFXML:
    return "rdfxml";
  case YANSHU_RDFXML_ABBREV:
    return "rdfxml-abbrev";
  case YANSHU_NTRIPLES:
    return "ntriples";
  case YANSHU_NQUADS:
    return "nquads";
  default:
    return NULL;
  }
}

ys_status ys_turtle_copy(ys_rdf_world *w, ys_view turtle, yanshu_syntax syntax, ys_buffer *out) {
  const char *const name = serializer_name(syntax);
  if (name == NULL) {
    return YS_FAIL(&w->log, YANSHU_BAD_ARGUMENT, YS_VIEW(""), 0,
                   "what has blank nodes is written in Turtle, RDF/XML, N-Triples and N-Quads only");
  }
  YS_TRY(ys_rdf_open(w));
  ys_rdf_begin(w);
  void *text = NULL;
  size_t n = 0;
  raptor_uri *const base = raptor_new_uri(w->raptor, (const unsigned char *)"https://w3id.org/yanshu/");
  raptor_serializer *const to = base == NULL ? NULL : raptor_new_serializer(w->raptor, name);
  bool done = to != NULL && raptor_serializer_start_to_string(to, NULL, &text, &n) == 0;
  done = done && copy(w, base, turtle, to) && raptor_serializer_serialize_end(to) == 0;
  if (to != NULL) {
    raptor_free_serializer(to); /* the text is complete only then */
  }
  if (base != NULL) {
    raptor_free_uri(base);
  }
  if (done) {
    ys_buffer_append(out, text, n);
  }
  if (text != NULL) {
    raptor_free_memory(text);
  }
  YS_TRY(ys_rdf_end(w));
  return !done ? YANSHU_INTERNAL : out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}
