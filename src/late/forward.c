/* SPDX-License-Identifier: Apache-2.0 */
/* The library's side: finds the module and hands on. */
#include "late/late.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

/** Opens the module in the folder `yanshu` beside this library. It stays loaded. NULL: *fault says why. */
static const ys_late *open_module(const char **fault) {
  static const char anchor = 0; /* any object of this library: which file was it loaded from? */
  Dl_info info;
  char path[PATH_MAX];
  const char *slash = dladdr(&anchor, &info) != 0 && info.dli_fname ? strrchr(info.dli_fname, '/') : NULL;
  const int folder = slash && slash - info.dli_fname < PATH_MAX ? (int)(slash - info.dli_fname) : 0;
  const int n = slash ? snprintf(path, sizeof path, "%.*s/yanshu/yanshu-late.so", folder, info.dli_fname) : -1;
  if (n < 0 || n >= (int)sizeof path) {
    *fault = "it is not known where this library is";
    return NULL;
  }
  void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  const ys_late *late = module ? dlsym(module, YS_LATE_TABLE) : NULL;
  if (!late) {
    *fault = dlerror();
    return NULL;
  }
  if (strcmp(late->version(), ys_version()) != 0) {
    *fault = "it is of another version";
    return NULL;
  }
  return late;
}

/** The module, opened at the first call. The address is kept for speed alone: every call would find the same. */
static const ys_late *late_or_why(const char **fault) {
  static _Atomic(const ys_late *) kept;
  const ys_late *late = atomic_load_explicit(&kept, memory_order_acquire);
  if (!late) {
    late = open_module(fault);
    atomic_store_explicit(&kept, late, memory_order_release);
  }
  return late;
}

/** The same; that there is none is reported. */
static const ys_late *late_for(const ys_log *log) {
  const char *fault = "";
  const ys_late *late = late_or_why(&fault);
  if (!late) {
    (void)YS_FAIL(log, YANSHU_INTERNAL, YS_VIEW(""), 0, "the module yanshu-late.so can't be loaded: %s", fault);
  }
  return late;
}

/** For what only the module can have made. */
static const ys_late *late_again(void) {
  const char *fault = "";
  return late_or_why(&fault);
}

ys_status ys_charset_opinion(ys_view bytes, int *opinion) {
  const char *fault = "";
  const ys_late *late = late_or_why(&fault);
  *opinion = 0;
  return late ? late->ys_charset_opinion(bytes, opinion) : YANSHU_INTERNAL;
}

void lexc_read_turtle(lexc *x, const char *path) {
  const char *fault = "";
  const ys_late *late = late_or_why(&fault);
  if (late) {
    late->lexc_read_turtle(x, path);
  } else {
    lexc_error(x, (lexc_origin){path, 0}, "the module yanshu-late.so can't be loaded: %s", fault);
  }
}

/* ---- rdf ---- */

ys_status ys_graph_read(ys_graph *graph, ys_view text, yanshu_syntax syntax, ys_view name) {
  const ys_late *late = late_for(&graph->world->log);
  return late ? late->ys_graph_read(graph, text, syntax, name) : YANSHU_INTERNAL;
}

ys_status ys_graph_write_raptor(ys_rdf_world *world, const ys_triples *t, const char *name, ys_out *out) {
  const ys_late *late = late_for(&world->log);
  return late ? late->ys_graph_write_raptor(world, t, name, out) : YANSHU_INTERNAL;
}

void ys_rdf_close(ys_rdf_world *world) {
  late_again()->ys_rdf_close(world);
}

ys_status ys_roles_write(const yanshu_allocator *allocator, const ys_lexicon *lexicon, ys_buffer *out) {
  const char *fault = "";
  const ys_late *late = late_or_why(&fault);
  return late ? late->ys_roles_write(allocator, lexicon, out) : YANSHU_INTERNAL;
}

ys_status ys_turtle_copy(ys_rdf_world *world, ys_view turtle, yanshu_syntax syntax, ys_buffer *out) {
  const ys_late *late = late_for(&world->log);
  return late ? late->ys_turtle_copy(world, turtle, syntax, out) : YANSHU_INTERNAL;
}

/* ---- store ---- */

ys_status ys_store_new(ys_rdf_world *world, const yanshu_allocator *allocator, const ys_log *log, ys_store **out) {
  const ys_late *late = late_for(log);
  *out = NULL;
  return late ? late->ys_store_new(world, allocator, log, out) : YANSHU_INTERNAL;
}

void ys_store_free(ys_store *store) {
  if (store) {
    late_again()->ys_store_free(store);
  }
}

size_t ys_store_size(ys_store *store) {
  return late_again()->ys_store_size(store);
}

ys_status ys_store_input_new(ys_store *store, ys_rdf_syntax syntax, ys_view name, ys_store_input **out) {
  return late_again()->ys_store_input_new(store, syntax, name, out);
}

ys_status ys_store_input_put(ys_store_input *input, const void *bytes, size_t n) {
  return late_again()->ys_store_input_put(input, bytes, n);
}

ys_status ys_store_input_end(ys_store_input *input) {
  return late_again()->ys_store_input_end(input);
}

ys_status ys_store_read(ys_store *store, ys_rdf_syntax syntax, const char *path) {
  return late_again()->ys_store_read(store, syntax, path);
}

ys_status ys_store_ask(ys_store *store, ys_view query, yanshu_answer form, unsigned columns, yanshu_write_func write,
                       void *user) {
  return late_again()->ys_store_ask(store, query, form, columns, write, user);
}

ys_status ys_store_load(ys_rdf_world *world, const yanshu_allocator *allocator, const ys_log *log, const ys_load *how,
                        const char *const *path, size_t n) {
  const ys_late *late = late_for(log);
  return late ? late->ys_store_load(world, allocator, log, how, path, n) : YANSHU_INTERNAL;
}

ys_status ys_store_timeline(ys_rdf_world *world, const yanshu_allocator *allocator, const ys_log *log,
                            const ys_timeline_rule *rule, const yanshu_timeline_options *how, const char *const *path,
                            size_t n, yanshu_write_func write, void *user) {
  const ys_late *late = late_for(log);
  return late ? late->ys_store_timeline(world, allocator, log, rule, how, path, n, write, user) : YANSHU_INTERNAL;
}
