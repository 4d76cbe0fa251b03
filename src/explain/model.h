/* SPDX-License-Identifier: Apache-2.0 */
/** @file model.h Inside of the room: an article read, and what is to be shown of it. */
#ifndef YS_EXPLAIN_MODEL_H
#define YS_EXPLAIN_MODEL_H

#include "explain/explain.h"

/** Characters of the document. */
typedef struct ys_words {
  uint32_t begin;
  uint32_t end;
  uint32_t rule; /**< number of the rule that read them, or YS_NO_RULE */
  ys_view iri;   /**< of the rule; may be empty */
} ys_words;

#define YS_NO_RULE UINT32_MAX

/** A fact as it is shown. */
typedef struct ys_shown {
  const ys_record *record;
  ys_view subject;  /**< label */
  ys_view relation; /**< "holds", "approved by" … */
  ys_view object;   /**< label, words, number or date */
  ys_view turtle;
  uint32_t block; /**< that its words begin in */
  YS_ARRAY(ys_words) words;
} ys_shown;

/** An article and how it was read. All in one arena. */
typedef struct ys_explanation {
  ys_arena *arena;
  const ys_lexicon *lexicon;
  const ys_rules *rules;
  const ys_log *log;
  ys_document document;
  ys_mentions mentions;
  ys_trace trace;
  ys_resolution article;
  uint32_t *place; /**< input_chars + 1: document character of each input character, or UINT32_MAX */
  ys_shown *fact;  /**< in the order of their words */
  uint32_t n_fact;
  bool *short_of_memory; /**< a text could not be made; looked at once, in the end */
} ys_explanation;

/** Reads the article; all fields of @p e are set. */
ys_status ys_explanation_make(ys_arena *arena, const ys_explain_with *with, const yanshu_input *input, ys_view base,
                              ys_explanation *e);

/** "person", "organization" …; static. */
ys_view ys_kind_name(ys_mention_kind kind);
/** 人物, 机构 …; static. */
ys_view ys_kind_chinese(ys_mention_kind kind);
/** "Person", "Organisation" …, of what a fact is about; static. */
ys_view ys_entity_kind_name(ys_entity_kind kind);

/** What is known of a mention beside its words, in one line; may be empty. */
ys_view ys_mention_note(const ys_explanation *e, const ys_mention *m);
/** Why a reading lost, in one line. */
ys_view ys_loss_text(const ys_explanation *e, const ys_considered *c);
/** The label of an entity to show: Chinese before others; empty for YS_NO_ENTITY. */
ys_view ys_shown_label(const ys_explanation *e, uint32_t entity);
/** Words as printed. */
ys_view ys_printed(const ys_explanation *e, uint32_t begin, uint32_t end);
/** The document character of an input character, or of the next one that is in the document; document.n for none. */
uint32_t ys_place_of(const ys_explanation *e, uint32_t input);

/** Kinds that are marked in the text; a quotation is seen by its own marks. */
static inline bool ys_kind_is_marked(ys_mention_kind kind) {
  return kind != YS_MENTION_QUOTATION && kind != YS_MENTION_SPEECH;
}

/** Notes when @p text could not be made, and hands it on. */
static inline ys_view ys_checked(const ys_explanation *e, ys_view text) {
  *e->short_of_memory = *e->short_of_memory || text.p == NULL;
  return text;
}
#define YS_FORMAT(e, ...) ys_checked((e), ys_arena_format((e)->arena, __VA_ARGS__))

/* The forms. */
ys_status ys_explain_text(const ys_explanation *e, const yanshu_explain_options *options, ys_buffer *out);
ys_status ys_explain_page(const ys_explanation *e, ys_buffer *out);

/* ---- text in columns (wrap.c) ---- */

/** A mark that takes room in the line and belongs to the character behind it (opening) or before it. */
typedef struct ys_mark {
  uint32_t at;    /**< character that it stands before */
  bool opening;   /**< else it closes, and stands behind character at - 1 */
  uint32_t width; /**< columns */
  ys_view text;   /**< brackets, or an escape sequence of no width */
} ys_mark;

/** Columns of a character on a terminal. */
unsigned ys_wrap_width(uint32_t c);
/**
 * Appends characters in lines of at most @p columns, broken where Unicode's rules (UAX 14) allow it.
 * @param first columns that are used up in the first line; later ones begin with @p indent blanks.
 * @param mark in the order in which they are written
 */
ys_status ys_wrap(ys_arena *arena, const uint32_t *ch, uint32_t n, const ys_mark *mark, size_t n_mark, unsigned first,
                  unsigned indent, unsigned columns, ys_buffer *out);
/** The same for UTF-8 text without marks. */
ys_status ys_wrap_view(ys_arena *arena, ys_view text, unsigned first, unsigned indent, unsigned columns,
                       ys_buffer *out);

#endif
