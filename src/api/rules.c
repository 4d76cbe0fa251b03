/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"
#include "recognize/recognize.h"
#include "text/text.h"

size_t yanshu_rules_count(const yanshu_world *world) {
  return world ? ys_rules_count(world->rules) : 0;
}

yanshu_status yanshu_rules_get(const yanshu_world *world, size_t i, yanshu_rule *rule) {
  if (!world || !rule || i >= ys_rules_count(world->rules)) {
    return YANSHU_BAD_ARGUMENT;
  }
  *rule = ys_rules_get(world->rules, i);
  return YANSHU_OK;
}

yanshu_status yanshu_rules_check(yanshu_world *world, int own_only, yanshu_rules_report *report) {
  if (!world || !report) {
    return YANSHU_BAD_ARGUMENT;
  }
  const size_t errors = world->errors;
  /* Of a damaged lexicon no example would be to blame. */
  ys_status status = ys_lexicon_verify(world->lexicon, &world->log);
  if (status != YANSHU_OK) {
    return ys_world_finish(world, errors, status, YS_VIEW(""));
  }
  status = ys_rules_check(&world->allocator, world->rules, own_only != 0, &world->log, report);
  if (status == YANSHU_OK && report->failed + report->needless > 0) {
    status = YANSHU_BAD_RULES;
  }
  return ys_world_finish(world, errors, status, YS_VIEW(""));
}

/** One article being read, and who takes what is found. */
typedef struct reading {
  yanshu_world *world;
  ys_arena *arena;
  yanshu_finding_func func;
  void *user;
  bool stopped; /**< by the caller's function */
  ys_document document;
  ys_mentions mentions;
} reading;

_Static_assert((int)YANSHU_ROLES == (int)YS_ARG_ROLES, "roles of the public header are those of the rules");

static ys_status hand_on(reading *r, const ys_fact *fact) {
  const ys_document *d = &r->document;
  yanshu_finding finding = {.rule = ys_rules_of_fact(r->world->rules, fact),
                            .type = fact->type,
                            .status = fact->status,
                            .file = d->name,
                            .words = ys_text_raw(r->arena, d, fact->begin, fact->end),
                            .begin = d->from[fact->begin],
                            .end = fact->end > fact->begin ? d->to[fact->end - 1] : d->from[fact->begin]};
  bool good = finding.words.p != NULL;
  for (size_t role = 0; role < YANSHU_ROLES; role++) {
    finding.argument[role] = ys_argument_words(r->arena, d, &r->mentions, &fact->arg[role]);
    good = good && finding.argument[role].p != NULL;
  }
  if (!good) {
    return YANSHU_NO_MEMORY;
  }
  const yanshu_status status = r->func(r->user, &finding);
  r->stopped = status != YANSHU_OK;
  return status;
}

static ys_status read_article(reading *r, const yanshu_input *input) {
  const yanshu_world *world = r->world;
  ys_facts facts = {0};
  YS_TRY(ys_text_read(r->arena, world->lexicon, input, &world->log, &r->document));
  YS_TRY(ys_recognize(r->arena, world->lexicon, &r->document, &world->log, &r->mentions));
  YS_TRY(ys_rules_apply(r->arena, world->rules, &r->document, &r->mentions, &world->log, &facts));
  for (uint32_t i = 0; i < facts.list.n; i++) {
    YS_TRY(hand_on(r, &facts.list.at[i]));
  }
  return YANSHU_OK;
}

yanshu_status yanshu_rules_apply(yanshu_world *world, const yanshu_input *input, yanshu_finding_func func, void *user) {
  if (!world || !input || !func) {
    return YANSHU_BAD_ARGUMENT;
  }
  const size_t errors = world->errors;
  if (!ys_input_is_sound(input)) {
    return YS_FAIL(&world->log, YANSHU_BAD_ARGUMENT, YS_VIEW(""), 0, "malformed input record");
  }
  if (input->bytes.n > YS_INPUT_LIMIT) {
    return YS_FAIL(&world->log, YANSHU_LIMIT, input->name, 0, "larger than %zu bytes", YS_INPUT_LIMIT);
  }
  reading r = {.world = world, .arena = ys_arena_new(&world->allocator), .func = func, .user = user};
  const ys_status status = r.arena ? read_article(&r, input) : YANSHU_NO_MEMORY;
  if (r.arena) {
    ys_arena_free(r.arena);
  }
  /* Nothing is said here of a function that stops the reading: its owner knows why. */
  return r.stopped ? status : ys_world_finish(world, errors, status, input->name);
}

yanshu_status yanshu_rules_apply_file(yanshu_world *world, const char *path, const yanshu_input *defaults,
                                      yanshu_finding_func func, void *user) {
  if (!world || !path || !func) {
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
    status = yanshu_rules_apply(world, &input, func, user);
  }
  ys_buffer_free(&bytes);
  return status;
}
