/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"

/** Counts errors on their way to the caller. */
static void count_and_hand_on(void *user, const yanshu_message *message) {
  yanshu_world *world = user;
  if (message->level == YANSHU_ERROR) {
    world->errors++;
  }
  if (world->caller.func) {
    yanshu_message named = *message;
    named.file = message->file.n > 0 ? message->file : world->reading;
    world->caller.func(world->caller.user, &named);
  }
}

ys_status ys_world_finish(yanshu_world *world, size_t errors, ys_status status, ys_view file) {
  if (status != YANSHU_OK && world->errors == errors) {
    YS_FAIL(&world->log, status, file, 0, "%s", yanshu_strerror(status));
  }
  return status;
}

/** Appends "/name" and a NUL to the folder in @p path, whose length is @p folder. */
static ys_status path_in(ys_buffer *path, size_t folder, const char *name) {
  path->n = folder;
  ys_buffer_append(path, "/", 1);
  ys_buffer_append_view(path, ys_view_of(name));
  ys_buffer_append(path, "", 1);
  return path->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

/** The rules of the data folder at @p shipped, compiled in @p image, then those that the caller adds. */
static ys_status open_rules(yanshu_world *world, const yanshu_world_options *options, const char *shipped,
                            const char *image) {
  const size_t n = options->n_rules + 1;
  ys_rules_source *source = ys_resize(&world->allocator, NULL, n * sizeof *source);
  if (!source) {
    return YANSHU_NO_MEMORY;
  }
  source[0] = (ys_rules_source){.path = shipped, .image = image, .fragments_only = options->only_rules != 0};
  for (size_t i = 1; i < n; i++) {
    source[i] = (ys_rules_source){.path = options->rules[i - 1], .own = true};
  }
  const ys_status status =
      ys_rules_open_sources(&world->allocator, source, n, world->lexicon, &world->log, &world->rules);
  (void)ys_resize(&world->allocator, source, 0);
  return status;
}

/** NULL when the lists of paths are sound, otherwise which is not. */
static const char *bad_list(const yanshu_world_options *options) {
  for (size_t i = 0; i < options->n_rules; i++) {
    if (!options->rules || !options->rules[i]) {
      return "rules";
    }
  }
  for (size_t i = 0; i < options->n_lexicon; i++) {
    if (!options->lexicon || !options->lexicon[i]) {
      return "lexicon";
    }
  }
  return NULL;
}

static ys_status open_all(yanshu_world *world, const yanshu_world_options *options, ys_buffer *path, ys_buffer *image) {
  const char *wrong = bad_list(options);
  if (wrong) {
    return YS_FAIL(&world->log, YANSHU_BAD_ARGUMENT, YS_VIEW(""), 0, "a path of %s is NULL", wrong);
  }
  YS_TRY(ys_data_dir(options->data_dir, path));
  const size_t folder = path->n;
  ys_buffer_append(&world->data, path->p, folder);
  ys_buffer_append(image, path->p, folder);
  if (world->data.failed || image->failed) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(path_in(path, folder, options->townships ? "yanshu-townships.lex" : "yanshu.lex"));
  YS_TRY(ys_lexicon_open(&world->allocator, path->p, &world->log, &world->lexicon));
  YS_TRY(ys_lexicon_extend(world->lexicon, options->lexicon, options->n_lexicon, &world->log));
  YS_TRY(path_in(path, folder, "rules"));
  YS_TRY(path_in(image, folder, options->townships ? "yanshu-townships.rules" : "yanshu.rules"));
  YS_TRY(open_rules(world, options, path->p, image->p));
  return ys_rdf_world_new(&world->allocator, &world->log, &world->rdf);
}

yanshu_status yanshu_world_new(const yanshu_world_options *options, yanshu_world **out) {
  static const yanshu_world_options plain = {0};
  if (!out) {
    return YANSHU_BAD_ARGUMENT;
  }
  *out = NULL;
  options = options ? options : &plain;
  const yanshu_allocator *allocator = options->allocator ? options->allocator : ys_allocator_system();
  if (!allocator->resize) {
    return YANSHU_BAD_ARGUMENT;
  }

  yanshu_world *world = ys_resize(allocator, NULL, sizeof *world);
  if (!world) {
    const ys_log log = {options->log, options->log_user};
    return YS_FAIL(&log, YANSHU_NO_MEMORY, YS_VIEW(""), 0, "%s", yanshu_strerror(YANSHU_NO_MEMORY));
  }
  *world = (yanshu_world){.allocator = *allocator, .caller = {options->log, options->log_user}};
  world->log = (ys_log){count_and_hand_on, world};

  ys_buffer path;
  ys_buffer image;
  ys_buffer_init(&path, &world->allocator);
  ys_buffer_init(&image, &world->allocator);
  ys_buffer_init(&world->data, &world->allocator);
  const ys_status status = ys_world_finish(world, 0, open_all(world, options, &path, &image), YS_VIEW(""));
  ys_buffer_free(&path);
  ys_buffer_free(&image);
  if (status != YANSHU_OK) {
    yanshu_world_free(world);
    return status;
  }
  *out = world;
  return YANSHU_OK;
}

void yanshu_world_free(yanshu_world *world) {
  if (!world) {
    return;
  }
  /* The RDF libraries last: closing them also closes libxml2, which the rules may still use. */
  if (world->rules) {
    ys_rules_close(world->rules);
  }
  if (world->lexicon) {
    ys_lexicon_close(world->lexicon);
  }
  if (world->rdf) {
    ys_rdf_world_free(world->rdf);
  }
  ys_buffer_free(&world->data);
  const yanshu_allocator allocator = world->allocator;
  allocator.resize(allocator.user, world, 0);
}
