/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file recognize_internal.h
 * Dates, quantities, programs and events: the recognizers that need no names, and what they share.
 *
 * All of them read the document and the lexicon alone, append to `mentions->list` in the order of the text (the
 * caller sorts and settles overlaps between kinds), and fail with YANSHU_NO_MEMORY only. Offsets are characters of
 * the document. Private to the room.
 */
#ifndef YS_RECOGNIZE_INTERNAL_H
#define YS_RECOGNIZE_INTERNAL_H

#include "recognize/recognize.h"

/* ---- recognizers ---- */

/**
 * Dates and periods, resolved against setting->date. Kind YS_MENTION_DATE; `date` and, of a period, `date_end`.
 * What the text leaves open stays open: month and day of a date whose year is unknown are set, its precision is
 * YS_DATE_NONE. `head` is the concept of the word that qualifies it, if any: feature `kind` = "since" (from `date`
 * on, end open), "era" (a five-year plan's period), "part" (上午). 近日 and the like: the publication date,
 * approximate.
 */
ys_status ys_find_dates(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                        const ys_setting *setting, ys_mentions *mentions);

/**
 * Publication date: of the document's metadata, else of a date line in the page head, else month and day of a
 * dateline in the year of a congress session, else that year, else the year of the full date with which the news
 * begins behind 讯（记者 …）. Precision YS_DATE_NONE when nothing tells: years that
 * the text merely names say nothing of when it was published.
 */
ys_status ys_find_setting_date(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document, ys_date *date);

/**
 * Numbers with a unit: kind YS_MENTION_QUANTITY, core = the number, head = concept of the unit (or YS_NO_CONCEPT),
 * end after the unit. No ranks, ages, clock times, telephone numbers, versions; nor what a DATE mention that is
 * already in @p mentions covers.
 */
ys_status ys_find_quantities(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                             ys_mentions *mentions);

/**
 * Named programs: kind YS_MENTION_PROGRAM, `program_kind`, span with marks, count and head phrase; core = the name
 * inside its marks; ordinal = count of a counted slogan; concept_id = program known to the lexicon; head = concept of
 * the head word; date and date_end = the period in the name; division = the first division named in it.
 * A bare 《规划》 after an earlier 《…规划》 is a mention too (its core is the head word alone).
 */
ys_status ys_find_programs(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                           ys_mentions *mentions);

/**
 * Places that no gazetteer has: kind YS_MENTION_PLACE, head = concept of the last word, no concept_id: a proper name
 * and a word of class place-head with feature `named` (东平大桥). The name holds a division or a named place, or is of
 * no ordinary words and used twice. None where an organisation or place of @p mentions stands.
 */
ys_status ys_find_named_places(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                               ys_mentions *mentions);

/**
 * Sessions, and named meetings, fairs and ceremonies: kind YS_MENTION_EVENT; of a session ordinal (届), session (次),
 * concept_id = organ or body that sits (or YS_NO_CONCEPT) and core = its characters; head = concept of the head word;
 * division = the division named, YS_NO_CONCEPT when only 省, 市 or 区 stands there; date = the year of a session
 * whose rule is known, or the year in the name.
 */
ys_status ys_find_events(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                         ys_mentions *mentions);

/** The sentence of character @p at, which is most often that of the mention added last. */
static inline uint32_t ys_sentence_near(const ys_document *document, const ys_mentions *mentions, uint32_t at) {
  const uint32_t near = mentions->list.n > 0 ? mentions->list.at[mentions->list.n - 1].sentence : 0;
  if (near + 1 < document->n_sentence && document->sentence[near].begin <= at) {
    if (at < document->sentence[near + 1].begin) {
      return near;
    }
    if (near + 2 < document->n_sentence && at < document->sentence[near + 2].begin) {
      return near + 1;
    }
  }
  return ys_text_sentence_at(document, at);
}

/** Notes that a reading lost, when somebody asks. */
static inline ys_status ys_consider(const ys_mentions *mentions, ys_considered what) {
  if (mentions->trace == NULL) {
    return YANSHU_OK;
  }
  ys_considered *added = YS_PUSH(mentions->trace->arena, &mentions->trace->list);
  if (added == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *added = what;
  return YANSHU_OK;
}

/* ---- where to look (start.c) ---- */

/** What may begin at a character, for those that go through a whole text. */
enum {
  YS_START_DATE = 1,
  YS_START_PROGRAM = 2,
  YS_START_EVENT = 4,
  YS_START_QUANTITY = 8,
  YS_START_PLACE = 16,
  YS_START_NUMBER = 32, /**< a digit or a Chinese numeral */
  YS_START_QUOTE = 64   /**< “ */
};

/** YS_START of each character of the document; a bit that lacks is sure. NULL when out of memory. Those of
 * @p mentions, when they have been noted. */
const uint8_t *ys_starts_of(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                            const ys_mentions *mentions);

/** The first character from @p at on where one of @p what may begin; @p end for none. */
static inline uint32_t ys_start_from(const uint8_t *starts, uint32_t at, uint32_t end, uint8_t what) {
  return ys_byte_from(starts, at, end, what);
}

/** The first @p c in ch[at, end); @p end for none. */
static inline uint32_t ys_char_from(const uint32_t *ch, uint32_t at, uint32_t end, uint32_t c) {
  enum { STEP = 16 };
  for (; end - at >= STEP; at += STEP) {
    uint32_t found = 0; /* all at once, so that the compiler can compare several in one instruction */
    for (uint32_t k = 0; k < STEP; ++k) {
      found |= ch[at + k] == c ? 1u : 0u;
    }
    if (found != 0) {
      break;
    }
  }
  while (at < end && ch[at] != c) {
    ++at;
  }
  return at;
}

/* ---- accessors of a quantity ---- */

/** The number of a quantity as xsd:integer or xsd:decimal in canonical form (no exponent, no plus, no trailing zero
 *  after the point); in the arena; empty when @p quantity is none; p is NULL when out of memory. */
ys_view ys_quantity_value(ys_arena *arena, const ys_document *document, const ys_mention *quantity);
/** Whether the text says 约, 近, 余, 多, 以上 … with it. */
bool ys_quantity_approximate(const ys_lexicon *lexicon, const ys_document *document, const ys_mention *quantity);

/* ---- numbers (numeral.c) ---- */

/** The Chinese numeral that ends in this byte, 0 for none; of 万 and 〇, which end in the same, the table has 万. */
extern const uint16_t ys_numeral_of_byte[256];
enum { YS_NUMERAL_CIRCLE = 0x3007 /* 〇 */ };

/** A number as written: digits × 10^exponent. */
typedef struct ys_numeral {
  uint64_t digits;
  int32_t exponent; /**< negative: decimal places */
  uint32_t length;  /**< characters read */
  uint32_t places;  /**< digits written one by one (2025, 二〇二五); 0 when a multiplier is in it */
  bool arabic;      /**< begins with 0-9 */
  bool about;       /**< 20多万, 1000余万: 多, 余 or 几 inside */
} ys_numeral;

enum { YS_NUMERAL_LONGEST = 40 }; /**< characters; what goes on behind them is not read */
/** Reads the longest number that begins ch[0..n): Arabic or Chinese digits, 十百千万亿, decimals, 1,234. */
bool ys_numeral_read(const uint32_t *ch, size_t n, ys_numeral *out);
/** The value if it is a whole number of at most @p limit, else UINT32_MAX. */
uint32_t ys_numeral_whole(const ys_numeral *numeral, uint32_t limit);
/** Canonical decimal string of a number; p is NULL when out of memory. */
ys_view ys_number_canonical(ys_arena *arena, const ys_numeral *numeral);
/** Whether a character can stand in a number written with Chinese numerals. */
static inline bool ys_is_numeral(uint32_t c) {
  return (ys_numeral_of_byte[c & 255u] == c) | (c == YS_NUMERAL_CIRCLE); /* no branch: it could not be foretold */
}

/* ---- calendar (calendar.c) ---- */

int32_t ys_days_of(int year, int month, int day); /**< days since 1970-01-01, proleptic Gregorian */
ys_date ys_date_of_days(int32_t days);            /**< precision DAY */
int ys_month_days(int year, int month);           /**< year 0: 29 for February */
/** YYYY, YYYY-MM or YYYY-MM-DD; false (and precision NONE) for anything else. */
bool ys_date_parse(ys_view text, ys_date *date);
ys_date ys_date_make(int year, int month, int day); /**< precision from the first part that is 0 */

/* ---- words (words.c) ---- */

/** Appends a mention with all indices "none"; NULL when out of memory. */
ys_mention *ys_words_add(ys_arena *arena, const ys_document *document, ys_mention_kind kind, uint32_t begin,
                         uint32_t end, ys_mentions *mentions);

/** Where words are looked for: a document and the forms that were found in it. */
typedef struct ys_words {
  const ys_lexicon *lexicon;
  const uint32_t *ch;      /**< of the document; all positions below count from here */
  const uint64_t *classes; /**< of ys_mentions, as the next two; NULL: forms are looked up as they are asked for */
  const uint32_t *first_match;
  const ys_match *match;
} ys_words;

/** @p mentions may be NULL, or of a document that was not looked up. */
ys_words ys_words_of(const ys_lexicon *lexicon, const ys_document *document, const ys_mentions *mentions);

/** Whether a form of one of these classes (YS_CLASS_BIT) may begin at the character; false is sure. */
static inline bool ys_words_may(const ys_words *words, uint32_t at, uint64_t classes) {
  return words->classes == NULL || (words->classes[at] & classes) != 0;
}

/** Whether one may begin in [begin, end). */
static inline bool ys_words_any(const ys_words *words, uint32_t begin, uint32_t end, uint64_t classes) {
  while (begin < end && !ys_words_may(words, begin, classes)) {
    ++begin;
  }
  return begin < end;
}

/** As ys_words_at, whatever begins there. */
uint32_t ys_words_longest(const ys_words *words, uint32_t begin, uint32_t end, uint16_t class_id,
                          const ys_entry **entry);
/** Longest form of the class that begins at @p begin and ends by @p end: its length, 0 for none; *entry (may be NULL)
 * its entry. */
static inline uint32_t ys_words_at(const ys_words *words, uint32_t begin, uint32_t end, uint16_t class_id,
                                   const ys_entry **entry) {
  return ys_words_may(words, begin, YS_CLASS_BIT(class_id)) ? ys_words_longest(words, begin, end, class_id, entry) : 0;
}
/** As ys_words_is, whatever begins there. */
bool ys_words_reads(const ys_words *words, uint32_t begin, uint32_t end, uint16_t class_id, const ys_entry **entry);
/** Whether [begin, end) as a whole is a form of the class; *entry (may be NULL) its entry. */
static inline bool ys_words_is(const ys_words *words, uint32_t begin, uint32_t end, uint16_t class_id,
                               const ys_entry **entry) {
  return ys_words_may(words, begin, YS_CLASS_BIT(class_id)) && ys_words_reads(words, begin, end, class_id, entry);
}
/** Longest form of the class that ends at @p end, not before @p begin: its length, 0 for none. */
uint32_t ys_words_before(const ys_words *words, uint32_t begin, uint32_t end, uint16_t class_id,
                         const ys_entry **entry);
/** Whether a form of any class begins at @p begin, ends by @p end and is longer than @p length. */
bool ys_words_longer(const ys_words *words, uint32_t begin, uint32_t end, uint32_t length);
/** Whether an ordinary word begins before @p at (not before @p begin) and ends behind it, by @p end. */
bool ys_words_cross(const ys_words *words, uint32_t begin, uint32_t at, uint32_t end);
/** Whether a word may begin at @p at: none crosses it, or the likeliest cut of [begin, end) has a boundary there. */
bool ys_words_apart(const ys_words *words, uint32_t begin, uint32_t at, uint32_t end);
/** Feature of the concept of an entry; empty for NULL and for words without a concept. */
static inline ys_view ys_words_feature(const ys_lexicon *lexicon, const ys_entry *entry, ys_key key) {
  return entry == NULL || entry->concept_id == YS_NO_CONCEPT ? (ys_view){NULL, 0}
                                                             : ys_concept_value(lexicon, entry->concept_id, key);
}
/** Whether that feature has that value. */
static inline bool ys_words_has(const ys_lexicon *lexicon, const ys_entry *entry, ys_key key, const char *value) {
  return ys_view_equal(ys_words_feature(lexicon, entry, key), (ys_view){value, strlen(value)});
}

#define YS_CUT_MAX 64
/** A clause cut into words by the likeliest path: token k is [at[k], at[k + 1]). */
typedef struct ys_cut {
  uint32_t n;
  uint32_t at[YS_CUT_MAX + 1]; /**< characters of the document */
} ys_cut;
/** Cuts [begin, end); of more than YS_CUT_MAX characters only the last ones. */
void ys_words_cut(const ys_words *words, uint32_t begin, uint32_t end, ys_cut *cut);

/** What stands left of a name. */
typedef struct ys_name_left {
  uint32_t begin; /**< first character of the name */
  bool cue;       /**< a word of the cue class stands right before it */
  bool edge;      /**< the block, a mark or a line begins before it */
} ys_name_left;
/**
 * Walks left from @p end, word by word, over what can stand in a name, not before @p limit: stops behind words of the
 * class stop, speech verbs, positions, words of class @p cue, and marks; “…”, 《…》 and （…） are passed over whole.
 */
ys_name_left ys_words_left(const ys_words *words, uint32_t limit, uint32_t end, uint16_t cue);

/** A period in years that begins ch[0..n) (2021-2035年): its length, 0 for none. */
uint32_t ys_period_read(const uint32_t *ch, size_t n, ys_date *from, ys_date *to);
/** A year in four digits that begins ch[0..n), with or without 年: its length, 0 for none. */
uint32_t ys_year_read(const uint32_t *ch, size_t n, int *year);

/** Block that holds character @p at: its index. */
uint32_t ys_words_block(const ys_document *document, uint32_t at);
/** First character of the clause of @p at: after the last of ，。；：！？ or the begin of the block, at most 240 back.
 */
uint32_t ys_words_clause(const ys_document *document, uint32_t at);
/** Position of the mark that closes the one at @p open in [open, end) and within 1000 characters, nesting counted;
 * UINT32_MAX for none. */
uint32_t ys_words_close(const uint32_t *ch, uint32_t open, uint32_t end);
/** First division named in [begin, end) by a safe form, or YS_NO_CONCEPT. */
uint32_t ys_words_division(const ys_words *words, uint32_t begin, uint32_t end);

#endif
