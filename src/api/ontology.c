/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"

/** The largest file of the ontology, in bytes. */
#define FILE_LIMIT ((size_t)16 << 20)

static ys_status read_file(const yanshu_world *world, const char *name, ys_buffer *out) {
  ys_buffer path;
  ys_buffer_init(&path, &world->allocator);
  ys_buffer_append_view(&path, ys_buffer_view(&world->data));
  ys_buffer_append_view(&path, YS_VIEW("/ontology/"));
  ys_buffer_append_view(&path, ys_view_of(name));
  ys_buffer_append(&path, "", 1);
  const ys_status status = path.failed ? YANSHU_NO_MEMORY : ys_read_file(path.p, FILE_LIMIT, &world->log, out);
  ys_buffer_free(&path);
  return status;
}

static yanshu_status append(void *user, const void *bytes, size_t n) {
  ys_buffer *out = user;
  ys_buffer_append(out, bytes, n);
  return out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

/** Turtle without blank nodes by way of a graph, as our own data. */
static ys_status convert(const yanshu_world *world, ys_view turtle, const char *name, yanshu_syntax syntax,
                         ys_buffer *out) {
  ys_graph *graph = NULL;
  YS_TRY(ys_graph_new(world->rdf, YS_VIEW("https://w3id.org/yanshu/"), YANSHU_DETAIL_FACTS, &graph));
  ys_status status = ys_graph_read(graph, turtle, YANSHU_TURTLE, ys_view_of(name));
  if (status == YANSHU_OK) {
    status = ys_graph_write(graph, syntax, append, out);
  }
  ys_graph_free(graph);
  return status;
}

static const char *file_of(yanshu_ontology part) {
  return part == YANSHU_ONTOLOGY_TERMS ? "yanshu.ttl" : part == YANSHU_ONTOLOGY_KINDS ? "kinds.ttl" : "shapes.ttl";
}

/** The Turtle of a part. */
static ys_status collect(const yanshu_world *world, yanshu_ontology part, ys_buffer *out) {
  return part == YANSHU_ONTOLOGY_ROLES ? ys_roles_write(&world->allocator, world->lexicon, out)
                                       : read_file(world, file_of(part), out);
}

static ys_status print(const yanshu_world *world, yanshu_ontology part, yanshu_syntax syntax, ys_buffer *out) {
  if (part == YANSHU_ONTOLOGY_CONTEXT) {
    return syntax == YANSHU_JSONLD
               ? ys_context_write(out)
               : YS_FAIL(&world->log, YANSHU_BAD_ARGUMENT, YS_VIEW(""), 0, "the context is JSON-LD only");
  }
  if (syntax == YANSHU_CSV || syntax == YANSHU_DOT) {
    return YS_FAIL(&world->log, YANSHU_BAD_ARGUMENT, YS_VIEW(""), 0,
                   "an ontology is no table of facts, nor their picture");
  }
  if (syntax == YANSHU_TURTLE) {
    return collect(world, part, out);
  }
  ys_buffer turtle;
  ys_buffer_init(&turtle, &world->allocator);
  ys_status status = collect(world, part, &turtle);
  if (status == YANSHU_OK) {
    status = part == YANSHU_ONTOLOGY_SHAPES ? ys_turtle_copy(world->rdf, ys_buffer_view(&turtle), syntax, out)
                                            : convert(world, ys_buffer_view(&turtle), file_of(part), syntax, out);
  }
  ys_buffer_free(&turtle);
  return status;
}

static bool is_sound(yanshu_ontology part, yanshu_syntax syntax) {
  return part >= YANSHU_ONTOLOGY_TERMS && part <= YANSHU_ONTOLOGY_CONTEXT && syntax >= YANSHU_TURTLE &&
         syntax <= YANSHU_DOT;
}

yanshu_status yanshu_ontology_write(yanshu_world *world, yanshu_ontology part, yanshu_syntax syntax,
                                    yanshu_write_func write, void *user) {
  if (!world || !write || !is_sound(part, syntax)) {
    return YANSHU_BAD_ARGUMENT;
  }
  const size_t errors = world->errors;
  ys_buffer text;
  ys_buffer_init(&text, &world->allocator);
  ys_status status = ys_world_finish(world, errors, print(world, part, syntax, &text), YS_VIEW(""));
  if (status == YANSHU_OK) {
    status = write(user, text.p, text.n);
  }
  ys_buffer_free(&text);
  return status;
}

yanshu_status yanshu_ontology_write_file(yanshu_world *world, yanshu_ontology part, yanshu_syntax syntax,
                                         const char *path) {
  if (!world || !path || !is_sound(part, syntax)) {
    return YANSHU_BAD_ARGUMENT;
  }
  const size_t errors = world->errors;
  ys_buffer text;
  ys_buffer_init(&text, &world->allocator);
  ys_status status = print(world, part, syntax, &text);
  if (status == YANSHU_OK) {
    status = ys_text_write_file(&world->allocator, &world->log, ys_buffer_view(&text), path);
  }
  ys_buffer_free(&text);
  return ys_world_finish(world, errors, status, YS_VIEW(""));
}
