/* SPDX-License-Identifier: Apache-2.0 */
/** @file memory.c Triples of files, in librdf's "trees". */
#include "store/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/** Bytes that a parser gets at once. */
#define BLOCK ((size_t)64 * 1024)
/** Where relative IRIs of a file lead: nowhere. */
#define BASE "http://relative.invalid/"
#define DOCTYPE "<!DOCTYPE"

static void on_message(void *user, const yanshu_message *m) {
  ys_overheard *const o = user;
  if (m->level != YANSHU_ERROR || o->failed) {
    return;
  }
  o->failed = true;
  o->line = m->line;
  (void)snprintf(o->text, sizeof o->text, "%.*s", (int)(m->text.n < 255 ? m->text.n : 255), m->text.p);
}

void ys_overhear(ys_store *store, ys_overheard *into) {
  *into = (ys_overheard){.failed = false};
  ys_rdf_world_log(store->world, &(ys_log){on_message, into});
}

void ys_overhear_end(ys_store *store) {
  ys_rdf_world_log(store->world, &store->log);
}

ys_status ys_store_new(ys_rdf_world *world, const yanshu_allocator *allocator, const ys_log *log, ys_store **out) {
  *out = NULL;
  ys_store *const store = ys_resize(allocator, NULL, sizeof *store);
  if (store == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *store = (ys_store){.world = world, .allocator = *allocator, .log = *log};
  const ys_status opened = ys_rdf_open(world);
  if (opened != YANSHU_OK) {
    ys_store_free(store);
    return opened;
  }
  librdf_world *const librdf = ys_rdf_world_librdf(world);
  store->storage = librdf_new_storage(librdf, "trees", NULL, NULL);
  store->model = store->storage == NULL ? NULL : librdf_new_model(librdf, store->storage, NULL);
  if (store->model == NULL) {
    ys_store_free(store);
    return YANSHU_NO_MEMORY;
  }
  *out = store;
  return YANSHU_OK;
}

void ys_store_free(ys_store *store) {
  if (store == NULL) {
    return;
  }
  if (store->model != NULL) {
    librdf_free_model(store->model);
  }
  if (store->storage != NULL) {
    librdf_free_storage(store->storage);
  }
  const yanshu_allocator allocator = store->allocator;
  ys_resize(&allocator, store, 0);
}

size_t ys_store_size(const ys_store *store) {
  const int n = librdf_model_size(store->model);
  return n < 0 ? 0 : (size_t)n;
}

/* ---- files ---- */

ys_rdf_syntax ys_rdf_syntax_of(ys_view path) {
  static const struct {
    const char *end;
    ys_rdf_syntax syntax;
  } known[] = {{".ttl", YS_RDF_TURTLE},
               {".rdf", YS_RDF_XML},
               {".owl", YS_RDF_XML},
               {".nt", YS_RDF_NTRIPLES},
               {".nq", YS_RDF_NQUADS}};
  for (size_t i = 0; i < YS_LENGTH(known); i++) {
    if (ys_view_ends(path, ys_view_of(known[i].end))) {
      return known[i].syntax;
    }
  }
  return YS_RDF_NONE;
}

struct ys_store_input {
  ys_store *store;
  ys_view name;
  raptor_parser *parser;
  ys_overheard heard;
  bool lost;      /**< a statement could not be stored */
  bool forbidden; /**< a DOCTYPE was seen */
  bool xml;
  size_t matched; /**< characters of DOCTYPE just before the next byte */
};

/** Counts what rasqal changes: integers that fill more than 31 bits, and fractions of seconds. */
static void look_at_literal(ys_store *store, const raptor_term *object) {
  if (object->type != RAPTOR_TERM_TYPE_LITERAL || object->value.literal.datatype == NULL) {
    return;
  }
  const ys_view type = ys_view_of((const char *)raptor_uri_as_string(object->value.literal.datatype));
  const ys_view text = {(const char *)object->value.literal.string, object->value.literal.string_len};
  const bool whole = ys_view_ends(type, YS_VIEW("#integer"));
  const bool fraction = ys_view_ends(type, YS_VIEW("#dateTime")) && memchr(text.p, '.', text.n) != NULL;
  const bool number = whole || ys_view_ends(type, YS_VIEW("nteger")) || ys_view_ends(type, YS_VIEW("#long")) ||
                      ys_view_ends(type, YS_VIEW("#unsignedLong")) || ys_view_ends(type, YS_VIEW("#unsignedInt"));
  const bool decimal = ys_view_ends(type, YS_VIEW("#decimal")) && memchr(text.p, '.', text.n) == NULL;
  if (fraction || ((number || decimal) && text.n > 9)) {
    store->n_fragile++;
    store->other_fragile |= !whole;
  }
}

static void on_statement(void *user, raptor_statement *statement) {
  ys_store_input *const in = user;
  /* Named graphs fall together: "trees" has none. */
  raptor_term *const graph = statement->graph;
  statement->graph = NULL;
  look_at_literal(in->store, statement->object);
  in->store->n_blank +=
      statement->subject->type == RAPTOR_TERM_TYPE_BLANK || statement->object->type == RAPTOR_TERM_TYPE_BLANK ? 1 : 0;
  in->lost |= librdf_model_add_statement(in->store->model, statement) != 0;
  statement->graph = graph;
}

static void release(ys_store_input *in) {
  ys_overhear_end(in->store);
  if (in->parser != NULL) {
    raptor_free_parser(in->parser);
  }
  ys_resize(&in->store->allocator, in, 0);
}

static bool start(ys_store_input *in, const char *name) {
  raptor_world *const raptor = ys_rdf_world_raptor(in->store->world);
  in->parser = raptor_new_parser(raptor, name);
  raptor_uri *const base = in->parser == NULL ? NULL : raptor_new_uri(raptor, (const unsigned char *)BASE);
  if (base == NULL) {
    return false;
  }
  raptor_parser_set_statement_handler(in->parser, in, on_statement);
  /* Nothing that a file says may open another one. */
  (void)raptor_parser_set_option(in->parser, RAPTOR_OPTION_NO_NET, NULL, 1);
  (void)raptor_parser_set_option(in->parser, RAPTOR_OPTION_NO_FILE, NULL, 1);
  (void)raptor_parser_set_option(in->parser, RAPTOR_OPTION_LOAD_EXTERNAL_ENTITIES, NULL, 0);
  const bool ok = raptor_parser_parse_start(in->parser, base) == 0;
  raptor_free_uri(base);
  return ok;
}

ys_status ys_store_input_new(ys_store *store, ys_rdf_syntax syntax, ys_view name, ys_store_input **out) {
  static const char *const parser[] = {
      [YS_RDF_TURTLE] = "turtle", [YS_RDF_XML] = "rdfxml", [YS_RDF_NTRIPLES] = "ntriples", [YS_RDF_NQUADS] = "nquads"};
  *out = NULL;
  ys_store_input *const in = ys_resize(&store->allocator, NULL, sizeof *in);
  if (in == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *in = (ys_store_input){.store = store, .name = name, .xml = syntax == YS_RDF_XML};
  ys_overhear(store, &in->heard);
  if (!start(in, parser[syntax])) {
    release(in);
    return YANSHU_NO_MEMORY;
  }
  *out = in;
  return YANSHU_OK;
}

/** A document type can hold entities that grow to gigabytes; RDF needs none. */
static void look_for_doctype(ys_store_input *in, const char *p, size_t n) {
  for (size_t i = 0; i < n && !in->forbidden; i++) {
    in->matched = p[i] == DOCTYPE[in->matched] ? in->matched + 1 : p[i] == '<' ? 1 : 0;
    in->forbidden = in->matched == sizeof(DOCTYPE) - 1 || p[i] == '\0';
    in->matched = in->forbidden ? 0 : in->matched;
  }
}

ys_status ys_store_input_put(ys_store_input *in, const void *bytes, size_t n) {
  if (in->xml) {
    look_for_doctype(in, bytes, n);
  }
  if (!in->forbidden && !in->heard.failed && !in->lost) {
    const int failed = raptor_parser_parse_chunk(in->parser, bytes, n, 0);
    if (failed != 0 && !in->heard.failed) {
      in->heard.failed = true;
      (void)snprintf(in->heard.text, sizeof in->heard.text, "not of this syntax");
    }
  }
  return in->forbidden || in->heard.failed ? YANSHU_BAD_INPUT : in->lost ? YANSHU_NO_MEMORY : YANSHU_OK;
}

ys_status ys_store_input_end(ys_store_input *in) {
  if (!in->forbidden && !in->heard.failed && !in->lost && raptor_parser_parse_chunk(in->parser, NULL, 0, 1) != 0 &&
      !in->heard.failed) {
    in->heard.failed = true;
    (void)snprintf(in->heard.text, sizeof in->heard.text, "ends too early");
  }
  ys_status status = YANSHU_OK;
  const ys_log *const log = &in->store->log;
  if (in->forbidden) {
    status = YS_FAIL(log, YANSHU_BAD_INPUT, in->name, 0, "has a document type declaration, or is not UTF-8: not read");
  } else if (in->heard.failed) {
    status = YS_FAIL(log, YANSHU_BAD_INPUT, in->name, in->heard.line, "%s", in->heard.text);
  } else if (in->lost) {
    status = YS_FAIL(log, YANSHU_NO_MEMORY, in->name, 0, "out of memory");
  }
  release(in);
  return status;
}

static ys_status read_error(ys_store *store, const char *path, int number) {
  char text[128] = "unknown error";
  const char *const said = strerror_r(number, text, sizeof text);
  return YS_FAIL(&store->log, YANSHU_READ_ERROR, ys_view_of(path), 0, "%s", said);
}

ys_status ys_store_read(ys_store *store, ys_rdf_syntax syntax, const char *path) {
  const bool standard = strcmp(path, "-") == 0;
  const int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) {
    return read_error(store, path, errno);
  }
  char *const block = ys_resize(&store->allocator, NULL, BLOCK);
  ys_store_input *in = NULL;
  ys_status status = block == NULL ? YANSHU_NO_MEMORY : ys_store_input_new(store, syntax, ys_view_of(path), &in);
  int number = 0;
  for (ssize_t n = 1; status == YANSHU_OK && n != 0;) {
    n = read(fd, block, BLOCK);
    number = n < 0 && errno != EINTR ? errno : 0;
    if (number != 0) {
      break;
    }
    /* What a chunk has wrong is said at the end. */
    status = n > 0 ? ys_store_input_put(in, block, (size_t)n) : YANSHU_OK;
  }
  if (in != NULL && number == 0) {
    status = ys_store_input_end(in);
  } else if (in != NULL) {
    release(in);
    status = read_error(store, path, number);
  }
  if (block != NULL) {
    ys_resize(&store->allocator, block, 0);
  }
  if (!standard) {
    (void)close(fd);
  }
  return status;
}
