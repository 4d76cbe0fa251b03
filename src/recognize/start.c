/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over the text for all recognizers that go through it: what may begin where. */
#include "recognize/program.h"

enum { ORDINAL = 0x7B2C /* 第 */ };

/* By which classes of words, looked up at a character, it begins what. */
typedef struct starters {
  uint64_t date;
  uint64_t event;
  uint64_t program;
  uint64_t place;
} starters;

static uint64_t bit_of(const ys_lexicon *lexicon, ys_words_class words) {
  return YS_CLASS_BIT(ys_lexicon_words(lexicon, words));
}

static starters starters_of(const ys_lexicon *lexicon) {
  return (starters){.date = bit_of(lexicon, YS_WORDS_TIME_RELATIVE) | bit_of(lexicon, YS_WORDS_TIME_ERA),
                    .event = bit_of(lexicon, YS_WORDS_EVENT_NAME) | YS_CLASS_BIT(YS_CLASS_EVENT_HEAD),
                    .program = YS_CLASS_BIT(YS_CLASS_PROGRAM) | bit_of(lexicon, YS_WORDS_PROGRAM_SHORT) |
                               bit_of(lexicon, YS_WORDS_PROGRAM_CUE) | bit_of(lexicon, YS_WORDS_PROGRAM_PHRASE),
                    .place = YS_CLASS_BIT(YS_CLASS_PLACE_HEAD)};
}

/* What words begin. */
static uint32_t by_words(const starters *s, uint64_t classes) {
  return ((classes & s->date) != 0 ? YS_START_DATE : 0u) | ((classes & s->event) != 0 ? YS_START_EVENT : 0u) |
         ((classes & s->program) != 0 ? YS_START_PROGRAM : 0u) | ((classes & s->place) != 0 ? YS_START_PLACE : 0u);
}

/* What the character itself begins. */
static uint32_t by_character(uint32_t c) {
  if (ys_is_digit(c) || ys_is_numeral(c)) { /* 百 of 百分之, too */
    return YS_START_DATE | YS_START_EVENT | YS_START_QUANTITY | YS_START_NUMBER;
  }
  return c == ORDINAL            ? YS_START_EVENT
         : c == YS_CH_QUOTE_OPEN ? YS_START_DATE | YS_START_PROGRAM | YS_START_QUOTE
         : c == YS_CH_TITLE_OPEN ? YS_START_PROGRAM
                                 : 0u;
}

/* Whether the character may be one of those; most are told at once by their last byte. */
static inline bool may_begin(uint32_t c) {
  static const bool mark[256] = {
      [ORDINAL & 255] = true, [YS_CH_QUOTE_OPEN & 255] = true, [YS_CH_TITLE_OPEN & 255] = true};
  return ys_numeral_byte[c & 255u] || mark[c & 255u] || ys_is_digit(c);
}

const uint8_t *ys_starts_of(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                            const ys_mentions *mentions) {
  if (mentions != NULL && mentions->starts != NULL) {
    return mentions->starts;
  }
  const uint64_t *classes = mentions != NULL ? mentions->classes : NULL;
  const starters s = starters_of(lexicon);
  uint8_t *starts = ys_arena_room(arena, (size_t)document->n + 1);
  if (starts == NULL) {
    return NULL;
  }
  const uint64_t any = s.date | s.event | s.program | s.place;
  for (uint32_t i = 0; i < document->n; ++i) {
    const uint32_t c = document->ch[i];
    const uint64_t words = classes != NULL ? classes[i] & any : any;
    starts[i] = (uint8_t)((words != 0 ? by_words(&s, words) : 0u) | (may_begin(c) ? by_character(c) : 0u));
  }
  return starts;
}
