/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file archive.h
 * Many articles to many triples, in constant memory: inputs are found and cut into articles by one thread, read by
 * several, and written in their order by the calling one.
 */
#ifndef YS_ARCHIVE_H
#define YS_ARCHIVE_H

#include "lexicon/lexicon.h"
#include "rdf/rdf.h"
#include "rules/rules.h"

/** What an archive is read with; all borrowed. Lexicon and rules are only read. */
typedef struct ys_archive_tools {
  yanshu_allocator allocator; /**< called from several threads when there are several */
  const ys_lexicon *lexicon;
  const ys_rules *rules;
  ys_log log;                  /**< called from the calling thread only */
  ys_description *description; /**< what is exported is counted here; NULL: nowhere */
} ys_archive_tools;

/** As yanshu_archive_export(), which see. @p options has been checked for NULL only. */
ys_status ys_archive_export(const ys_archive_tools *tools, const yanshu_archive_options *options,
                            yanshu_archive_result *result);

#endif
