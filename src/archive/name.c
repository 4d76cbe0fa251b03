/* SPDX-License-Identifier: Apache-2.0 */
/** @file name.c What files are called. */
#include <inttypes.h>
#include <string.h>

#include "archive/private.h"

/** Bytes of an input's name that go into the name of an output. */
enum { STEM_MOST = 100 };

static bool ends_with(ys_view text, const char *end) {
  return ys_view_ends(text, ys_view_of(end));
}

yanshu_compression ys_name_compression(const yanshu_archive_options *options) {
  if (options->compression != YANSHU_COMPRESSION_AUTO) {
    return options->compression;
  }
  const ys_view name = ys_view_of(options->output);
  return ends_with(name, ".gz")    ? YANSHU_COMPRESSION_GZIP
         : ends_with(name, ".zst") ? YANSHU_COMPRESSION_ZSTD
                                   : YANSHU_COMPRESSION_NONE;
}

/** Where the name of the file begins in @p path. */
static size_t base_of(ys_view path) {
  size_t at = path.n;
  while (at > 0 && path.p[at - 1] != '/') {
    at--;
  }
  return at;
}

/** Where the extension (".nq", ".nq.gz") begins in @p path; its end when there is none. */
static size_t extension_of(ys_view path) {
  const size_t base = base_of(path);
  size_t end = path.n;
  if (ends_with(path, ".gz")) {
    end -= 3;
  } else if (ends_with(path, ".zst")) {
    end -= 4;
  }
  for (size_t at = end; at > base + 1; at--) {
    if (path.p[at - 1] == '.') {
      return at - 1;
    }
  }
  return end > base ? end : path.n;
}

ys_status ys_name_part(ys_buffer *out, const char *output, uint64_t number, const char *suffix) {
  out->n = 0;
  if (number == 0) {
    return ys_format(out, "%s%s", output, suffix);
  }
  const size_t at = extension_of(ys_view_of(output));
  return ys_format(out, "%.*s-%05" PRIu64 "%s%s", (int)at, output, number, output + at, suffix);
}

static void put_stem(ys_buffer *out, ys_view name) {
  size_t n = 0;
  for (size_t i = 0; i < name.n && n < STEM_MOST; i++) {
    const char c = name.p[i];
    const bool harmless = ys_is_latin((unsigned char)c) || ys_is_digit((unsigned char)c) || c == '-' || c == '_';
    if (harmless) {
      ys_buffer_append(out, &c, 1);
      n++;
    } else if (n > 0 && out->p[out->n - 1] != '-') {
      ys_buffer_append(out, "-", 1);
      n++;
    }
  }
  if (n > 0 && out->p[out->n - 1] != '-') {
    ys_buffer_append(out, "-", 1);
  }
}

static const char *extension_for(yanshu_syntax syntax) {
  switch (syntax) {
  case YANSHU_TURTLE:
    return ".ttl";
  case YANSHU_RDFXML:
  case YANSHU_RDFXML_ABBREV:
    return ".rdf";
  case YANSHU_NTRIPLES:
    return ".nt";
  case YANSHU_NQUADS:
    return ".nq";
  case YANSHU_JSONLD:
    return ".jsonld";
  case YANSHU_CSV:
    return ".csv";
  case YANSHU_DOT:
    return ".dot";
  }
  return "";
}

static const char *packed_extension(yanshu_compression compression) {
  switch (compression) {
  case YANSHU_COMPRESSION_GZIP:
    return ".gz";
  case YANSHU_COMPRESSION_ZSTD:
    return ".zst";
  default:
    return "";
  }
}

ys_status ys_name_article(ys_buffer *out, const ys_item *item, ys_view iri, yanshu_syntax syntax,
                          yanshu_compression compression) {
  const ys_view path = ys_buffer_view(&item->path);
  out->n = 0;
  if (item->id.n > 0) {
    put_stem(out, ys_buffer_view(&item->id));
  } else if (!ys_view_equal(path, YS_VIEW("-"))) {
    const size_t base = base_of(path);
    put_stem(out, (ys_view){path.p + base, extension_of(path) - base});
  }
  if (item->mode == YS_RECORDS_HEADINGS || (item->mode == YS_RECORDS_LINES && item->id.n == 0)) {
    YS_TRY(ys_format(out, "%zu-", item->place.line));
  }
  const size_t last = base_of(iri);
  return ys_format(out, "%.*s%s%s", (int)(iri.n - last), iri.p + last, extension_for(syntax),
                   packed_extension(compression));
}
