/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"
#include "recognize/recognize.h"
#include "resolve/resolve.h"
#include "text/text.h"

yanshu_status yanshu_dataset_new(yanshu_world *world, const yanshu_dataset_options *options, yanshu_dataset **out) {
  static const yanshu_dataset_options plain = {.detail = YANSHU_DETAIL_EVIDENCE};
  if (!world || !out) {
    return YANSHU_BAD_ARGUMENT;
  }
  *out = NULL;
  options = options ? options : &plain;
  const size_t errors = world->errors;
  if (options->detail < YANSHU_DETAIL_FACTS || options->detail > YANSHU_DETAIL_MENTIONS) {
    return YS_FAIL(&world->log, YANSHU_BAD_ARGUMENT, YS_VIEW(""), 0, "unknown level of detail");
  }
  const ys_view base = options->base.n > 0 ? options->base : YS_VIEW(YS_DEFAULT_BASE);

  yanshu_dataset *dataset = ys_resize(&world->allocator, NULL, sizeof *dataset);
  if (!dataset) {
    return ys_world_finish(world, errors, YANSHU_NO_MEMORY, YS_VIEW(""));
  }
  *dataset = (yanshu_dataset){.world = world, .detail = options->detail, .arena = ys_arena_new(&world->allocator)};
  ys_status status = YANSHU_NO_MEMORY;
  if (dataset->arena) {
    status = ys_graph_new(world->rdf, base, options->detail, &dataset->graph);
  }
  if (status != YANSHU_OK) {
    yanshu_dataset_free(dataset);
    return ys_world_finish(world, errors, status, YS_VIEW(""));
  }
  *out = dataset;
  return YANSHU_OK;
}

void yanshu_dataset_free(yanshu_dataset *dataset) {
  if (!dataset) {
    return;
  }
  if (dataset->graph) {
    ys_graph_free(dataset->graph);
  }
  if (dataset->arena) {
    ys_arena_free(dataset->arena);
  }
  (void)ys_resize(&dataset->world->allocator, dataset, 0);
}

/** One article through all rooms; each looks only at what the one before hands on. */
static ys_status read_article(yanshu_dataset *dataset, const yanshu_input *input) {
  const yanshu_world *world = dataset->world;
  ys_arena *arena = dataset->arena;
  ys_document document = {0};
  ys_mentions mentions = {0};
  ys_facts facts = {0};
  ys_resolution article = {0};
  YS_TRY(ys_text_read(arena, world->lexicon, input, &world->log, &document));
  YS_TRY(ys_recognize(arena, world->lexicon, &document, &world->log, &mentions));
  YS_TRY(ys_rules_apply(arena, world->rules, &document, &mentions, &world->log, &facts));
  YS_TRY(ys_resolve(arena, world->lexicon, &document, &mentions, &facts, dataset->detail, &world->log, &article));
  return ys_graph_add(dataset->graph, world->lexicon, &article);
}

static bool is_view(ys_view view) {
  return view.p || view.n == 0;
}

bool ys_input_is_sound(const yanshu_input *input) {
  return input->format >= YANSHU_FORMAT_AUTO && input->format <= YANSHU_FORMAT_HTML && is_view(input->name) &&
         is_view(input->bytes) && is_view(input->title) && is_view(input->date) && is_view(input->source) &&
         is_view(input->url);
}

yanshu_status yanshu_dataset_add(yanshu_dataset *dataset, const yanshu_input *input) {
  if (!dataset || !input) {
    return YANSHU_BAD_ARGUMENT;
  }
  yanshu_world *world = dataset->world;
  if (!ys_input_is_sound(input)) {
    return YS_FAIL(&world->log, YANSHU_BAD_ARGUMENT, YS_VIEW(""), 0, "malformed input record");
  }
  const size_t errors = world->errors;
  ys_status status = YANSHU_OK;
  if (input->bytes.n > YS_INPUT_LIMIT) {
    status = YS_FAIL(&world->log, YANSHU_LIMIT, input->name, 0, "larger than %zu bytes", YS_INPUT_LIMIT);
  } else {
    world->reading = input->name;
    status = read_article(dataset, input);
    world->reading = YS_VIEW("");
  }
  ys_arena_reset(dataset->arena);
  return ys_world_finish(world, errors, status, input->name);
}

yanshu_status yanshu_dataset_add_file(yanshu_dataset *dataset, const char *path, const yanshu_input *defaults) {
  if (!dataset || !path) {
    return YANSHU_BAD_ARGUMENT;
  }
  yanshu_world *world = dataset->world;
  const size_t errors = world->errors;
  ys_buffer bytes;
  ys_buffer_init(&bytes, &world->allocator);
  ys_status status = ys_read_file(path, YS_INPUT_LIMIT, &world->log, &bytes);
  if (status == YANSHU_OK) {
    yanshu_input input = defaults ? *defaults : (yanshu_input){0};
    input.name = ys_view_of(path);
    input.bytes = ys_buffer_view(&bytes);
    status = yanshu_dataset_add(dataset, &input);
  }
  ys_buffer_free(&bytes);
  return ys_world_finish(world, errors, status, ys_view_of(path));
}

static bool is_syntax(yanshu_syntax syntax) {
  return syntax >= YANSHU_TURTLE && syntax <= YANSHU_DOT;
}

/** The largest file of triples, in bytes: Turtle and RDF/XML are held whole by their parsers. */
static size_t load_limit(yanshu_syntax syntax) {
  return syntax == YANSHU_NTRIPLES || syntax == YANSHU_NQUADS ? (size_t)1 << 30 : YS_INPUT_LIMIT;
}

yanshu_status yanshu_dataset_load_file(yanshu_dataset *dataset, const char *path, yanshu_syntax syntax) {
  if (!dataset || !path || !is_syntax(syntax)) {
    return YANSHU_BAD_ARGUMENT;
  }
  yanshu_world *world = dataset->world;
  const size_t errors = world->errors;
  ys_buffer bytes;
  ys_buffer_init(&bytes, &world->allocator);
  ys_status status = ys_read_file(path, load_limit(syntax), &world->log, &bytes);
  if (status == YANSHU_OK) {
    status = ys_graph_read(dataset->graph, ys_buffer_view(&bytes), syntax, ys_view_of(path));
  }
  ys_buffer_free(&bytes);
  return ys_world_finish(world, errors, status, ys_view_of(path));
}

yanshu_status yanshu_dataset_load_names(yanshu_dataset *dataset, const char *path, yanshu_syntax syntax) {
  if (!dataset) {
    return YANSHU_BAD_ARGUMENT;
  }
  ys_graph_names_only(dataset->graph);
  return yanshu_dataset_load_file(dataset, path, syntax);
}

yanshu_status yanshu_dataset_write_links(yanshu_dataset *dataset, yanshu_syntax syntax, yanshu_write_func write,
                                         void *user) {
  if (!dataset || !write || !is_syntax(syntax)) {
    return YANSHU_BAD_ARGUMENT;
  }
  yanshu_world *world = dataset->world;
  const size_t errors = world->errors;
  ys_buffer text;
  ys_buffer_init(&text, &world->allocator);
  ys_status status =
      ys_world_finish(world, errors, ys_graph_links(dataset->graph, world->lexicon, syntax, &text), YS_VIEW(""));
  if (status == YANSHU_OK) {
    status = write(user, text.p, text.n);
  }
  ys_buffer_free(&text);
  return status;
}

yanshu_status yanshu_dataset_write_links_file(yanshu_dataset *dataset, yanshu_syntax syntax, const char *path) {
  if (!dataset || !path || !is_syntax(syntax)) {
    return YANSHU_BAD_ARGUMENT;
  }
  yanshu_world *world = dataset->world;
  const size_t errors = world->errors;
  ys_buffer text;
  ys_buffer_init(&text, &world->allocator);
  ys_status status = ys_graph_links(dataset->graph, world->lexicon, syntax, &text);
  if (status == YANSHU_OK) {
    status = ys_text_write_file(&world->allocator, &world->log, ys_buffer_view(&text), path);
  }
  ys_buffer_free(&text);
  return ys_world_finish(world, errors, status, ys_view_of(path));
}

size_t yanshu_dataset_size(const yanshu_dataset *dataset) {
  return dataset ? ys_graph_size(dataset->graph) : 0;
}

/** The caller's function, and whether it failed. */
typedef struct destination {
  yanshu_write_func write;
  void *user;
  bool failed;
} destination;

static yanshu_status write_on(void *user, const void *bytes, size_t n) {
  destination *to = user;
  const yanshu_status status = to->write(to->user, bytes, n);
  to->failed |= status != YANSHU_OK;
  return status;
}

yanshu_status yanshu_dataset_write(yanshu_dataset *dataset, yanshu_syntax syntax, yanshu_write_func write, void *user) {
  if (!dataset || !write || !is_syntax(syntax)) {
    return YANSHU_BAD_ARGUMENT;
  }
  const size_t errors = dataset->world->errors;
  destination to = {write, user, false};
  const ys_status status = ys_graph_write(dataset->graph, syntax, write_on, &to);
  /* Nothing is said here of a failing write: its owner knows why. */
  return to.failed ? status : ys_world_finish(dataset->world, errors, status, YS_VIEW(""));
}

yanshu_status yanshu_dataset_write_file(yanshu_dataset *dataset, yanshu_syntax syntax, const char *path) {
  if (!dataset || !path || !is_syntax(syntax)) {
    return YANSHU_BAD_ARGUMENT;
  }
  const size_t errors = dataset->world->errors;
  return ys_world_finish(dataset->world, errors, ys_graph_write_file(dataset->graph, syntax, path), ys_view_of(path));
}
