/* SPDX-License-Identifier: Apache-2.0 */
/** @file redland.c Raptor and librdf, opened once, their messages taken over. */
#include "rdf/graph.h"

#include <string.h>

/** Errors are latched: a serializer that has dropped a triple says so here and nowhere else. */
static void take_message(ys_rdf_world *world, bool error, size_t line, const char *library, const char *text) {
  if (error) {
    world->failed = true;
  }
  /* Parsers repeat what they don't like, and that may be no text. */
  text = text != NULL && ys_utf8_check(ys_view_of(text)) != SIZE_MAX ? "text that is not UTF-8" : text;
  ys_report(&world->log, error ? YANSHU_ERROR : YANSHU_WARNING, world->name.n > 0 ? YANSHU_BAD_INPUT : YANSHU_INTERNAL,
            world->name, line, "%s: %s", library, text == NULL ? "unknown error" : text);
}

static void on_raptor(void *user, raptor_log_message *message) {
  if (message->level >= RAPTOR_LOG_LEVEL_WARN) {
    const int line = message->locator == NULL ? 0 : raptor_locator_line(message->locator);
    take_message(user, message->level >= RAPTOR_LOG_LEVEL_ERROR, line > 0 ? (size_t)line : 0, "raptor", message->text);
  }
}

/** @return non-zero: handled, so that librdf prints nothing. */
static int on_librdf(void *user, librdf_log_message *message) {
  if (librdf_log_message_level(message) >= LIBRDF_LOG_WARN) {
    take_message(user, librdf_log_message_level(message) >= LIBRDF_LOG_ERROR, 0, "librdf",
                 librdf_log_message_message(message));
  }
  return 1;
}

/** A raptor world that leaves libxml2's global error handlers as they are. */
static raptor_world *open_raptor(ys_rdf_world *world) {
  raptor_world *const raptor = raptor_new_world();
  if (raptor == NULL) {
    return NULL;
  }
  raptor_world_set_flag(raptor, RAPTOR_WORLD_FLAG_LIBXML_GENERIC_ERROR_SAVE, 0);
  raptor_world_set_flag(raptor, RAPTOR_WORLD_FLAG_LIBXML_STRUCTURED_ERROR_SAVE, 0);
  raptor_world_set_flag(raptor, RAPTOR_WORLD_FLAG_WWW_SKIP_INIT_FINISH, 1); /* nothing is fetched, ever */
  raptor_world_set_log_handler(raptor, world, on_raptor);
  if (raptor_world_open(raptor) != 0) {
    raptor_free_world(raptor);
    return NULL;
  }
  return raptor;
}

ys_status ys_rdf_open(ys_rdf_world *world) {
  if (world->librdf != NULL) {
    return YANSHU_OK;
  }
  ys_rdf_begin(world);
  world->raptor = world->raptor != NULL ? world->raptor : open_raptor(world);
  librdf_world *const librdf = world->raptor == NULL ? NULL : librdf_new_world();
  if (librdf == NULL) {
    return YANSHU_NO_MEMORY;
  }
  librdf_world_set_raptor(librdf, world->raptor);
  librdf_world_set_logger(librdf, world, on_librdf);
  librdf_world_open(librdf);
  /* librdf puts its own handler on the raptor world that it is given */
  raptor_world_set_log_handler(world->raptor, world, on_raptor);
  if (world->failed) {
    librdf_free_world(librdf);
    return YANSHU_INTERNAL;
  }
  world->librdf = librdf;
  return YANSHU_OK;
}

void ys_rdf_close(ys_rdf_world *world) {
  if (world->librdf != NULL) {
    librdf_free_world(world->librdf);
  }
  if (world->raptor != NULL) {
    raptor_free_world(world->raptor);
  }
  world->librdf = NULL;
  world->raptor = NULL;
}
