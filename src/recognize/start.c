/* SPDX-License-Identifier: Apache-2.0 */
/* One pass over the text for all recognizers that go through it: what may begin where. */
#include <string.h>

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

/* All of @p bits or none: without a branch, which nothing would foretell. */
static inline uint32_t bits_if(bool condition, uint32_t bits) {
  return (0u - (uint32_t)condition) & bits;
}

/* What words begin. */
static inline uint32_t by_words(const starters *s, uint64_t classes) {
  return bits_if((classes & s->date) != 0, YS_START_DATE) | bits_if((classes & s->event) != 0, YS_START_EVENT) |
         bits_if((classes & s->program) != 0, YS_START_PROGRAM) | bits_if((classes & s->place) != 0, YS_START_PLACE);
}

/* What characters themselves begin, by their last byte. */
typedef struct beginners {
  uint16_t character[256]; /* the one of that byte that begins something */
  uint8_t begins[256];
} beginners;

enum { NUMBER = YS_START_DATE | YS_START_EVENT | YS_START_QUANTITY | YS_START_NUMBER };

static void add_beginner(beginners *b, uint16_t c, uint8_t begins) {
  b->character[c & 255u] = c;
  b->begins[c & 255u] = begins;
}

static void fill_beginners(beginners *b) {
  memcpy(b->character, ys_numeral_of_byte, sizeof b->character); /* 百 of 百分之, too */
  memset(b->begins, NUMBER, sizeof b->begins);
  for (uint16_t c = '0'; c <= '9'; ++c) {
    add_beginner(b, c, NUMBER);
  }
  add_beginner(b, ORDINAL, YS_START_EVENT);
  add_beginner(b, YS_CH_QUOTE_OPEN, YS_START_DATE | YS_START_PROGRAM | YS_START_QUOTE);
  add_beginner(b, YS_CH_TITLE_OPEN, YS_START_PROGRAM);
}

static inline uint32_t by_character(const beginners *b, uint32_t c) {
  return bits_if(b->character[c & 255u] == c, b->begins[c & 255u]) | bits_if(c == YS_NUMERAL_CIRCLE, NUMBER);
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
  beginners own;
  fill_beginners(&own);
  for (uint32_t i = 0; i < document->n; ++i) {
    const uint64_t words = classes != NULL ? classes[i] : UINT64_MAX;
    starts[i] = (uint8_t)(by_words(&s, words) | by_character(&own, document->ch[i]));
  }
  return starts;
}
