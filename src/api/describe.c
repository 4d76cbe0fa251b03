/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "api/api.h"

static ys_view media_type(yanshu_syntax syntax) {
  switch (syntax) {
  case YANSHU_TURTLE:
    return YS_VIEW("text/turtle");
  case YANSHU_RDFXML:
  case YANSHU_RDFXML_ABBREV:
    return YS_VIEW("application/rdf+xml");
  case YANSHU_NTRIPLES:
    return YS_VIEW("application/n-triples");
  case YANSHU_NQUADS:
    return YS_VIEW("application/n-quads");
  case YANSHU_JSONLD:
    return YS_VIEW("application/ld+json");
  default:
    return YS_VIEW("");
  }
}

/** The last part of @p path as a relative IRI; "./" before one that would be read as a scheme. */
static ys_status relative_iri(ys_view path, ys_buffer *out) {
  static const char hex[] = "0123456789ABCDEF";
  static const char plain[] = "-._~abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  size_t begin = path.n;
  while (begin > 0 && path.p[begin - 1] != '/') {
    begin--;
  }
  for (size_t i = begin; i < path.n; i++) {
    const unsigned char c = (unsigned char)path.p[i];
    if (c != '\0' && strchr(plain, c) != NULL) {
      ys_buffer_append(out, &c, 1);
    } else {
      ys_buffer_append(out, (const char[]){'%', hex[c >> 4], hex[c & 15]}, 3);
    }
  }
  return out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

ys_status ys_describe(ys_describer describe, void *from, const yanshu_allocator *allocator, const ys_log *log,
                      const yanshu_description *about, ys_buffer *out) {
  const char *fault = about->license.n > 0 ? ys_web_iri_fault(about->license) : NULL;
  if (fault) {
    return YS_FAIL(log, YANSHU_BAD_ARGUMENT, YS_VIEW(""), 0, "licence: %s: %.*s", fault,
                   (int)(about->license.n < 512 ? about->license.n : 512), about->license.p);
  }
  ys_buffer file;
  ys_buffer_init(&file, allocator);
  ys_status status = relative_iri(about->file, &file);
  if (status == YANSHU_OK) {
    const ys_dataset_facts facts = {.title = about->title,
                                    .source = about->source,
                                    .license = about->license,
                                    .file = ys_buffer_view(&file),
                                    .media_type = media_type(about->syntax)};
    status = describe(from, &facts, out);
  }
  ys_buffer_free(&file);
  return status;
}

static ys_status describe_graph(void *graph, const ys_dataset_facts *facts, ys_buffer *out) {
  return ys_graph_describe(graph, facts, out);
}

yanshu_status yanshu_dataset_describe(yanshu_dataset *dataset, const yanshu_description *about, yanshu_write_func write,
                                      void *user) {
  static const yanshu_description nothing = {.syntax = YANSHU_TURTLE};
  if (!dataset || !write) {
    return YANSHU_BAD_ARGUMENT;
  }
  yanshu_world *world = dataset->world;
  const size_t errors = world->errors;
  ys_buffer text;
  ys_buffer_init(&text, &world->allocator);
  ys_status status =
      ys_describe(describe_graph, dataset->graph, &world->allocator, &world->log, about ? about : &nothing, &text);
  status = ys_world_finish(world, errors, status, YS_VIEW(""));
  if (status == YANSHU_OK) {
    status = write(user, text.p, text.n);
  }
  ys_buffer_free(&text);
  return status;
}
