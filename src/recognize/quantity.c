/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers with a unit. */
#include "recognize/recognize_internal.h"

enum {
  ORDINAL = 0x7B2C, /* 第 */
  ONE = 0x4E00,     /* 一 */
  PER = 0x767E,     /* 百 of 百分之 */
  PER_MINUTE = 0x5206,
  PER_OF = 0x4E4B,
  POINT = 0x70B9,   /* 点 */
  HOUR = 0x65F6,    /* 时 */
  SEVERAL = 0x6570, /* 数 of 数十 */
  SOME = 0x51E0     /* 几 */
};

typedef struct reader {
  ys_arena *arena;
  const ys_lexicon *lexicon;
  const ys_document *document;
  const uint32_t *ch;
  ys_words words;
  uint32_t base;
  uint32_t end;
  uint16_t about;
  uint16_t none;          /* class number-not: units that make a label or a rank of the number */
  const ys_mention *date; /* dates already found, by begin */
  uint32_t n_date;
  uint32_t next_date;
  ys_mentions *mentions;
} reader;

static bool is_per_cent(const uint32_t *ch, uint32_t i, uint32_t end) {
  return i + 2 < end && ch[i] == PER && ch[i + 1] == PER_MINUTE && ch[i + 2] == PER_OF;
}

/* The end of the date that covers i, or i. */
static uint32_t skip_date(reader *r, uint32_t i) {
  while (r->next_date < r->n_date && r->date[r->next_date].end <= i) {
    ++r->next_date;
  }
  const bool covered = r->next_date < r->n_date && r->date[r->next_date].begin <= i;
  return covered ? r->date[r->next_date].end : i;
}

/* A number does not begin inside another token, behind 第, in a word (统一, 唯一) or in a score. */
static bool starts_here(const reader *r, uint32_t i, const ys_numeral *numeral) {
  if (i > r->base) {
    const uint32_t before = r->ch[i - 1];
    if (before == ORDINAL || ys_is_latin(before) || ys_is_digit(before) || before == '.' || before == '-' ||
        before == '+' || before == '/' || before == 0xB7 || before == '_' || before == SEVERAL || before == SOME ||
        before == HOUR) {
      return false;
    }
    if (!numeral->arabic && (ys_is_numeral(before) || ys_words_cross(&r->words, r->base, i, r->end))) {
      return false;
    }
  }
  return true;
}

/* Where the unit begins, after 多, 余 and the like between number and unit. */
static uint32_t skip_inside(const reader *r, uint32_t at) {
  const ys_entry *entry = NULL;
  const uint32_t n = at < r->end ? ys_words_at(&r->words, at, r->end, r->about, &entry) : 0;
  return n > 0 && ys_words_has(r->lexicon, entry, YS_KEY_INSIDE, "yes") ? at + n : at;
}

/* 8点30分, 15时: a clock time. */
static bool is_clock(const reader *r, const ys_numeral *numeral, uint32_t at) {
  if (at >= r->end || (r->ch[at] != POINT && r->ch[at] != HOUR) || ys_numeral_whole(numeral, 24) == UINT32_MAX) {
    return false;
  }
  return at + 1 == r->end || r->ch[at] == HOUR || !ys_words_longer(&r->words, at, r->end, 1);
}

static bool is_measure(const reader *r, const ys_entry *unit) {
  return unit != NULL && unit->concept_id != YS_NO_CONCEPT && !ys_words_has(r->lexicon, unit, YS_KEY_KIND, "count");
}

/* 一个, 三天 of speech: a lone 一 before a measure word says no number. */
static bool is_article(const reader *r, uint32_t at, const ys_numeral *numeral, const ys_entry *unit) {
  return numeral->length == 1 && r->ch[at] == ONE && !is_measure(r, unit);
}

/* 十四届, 神舟十七号, 五角: no count of things. */
static bool is_label(const reader *r, uint32_t at, uint32_t n, const ys_numeral *numeral) {
  const ys_entry *entry = NULL;
  return ys_words_is(&r->words, at, at + n, r->none, &entry) &&
         !(numeral->arabic && ys_words_has(r->lexicon, entry, YS_KEY_ARABIC, "yes"));
}

/* 7.2024年: a date begins inside what reads as a number. */
static bool meets_date(const reader *r, uint32_t end) {
  return r->next_date < r->n_date && r->date[r->next_date].begin < end;
}

/* A vocabulary word that goes on behind number and unit (一家人, 三轮车, 两个月). */
static bool goes_on(const reader *r, uint32_t at, const ys_numeral *numeral, uint32_t end) {
  if (numeral->arabic) {
    return false;
  }
  return ys_words_longer(&r->words, at, r->end, end - at);
}

static ys_status add(reader *r, uint32_t begin, uint32_t number, const ys_numeral *numeral, uint32_t end,
                     const ys_entry *unit) {
  ys_mention *m = ys_words_add(r->arena, r->document, YS_MENTION_QUANTITY, begin, end, r->mentions);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->core_begin = number;
  m->core_end = number + numeral->length;
  m->head = unit != NULL ? unit->concept_id : YS_NO_CONCEPT;
  return YANSHU_OK;
}

static ys_status try_per_cent(reader *r, uint32_t i, uint32_t *end) {
  ys_numeral numeral;
  const uint32_t number = i + 3;
  if (!is_per_cent(r->ch, i, r->end) || number >= r->end ||
      !ys_numeral_read(r->ch + number, r->end - number, &numeral)) {
    return YANSHU_OK;
  }
  const uint32_t sign = '%';
  const ys_entry *unit = ys_lexicon_reading(r->lexicon, &sign, 1, YS_CLASS_UNIT);
  *end = number + numeral.length;
  return add(r, i, number, &numeral, *end, unit);
}

static ys_status try_number(reader *r, uint32_t i, uint32_t *end) {
  ys_numeral numeral;
  if ((!ys_is_digit(r->ch[i]) && !ys_is_numeral(r->ch[i])) || !ys_numeral_read(r->ch + i, r->end - i, &numeral)) {
    return YANSHU_OK;
  }
  *end = i + numeral.length;
  if (!starts_here(r, i, &numeral)) {
    return YANSHU_OK;
  }
  if (meets_date(r, *end)) {
    *end = i + 1;
    return YANSHU_OK;
  }
  const uint32_t at = skip_inside(r, *end);
  const ys_entry *unit = NULL;
  const uint32_t n = at < r->end ? ys_words_at(&r->words, at, r->end, YS_CLASS_UNIT, &unit) : 0;
  if (n == 0 || is_label(r, at, n, &numeral) || meets_date(r, at + n) || is_clock(r, &numeral, *end) ||
      is_article(r, i, &numeral, unit) || ys_words_has(r->lexicon, unit, YS_KEY_KIND, "age") ||
      goes_on(r, i, &numeral, at + n) ||
      (!is_measure(r, unit) && ys_words_longer(&r->words, at, r->end, n) &&
       ys_words_at(&r->words, at, r->end, YS_CLASS_WORD, NULL) > n)) {
    return YANSHU_OK;
  }
  *end = at + n;
  return add(r, i, i, &numeral, *end, unit);
}

/* The dates among the mentions, in order: they are copied because the list grows. */
static ys_status collect_dates(reader *r) {
  YS_ARRAY(ys_mention) dates = {0};
  for (uint32_t k = 0; k < r->mentions->list.n; ++k) {
    if (r->mentions->list.at[k].kind == YS_MENTION_DATE) {
      ys_mention *m = YS_PUSH(r->arena, &dates);
      if (m == NULL) {
        return YANSHU_NO_MEMORY;
      }
      *m = r->mentions->list.at[k];
    }
  }
  r->date = dates.at;
  r->n_date = dates.n;
  return YANSHU_OK;
}

ys_status ys_find_quantities(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                             ys_mentions *mentions) {
  reader r = {.arena = arena,
              .lexicon = lexicon,
              .document = document,
              .ch = document->ch,
              .words = ys_words_of(lexicon, document, mentions),
              .about = ys_lexicon_words(lexicon, YS_WORDS_NUMBER_ABOUT),
              .none = ys_lexicon_words(lexicon, YS_WORDS_NUMBER_NOT),
              .mentions = mentions};
  const uint8_t *starts = ys_starts_of(arena, lexicon, document, mentions);
  if (starts == NULL) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(collect_dates(&r));
  for (uint32_t b = 0; b < document->n_block; ++b) {
    r.base = document->block[b].begin;
    r.end = document->block[b].end;
    for (uint32_t i = r.base; (i = ys_start_from(starts, i, r.end, YS_START_QUANTITY)) < r.end;) {
      uint32_t end = skip_date(&r, i);
      if (end == i) {
        YS_TRY(try_per_cent(&r, i, &end));
      }
      if (end == i) {
        YS_TRY(try_number(&r, i, &end));
      }
      i = end > i ? end : i + 1;
    }
  }
  return YANSHU_OK;
}

/* ---- accessors ---- */

ys_view ys_quantity_value(ys_arena *arena, const ys_document *document, const ys_mention *quantity) {
  ys_numeral numeral;
  if (quantity->kind != YS_MENTION_QUANTITY ||
      !ys_numeral_read(document->ch + quantity->core_begin, quantity->core_end - quantity->core_begin, &numeral)) {
    return YS_VIEW("");
  }
  return ys_number_canonical(arena, &numeral);
}

bool ys_quantity_approximate(const ys_lexicon *lexicon, const ys_document *document, const ys_mention *quantity) {
  const ys_words words = ys_words_of(lexicon, document, NULL);
  const uint16_t about = ys_lexicon_words(lexicon, YS_WORDS_NUMBER_ABOUT);
  const ys_block *block = &document->block[ys_words_block(document, quantity->begin)];
  const ys_entry *entry = NULL;
  ys_numeral numeral;
  if (ys_numeral_read(document->ch + quantity->core_begin, quantity->core_end - quantity->core_begin, &numeral) &&
      numeral.about) {
    return true;
  }
  const uint32_t before = ys_words_before(&words, block->begin, quantity->begin, about, &entry);
  if (before > 0 && ys_words_has(lexicon, entry, YS_KEY_BEFORE, "yes") && /* but not 邻近 */
      ys_words_before(&words, block->begin, quantity->begin, YS_CLASS_WORD, NULL) <= before) {
    return true;
  }
  if (quantity->core_end < quantity->end && ys_words_at(&words, quantity->core_end, quantity->end, about, &entry) > 0 &&
      ys_words_has(lexicon, entry, YS_KEY_INSIDE, "yes")) {
    return true;
  }
  return quantity->end < block->end && ys_words_at(&words, quantity->end, block->end, about, &entry) > 0 &&
         ys_words_has(lexicon, entry, YS_KEY_AFTER, "yes");
}
