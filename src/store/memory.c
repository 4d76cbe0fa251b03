/* SPDX-License-Identifier: Apache-2.0 */
/** @file memory.c Triples of files, read by raptor. */
#include "store/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/** Bytes that a parser gets at once. */
#define BLOCK ((size_t)64 * 1024)
/** Where relative IRIs of a file lead: nowhere. */
#define BASE "http://relative.invalid/"
#define DOCTYPE "<!DOCTYPE"
/** Room for the name of a blank node. */
#define LABEL ((size_t)128)

/* ---- terms ---- */

static uint64_t digest_of(const ys_cell *cell) {
  const char kind = (char)('0' + (int)cell->kind);
  ys_digester d;
  ys_digester_start(&d);
  ys_digester_add(&d, (ys_view){&kind, 1});
  ys_digester_add(&d, cell->text);
  ys_digester_add(&d, cell->language);
  ys_digester_add(&d, cell->datatype);
  return ys_digester_end(&d);
}

static bool same_cell(const ys_cell *a, const ys_cell *b) {
  return a->kind == b->kind && ys_view_equal(a->text, b->text) && ys_view_equal(a->language, b->language) &&
         ys_view_equal(a->datatype, b->datatype);
}

/** Where @p cell is, or where it would go. */
static uint32_t slot_of(const ys_store *store, const ys_cell *cell) {
  uint32_t i = (uint32_t)digest_of(cell) & (store->slots - 1);
  while (store->slot[i] != YS_NO_TERM && !same_cell(&store->term.at[store->slot[i]], cell)) {
    i = (i + 1) & (store->slots - 1);
  }
  return i;
}

uint32_t ys_store_find(const ys_store *store, const ys_cell *cell) {
  return store->slot[slot_of(store, cell)];
}

static bool grow_slots(ys_store *store) {
  const uint32_t slots = store->slots * 2;
  uint32_t *const slot = ys_resize(&store->allocator, NULL, slots * sizeof *slot);
  if (slot == NULL) {
    return false;
  }
  memset(slot, 0, slots * sizeof *slot);
  (void)ys_resize(&store->allocator, store->slot, 0);
  store->slot = slot;
  store->slots = slots;
  for (uint32_t id = 1; id < store->term.n; id++) {
    store->slot[slot_of(store, &store->term.at[id])] = id;
  }
  return true;
}

static bool copy_into(ys_store *store, ys_view *text) {
  if (text->n > 0) {
    *text = ys_arena_copy(store->arena, *text);
  }
  return text->n == 0 || text->p != NULL;
}

uint32_t ys_store_intern(ys_store *store, const ys_cell *cell) {
  if (store->term.n > store->slots / 2 && !grow_slots(store)) {
    return YS_NO_TERM;
  }
  const uint32_t i = slot_of(store, cell);
  if (store->slot[i] != YS_NO_TERM) {
    return store->slot[i];
  }
  ys_cell copy = *cell;
  /* datatypes are few: the one of an earlier term would do, but arenas are cheap */
  if (!copy_into(store, &copy.text) || !copy_into(store, &copy.language) || !copy_into(store, &copy.datatype)) {
    return YS_NO_TERM;
  }
  ys_cell *const added = YS_PUSH(store->arena, &store->term);
  if (added == NULL) {
    return YS_NO_TERM;
  }
  *added = copy;
  store->slot[i] = store->term.n - 1;
  return store->slot[i];
}

/* ---- triples ---- */

static int compare_by(const void *a, const void *b, void *order) {
  const uint8_t *const o = order;
  const ys_id_triple *const x = a;
  const ys_id_triple *const y = b;
  for (size_t k = 0; k < 3; k++) {
    if (x->at[o[k]] != y->at[o[k]]) {
      return x->at[o[k]] < y->at[o[k]] ? -1 : 1;
    }
  }
  return 0;
}

ys_status ys_store_sort(ys_store *store) {
  if (store->sorted) {
    return YANSHU_OK;
  }
  static const uint8_t orders[3][3] = {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}};
  uint8_t first[3] = {0, 1, 2};
  qsort_r(store->triple, store->n, sizeof *store->triple, compare_by, first);
  size_t n = 0;
  for (size_t i = 0; i < store->n; i++) {
    if (i == 0 || compare_by(&store->triple[n - 1], &store->triple[i], first) != 0) {
      store->triple[n++] = store->triple[i];
    }
  }
  store->n = n;
  for (size_t k = 0; k < 3; k++) {
    ys_index *const index = &store->index[k];
    ys_id_triple *const triple = ys_resize(&store->allocator, index->triple, (n + 1) * sizeof *triple);
    if (triple == NULL) {
      return YANSHU_NO_MEMORY;
    }
    index->triple = triple;
    memcpy(index->order, orders[k], sizeof index->order);
    memcpy(triple, store->triple, n * sizeof *triple);
    if (k > 0) {
      qsort_r(triple, n, sizeof *triple, compare_by, index->order);
    }
  }
  store->sorted = true;
  return YANSHU_OK;
}

/** The first triple of @p index that is not below @p term (in the first @p bound places), or beyond all equal ones. */
static size_t bound_of(const ys_index *index, size_t n, const uint32_t term[3], size_t bound, bool beyond) {
  size_t low = 0;
  size_t high = n;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    int order = 0;
    for (size_t k = 0; k < bound && order == 0; k++) {
      const uint32_t there = index->triple[middle].at[index->order[k]];
      const uint32_t wanted = term[index->order[k]];
      order = there < wanted ? -1 : there > wanted ? 1 : 0;
    }
    if (order < 0 || (beyond && order == 0)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

const ys_id_triple *ys_store_range(const ys_store *store, const uint32_t term[3], size_t *n) {
  const bool s = term[0] != YS_NO_TERM;
  const bool p = term[1] != YS_NO_TERM;
  const bool o = term[2] != YS_NO_TERM;
  /* Whatever is given stands first in one of the three orders. */
  const size_t which = s && (p || !o) ? 0 : p ? 1 : o ? 2 : 0;
  const ys_index *const index = &store->index[which];
  const size_t bound = (size_t)s + (size_t)p + (size_t)o;
  const size_t from = bound_of(index, store->n, term, bound, false);
  *n = bound_of(index, store->n, term, bound, true) - from;
  return index->triple + from;
}

/* ---- a store ---- */

/** The first error is kept, warnings are dropped. */
typedef struct overheard {
  bool failed;
  size_t line;
  char text[256];
} overheard;

static void on_message(void *user, const yanshu_message *m) {
  overheard *const o = user;
  if (m->level != YANSHU_ERROR || o->failed) {
    return;
  }
  o->failed = true;
  o->line = m->line;
  (void)snprintf(o->text, sizeof o->text, "%.*s", (int)(m->text.n < 255 ? m->text.n : 255), m->text.p);
}

ys_status ys_store_new(ys_rdf_world *world, const yanshu_allocator *allocator, const ys_log *log, ys_store **out) {
  *out = NULL;
  YS_TRY(ys_rdf_open(world));
  ys_store *const store = ys_resize(allocator, NULL, sizeof *store);
  if (store == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *store = (ys_store){.world = world, .allocator = *allocator, .log = *log, .slots = 1024};
  store->arena = ys_arena_new(&store->allocator);
  store->slot = ys_resize(&store->allocator, NULL, store->slots * sizeof *store->slot);
  /* term 0 is none */
  if (store->arena == NULL || store->slot == NULL || YS_PUSH(store->arena, &store->term) == NULL) {
    ys_store_free(store);
    return YANSHU_NO_MEMORY;
  }
  memset(store->slot, 0, store->slots * sizeof *store->slot);
  *out = store;
  return YANSHU_OK;
}

static void release(const yanshu_allocator *a, void *block) {
  if (block != NULL) {
    (void)ys_resize(a, block, 0);
  }
}

void ys_store_free(ys_store *store) {
  if (store == NULL) {
    return;
  }
  const yanshu_allocator allocator = store->allocator;
  for (size_t k = 0; k < 3; k++) {
    release(&allocator, store->index[k].triple);
  }
  release(&allocator, store->triple);
  release(&allocator, store->slot);
  ys_arena_free(store->arena);
  release(&allocator, store);
}

size_t ys_store_size(ys_store *store) {
  return ys_store_sort(store) == YANSHU_OK ? store->n : 0;
}

/* ---- files ---- */

struct ys_store_input {
  ys_store *store;
  ys_quad_func quad; /**< who gets the triples instead of the store; NULL: the store */
  void *quad_user;
  ys_status quad_status; /**< what it said */
  ys_view name;
  raptor_parser *parser;
  overheard heard;
  bool lost;      /**< a statement could not be stored */
  bool forbidden; /**< a DOCTYPE was seen */
  bool xml;
  size_t matched; /**< characters of DOCTYPE just before the next byte */
};

static void take_uri(raptor_uri *uri, ys_view *out) {
  size_t n = 0;
  const unsigned char *const p = raptor_uri_as_counted_string(uri, &n);
  *out = (ys_view){(const char *)p, n};
}

/**
 * A name for a blank node that is unlike those of other files, and of ASCII letters, digits and hyphens alone, which
 * every syntax takes. Returns its length.
 */
static size_t make_label(unsigned file, const char *given, char label[LABEL]) {
  int n = snprintf(label, LABEL, "f%u-", file);
  const ys_view name = ys_view_of(given);
  if (name.n * 3 + (size_t)n >= LABEL) {
    n += snprintf(label + n, LABEL - (size_t)n, "-%016llx", (unsigned long long)ys_digest(name));
    return (size_t)n;
  }
  for (size_t i = 0; i < name.n; i++) {
    const unsigned char c = (unsigned char)name.p[i];
    n += snprintf(label + n, LABEL - (size_t)n, ys_is_latin(c) || ys_is_digit(c) ? "%c" : "-%02x", c);
  }
  return (size_t)n;
}

static ys_cell cell_of(const ys_store *store, const raptor_term *term, char label[LABEL]) {
  ys_cell cell = {.kind = YS_CELL_NONE};
  switch (term->type) {
  case RAPTOR_TERM_TYPE_URI:
    cell.kind = YS_CELL_IRI;
    take_uri(term->value.uri, &cell.text);
    break;
  case RAPTOR_TERM_TYPE_BLANK:
    cell.kind = YS_CELL_BLANK;
    cell.text = (ys_view){label, make_label(store->n_file, (const char *)term->value.blank.string, label)};
    break;
  case RAPTOR_TERM_TYPE_LITERAL:
    cell.kind = YS_CELL_LITERAL;
    cell.text = (ys_view){(const char *)term->value.literal.string, term->value.literal.string_len};
    if (term->value.literal.language != NULL && term->value.literal.language_len > 0) {
      cell.language = (ys_view){(const char *)term->value.literal.language, term->value.literal.language_len};
    } else if (term->value.literal.datatype != NULL) {
      take_uri(term->value.literal.datatype, &cell.datatype);
      /* RDF 1.1: the same as none */
      if (ys_view_equal(cell.datatype, YS_VIEW("http://www.w3.org/2001/XMLSchema#string"))) {
        cell.datatype = (ys_view){NULL, 0};
      }
    }
    break;
  case RAPTOR_TERM_TYPE_UNKNOWN:
    break;
  }
  return cell;
}

static uint32_t term_of(ys_store *store, const raptor_term *term) {
  char label[LABEL];
  const ys_cell cell = cell_of(store, term, label);
  return cell.kind == YS_CELL_NONE ? YS_NO_TERM : ys_store_intern(store, &cell);
}

/** Hands one statement on, with its graph. */
static void hand_on(ys_store_input *in, const raptor_statement *statement) {
  const raptor_term *const from[] = {statement->subject, statement->predicate, statement->object};
  char label[3][LABEL];
  ys_cell term[3];
  ys_cell graph = {.kind = YS_CELL_NONE};
  for (size_t k = 0; k < 3; k++) {
    term[k] = cell_of(in->store, from[k], label[k]);
  }
  if (statement->graph != NULL && statement->graph->type == RAPTOR_TERM_TYPE_URI) {
    graph = cell_of(in->store, statement->graph, label[0]);
  }
  if (in->quad_status == YANSHU_OK) {
    in->quad_status = in->quad(in->quad_user, graph.text, term);
  }
}

static bool make_room(ys_store *store) {
  if (store->keep != NULL && store->n > 0) {
    /* Where only a part is kept, many articles say the same again. */
    if (ys_store_sort(store) != YANSHU_OK) {
      return false;
    }
    if (store->n < store->room / 4 * 3) {
      return true;
    }
  }
  const size_t room = store->room == 0 ? 4096 : store->room * 2;
  ys_id_triple *const grown = ys_resize(&store->allocator, store->triple, room * sizeof *grown);
  if (grown != NULL) {
    store->triple = grown;
    store->room = room;
  }
  return grown != NULL;
}

/** Named graphs fall together. */
static void on_statement(void *user, raptor_statement *statement) {
  ys_store_input *const in = user;
  ys_store *const store = in->store;
  if (in->quad != NULL) {
    hand_on(in, statement);
    return;
  }
  if (store->keep != NULL && !store->keep(statement)) {
    return;
  }
  if (store->n == store->room && !make_room(store)) {
    in->lost = true;
    return;
  }
  const ys_id_triple triple = {
      {term_of(store, statement->subject), term_of(store, statement->predicate), term_of(store, statement->object)}};
  if (triple.at[0] == YS_NO_TERM || triple.at[1] == YS_NO_TERM || triple.at[2] == YS_NO_TERM) {
    in->lost = true;
    return;
  }
  store->triple[store->n++] = triple;
  store->sorted = false;
}

static void end_input(ys_store_input *in) {
  ys_rdf_world_log(in->store->world, &in->store->log);
  if (in->parser != NULL) {
    raptor_free_parser(in->parser);
  }
  (void)ys_resize(&in->store->allocator, in, 0);
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
  store->n_file++;
  ys_rdf_world_log(store->world, &(ys_log){on_message, &in->heard});
  if (!start(in, parser[syntax])) {
    end_input(in);
    return YANSHU_NO_MEMORY;
  }
  *out = in;
  return YANSHU_OK;
}

void ys_store_input_divert(ys_store_input *in, ys_quad_func quad, void *user) {
  in->quad = quad;
  in->quad_user = user;
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
  if (!in->forbidden && !in->heard.failed && !in->lost && in->quad_status == YANSHU_OK) {
    const int failed = raptor_parser_parse_chunk(in->parser, bytes, n, 0);
    if (failed != 0 && !in->heard.failed) {
      in->heard.failed = true;
      (void)snprintf(in->heard.text, sizeof in->heard.text, "not of this syntax");
    }
  }
  return in->forbidden || in->heard.failed ? YANSHU_BAD_INPUT : in->lost ? YANSHU_NO_MEMORY : in->quad_status;
}

ys_status ys_store_input_end(ys_store_input *in) {
  if (!in->forbidden && !in->heard.failed && !in->lost && in->quad_status == YANSHU_OK &&
      raptor_parser_parse_chunk(in->parser, NULL, 0, 1) != 0 && !in->heard.failed) {
    in->heard.failed = true;
    (void)snprintf(in->heard.text, sizeof in->heard.text, "ends too early");
  }
  ys_status status = in->quad_status; /* which has been said */
  const ys_log *const log = &in->store->log;
  if (status != YANSHU_OK) {
    in->heard.failed = true;
  } else if (in->forbidden) {
    status = YS_FAIL(log, YANSHU_BAD_INPUT, in->name, 0, "has a document type declaration, or is not UTF-8: not read");
  } else if (in->heard.failed) {
    status = YS_FAIL(log, YANSHU_BAD_INPUT, in->name, in->heard.line, "%s", in->heard.text);
  } else if (in->lost) {
    status = YS_FAIL(log, YANSHU_NO_MEMORY, in->name, 0, "out of memory");
  }
  end_input(in);
  return status;
}

static ys_status read_error(ys_store *store, const char *path, int number) {
  char text[128] = "unknown error";
  const char *const said = strerror_r(number, text, sizeof text);
  return YS_FAIL(&store->log, YANSHU_READ_ERROR, ys_view_of(path), 0, "%s", said);
}

static ys_status read_file(ys_store *store, ys_rdf_syntax syntax, const char *path, ys_quad_func quad, void *user) {
  const bool standard = strcmp(path, "-") == 0;
  const int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) {
    return read_error(store, path, errno);
  }
  char *const block = ys_resize(&store->allocator, NULL, BLOCK);
  ys_store_input *in = NULL;
  ys_status status = block == NULL ? YANSHU_NO_MEMORY : ys_store_input_new(store, syntax, ys_view_of(path), &in);
  int number = 0;
  if (in != NULL) {
    ys_store_input_divert(in, quad, user);
  }
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
    end_input(in);
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

ys_status ys_store_read(ys_store *store, ys_rdf_syntax syntax, const char *path) {
  return read_file(store, syntax, path, NULL, NULL);
}

ys_status ys_store_read_to(ys_store *store, ys_rdf_syntax syntax, const char *path, ys_quad_func quad, void *user) {
  return read_file(store, syntax, path, quad, user);
}
