/* SPDX-License-Identifier: Apache-2.0 */
#include "archive/archive.h"
#include "api/api.h"

yanshu_status yanshu_archive_export(yanshu_world *world, const yanshu_archive_options *options,
                                    yanshu_archive_result *result) {
  if (!world || !options) {
    return YANSHU_BAD_ARGUMENT;
  }
  const size_t errors = world->errors;
  const ys_archive_tools tools = {
      .allocator = world->allocator, .lexicon = world->lexicon, .rules = world->rules, .log = world->log};
  yanshu_archive_result counted = {0};
  const ys_status status = ys_archive_export(&tools, options, &counted);
  if (result) {
    *result = counted;
  }
  /* Nothing is said here of a failing write: its owner knows why. */
  return status == YANSHU_WRITE_ERROR ? status : ys_world_finish(world, errors, status, YS_VIEW(""));
}
