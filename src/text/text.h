/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file text.h
 * Bytes to document: decoding, Markdown/HTML/plain text, page layout, normalisation, sentences.
 *
 * A document is one sequence of normalised characters, cut into blocks and sentences. Column breaks are
 * joined, marks, markup and menus are gone, but each character knows where it stood in the decoded input.
 */
#ifndef YS_TEXT_H
#define YS_TEXT_H

#include "base/base.h"
#include "lexicon/lexicon.h"

typedef enum ys_block_kind {
  YS_BLOCK_TITLE,      /**< headline of the article (also those of a multi-line headline) */
  YS_BLOCK_STANDFIRST, /**< deck: a line without final stop below the headline, before the body */
  YS_BLOCK_HEADING,    /**< section head */
  YS_BLOCK_PARAGRAPH,
  YS_BLOCK_CAPTION, /**< picture caption (▶ ■ 图为 …), without its credit */
  YS_BLOCK_CREDIT,  /**< photographer's credit: 新快报记者 李晓萌/摄 */
  YS_BLOCK_BYLINE /**< who wrote: ■本版采写:新快报记者 黄闻禹; 责任编辑：… ; dateline stays in its paragraph */
} ys_block_kind;

/** Characters [begin, end) of the document. */
typedef struct ys_block {
  ys_block_kind kind;
  uint8_t level;    /**< of a heading: 1..6; else 0 */
  uint32_t begin;   /**< character index */
  uint32_t end;     /**< exclusive */
  uint32_t section; /**< index into sections */
} ys_block;

/** From one heading to the next. Section 0 stands before the first heading; the headline makes no section. */
typedef struct ys_section {
  uint32_t heading; /**< block index of the (last) heading that opens it, UINT32_MAX for none */
  uint32_t first;   /**< first block */
  uint32_t end;     /**< exclusive */
} ys_section;

/** A sentence lies in one block: ends after 。！？ (and closing quotes or brackets), or with the block. */
typedef struct ys_sentence {
  uint32_t block;
  uint32_t begin;
  uint32_t end;
} ys_sentence;

/** Distance of the entries of ys_document.input_at, in characters. */
#define YS_TEXT_STEP 16

/** One article. All memory lies in its arena. Blocks are separated in `ch` by one U+000A that no block contains. */
typedef struct ys_document {
  ys_view name;             /**< as given, for messages */
  ys_view input;            /**< decoded input, UTF-8, a byte order mark removed */
  uint32_t input_chars;     /**< characters of `input` */
  uint64_t input_offset;    /**< of these characters in the file that they are a part of */
  const uint32_t *input_at; /**< byte offset in `input` of every YS_TEXT_STEP-th character (makes slices cheap) */
  uint32_t n;               /**< characters of the document */
  const uint32_t *ch;       /**< n: normalised (widths, quotes, simplified): what recognizers match */
  const uint32_t *raw;      /**< n: as printed (after width-preserving clean-up), for labels */
  const uint32_t *from;     /**< n: first character in `input` */
  const uint32_t *to;       /**< n: one past the last character in `input` */
  const ys_block *block;
  uint32_t n_block;
  const ys_sentence *sentence;
  uint32_t n_sentence;
  const ys_section *section;
  uint32_t n_section;
  ys_view title;  /**< as printed; empty when none */
  ys_view date;   /**< YYYY-MM-DD, YYYY-MM or YYYY; empty when unknown */
  ys_view source; /**< newspaper or site; empty when unknown */
  ys_view url;
  ys_view author;   /**< from metadata, as printed */
  bool traditional; /**< printed in traditional characters */
} ys_document;

typedef struct ys_text_limits {
  size_t input_bytes; /**< 0: 64 MiB */
} ys_text_limits;

/**
 * Reads @p input into @p document, memory from @p arena.
 * @return YANSHU_BAD_INPUT for empty, binary or textless input, YANSHU_BAD_ENCODING with the line of the bad
 *         byte, YANSHU_BAD_ARGUMENT for an unknown encoding name or a date that is none; each is reported.
 */
ys_status ys_text_read(ys_arena *arena, const ys_lexicon *lexicon, const yanshu_input *input, const ys_log *log,
                       ys_document *document);
/** The same with other limits; NULL: the usual ones. More input than allowed is YANSHU_LIMIT. */
ys_status ys_text_read_limited(ys_arena *arena, const ys_lexicon *lexicon, const yanshu_input *input,
                               const ys_text_limits *limits, const ys_log *log, ys_document *document);

/** A date in any usual spelling at the start of @p text, as YYYY-MM-DD, YYYY-MM or YYYY; p is NULL when it is none. */
ys_view ys_text_date(ys_arena *arena, ys_view text);

/** What a file with several articles says of all of them. */
typedef struct ys_text_head {
  ys_view date; /**< of its front matter, of a heading, or of its name; empty when none says one */
  ys_view source;
} ys_text_head;
/** @param above UTF-8, what stands above the first article; the result may point into it. */
ys_status ys_text_head_read(ys_arena *arena, ys_view above, ys_view path, ys_text_head *out);

/** Characters [begin, end) as printed (`raw`), UTF-8, in the arena. p is NULL when out of memory. */
ys_view ys_text_raw(ys_arena *arena, const ys_document *d, uint32_t begin, uint32_t end);
/** Characters [begin, end) normalised (`ch`), UTF-8, in the arena. p is NULL when out of memory. */
ys_view ys_text_normal(ys_arena *arena, const ys_document *d, uint32_t begin, uint32_t end);
/** The exact slice of `input` that [begin, end) was read from: what nif:anchorOf must equal. Borrowed from input. */
ys_view ys_text_source(const ys_document *d, uint32_t begin, uint32_t end);
/** Sentence that holds the character. */
uint32_t ys_text_sentence_at(const ys_document *d, uint32_t character);

#endif
