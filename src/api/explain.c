/* SPDX-License-Identifier: Apache-2.0 */
#include "explain/explain.h"

#include "api/api.h"

/** What was explained goes to its file, or to the caller; *failed: the caller's function did. */
static ys_status hand_over(yanshu_world *world, const yanshu_explain_options *options, ys_view text,
                           yanshu_write_func write, void *user, bool *failed) {
  if (options->output != NULL) {
    return ys_text_write_file(&world->allocator, &world->log, text, options->output);
  }
  const yanshu_status status = write(user, text.p, text.n);
  *failed = status != YANSHU_OK;
  return status;
}

static ys_status explain(yanshu_world *world, const yanshu_input *input, const yanshu_explain_options *options,
                         ys_buffer *out) {
  const ys_explain_with with = {world->lexicon, world->rules, &world->log};
  ys_arena *arena = ys_arena_new(&world->allocator);
  if (!arena) {
    return YANSHU_NO_MEMORY;
  }
  yanshu_explain_options chosen = *options;
  chosen.base = options->base.n > 0 ? options->base : YS_VIEW("https://data.example.org/");
  const char *fault = ys_base_fault(chosen.base);
  const ys_status status = fault ? YS_FAIL(&world->log, YANSHU_BAD_ARGUMENT, YS_VIEW(""), 0, "base: %s", fault)
                                 : ys_explain(arena, &with, input, &chosen, out);
  ys_arena_free(arena);
  return status;
}

yanshu_status yanshu_explain(yanshu_world *world, const yanshu_input *input, const yanshu_explain_options *options,
                             yanshu_write_func write, void *user) {
  if (!world || !input || !options || (!write && !options->output)) {
    return YANSHU_BAD_ARGUMENT;
  }
  const size_t errors = world->errors;
  if (!ys_input_is_sound(input) || (int)options->form < YANSHU_EXPLAIN_TEXT || options->form > YANSHU_EXPLAIN_HTML ||
      (!options->at.p && options->at.n > 0)) {
    return YS_FAIL(&world->log, YANSHU_BAD_ARGUMENT, YS_VIEW(""), 0, "malformed input record or options");
  }
  if (input->bytes.n > YS_INPUT_LIMIT) {
    return YS_FAIL(&world->log, YANSHU_LIMIT, input->name, 0, "larger than %zu bytes", YS_INPUT_LIMIT);
  }
  ys_buffer out;
  ys_buffer_init(&out, &world->allocator);
  bool failed = false;
  ys_status status = explain(world, input, options, &out);
  status = status == YANSHU_OK ? hand_over(world, options, ys_buffer_view(&out), write, user, &failed) : status;
  ys_buffer_free(&out);
  /* Nothing is said here of a failing write: its owner knows why. */
  return failed ? status : ys_world_finish(world, errors, status, input->name);
}

yanshu_status yanshu_explain_file(yanshu_world *world, const char *path, const yanshu_input *defaults,
                                  const yanshu_explain_options *options, yanshu_write_func write, void *user) {
  if (!world || !path || !options) {
    return YANSHU_BAD_ARGUMENT;
  }
  const size_t errors = world->errors;
  ys_buffer bytes;
  ys_buffer_init(&bytes, &world->allocator);
  ys_status status = ys_read_file(path, YS_INPUT_LIMIT, &world->log, &bytes);
  if (status != YANSHU_OK) {
    status = ys_world_finish(world, errors, status, ys_view_of(path));
  } else {
    yanshu_input input = defaults ? *defaults : (yanshu_input){0};
    input.name = ys_view_of(path);
    input.bytes = ys_buffer_view(&bytes);
    status = yanshu_explain(world, &input, options, write, user);
  }
  ys_buffer_free(&bytes);
  return status;
}
