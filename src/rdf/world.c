/* SPDX-License-Identifier: Apache-2.0 */
/** @file world.c What is known of raptor and librdf, whether they are open or not. */
#include "rdf/graph.h"

ys_status ys_rdf_world_new(const yanshu_allocator *allocator, const ys_log *log, ys_rdf_world **out) {
  const yanshu_allocator *const a = allocator == NULL ? ys_allocator_system() : allocator;
  *out = NULL;
  ys_rdf_world *const world = ys_resize(a, NULL, sizeof *world);
  if (world == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *world = (ys_rdf_world){.allocator = *a};
  if (log != NULL) {
    world->log = *log;
  }
  *out = world;
  return YANSHU_OK;
}

void ys_rdf_world_free(ys_rdf_world *world) {
  if (world == NULL) {
    return;
  }
  if (world->raptor != NULL) {
    ys_rdf_close(world);
  }
  const yanshu_allocator allocator = world->allocator;
  ys_resize(&allocator, world, 0);
}

raptor_world *ys_rdf_world_raptor(ys_rdf_world *world) {
  return world->raptor;
}

librdf_world *ys_rdf_world_librdf(ys_rdf_world *world) {
  return world->librdf;
}

void ys_rdf_world_log(ys_rdf_world *world, const ys_log *log) {
  world->log = *log;
}

void ys_rdf_begin(ys_rdf_world *world) {
  world->failed = false;
}

ys_status ys_rdf_end(const ys_rdf_world *world) {
  return world->failed ? YANSHU_INTERNAL : YANSHU_OK;
}
