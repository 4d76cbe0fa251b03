/* SPDX-License-Identifier: Apache-2.0 */
/* Named works and sites that no gazetteer has: a proper name and the last word of a place's name (东平大桥, 昆山基地).
 */
#include "recognize/recognize_internal.h"

enum { SHORTEST = 2, LONGEST = 10, ODD_LONGEST = 3, MOST_COUNTED = 200 };

typedef struct finder {
  ys_arena *arena;
  const ys_lexicon *lexicon;
  const ys_document *document;
  const uint32_t *ch;
  ys_words words;
  uint32_t base;
  uint32_t end;
  uint16_t cue;
  uint16_t generic;
  ys_mentions *mentions;
  const bool *taken; /* characters that an organisation or a place covers */
  uint32_t counted;  /* names looked for all over the text so far */
} finder;

/* What stands before the head: whose it is, or a word that the vocabulary lacks. */
typedef struct modifier {
  bool place;   /* a division or named place, surely */
  bool generic; /* 国际, 首批, a number */
  uint32_t odd; /* characters in words of one character, or in stems that may be ordinary words */
} modifier;

static modifier look_at(const finder *f, uint32_t begin, uint32_t end) {
  modifier m = {0};
  ys_cut cut;
  ys_words_cut(&f->words, begin, end, &cut);
  for (uint32_t k = 0; k < cut.n; ++k) {
    const uint32_t from = cut.at[k];
    const uint32_t to = cut.at[k + 1];
    const uint32_t first = f->ch[from];
    const ys_entry *entry = NULL;
    const bool division = ys_words_is(&f->words, from, to, YS_CLASS_DIVISION, &entry) && to - from > 1 &&
                          entry->form != YS_FORM_ABBREVIATION;
    const bool unsafe = division && entry->form == YS_FORM_UNSAFE_STEM; /* 港口, 合作: also ordinary words */
    m.place =
        m.place || (division && !unsafe) || (to - from > 1 && ys_words_is(&f->words, from, to, YS_CLASS_PLACE, NULL));
    m.generic = m.generic || !ys_is_han(first) || ys_is_numeral(first) || first == 0x201C ||
                ys_words_is(&f->words, from, to, f->generic, NULL) ||
                ys_words_is(&f->words, from, to, YS_CLASS_COUNTRY, NULL);
    m.odd += to - from == 1 || unsafe ? to - from : 0;
  }
  return m;
}

/* A name that no word of the lexicon supports is told from chance by being used again. */
static bool is_repeated(finder *f, uint32_t begin, uint32_t end) {
  const uint32_t n = end - begin;
  uint32_t found = 0;
  if (f->counted++ >= MOST_COUNTED) {
    return false;
  }
  const uint32_t last = f->document->n - n;
  for (uint32_t i = 0; (i = ys_char_from(f->ch, i, last + 1, f->ch[begin])) <= last && found < 2; ++i) {
    uint32_t same = 1;
    while (same < n && f->ch[i + same] == f->ch[begin + same]) {
      ++same;
    }
    found += same == n ? 1 : 0;
  }
  return found > 1;
}

static bool is_taken(const finder *f, uint32_t begin, uint32_t end) {
  while (begin < end && !f->taken[begin]) {
    ++begin;
  }
  return begin < end;
}

static ys_status try_head(finder *f, uint32_t limit, uint32_t i, uint32_t *end) {
  const ys_entry *head = NULL;
  const uint32_t n = ys_words_at(&f->words, i, f->end, YS_CLASS_PLACE_HEAD, &head);
  if (n < 2 || !ys_words_has(f->lexicon, head, YS_KEY_NAMED, "yes") || ys_words_longer(&f->words, i, f->end, n) ||
      !ys_words_apart(&f->words, limit, i, i + n)) {
    return YANSHU_OK;
  }
  const uint32_t begin = ys_words_left(&f->words, limit, i, f->cue).begin;
  if (i - begin < SHORTEST || i - begin > LONGEST || is_taken(f, begin, i + n)) {
    return YANSHU_OK;
  }
  const modifier m = look_at(f, begin, i);
  const bool odd = m.odd == i - begin && m.odd <= ODD_LONGEST;
  if (m.generic || !(m.place || (odd && is_repeated(f, begin, i + n)))) {
    return YANSHU_OK;
  }
  ys_mention *place = ys_words_add(f->arena, f->document, YS_MENTION_PLACE, begin, i + n, f->mentions);
  if (place == NULL) {
    return YANSHU_NO_MEMORY;
  }
  place->head = head->concept_id;
  *end = i + n;
  return YANSHU_OK;
}

static const bool *taken_of(ys_arena *arena, const ys_document *document, const ys_mentions *mentions) {
  bool *taken = ys_arena_alloc(arena, (size_t)document->n + 1);
  for (uint32_t k = 0; taken != NULL && k < mentions->list.n; ++k) {
    const ys_mention *m = &mentions->list.at[k];
    const bool takes = m->kind == YS_MENTION_ORGANIZATION || m->kind == YS_MENTION_PLACE;
    for (uint32_t i = m->begin; takes && i < m->end; ++i) {
      taken[i] = true;
    }
  }
  return taken;
}

ys_status ys_find_named_places(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                               ys_mentions *mentions) {
  finder f = {.arena = arena,
              .lexicon = lexicon,
              .document = document,
              .ch = document->ch,
              .words = ys_words_of(lexicon, document, mentions),
              .cue = ys_lexicon_words(lexicon, YS_WORDS_PROGRAM_CUE),
              .generic = ys_lexicon_words(lexicon, YS_WORDS_PROGRAM_GENERIC),
              .mentions = mentions,
              .taken = taken_of(arena, document, mentions)};
  const uint8_t *starts = ys_starts_of(arena, lexicon, document, mentions);
  if (f.taken == NULL || starts == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t b = 0; b < document->n_block; ++b) {
    f.base = document->block[b].begin;
    f.end = document->block[b].end;
    uint32_t limit = f.base;
    for (uint32_t i = f.base; (i = ys_start_from(starts, i, f.end, YS_START_PLACE)) < f.end;) {
      uint32_t end = i;
      YS_TRY(try_head(&f, limit, i, &end));
      limit = end > i ? end : limit;
      i = end > i ? end : i + 1;
    }
  }
  return YANSHU_OK;
}
