/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file recognize.h
 * Document to mentions: typed spans with scores, overlaps settled.
 */
#ifndef YS_RECOGNIZE_H
#define YS_RECOGNIZE_H

#include "lexicon/lexicon.h"
#include "text/text.h"

typedef enum ys_mention_kind {
  YS_MENTION_PERSON,
  YS_MENTION_POST, /**< one title of a chain: organ and position */
  YS_MENTION_ORGANIZATION,
  YS_MENTION_DIVISION,
  YS_MENTION_COUNTRY,
  YS_MENTION_PLACE, /**< a named place that is no division */
  YS_MENTION_PROGRAM,
  YS_MENTION_EVENT, /**< a named session, meeting, fair */
  YS_MENTION_DATE,
  YS_MENTION_QUANTITY,
  YS_MENTION_QUOTATION, /**< “…” that is none of the above; the span is with its marks */
  YS_MENTION_SPEECH,    /**< a speech verb */
  YS_MENTION_KINDS
} ys_mention_kind;

#define YS_NO_MENTION UINT32_MAX

typedef enum ys_post_status {
  YS_POST_CURRENT,
  YS_POST_FORMER,
  YS_POST_ACTING,
  YS_POST_ELECTED,
  YS_POST_APPOINTED,
  YS_POST_DISMISSED,
  YS_POST_NOMINATED
} ys_post_status;

typedef enum ys_precision { YS_DATE_NONE, YS_DATE_YEAR, YS_DATE_MONTH, YS_DATE_DAY } ys_precision;

/** A calendar date as far as it is known. */
typedef struct ys_date {
  int16_t year;  /**< 0: unknown */
  uint8_t month; /**< 1..12, 0: unknown */
  uint8_t day;   /**< 1..31, 0: unknown */
  ys_precision precision;
  bool approximate; /**< 近日, 日前: somewhere around the publication date */
} ys_date;

typedef struct ys_mention {
  ys_mention_kind kind;
  uint32_t begin; /**< character of the document */
  uint32_t end;   /**< exclusive */
  uint32_t sentence;
  int32_t score; /**< log10 odds times 1000 against the next best reading, 0 when not scored */
  uint32_t
      concept_id;    /**< division, country, place, body or program of the lexicon, role of a post; or YS_NO_CONCEPT */
  uint32_t division; /**< division concept that an organisation, post, event or program name contains or implies; or
                        YS_NO_CONCEPT */
  uint32_t host; /**< organisation mention that this one is in (organisation of a post, parent of a unit); of a surname
                    with a form of address: the person mention with the full name; or YS_NO_MENTION */
  uint32_t head; /**< concept of the head: organ or org-head of an organisation, program-head, event-head, unit; or
                    YS_NO_CONCEPT */
  uint32_t
      core_begin; /**< the position of a post, the name inside quotation marks of a program, the number of a quantity */
  uint32_t core_end;
  uint32_t
      title_begin; /**< of a post: the title behind its organisation, with the unit it names: 财务部 of 财务部经理 */
  ys_post_status status; /**< of a post */
  ys_date date;          /**< of a date */
  ys_date date_end;      /**< of a period, else precision NONE */
  uint16_t ordinal;      /**< of a session: which congress (届); of a program: the count (14个“强市”) */
  uint16_t session;      /**< of a session: which meeting (次) */
  uint8_t program_kind;  /**< ys_program_kind */
  bool foreign;          /**< post or organisation of another country */
  bool own_medium;       /**< post: of a reporter of the very newspaper (本报讯（记者 …）) */
  bool township;         /**< organisation: of a town or street that the gazetteer lacks; its name stands in the text */
  bool in_title;         /**< organisation: a unit that a post's title_begin covers; it has no mention of its own */
  bool anaphor;          /**< organisation: a bare head word (公司) that stands for the organisation in `host`;
                              person: a pronoun or bare title (他, 该市长) that stands for the person in `host` */
  bool called;           /**< person: a title or the like stands beside the name */
  bool short_form;       /**< organisation: a short name that the text declared; core is the full name elsewhere */
} ys_mention;

typedef enum ys_program_kind {
  YS_PROGRAM_OTHER,
  YS_PROGRAM_PLAN,
  YS_PROGRAM_POLICY,
  YS_PROGRAM_STRATEGY,
  YS_PROGRAM_CAMPAIGN,
  YS_PROGRAM_PROJECT,
  YS_PROGRAM_PILOT,
  YS_PROGRAM_MODEL
} ys_program_kind;

/** Where an article is from, settled before its mentions are resolved. */
typedef struct ys_setting {
  ys_date date;  /**< of publication; from metadata, else the page's own session or dateline */
  uint32_t home; /**< division of the page (prefecture or county), or YS_NO_CONCEPT */
} ys_setting;

/** Why a reading that was considered is no mention. */
typedef enum ys_loss {
  YS_LOSS_OVERLAP,   /**< the mention of kind `winner` at [over_begin, over_end) is told instead */
  YS_LOSS_PATH,      /**< personal name: the likeliest cut of the sentence reads [over_begin, over_end) otherwise */
  YS_LOSS_LISTED,    /**< … and the lexicon lists these characters as no name */
  YS_LOSS_HOMONYM,   /**< division: another one of that name was meant */
  YS_LOSS_AMBIGUOUS, /**< division: several have that name, and the page does not tell which */
  YS_LOSS_ALONE,     /**< division: a short or common name, and no division above it is spoken of */
  YS_LOSS_NO_NAME,   /**< organisation: the last word is one of organisations, but no name stands before it */
  YS_LOSS_PLAIN,     /**< organisation: what stands before the last word, or behind it, makes it a plain noun */
  YS_LOSS_NO_PLACE,  /**< organ: nothing tells the division that it is of */
  YS_LOSS_LONG,      /**< program: empty or too long for the name of one */
  YS_LOSS_SPEECH,    /**< program: the quotation marks hold what somebody said */
  YS_LOSS_DATED,     /**< program: a date follows; a document or an issue */
  YS_LOSS_NOT,       /**< program: the lexicon lists it as none */
  YS_LOSS_NO_HEAD,   /**< program: no word of programs in the marks or behind them, and nothing else says so */
  YS_LOSSES
} ys_loss;

/** A reading that was considered and lost. */
typedef struct ys_considered {
  ys_mention_kind kind;
  ys_loss loss;
  uint32_t begin; /**< character of the document */
  uint32_t end;
  uint32_t over_begin; /**< what stands there instead; both 0 when nothing does */
  uint32_t over_end;
  ys_mention_kind winner; /**< of YS_LOSS_OVERLAP */
  int32_t score;          /**< of a name: log10 of its odds against the path taken, times 1000 (negative) */
  int32_t won;            /**< of a name: log10 P of the path taken, times 1000; the name's is won + score */
  uint32_t concept_id;    /**< of YS_LOSS_HOMONYM and YS_LOSS_AMBIGUOUS: one of the divisions; or YS_NO_CONCEPT */
  uint32_t meant;         /**< of YS_LOSS_HOMONYM: the division chosen */
} ys_considered;

/** What was considered and lost, for those who ask why; lives in the arena. */
typedef struct ys_trace {
  ys_arena *arena;
  YS_ARRAY(ys_considered) list; /**< by begin, then as found */
} ys_trace;

typedef struct ys_mentions {
  ys_trace *trace; /**< NULL: nobody asks */
  ys_setting setting;
  const uint64_t *classes;     /**< n + 1 of the document: YS_CLASS_BIT of all forms of the lexicon that begin at the
                                  character; NULL when they were not looked up */
  const uint32_t *first_match; /**< n + 1: the forms at character i are match[first_match[i] .. first_match[i + 1]),
                                  shortest first; NULL when `classes` is */
  const ys_match *match;
  const uint8_t *starts;     /**< n of the document: what may begin at the character; NULL when it was not noted */
  YS_ARRAY(ys_mention) list; /**< by begin, then longest first; posts may lie over organisations and divisions */
} ys_mentions;

/** Whether a form of one of these classes (YS_CLASS_BIT) may begin at the character. */
static inline bool ys_classes_may(const ys_mentions *mentions, uint32_t at, uint64_t classes) {
  return mentions->classes == NULL || (mentions->classes[at] & classes) != 0;
}

/** Which of eight bytes, read from memory at once, is the first that is not 0; there is one. */
static inline uint32_t ys_first_byte(uint64_t eight) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  return (uint32_t)__builtin_clzll(eight) / 8u;
#else
  return (uint32_t)__builtin_ctzll(eight) / 8u;
#endif
}

/** The first of at[from .. end) that has one of the bits of @p what; @p end for none. */
static inline uint32_t ys_byte_from(const uint8_t *at, uint32_t from, uint32_t end, uint8_t what) {
  const uint64_t all = UINT64_C(0x0101010101010101) * what;
  uint64_t eight = 0;
  for (; end - from >= sizeof eight && from < end; from += (uint32_t)sizeof eight) {
    memcpy(&eight, at + from, sizeof eight);
    if ((eight & all) != 0) {
      return from + ys_first_byte(eight & all);
    }
  }
  while (from < end && (at[from] & what) == 0) {
    ++from;
  }
  return from;
}

ys_status ys_recognize(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document, const ys_log *log,
                       ys_mentions *mentions);
/** The same mentions; what was considered and lost goes to @p trace, which is empty (NULL: nowhere). */
ys_status ys_recognize_traced(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                              const ys_log *log, ys_trace *trace, ys_mentions *mentions);

#endif
