/* SPDX-License-Identifier: Apache-2.0 */
#include "archive/archive.h"
#include "api/api.h"

static ys_status write_description(const yanshu_world *world, const yanshu_archive_options *options,
                                   const ys_description *counted) {
  ys_buffer file;
  ys_buffer text;
  ys_dataset_facts facts;
  ys_buffer_init(&file, &world->allocator);
  ys_buffer_init(&text, &world->allocator);
  ys_status status = ys_describe_facts(&options->about, &file, &facts);
  if (status == YANSHU_OK) {
    status = ys_description_write(counted, &facts, &text);
  }
  if (status == YANSHU_OK) {
    status = ys_text_write_file(&world->allocator, &world->log, ys_buffer_view(&text), options->describe);
  }
  ys_buffer_free(&file);
  ys_buffer_free(&text);
  return status;
}

static ys_status export(const yanshu_world *world, const yanshu_archive_options *options,
                        yanshu_archive_result *counted) {
  ys_archive_tools tools = {
      .allocator = world->allocator, .lexicon = world->lexicon, .rules = world->rules, .log = world->log};
  const ys_view base = options->dataset.base.n > 0 ? options->dataset.base : YS_VIEW(YS_DEFAULT_BASE);
  const ys_counting counting = options->syntax == YANSHU_NQUADS ? YS_COUNT_GRAPHS : YS_COUNT_REMEMBERED;
  if (options->describe) {
    YS_TRY(ys_describe_check(&options->about, &world->log));
    YS_TRY(ys_description_new(&world->allocator, base, counting, &tools.description));
  }
  ys_status status = ys_archive_export(&tools, options, counted);
  if (status == YANSHU_OK && options->describe && counted->articles > 0) {
    status = write_description(world, options, tools.description);
  }
  ys_description_free(tools.description);
  return status;
}

yanshu_status yanshu_archive_export(yanshu_world *world, const yanshu_archive_options *options,
                                    yanshu_archive_result *result) {
  if (!world || !options) {
    return YANSHU_BAD_ARGUMENT;
  }
  const size_t errors = world->errors;
  yanshu_archive_result counted = {0};
  const ys_status status = export(world, options, &counted);
  if (result) {
    *result = counted;
  }
  /* Nothing is said here of a failing write: its owner knows why. */
  return status == YANSHU_WRITE_ERROR ? status : ys_world_finish(world, errors, status, YS_VIEW(""));
}
