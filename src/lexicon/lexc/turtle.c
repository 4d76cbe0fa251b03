/* SPDX-License-Identifier: Apache-2.0 */
/** @file turtle.c Reads SKOS concepts from a Turtle file, with raptor2. */
#include <raptor2.h>
#include <string.h>
#include <strings.h>

#include "lexicon/lexc/lexc.h"

#define YSL LEXC_NS "lexicon#"
#define SKOS "http://www.w3.org/2004/02/skos/core#"
#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
#define RDFS "http://www.w3.org/2000/01/rdf-schema#"
#define FILE_LIMIT ((size_t)256 << 20)

typedef struct reader {
  lexc *x;
  const char *path;
  raptor_parser *parser;
  ys_view source;
  size_t cursor; /**< where the last subject was found in the source */
  uint32_t line; /**< its line */
  bool has_lost; /**< a subject was not found as <IRI> at the start of a line: they are not written so here */
} reader;

/** Properties that name a concept in Chinese. */
static const struct {
  const char *iri;
  ys_form kind;
} FORM[] = {
    {SKOS "prefLabel", YS_FORM_PREFERRED},   {SKOS "altLabel", YS_FORM_ALTERNATIVE},
    {SKOS "hiddenLabel", YS_FORM_HIDDEN},    {YSL "stem", YS_FORM_STEM},
    {YSL "unsafeStem", YS_FORM_UNSAFE_STEM}, {YSL "abbreviation", YS_FORM_ABBREVIATION},
    {YSL "formerLabel", YS_FORM_FORMER},
};

/** Properties that say something to people only. A name that ends in '#' or '/' stands for its whole namespace. */
static const char *const FOR_PEOPLE[] = {
    SKOS "inScheme",   SKOS "topConceptOf", SKOS "hasTopConcept",
    SKOS "definition", SKOS "note",         SKOS "editorialNote",
    SKOS "scopeNote",  SKOS "historyNote",  SKOS "changeNote",
    SKOS "example",    SKOS "exactMatch",   SKOS "closeMatch",
    SKOS "notation",   SKOS "related",      RDFS "comment",
    RDFS "seeAlso",    LEXC_NS "ontology#", "http://purl.org/dc/terms/",
};

static lexc_origin here(const reader *r) {
  const raptor_locator *locator = raptor_parser_get_locator(r->parser);
  const int line = locator == NULL ? 0 : raptor_locator_line((raptor_locator *)(uintptr_t)locator);
  return (lexc_origin){r->path, line > 0 ? (uint32_t)line : 0};
}

/**
 * Where the description of @p iri begins. The parser tells where it ends; a subject written as <IRI> at the start of
 * a line is looked up instead, from the last one on.
 */
static lexc_origin subject_origin(reader *r, ys_view iri) {
  size_t at = r->cursor;
  uint32_t line = r->line;
  while (!r->has_lost && at < r->source.n) {
    const char *p = r->source.p + at;
    const size_t left = r->source.n - at;
    if (left > iri.n + 1 && p[0] == '<' && memcmp(p + 1, iri.p, iri.n) == 0 && p[iri.n + 1] == '>') {
      r->cursor = at;
      r->line = line;
      return (lexc_origin){r->path, line};
    }
    const char *end = memchr(p, '\n', left);
    at = end == NULL ? r->source.n : at + (size_t)(end - p) + 1u;
    line++;
  }
  r->has_lost = true;
  return here(r);
}

static ys_view uri_view(raptor_uri *uri) {
  size_t n = 0;
  const unsigned char *p = raptor_uri_as_counted_string(uri, &n);
  return (ys_view){(const char *)p, n};
}

static bool is_for_people(ys_view predicate) {
  for (size_t i = 0; i < YS_LENGTH(FOR_PEOPLE); i++) {
    const ys_view known = ys_view_of(FOR_PEOPLE[i]);
    const char last = known.p[known.n - 1];
    if (last == '#' || last == '/' ? ys_view_starts(predicate, known) : ys_view_equal(predicate, known)) {
      return true;
    }
  }
  return false;
}

/** Sets *slot to @p value; a second, other value is a mistake. */
static void set_once(reader *r, lexc_concept *c, lexc_string **slot, ys_view value, const char *what) {
  lexc_string *string = lexc_intern(r->x, value);
  if (string != NULL && *slot != NULL && *slot != string) {
    lexc_error(r->x, c->origin, "<%s> has two of %s", c->iri->text.p, what);
    return;
  }
  *slot = string;
}

typedef enum label_language { LABEL_OTHER, LABEL_CHINESE, LABEL_ENGLISH } label_language;

/** Only labels @zh-hans are forms; those in other languages (zh-hant, …) are for people. */
static label_language language_of(reader *r, const lexc_concept *c, const raptor_term_literal_value *literal) {
  const char *language = (const char *)literal->language;
  if (language != NULL && strcasecmp(language, "zh-hans") == 0) {
    return LABEL_CHINESE;
  }
  if (language != NULL && strcasecmp(language, "en") == 0) {
    return LABEL_ENGLISH;
  }
  if (language == NULL || strcasecmp(language, "zh") == 0 || strncasecmp(language, "zh-cn", 5) == 0) {
    lexc_error(r->x, c->origin, "<%s>: \"%s\" must be marked @zh-hans or @en", c->iri->text.p,
               (const char *)literal->string);
  }
  return LABEL_OTHER;
}

static ys_view literal_view(const raptor_term *term) {
  return (ys_view){(const char *)term->value.literal.string, term->value.literal.string_len};
}

static void read_form(reader *r, lexc_concept *c, ys_form kind, const raptor_term *object) {
  const label_language language = language_of(r, c, &object->value.literal);
  const ys_view text = literal_view(object);
  if (language == LABEL_ENGLISH && kind == YS_FORM_PREFERRED) {
    set_once(r, c, &c->label_en, text, "skos:prefLabel @en");
  }
  if (language != LABEL_CHINESE || !lexc_form_is_good(r->x, text, c->origin)) {
    return;
  }
  if (kind == YS_FORM_PREFERRED) {
    set_once(r, c, &c->label, text, "skos:prefLabel @zh-hans");
  }
  lexc_add_form(r->x, c, kind, text);
}

/** rdfs:label: a name that is shown, but never looked for in a text. */
static void read_label(reader *r, lexc_concept *c, const raptor_term *object) {
  const label_language language = language_of(r, c, &object->value.literal);
  if (language == LABEL_CHINESE) {
    set_once(r, c, &c->label, literal_view(object), "label @zh-hans");
  } else if (language == LABEL_ENGLISH) {
    set_once(r, c, &c->label_en, literal_view(object), "label @en");
  }
}

/** ysl:class, ysl:weight and ysl:ANYTHING. */
static void read_own(reader *r, lexc_concept *c, ys_view key, ys_view value) {
  if (ys_view_equal(key, YS_VIEW("class"))) {
    set_once(r, c, &c->class_name, value, "ysl:class");
  } else if (ys_view_equal(key, YS_VIEW("weight"))) {
    if (c->has_weight || !lexc_integer(value, -1000000, 1000000, &c->weight)) {
      lexc_error(r->x, c->origin, "<%s>: ysl:weight must be one integer", c->iri->text.p);
    }
    c->has_weight = true;
  } else if (key.n == 0 || value.n == 0) {
    lexc_error(r->x, c->origin, "<%s>: empty ysl:%s", c->iri->text.p, key.p);
  } else {
    lexc_add_feature(r->x, c, key, value);
  }
}

/** Properties whose object is a literal; false when @p predicate is none of them. */
static bool read_literal(reader *r, lexc_concept *c, ys_view predicate, const raptor_term *object) {
  for (size_t i = 0; i < YS_LENGTH(FORM); i++) {
    if (ys_view_equal(predicate, ys_view_of(FORM[i].iri))) {
      read_form(r, c, FORM[i].kind, object);
      return true;
    }
  }
  if (ys_view_equal(predicate, YS_VIEW(RDFS "label"))) {
    read_label(r, c, object);
    return true;
  }
  if (ys_view_starts(predicate, YS_VIEW(YSL))) {
    const size_t cut = sizeof(YSL) - 1;
    read_own(r, c, (ys_view){predicate.p + cut, predicate.n - cut}, literal_view(object));
    return true;
  }
  return false;
}

/** Properties whose object is an IRI; false when @p predicate is none of them. */
static bool read_link(reader *r, lexc_concept *c, ys_view predicate, ys_view object) {
  if (ys_view_equal(predicate, YS_VIEW(RDF_TYPE))) {
    c->is_scheme = c->is_scheme || ys_view_equal(object, YS_VIEW(SKOS "ConceptScheme"));
    return true;
  }
  if (ys_view_equal(predicate, YS_VIEW(SKOS "broader"))) {
    set_once(r, c, &c->broader, object, "skos:broader");
    return true;
  }
  return false;
}

static lexc_concept *subject_of(reader *r, const raptor_term *subject) {
  if (subject->type != RAPTOR_TERM_TYPE_URI) {
    lexc_error(r->x, here(r), "blank nodes have no place in a lexicon");
    return NULL;
  }
  const ys_view iri = uri_view(subject->value.uri);
  lexc_string *name = lexc_intern(r->x, iri);
  if (name == NULL) {
    return NULL;
  }
  lexc_concept *c = lexc_concept_find(r->x, name);
  if (c == NULL) {
    return lexc_concept_of(r->x, iri, subject_origin(r, iri));
  }
  if (c->origin.file != r->path) {
    const lexc_origin first = c->origin;
    lexc_error(r->x, subject_origin(r, iri), "<%s> is already described in %s:%u", iri.p, first.file,
               (unsigned)first.line);
    c->origin.file = r->path; /* once a file is enough */
  }
  return c;
}

static void on_statement(void *user, raptor_statement *statement) {
  reader *r = user;
  if (r->x->no_memory) {
    return;
  }
  const ys_view predicate = uri_view(statement->predicate->value.uri);
  lexc_concept *c = subject_of(r, statement->subject);
  if (c == NULL || is_for_people(predicate)) {
    return;
  }
  const raptor_term *object = statement->object;
  bool known = false;
  if (object->type == RAPTOR_TERM_TYPE_LITERAL) {
    known = read_literal(r, c, predicate, object);
  } else if (object->type == RAPTOR_TERM_TYPE_URI) {
    known = read_link(r, c, predicate, uri_view(object->value.uri));
  }
  if (!known) {
    lexc_error(r->x, c->origin, "<%s>: <%s> is unknown here, or has a value of the wrong sort", c->iri->text.p,
               predicate.p);
  }
}

static void on_log(void *user, raptor_log_message *message) {
  reader *r = user;
  if (message->level < RAPTOR_LOG_LEVEL_WARN) {
    return;
  }
  const int line = message->locator == NULL ? 0 : raptor_locator_line(message->locator);
  lexc_error(r->x, (lexc_origin){r->path, line > 0 ? (uint32_t)line : 0}, "%s", message->text);
}

static void parse(reader *r, raptor_world *world) {
  raptor_uri *base = raptor_new_uri(world, (const unsigned char *)LEXC_NS);
  r->parser = raptor_new_parser(world, "turtle");
  if (base == NULL || r->parser == NULL) {
    lexc_no_memory(r->x);
  } else {
    const uint32_t errors = r->x->errors;
    raptor_parser_set_statement_handler(r->parser, r, on_statement);
    if ((raptor_parser_parse_start(r->parser, base) != 0 ||
         raptor_parser_parse_chunk(r->parser, (const unsigned char *)r->source.p, r->source.n, 1) != 0) &&
        r->x->errors == errors) {
      lexc_error(r->x, here(r), "can't be read as Turtle");
    }
  }
  if (r->parser != NULL) {
    raptor_free_parser(r->parser);
  }
  if (base != NULL) {
    raptor_free_uri(base);
  }
}

static void to_lexc(void *user, const yanshu_message *message) {
  reader *r = user;
  lexc_error(r->x, (lexc_origin){r->path, (uint32_t)message->line}, "%.*s", (int)message->text.n, message->text.p);
}

void lexc_read_turtle(lexc *x, const char *path) {
  reader r = {.x = x, .path = path, .line = 1};
  const ys_log log = {to_lexc, &r};
  ys_buffer bytes;
  ys_buffer_init(&bytes, ys_allocator_system());
  if (ys_read_file(path, FILE_LIMIT, &log, &bytes) == YANSHU_OK) {
    r.source = ys_buffer_view(&bytes);
    raptor_world *world = raptor_new_world();
    if (world != NULL) { /* whoever uses libxml2 keeps their handlers; nothing is fetched */
      raptor_world_set_flag(world, RAPTOR_WORLD_FLAG_LIBXML_GENERIC_ERROR_SAVE, 0);
      raptor_world_set_flag(world, RAPTOR_WORLD_FLAG_LIBXML_STRUCTURED_ERROR_SAVE, 0);
      raptor_world_set_flag(world, RAPTOR_WORLD_FLAG_WWW_SKIP_INIT_FINISH, 1);
    }
    if (world == NULL || raptor_world_open(world) != 0) {
      lexc_no_memory(x);
    } else {
      raptor_world_set_log_handler(world, &r, on_log);
      parse(&r, world);
    }
    if (world != NULL) {
      raptor_free_world(world);
    }
  }
  ys_buffer_free(&bytes);
}
