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
  case YANSHU_CSV:
    return YS_VIEW("text/csv");
  case YANSHU_DOT:
    return YS_VIEW("text/vnd.graphviz");
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

/** How a file of that name is compressed. */
static ys_view packed_type(ys_view path) {
  return ys_view_ends(path, YS_VIEW(".gz"))    ? YS_VIEW("application/gzip")
         : ys_view_ends(path, YS_VIEW(".zst")) ? YS_VIEW("application/zstd")
                                               : YS_VIEW("");
}

ys_status ys_describe_check(const yanshu_description *about, const ys_log *log) {
  const char *fault = about->license.n > 0 ? ys_web_iri_fault(about->license) : NULL;
  if (fault) {
    return YS_FAIL(log, YANSHU_BAD_ARGUMENT, YS_VIEW(""), 0, "licence: %s: %.*s", fault,
                   (int)(about->license.n < 512 ? about->license.n : 512), about->license.p);
  }
  return YANSHU_OK;
}

ys_status ys_describe_facts(const yanshu_description *about, ys_buffer *file, ys_dataset_facts *out) {
  YS_TRY(relative_iri(about->file, file));
  *out = (ys_dataset_facts){.title = about->title,
                            .source = about->source,
                            .license = about->license,
                            .file = ys_buffer_view(file),
                            .media_type = media_type(about->syntax),
                            .packed = packed_type(about->file),
                            .rdf = about->syntax != YANSHU_CSV && about->syntax != YANSHU_DOT};
  return YANSHU_OK;
}

static ys_status describe(yanshu_dataset *dataset, const yanshu_description *about, ys_buffer *text) {
  static const yanshu_description nothing = {.syntax = YANSHU_TURTLE};
  about = about ? about : &nothing;
  YS_TRY(ys_describe_check(about, &dataset->world->log));
  ys_buffer file;
  ys_dataset_facts facts;
  ys_buffer_init(&file, &dataset->world->allocator);
  ys_status status = ys_describe_facts(about, &file, &facts);
  if (status == YANSHU_OK) {
    status = ys_graph_describe(dataset->graph, about->syntax == YANSHU_NQUADS, &facts, text);
  }
  ys_buffer_free(&file);
  return status;
}

yanshu_status yanshu_dataset_describe(yanshu_dataset *dataset, const yanshu_description *about, yanshu_write_func write,
                                      void *user) {
  if (!dataset || !write) {
    return YANSHU_BAD_ARGUMENT;
  }
  yanshu_world *world = dataset->world;
  const size_t errors = world->errors;
  ys_buffer text;
  ys_buffer_init(&text, &world->allocator);
  ys_status status = ys_world_finish(world, errors, describe(dataset, about, &text), YS_VIEW(""));
  if (status == YANSHU_OK) {
    status = write(user, text.p, text.n);
  }
  ys_buffer_free(&text);
  return status;
}

yanshu_status yanshu_dataset_describe_file(yanshu_dataset *dataset, const yanshu_description *about, const char *path) {
  if (!dataset || !path) {
    return YANSHU_BAD_ARGUMENT;
  }
  yanshu_world *world = dataset->world;
  const size_t errors = world->errors;
  ys_buffer text;
  ys_buffer_init(&text, &world->allocator);
  ys_status status = describe(dataset, about, &text);
  if (status == YANSHU_OK) {
    status = ys_text_write_file(&world->allocator, &world->log, ys_buffer_view(&text), path);
  }
  ys_buffer_free(&text);
  return ys_world_finish(world, errors, status, ys_view_of(path));
}
