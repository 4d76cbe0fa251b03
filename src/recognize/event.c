/* SPDX-License-Identifier: Apache-2.0 */
/* Sessions of congresses and committees, and named meetings, fairs and ceremonies. */
#include "recognize/recognize_internal.h"

enum {
  ORDINAL = 0x7B2C, /* 第 */
  TERM = 0x5C4A,    /* 届 */
  TIMES = 0x6B21,   /* 次 */
  MIDDLE = 0x4E2D,  /* 中, of 三中全会 */
  BIG = 0x5927,     /* 大, of 二十大 */
  PARTY = 0x515A,   /* 党 */
  OF = 0x7684       /* 的 */
};

typedef struct reader {
  ys_arena *arena;
  const ys_lexicon *lexicon;
  const ys_document *document;
  const uint32_t *ch;
  ys_words words;
  uint32_t base;
  uint32_t end;
  uint16_t part;  /* words inside a session's name */
  uint16_t level; /* 省 市 区 … */
  uint16_t name;  /* events known by name */
  uint16_t cue;
  uint32_t next_term; /* the first 届 not before what is looked at, when one is due */
  uint32_t next_big;  /* likewise 大 */
  ys_mentions *mentions;
} reader;

typedef struct session {
  uint32_t begin;
  uint32_t end;
  uint32_t ordinal;
  uint32_t number;
  uint32_t division;
  uint32_t organ; /* concept */
  uint32_t organ_begin;
  uint32_t organ_end;
  const ys_entry *head;
  const ys_entry *level; /* 省, 市 … standing alone */
} session;

/* ---- sessions ---- */

/* [第]N[mark] at i: the number; *end behind the mark. */
static uint32_t read_ordinal(const reader *r, uint32_t i, uint32_t mark, uint32_t *end) {
  ys_numeral numeral;
  uint32_t at = i < r->end && r->ch[i] == ORDINAL ? i + 1 : i;
  if (at >= r->end || !ys_numeral_read(r->ch + at, r->end - at, &numeral) || at + numeral.length >= r->end ||
      r->ch[at + numeral.length] != mark) {
    return 0;
  }
  const uint32_t value = ys_numeral_whole(&numeral, 999);
  *end = at + numeral.length + 1;
  return value == UINT32_MAX ? 0 : value;
}

/* Longest word at i that may stand in a session's name. */
static uint32_t part_at(const reader *r, uint32_t i, uint16_t *class_id, const ys_entry **entry) {
  const uint16_t classes[] = {YS_CLASS_ORGAN, YS_CLASS_BODY, YS_CLASS_DIVISION, r->part, r->level};
  uint32_t best = 0;
  for (size_t k = 0; k < YS_LENGTH(classes); ++k) {
    const ys_entry *e = NULL;
    const uint32_t n = ys_words_at(&r->words, i, r->end, classes[k], &e);
    if (n > best) {
      best = n;
      *class_id = classes[k];
      *entry = e;
    }
  }
  return best;
}

/* … and that ends before @p end. */
static uint32_t part_before(const reader *r, uint32_t end, uint16_t *class_id, const ys_entry **entry) {
  const uint16_t classes[] = {YS_CLASS_ORGAN, YS_CLASS_BODY, YS_CLASS_DIVISION, r->part, r->level};
  uint32_t best = 0;
  for (size_t k = 0; k < YS_LENGTH(classes); ++k) {
    const ys_entry *e = NULL;
    const uint32_t n = ys_words_before(&r->words, r->base, end, classes[k], &e);
    if (n > best) {
      best = n;
      *class_id = classes[k];
      *entry = e;
    }
  }
  return best;
}

static void take_part(const reader *r, session *s, uint16_t class_id, const ys_entry *entry, uint32_t begin,
                      uint32_t end) {
  if (class_id == YS_CLASS_DIVISION) {
    s->division = entry->concept_id;
  } else if (class_id == YS_CLASS_ORGAN || class_id == YS_CLASS_BODY) {
    s->organ = entry->concept_id;
    s->organ_begin = begin;
    s->organ_end = end;
    const uint32_t n = ys_words_at(&r->words, begin, end, r->level, &entry);
    s->level = n > 0 ? entry : s->level;
  } else if (class_id == r->level) {
    s->level = entry;
  }
}

static uint32_t extend_right(const reader *r, session *s, uint32_t at) {
  enum { PARTS = 5 };
  for (int k = 0; k < PARTS && at < r->end; ++k) {
    uint16_t class_id = 0;
    const ys_entry *entry = NULL;
    uint32_t after = 0;
    if (r->ch[at] == ORDINAL || read_ordinal(r, at, TIMES, &after) != 0 || read_ordinal(r, at, MIDDLE, &after) != 0) {
      break;
    }
    const uint32_t n = part_at(r, at, &class_id, &entry);
    if (n == 0) {
      break;
    }
    take_part(r, s, class_id, entry, at, at + n);
    at += n;
  }
  return at;
}

/* 致公党第十六届中央委员会: the centre is of that party, not of the one that 中央委员会 alone means. */
static bool is_other_party(const reader *r, uint32_t outer, uint32_t organ) {
  const ys_view party = YS_VIEW("party");
  return outer != YS_NO_CONCEPT && ys_concept_class(r->lexicon, outer) == YS_CLASS_BODY &&
         ys_concept_class(r->lexicon, organ) == YS_CLASS_BODY &&
         ys_view_equal(ys_concept_value(r->lexicon, outer, YS_KEY_SYSTEM), party) &&
         ys_view_equal(ys_concept_value(r->lexicon, organ, YS_KEY_SYSTEM), party) &&
         !ys_view_equal(ys_concept_id(r->lexicon, outer), YS_VIEW("cpc"));
}

static uint32_t extend_left(const reader *r, session *s, uint32_t at) {
  enum { PARTS = 3 };
  for (int k = 0; k < PARTS && at > r->base; ++k) {
    uint16_t class_id = 0;
    const ys_entry *entry = NULL;
    const uint32_t n = part_before(r, at, &class_id, &entry);
    if (n == 0 || ys_words_cross(&r->words, r->base, at - n, at)) {
      break;
    }
    const uint32_t organ = s->organ;
    const uint32_t division = s->division;
    session outer = *s;
    take_part(r, &outer, class_id, entry, at - n, at);
    *s = outer;
    if (organ != YS_NO_CONCEPT && !is_other_party(r, outer.organ, organ)) {
      s->organ = organ; /* the nearer one sits */
      s->organ_begin = outer.organ == organ ? outer.organ_begin : s->organ_begin;
    }
    s->division = division != YS_NO_CONCEPT ? division : s->division;
    at -= n;
  }
  return at;
}

/* The first session of the 14th National People's Congress, and of the provincial congresses counted alike, was in
 * 2023; each has five yearly sessions. */
static int year_of_session(const reader *r, const session *s) {
  enum { BASE_YEAR = 2023, BASE_TERM = 14, TERM_YEARS = 5, FIRST = 8, LAST = 30 };
  if (s->number == 0 || s->number > TERM_YEARS || s->ordinal < FIRST || s->ordinal > LAST ||
      s->organ == YS_NO_CONCEPT || s->head == NULL) {
    return 0;
  }
  const ys_view organ = ys_concept_value(r->lexicon, s->organ, YS_KEY_SYSTEM);
  const bool national = ys_concept_class(r->lexicon, s->organ) == YS_CLASS_BODY;
  const bool provincial = ys_words_has(r->lexicon, s->level, YS_KEY_LEVEL, "province") ||
                          (s->division != YS_NO_CONCEPT &&
                           ys_view_equal(ys_concept_value(r->lexicon, s->division, YS_KEY_LEVEL), YS_VIEW("province")));
  const ys_view id = ys_concept_id(r->lexicon, s->organ);
  const bool committee = ys_view_ends(id, YS_VIEW("standing-committee"));
  const bool congress = ys_view_equal(organ, YS_VIEW("congress"));
  const bool cppcc = ys_view_equal(organ, YS_VIEW("cppcc"));
  if (committee || !(congress ? national || provincial : cppcc && national)) {
    return 0;
  }
  return BASE_YEAR + TERM_YEARS * ((int)s->ordinal - BASE_TERM) + (int)s->number - 1;
}

static ys_status add_session(reader *r, const session *s) {
  ys_mention *m = ys_words_add(r->arena, r->document, YS_MENTION_EVENT, s->begin, s->end, r->mentions);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->ordinal = (uint16_t)s->ordinal;
  m->session = (uint16_t)s->number;
  m->division = s->division;
  m->concept_id = s->organ;
  m->head = s->head != NULL ? s->head->concept_id : YS_NO_CONCEPT;
  if (s->organ != YS_NO_CONCEPT) {
    m->core_begin = s->organ_begin;
    m->core_end = s->organ_end;
  }
  m->date = ys_date_make(year_of_session(r, s), 0, 0);
  return YANSHU_OK;
}

/* [BODY][第]N届[BODY][第]M次|M中 HEAD at i, where the number of the term begins. */
static ys_status try_session(reader *r, uint32_t i, uint32_t *end) {
  session s = {.begin = i, .division = YS_NO_CONCEPT, .organ = YS_NO_CONCEPT};
  uint32_t at = 0;
  s.ordinal = read_ordinal(r, i, TERM, &at);
  if (s.ordinal == 0) {
    return YANSHU_OK;
  }
  at = extend_right(r, &s, at);
  uint32_t after = at;
  s.number = read_ordinal(r, at, TIMES, &after);
  if (s.number == 0) {
    s.number = read_ordinal(r, at, MIDDLE, &after);
  }
  if (s.number != 0) {
    after = extend_right(r, &s, after);
  }
  const uint32_t head = after < r->end ? ys_words_at(&r->words, after, r->end, YS_CLASS_EVENT_HEAD, &s.head) : 0;
  if (s.number == 0 || head == 0) {
    return YANSHU_OK;
  }
  s.end = after + head;
  s.begin = extend_left(r, &s, i);
  *end = s.end;
  return add_session(r, &s);
}

/* 党的二十大, 二十大: the party's congresses. */
static ys_status try_party_congress(reader *r, uint32_t i, uint32_t *end) {
  enum { FIRST = 11, LAST = 40, ALL = 99 };
  ys_numeral numeral;
  if (r->ch[i] == ORDINAL || !ys_is_numeral(r->ch[i]) || !ys_numeral_read(r->ch + i, r->end - i, &numeral)) {
    return YANSHU_OK;
  }
  const uint32_t at = i + numeral.length;
  const uint32_t value = ys_numeral_whole(&numeral, ALL);
  if (at >= r->end || r->ch[at] != BIG || value == UINT32_MAX || numeral.places > 1) {
    return YANSHU_OK;
  }
  const bool named = i >= r->base + 2 && r->ch[i - 1] == OF && r->ch[i - 2] == PARTY;
  const bool plain = value >= FIRST && value <= LAST && at + 1 < r->end && !ys_words_cross(&r->words, r->base, i, at) &&
                     ys_words_at(&r->words, at, r->end, YS_CLASS_WORD, NULL) < 2;
  if (!named && !plain) {
    return YANSHU_OK;
  }
  session s = {
      .begin = named ? i - 2 : i, .end = at + 1, .ordinal = value, .division = YS_NO_CONCEPT, .organ = YS_NO_CONCEPT};
  *end = s.end;
  return add_session(r, &s);
}

/* ---- named meetings ---- */

/* A place, a year, a number or a quoted part makes the name of a meeting specific. */
static bool is_specific(const reader *r, uint32_t begin, uint32_t head, uint32_t *division, uint32_t *ordinal,
                        int *year) {
  ys_cut cut;
  bool specific = false;
  ys_words_cut(&r->words, begin, head, &cut);
  for (uint32_t k = 0; k < cut.n; ++k) {
    const uint32_t from = cut.at[k];
    const uint32_t n = cut.at[k + 1] - from;
    const ys_entry *entry = NULL;
    if (ys_words_is(&r->words, from, from + n, YS_CLASS_DIVISION, &entry) && entry->form != YS_FORM_UNSAFE_STEM &&
        entry->form != YS_FORM_ABBREVIATION) {
      *division = *division == YS_NO_CONCEPT ? entry->concept_id : *division;
      specific = true;
    } else if (ys_words_is(&r->words, from, from + n, YS_CLASS_COUNTRY, NULL) ||
               ys_words_is(&r->words, from, from + n, YS_CLASS_PLACE, NULL) ||
               ys_words_is(&r->words, from, from + n, YS_CLASS_BODY, NULL) ||
               ys_words_is(&r->words, from, from + n, r->name, NULL) || r->ch[from] == 0x201C ||
               (n > 1 && ys_is_latin(r->ch[from]))) {
      specific = true;
    }
    uint32_t after = 0;
    const uint32_t value = read_ordinal(r, from, TERM, &after);
    if (value != 0 && after <= head) {
      *ordinal = *ordinal == 0 ? value : *ordinal;
      specific = true;
    }
    specific = ys_year_read(r->ch + from, head - from, year) > 0 || specific;
  }
  return specific;
}

static ys_status add_named(reader *r, uint32_t begin, uint32_t end, uint32_t head_begin, const ys_entry *head) {
  uint32_t division = YS_NO_CONCEPT;
  uint32_t ordinal = 0;
  int year = 0;
  (void)is_specific(r, begin, head_begin, &division, &ordinal, &year);
  ys_mention *m = ys_words_add(r->arena, r->document, YS_MENTION_EVENT, begin, end, r->mentions);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->division = division;
  m->ordinal = (uint16_t)ordinal;
  m->head = head != NULL ? head->concept_id : YS_NO_CONCEPT;
  m->date = ys_date_make(year, 0, 0);
  return YANSHU_OK;
}

/* Begin of the name: a year right before it belongs to it, a leading quoted part too. */
static ys_status try_named(reader *r, uint32_t i, uint32_t *end) {
  enum { SHORTEST = 3, LONGEST = 30 };
  const ys_entry *head = NULL;
  const uint32_t n = ys_words_at(&r->words, i, r->end, YS_CLASS_EVENT_HEAD, &head);
  if (n == 0 || !ys_words_has(r->lexicon, head, YS_KEY_NAMED, "yes") || ys_words_longer(&r->words, i, r->end, n) ||
      !ys_words_apart(&r->words, r->base, i, i + n)) {
    return YANSHU_OK;
  }
  const ys_name_left left = ys_words_left(&r->words, r->base, i, r->cue);
  uint32_t division = YS_NO_CONCEPT;
  uint32_t ordinal = 0;
  int year = 0;
  if (i - left.begin < SHORTEST || i - left.begin > LONGEST ||
      !is_specific(r, left.begin, i, &division, &ordinal, &year)) {
    return YANSHU_OK;
  }
  *end = i + n;
  /* a head may follow the head: 广交会开幕式 */
  const uint32_t more = *end < r->end ? ys_words_at(&r->words, *end, r->end, YS_CLASS_EVENT_HEAD, &head) : 0;
  *end += more;
  return add_named(r, left.begin, *end, i, head);
}

/* 广交会, 全国两会: known by name, with the year, number or place before it. */
static ys_status try_known(reader *r, uint32_t i, uint32_t *end) {
  const ys_entry *entry = NULL;
  const uint32_t n = ys_words_at(&r->words, i, r->end, r->name, &entry);
  if (n == 0 || ys_words_cross(&r->words, r->base, i, r->end)) {
    return YANSHU_OK;
  }
  session s = {.division = YS_NO_CONCEPT, .organ = YS_NO_CONCEPT};
  uint32_t begin = i;
  uint32_t after = 0;
  for (uint32_t from = i > r->base + 8 ? i - 8 : r->base; from < i && begin == i; ++from) {
    if ((read_ordinal(r, from, TERM, &after) != 0 && after == i) ||
        (read_ordinal(r, from, TIMES, &after) != 0 && after == i)) {
      begin = from;
    }
  }
  begin = extend_left(r, &s, begin);
  *end = i + n;
  return add_named(r, begin, *end, i, entry);
}

/* Whether @p c comes near enough to end what begins with a number at i. @p next: where it comes, asked for in the order
 * of the text. */
static bool comes(const reader *r, uint32_t *next, uint32_t i, uint32_t c) {
  if (*next < i) {
    *next = ys_char_from(r->ch, i, r->end, c);
  }
  return *next < r->end && *next - i <= YS_NUMERAL_LONGEST + 1;
}

ys_status ys_find_events(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                         ys_mentions *mentions) {
  reader r = {.arena = arena,
              .lexicon = lexicon,
              .document = document,
              .ch = document->ch,
              .words = ys_words_of(lexicon, document, mentions),
              .part = ys_lexicon_words(lexicon, YS_WORDS_EVENT_PART),
              .level = ys_lexicon_words(lexicon, YS_WORDS_LEVEL),
              .name = ys_lexicon_words(lexicon, YS_WORDS_EVENT_NAME),
              .cue = ys_lexicon_words(lexicon, YS_WORDS_PROGRAM_CUE),
              .mentions = mentions};
  const uint64_t words = YS_CLASS_BIT(r.name) | YS_CLASS_BIT(YS_CLASS_EVENT_HEAD);
  const uint8_t *starts = ys_starts_of(arena, lexicon, document, mentions);
  if (starts == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t b = 0; b < document->n_block; ++b) {
    r.base = document->block[b].begin;
    r.end = document->block[b].end;
    for (uint32_t i = r.base; (i = ys_start_from(starts, i, r.end, YS_START_EVENT)) < r.end;) {
      uint32_t end = i;
      const bool ordinal = r.ch[i] == ORDINAL;
      const bool inside = i > r.base && (starts[i - 1] & YS_START_NUMBER) != 0;
      if (ordinal || ((starts[i] & YS_START_NUMBER) != 0 && !inside)) {
        if (comes(&r, &r.next_term, i, TERM)) {
          YS_TRY(try_session(&r, i, &end));
        }
        if (end == i && comes(&r, &r.next_big, i, BIG)) {
          YS_TRY(try_party_congress(&r, i, &end));
        }
      }
      if (end == i && ys_classes_may(mentions, i, words) && ys_is_han(r.ch[i])) {
        YS_TRY(try_known(&r, i, &end));
        if (end == i) {
          YS_TRY(try_named(&r, i, &end));
        }
      }
      i = end > i ? end : i + 1;
    }
  }
  return YANSHU_OK;
}
