/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file lattice.h
 * The lattice of tokens of one sentence: what paths through it gain by tokens, and how they are lengthened. Private to
 * the best path (segment.c) and to what asks for paths besides it.
 *
 * Scores are log10 of probabilities, times 1000. All offsets are characters of the document.
 */
#ifndef YS_LATTICE_H
#define YS_LATTICE_H

#include "recognize/name.h"
#include "recognize/scan.h"

/* What stands beside a personal name decides about it: the classes of the bigram. */
enum ys_category {
  YS_CAT_BOUNDARY, /* sentence start, punctuation, blank */
  YS_CAT_LIST,     /* 、 */
  YS_CAT_LINK,     /* 、 right behind a name: names stand in lists of names */
  YS_CAT_NAME,
  YS_CAT_FOREIGN,
  YS_CAT_TITLE,  /* a position word, 记者 and the like, a country */
  YS_CAT_POST,   /* a position word right after its organisation */
  YS_CAT_ORG,    /* an organisation's word, a division */
  YS_CAT_SPEECH, /* a speech verb */
  YS_CAT_OTHER,
  YS_CATEGORIES
};

typedef struct ys_candidate {
  uint32_t begin;
  uint32_t end;
  int32_t score;
  ys_mask mask;
  uint32_t entry;
  uint32_t n_entry;
  uint8_t category;
  bool listed; /* of a name: the lexicon says that it is none */
} ys_candidate;

/* The best paths that end at one character, by the category of their last token. */
typedef struct ys_cell {
  int32_t score[YS_CATEGORIES]; /* YS_IMPOSSIBLE: there is none */
  uint32_t last[YS_CATEGORIES]; /* number of the last token's candidate, and the category before it in four bits */
  uint16_t open;                /* bit by category: there is a path */
} ys_cell;

enum {
  YS_FROM_BITS = 4,
  YS_NATIVE_LENGTHS = 1 << 2 | 1 << 3 | 1 << 4, /* characters, as bits */
  YS_SPEAKS = 1200,                             /* 陆远舟： at the begin of a paragraph */
  YS_IMPOSSIBLE = INT32_MIN / 2
};

/* The path that a token lengthens, without the token's own score. */
typedef struct ys_onto {
  int32_t score;
  uint8_t from;
} ys_onto;

/* Where a Chinese name may begin. */
typedef struct ys_native_begin {
  ys_onto on;   /* for most names */
  int32_t most; /* what any name has from the path before it, at most (ys_doubt_of, ys_gain_by_name) */
  ys_name_surname surname;
} ys_native_begin;

/* Memory of one sentence after the other. */
typedef struct ys_lattice {
  ys_scan *scan;
  ys_name_words words;
  uint32_t base;       /* first character of the sentence */
  uint32_t end;        /* exclusive */
  ys_cell *at;         /* by character from base on, one more */
  ys_candidate *tried; /* that some path ends with, by number */
  uint32_t n_tried;
  uint32_t room_tried;
  uint16_t for_words; /* of the paths that end at the character in hand, those to lengthen by a token that is no name */
  bool plain;         /* no path there cares which ordinary word follows: `on` holds for any */
  bool host;          /* one of them ends with an organisation */
  ys_onto on[2];      /* the best path to lengthen by an ordinary word: of one character, of more */
  ys_native_begin native[8]; /* by character modulo 8: the last ones where Chinese names may begin */
  bool all;                  /* keep also candidates that no best path ends with */
} ys_lattice;

static inline bool ys_is_name(uint8_t category) {
  return category == YS_CAT_NAME || category == YS_CAT_FOREIGN;
}

/** Room for the next candidate, which counts only when it is kept. */
static inline ys_candidate *ys_lattice_next(const ys_lattice *l) {
  return &l->tried[l->n_tried];
}

/** Lengthens the path of category @p from by the next candidate, up to @p end, when that makes the best one there. Half
 * of them do: nothing branches on it. */
static inline bool ys_lattice_lengthen(const ys_lattice *l, ys_cell *end, uint8_t from, uint8_t to, int32_t score) {
  const int32_t best = end->score[to];
  const bool better = score > best;
  const uint32_t take = 0u - (better ? 1u : 0u); /* in bits, lest a compiler branch */
  end->open |= (uint16_t)(take & 1u << to);
  end->score[to] = better ? score : best;
  end->last[to] = (end->last[to] & ~take) | ((l->n_tried << YS_FROM_BITS | from) & take);
  return better;
}

/* ---- lattice.c ---- */

/** A cue that was found beside names with these odds, as a weight of the bigram. */
int32_t ys_cue_weight(int32_t odds);
/** The category of token @p c, which begins at @p i, behind one of category @p from. */
uint8_t ys_category_after(const ys_scan *scan, uint32_t i, uint8_t from, const ys_candidate *c);
/** What name @p c gains or loses by the marks around it. */
int32_t ys_doubt_of(const ys_scan *scan, uint32_t i, const ys_candidate *c);
/** Whether the name's surname is a verb or particle sooner, and nothing beside it calls for a name. */
bool ys_is_particle(const ys_scan *scan, const ys_name_words *words, const ys_candidate *c);
/** What a path whose last token is of category @p from gains or loses by name @p c, but for the name's own score. */
int32_t ys_gain_by_name(const ys_scan *scan, const ys_candidate *c, uint8_t from, bool particle);
/** The same of a token that is no name; @p to is its category behind @p from. */
int32_t ys_gain_by_word(const ys_scan *scan, const ys_candidate *c, uint8_t from, uint8_t to);
/** By what follows at @p end a path whose last token is a name gains at most so much more than one whose last token is
 * ordinary. Not behind 、 and blanks, where tokens depend on more than the last category. */
int32_t ys_most_behind_name(const ys_scan *scan, uint32_t end);
/** The path that is best for any name of category @p to that begins at @p i. */
ys_onto ys_lattice_onto_names(const ys_lattice *l, uint32_t i, uint8_t to);
/** Notes what is the same for all words that begin at @p i, where @p here is: for_words, plain, host, on. */
void ys_lattice_survey(ys_lattice *l, const ys_cell *here, uint32_t i);

/* ---- lattice_names.c ---- */

/** Tries the names of another script that may start at @p i. */
void ys_lattice_foreign_names(ys_lattice *l, uint32_t i);
/** Notes that a Chinese name may begin at @p i. */
void ys_lattice_begin_native(ys_lattice *l, uint32_t i);
/** Tries the Chinese names that end at @p end, when all words up to there have been tried; @p begins: bit n is set when
 * one may begin n characters before. */
void ys_lattice_native_names(ys_lattice *l, uint32_t end, unsigned begins);

/* ---- segment.c ---- */

/** Tries all candidates of the sentence: at each character the names that end there, then what begins there. */
ys_status ys_lattice_walk(ys_lattice *l);
/** Characters of the longest sentence. */
uint32_t ys_longest_sentence(const ys_document *d);

#endif
