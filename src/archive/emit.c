/* SPDX-License-Identifier: Apache-2.0 */
/** @file emit.c Triples to the bytes of a syntax. */
#include "archive/private.h"

ys_status ys_emit_check(const ys_archive_tools *tools, const yanshu_archive_options *options, ys_emit *out) {
  const ys_view given = options->dataset.base;
  *out = (ys_emit){.syntax = options->syntax,
                   .base = given.n > 0 ? given : YS_VIEW("https://data.example.org/"),
                   .detail = options->dataset.detail,
                   .lexicon = tools->lexicon};
  const char *const fault = ys_base_fault(out->base);
  if (fault != NULL) {
    return YS_FAIL(&tools->log, YANSHU_BAD_ARGUMENT, YS_VIEW(""), 0, "%s: %.*s", fault,
                   (int)(out->base.n < 512 ? out->base.n : 512), out->base.p);
  }
  return YANSHU_OK;
}

ys_status ys_emit_begin(const ys_emit *emit, ys_buffer *out) {
  return ys_syntax_begin(emit->syntax, emit->base, out);
}

ys_status ys_emit_end(const ys_emit *emit, ys_buffer *out) {
  return ys_syntax_end(emit->syntax, out);
}

ys_status ys_emit_article(const ys_emit *emit, ys_arena *arena, const ys_resolution *article, const ys_log *log,
                          ys_buffer *out, const ys_triples **triples) {
  YS_TRY(ys_triples_make(arena, emit->base, emit->detail, emit->lexicon, article, log, triples));
  return ys_syntax_article(emit->syntax, *triples, false, out);
}

ys_view ys_emit_first(const ys_emit *emit, ys_view article) {
  const bool comma = emit->syntax == YANSHU_JSONLD && article.n > 0 && article.p[0] == ',';
  return comma ? (ys_view){article.p + 1, article.n - 1} : article;
}
