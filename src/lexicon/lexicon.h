/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file lexicon.h
 * The words: one read-only, memory-mapped automaton, compiled at build time from the SKOS gazetteers and tables in
 * ontology/lexicon by `yanshu-lexc` (see docs/lexicon.md).
 *
 * A *concept* is a thing with an id, labels and features (the division 440104, the role `mayor`, the class of words
 * `speech-verb`). A *form* is a string of (normalised, simplified) characters that names it. Looking up a position in
 * a text gives every form that starts there.
 */
#ifndef YS_LEXICON_H
#define YS_LEXICON_H

#include "base/base.h"
#include "lexicon/keys.h"

typedef struct ys_lexicon ys_lexicon;

/** Classes that C code knows by name. A lexicon may hold more; those are numbered from YS_CLASS_KNOWN on. */
typedef enum ys_class {
  YS_CLASS_WORD,     /**< "word": ordinary vocabulary with its frequency, from words.tsv */
  YS_CLASS_DIVISION, /**< "division": GB/T 2260 */
  YS_CLASS_COUNTRY,  /**< "country" */
  YS_CLASS_PLACE,    /**< "place": named places and regions that are no divisions (大湾区, 长江, 华南) */
  YS_CLASS_ROLE,     /**< "role": position words (市长, 书记, 人大代表) */
  YS_CLASS_MODIFIER, /**< "modifier": 副 常务 第一 执行 名誉 … before a position; 助理 after */
  YS_CLASS_STATUS,   /**< "status": 原 时任 前 代 候任 现任 … */
  YS_CLASS_ORGAN, /**< "organ": organs that need a jurisdiction (省委, 人大常委会, 发改委, 教育局, 组织部) */
  YS_CLASS_BODY, /**< "body": organisations known by name (国务院, 外交部, 新华社, 全国人大, 联合国) */
  YS_CLASS_ORG_HEAD, /**< "org-head": last word of an organisation's name (公司 集团 大学 医院 博物馆 …) */
  YS_CLASS_PLACE_HEAD, /**< "place-head": last word of a place's name (山 湖 路 大桥 机场 公园 植物园 …) */
  YS_CLASS_SURNAME,    /**< "surname" */
  YS_CLASS_SPEECH,     /**< "speech-verb": 说 表示 指出 介绍 告诉 … */
  YS_CLASS_PROGRAM_HEAD, /**< "program-head": 规划 行动 工程 战略 试点 模式 … */
  YS_CLASS_PROGRAM,      /**< "program": programs and slogans known by name (一带一路) */
  YS_CLASS_NOT_PROGRAM,  /**< "not-program": quoted or titled strings that are none (求是, 千年商都) */
  YS_CLASS_NOT_NAME,     /**< "not-name": strings that look like a personal name and are none */
  YS_CLASS_NAME_LEFT,  /**< "name-left": words right before a personal name (记者, 同志, 由 …), with a weight */
  YS_CLASS_NAME_RIGHT, /**< "name-right": words right after one (同志, 先生, 一行, 等 …), with a weight */
  YS_CLASS_UNIT,       /**< "unit": measure words and units (家 个 名 亿元 公里 …) */
  YS_CLASS_EVENT_HEAD, /**< "event-head": last word of an event's name (会议 全会 论坛 峰会 博览会 …) */
  YS_CLASS_STOP, /**< "stop": words that end an organisation's or program's name on its left (在 对 和 把 …) */
  YS_CLASS_ORG_NAME, /**< "org-name": words that stand inside an organisation's name rather than before it */
  YS_CLASS_KNOWN     /**< number of the above */
} ys_class;

/** How a form names its concept. */
typedef enum ys_form {
  YS_FORM_PREFERRED,    /**< skos:prefLabel: the full official form */
  YS_FORM_ALTERNATIVE,  /**< skos:altLabel: another safe form */
  YS_FORM_HIDDEN,       /**< skos:hiddenLabel: matched, never published */
  YS_FORM_STEM,         /**< ysl:stem: 广州 of 广州市; safe by itself */
  YS_FORM_UNSAFE_STEM,  /**< ysl:unsafeStem: 合作 of 合作市; only with a parent division or a title beside it */
  YS_FORM_ABBREVIATION, /**< ysl:abbreviation: 粤; only in certain places */
  YS_FORM_FORMER        /**< ysl:formerLabel */
} ys_form;

#define YS_NO_CONCEPT UINT32_MAX
#define YS_CONCEPT_DEPTH 16u /**< fewer concepts are broader than each other; a damaged lexicon knows no limit */

/** One reading of a form. */
typedef struct ys_entry {
  uint16_t class_id; /**< ys_class, or more */
  uint16_t form;     /**< ys_form; of class "word": its part of speech, a letter (v, N verbal noun, n, d, p …) or 0 */
  int32_t weight;    /**< class-specific; of words: log10 of the frequency per million, times 1000 (see lexicon.md) */
  uint32_t concept_id; /**< YS_NO_CONCEPT for plain words */
} ys_entry;

/** Sets of classes: two classes may share a bit, so that a set that lacks it is sure and one that has it is not. */
#define YS_CLASS_BIT(class_id)                                                                                         \
  (UINT64_C(1) << ((class_id) < 64u ? (class_id) : YS_CLASS_KNOWN + (unsigned)(class_id) % 32u))

/** A form found: @p length characters, entries [entry, entry + n). */
typedef struct ys_match {
  uint32_t entry;
  uint16_t length;
  uint16_t n;
  uint64_t classes; /**< YS_CLASS_BIT of each entry */
} ys_match;

/**
 * Maps the file. Its header is checked, its content is not (ys_lexicon_verify): that would read all of it for an
 * article that needs a hundredth.
 * @return YANSHU_BAD_LEXICON (reported) when the file is missing, cut short, of another version or its header damaged.
 */
ys_status ys_lexicon_open(const yanshu_allocator *allocator, const char *path, const ys_log *log, ys_lexicon **out);
void ys_lexicon_close(ys_lexicon *lexicon); /**< NULL is allowed */
/**
 * Reads the whole content of the file and compares it with the digest in its header. A lexicon that fails leads nowhere
 * outside of its file, but may say anything.
 * @return YANSHU_BAD_LEXICON (reported) when it is damaged.
 */
ys_status ys_lexicon_verify(const ys_lexicon *lexicon, const ys_log *log);
/**
 * Adds words of a user's own: compiles Turtle files and tables words-CLASS.tsv (and those in folders) in memory, and
 * looks them up together with the others from then on. They may name new concepts and classes, put words into classes
 * that there are, and give further names to concepts that there are. Once for a lexicon, before anything is looked up.
 * @return YANSHU_BAD_LEXICON (every mistake reported with file and line); the lexicon is then as it was.
 */
ys_status ys_lexicon_extend(ys_lexicon *lexicon, const char *const *path, size_t n, const ys_log *log);
uint64_t ys_lexicon_digest(const ys_lexicon *lexicon); /**< of the compiled file's content */

/** All forms that begin ch[0..n), shortest first; at most @p room are stored; returns how many. */
size_t ys_lexicon_match(const ys_lexicon *lexicon, const uint32_t *ch, size_t n, ys_match *out, size_t room);
/** Forms found at several positions. */
typedef YS_ARRAY(ys_match) ys_matches;
/** All forms that begin at each position of ch[0..n) and end in it: those of position i, shortest first, begin at
 * first[i] of @p out, to which they are appended; classes[i] are those of all of them. Quicker than one look-up after
 * the other. */
ys_status ys_lexicon_match_all(const ys_lexicon *lexicon, ys_arena *arena, const uint32_t *ch, size_t n,
                               ys_matches *out, uint32_t *first, uint64_t *classes);
/** The longest form that begins ch[0..n) and has an entry of class @p class_id: its length, 0 for none; *entry (may be
 * NULL) the first such entry. */
uint32_t ys_lexicon_longest(const ys_lexicon *lexicon, const uint32_t *ch, size_t n, uint16_t class_id,
                            const ys_entry **entry);
/** Length of the longest form of any class that begins ch[0..n), 0 for none. */
uint32_t ys_lexicon_reach(const ys_lexicon *lexicon, const uint32_t *ch, size_t n);
/** The first entry of class @p class_id of exactly ch[0..n), or NULL. */
const ys_entry *ys_lexicon_reading(const ys_lexicon *lexicon, const uint32_t *ch, size_t n, uint16_t class_id);
/** The entries of exactly ch[0..n); n of the result is 0 when there is none. */
ys_match ys_lexicon_find(const ys_lexicon *lexicon, const uint32_t *ch, size_t n);
/** The same for UTF-8 text. */
ys_match ys_lexicon_find_view(const ys_lexicon *lexicon, ys_view text);
const ys_entry *ys_lexicon_entry(const ys_lexicon *lexicon, uint32_t entry);

/** What a token can be, one bit a class; only classes below YS_CLASS_KNOWN have one. */
#define YS_TOKEN_CLASS(class_id) ((uint32_t)1u << (class_id))
#define YS_TOKEN_LEVEL ((uint32_t)1u << 30) /**< an entry of the class "level" */

/** What a form is as a token of a sentence. */
typedef struct ys_form_token {
  uint32_t classes; /**< YS_TOKEN_CLASS of those that make a token of it; 0: it is none */
  int32_t weight;   /**< log10 P(the form in running text), times 1000 */
} ys_form_token;

/** The token of the form that was found at @p ch; a matter of the form alone. */
ys_form_token ys_lexicon_token(const ys_lexicon *lexicon, const uint32_t *ch, const ys_match *match);

/** The same for all that ys_lexicon_match_all found in a text, whose position i has those from first[i] on; in @p
 * arena. NULL when out of memory. */
const ys_form_token *ys_lexicon_tokens(const ys_lexicon *lexicon, ys_arena *arena, const uint32_t *ch,
                                       const ys_matches *found, const uint32_t *first);

/** Class by name ("speech-verb"), or UINT16_MAX. */
uint16_t ys_lexicon_class(const ys_lexicon *lexicon, ys_view name);
/** The same for a class that C code knows by name, without looking for the name. */
uint16_t ys_lexicon_words(const ys_lexicon *lexicon, ys_words_class words);
/** The name of a class; empty when there is none such. */
ys_view ys_lexicon_class_name(const ys_lexicon *lexicon, uint16_t class_id);

/* ---- concepts ---- */

uint32_t ys_lexicon_concepts(const ys_lexicon *lexicon); /**< how many */
uint16_t ys_concept_class(const ys_lexicon *lexicon, uint32_t concept_id);
ys_view ys_concept_id(const ys_lexicon *lexicon, uint32_t concept_id);       /**< local id: "440104", "mayor" */
ys_view ys_concept_iri(const ys_lexicon *lexicon, uint32_t concept_id);      /**< full IRI as in the Turtle source */
ys_view ys_concept_label(const ys_lexicon *lexicon, uint32_t concept_id);    /**< prefLabel @zh-hans */
ys_view ys_concept_label_en(const ys_lexicon *lexicon, uint32_t concept_id); /**< prefLabel @en, may be empty */
uint32_t ys_concept_broader(const ys_lexicon *lexicon, uint32_t concept_id); /**< skos:broader, or YS_NO_CONCEPT */
/** The value of feature `ysl:KEY`; empty when there is none. Several values: the first in byte order. */
ys_view ys_concept_feature(const ys_lexicon *lexicon, uint32_t concept_id, const char *key);
/** The same for a key that C code knows by name, without looking for the name. */
ys_view ys_concept_value(const ys_lexicon *lexicon, uint32_t concept_id, ys_key key);
/** Concept by class and local id, or YS_NO_CONCEPT. */
uint32_t ys_lexicon_concept(const ys_lexicon *lexicon, uint16_t class_id, ys_view id);

/* ---- characters (characters.tsv) ---- */

/** Weights are log10 probabilities times 1000 (so: negative); INT16_MIN = never seen. */
typedef struct ys_character {
  uint32_t simplified;  /**< the character itself when it is not a traditional form */
  int16_t surname;      /**< P(this surname) of a one-character surname */
  int16_t given_single; /**< P(char) as the only given-name character */
  int16_t given_first;  /**< P(char) as the first of two */
  int16_t given_second; /**< P(char) as the second of two */
  int16_t translit;     /**< P(char) in a transliterated foreign name */
  int16_t word;         /**< P(char) as an ordinary one-character word in running text */
  uint8_t traditional;  /**< not 0: used in traditional text only */
} ys_character;

/** Never NULL: an unknown character gets a neutral record (with `simplified` 0 = itself). */
const ys_character *ys_lexicon_character(const ys_lexicon *lexicon, uint32_t c);
/** The same for each of ch[0..n): the place of its record in the array that is returned goes to @p number. */
const ys_character *ys_lexicon_characters(const ys_lexicon *lexicon, const uint32_t *ch, size_t n, uint16_t *number);
/** Toneless pinyin, lower-case ASCII ("lü" is "lv" never: "lu" → "lü" is written "lyu"); empty when unknown. */
ys_view ys_lexicon_pinyin(const ys_lexicon *lexicon, uint32_t c);
/** The reading of a surname where it differs (单 shan, 曾 zeng, 尉迟 yuchi …): one syllable a character, joined without
 * a space; the ordinary readings otherwise. In @p out, at most @p room bytes; returns the length. */
size_t ys_lexicon_surname_pinyin(const ys_lexicon *lexicon, const uint32_t *ch, size_t n, char *out, size_t room);

#endif
