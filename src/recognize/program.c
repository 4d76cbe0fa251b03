/* SPDX-License-Identifier: Apache-2.0 */
/* Named programs: quoted coinages, known names; titles and phrases by the files beside. */
#include "recognize/program.h"

enum {
  LONGEST_QUOTE = 24,
  NEAR_HEAD = 4, /* characters between the closing quote and the head */
  FAR_HEAD = 8,  /* … when the quote holds a code (“12218”现代化产业体系) */
  LONGEST_COUNTED = 8,
  MOST_COUNTED = 200,
  MOST_COINAGES = 200,
  MEASURE = 0x4E2A, /* 个 */
  ZERO = 0x96F6     /* 零 */
};

uint8_t ys_finder_kind(const ys_finder *f, const ys_entry *entry) {
  static const struct {
    const char *name;
    uint8_t kind;
  } kinds[] = {{"plan", YS_PROGRAM_PLAN},         {"policy", YS_PROGRAM_POLICY},   {"law", YS_PROGRAM_POLICY},
               {"strategy", YS_PROGRAM_STRATEGY}, {"slogan", YS_PROGRAM_STRATEGY}, {"campaign", YS_PROGRAM_CAMPAIGN},
               {"project", YS_PROGRAM_PROJECT},   {"pilot", YS_PROGRAM_PILOT},     {"model", YS_PROGRAM_MODEL}};
  const ys_view kind = ys_words_feature(f->lexicon, entry, YS_KEY_KIND);
  for (size_t k = 0; k < YS_LENGTH(kinds); ++k) {
    if (ys_view_equal(kind, ys_view_of(kinds[k].name))) {
      return kinds[k].kind;
    }
  }
  return YS_PROGRAM_OTHER;
}

ys_mention *ys_finder_add(ys_finder *f, uint32_t begin, uint32_t end, uint32_t core_begin, uint32_t core_end,
                          const ys_entry *head, const ys_entry *program) {
  ys_mention *m = ys_words_add(f->arena, f->document, YS_MENTION_PROGRAM, begin, end, f->mentions);
  if (m == NULL) {
    return NULL;
  }
  m->core_begin = core_begin;
  m->core_end = core_end;
  m->head = head != NULL ? head->concept_id : YS_NO_CONCEPT;
  m->concept_id = program != NULL ? program->concept_id : YS_NO_CONCEPT;
  m->program_kind = ys_finder_kind(f, program != NULL ? program : head);
  if (m->program_kind == YS_PROGRAM_OTHER && program != NULL) {
    m->program_kind = ys_finder_kind(f, head);
  }
  m->division = ys_words_division(&f->words, core_begin, core_end);
  for (uint32_t i = core_begin; i < core_end && m->date.precision == YS_DATE_NONE; ++i) {
    ys_date from;
    ys_date to;
    if (ys_is_digit(f->ch[i]) && (i == core_begin || !ys_is_digit(f->ch[i - 1])) &&
        ys_period_read(f->ch + i, core_end - i, &from, &to) > 0) {
      m->date = from;
      m->date_end = to;
    }
  }
  return m;
}

/* ---- quotes ---- */

typedef struct quote {
  uint32_t open;
  uint32_t close;
  uint32_t count_begin; /* of 14个 before it; = open without */
  uint32_t count;
  bool coded;    /* digits: 12218, 6+4, 1+N */
  bool parallel; /* 、 inside */
  bool numeral;  /* begins with a Chinese numeral */
  bool spoken;   /* sentence marks inside */
  bool dated;    /* 9·3 */
} quote;

/* 千里眼, 万花筒: hundreds and more begin ordinary words; 百城千屏 has two of them. */
static bool is_large(uint32_t c) {
  return c == 0x767E || c == 0x5343 || c == 0x4E07 || c == 0x4EBF;
}

static void look_inside(const ys_finder *f, quote *q) {
  uint32_t digits = 0;
  uint32_t numerals = 0;
  uint32_t points = 0;
  bool plus = false;
  for (uint32_t i = q->open + 1; i < q->close; ++i) {
    const uint32_t c = f->ch[i];
    digits += ys_is_digit(c) ? 1 : 0;
    numerals += ys_is_numeral(c) ? 1 : 0;
    points += c == 0xB7 ? 1 : 0;
    plus = plus || c == '+';
    q->parallel = q->parallel || c == YS_CH_LIST;
    q->spoken = q->spoken || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1B || c == 0xFF1A;
  }
  const uint32_t length = q->close - q->open - 1;
  q->dated = digits > 0 && digits + points == length && points == 1;
  q->coded = (digits > 0 && plus) || (digits == length && digits >= 4 && digits <= 6);
  const uint32_t first = f->ch[q->open + 1];
  q->numeral = length >= 2 && length <= 6 && ys_is_numeral(first) && first != ZERO &&
               !ys_is_numeral(f->ch[q->open + 2]) && (!is_large(first) || numerals > 1);
}

/* 14个“强市”: the count before the mark. */
static void look_before(const ys_finder *f, quote *q) {
  q->count_begin = q->open;
  if (q->open < f->base + 2 || f->ch[q->open - 1] != MEASURE) {
    return;
  }
  uint32_t i = q->open - 1;
  while (i > f->base && (ys_is_digit(f->ch[i - 1]) || ys_is_numeral(f->ch[i - 1]))) {
    --i;
  }
  ys_numeral numeral;
  if (i < q->open - 1 && ys_numeral_read(f->ch + i, q->open - 1 - i, &numeral) && numeral.length == q->open - 1 - i) {
    const uint32_t value = ys_numeral_whole(&numeral, 999);
    q->count = value == UINT32_MAX ? 0 : value;
    q->count_begin = q->count > 1 ? i : q->open;
  }
}

/* A head that makes a program: no weak one, none inside the name of a meeting (“3+3”战略对话). */
static const ys_entry *sound_head(const ys_finder *f, uint32_t from, uint32_t end, const ys_entry *head) {
  const ys_entry *event = NULL;
  if (end - from < 2 || ys_words_is(&f->words, from, end, f->weak, NULL) ||
      (end < f->end && ys_words_at(&f->words, end, f->end, YS_CLASS_EVENT_HEAD, &event) > 1 &&
       !ys_words_has(f->lexicon, event, YS_KEY_KIND, "activity"))) {
    return NULL;
  }
  return head;
}

/* “…”的模式: the phrase describes a thing of its own only for coinages and models. */
static bool allows_of(const ys_finder *f, const quote *q, const ys_entry *head) {
  return head == NULL || f->ch[q->close + 1] != YS_CH_OF || q->coded || q->parallel ||
         ys_finder_kind(f, head) == YS_PROGRAM_MODEL;
}

/* The head behind the closing mark, at most @p far characters on; *end behind it. NULL: none. */
static const ys_entry *head_behind(const ys_finder *f, const quote *q, uint32_t far, uint32_t *end) {
  uint32_t i = q->close + 1;
  i += i < f->end && f->ch[i] == YS_CH_OF ? 1 : 0;
  const uint32_t stop = f->end < i + far + 8 ? f->end : i + far + 8;
  if (!ys_words_any(&f->words, i, stop, YS_CLASS_BIT(YS_CLASS_PROGRAM_HEAD))) {
    return NULL;
  }
  ys_cut cut;
  ys_words_cut(&f->words, i, stop, &cut);
  for (uint32_t k = 0; k < cut.n && cut.at[k] - i <= far; ++k) {
    const uint32_t from = cut.at[k];
    const uint32_t n = cut.at[k + 1] - from;
    const ys_entry *head = NULL;
    if (!ys_is_han(f->ch[from]) || ys_words_is(&f->words, from, from + n, YS_CLASS_STOP, NULL) ||
        ys_words_is(&f->words, from, from + n, YS_CLASS_SPEECH, NULL)) {
      return NULL;
    }
    const uint32_t whole = ys_words_at(&f->words, from, f->end, YS_CLASS_PROGRAM_HEAD, &head);
    if (whole >= n || ys_words_before(&f->words, from, from + n, YS_CLASS_PROGRAM_HEAD, &head) > 0) {
      *end = from + (whole > n ? whole : n);
      head = sound_head(f, from, *end, head);
      return allows_of(f, q, head) ? head : NULL;
    }
    if (ys_words_is(&f->words, from, from + n, f->cue, NULL)) {
      return NULL;
    }
  }
  return NULL;
}

/* “6+4”城市性质和核心功能: the noun phrase behind a code, up to a mark. */
static uint32_t phrase_behind(const ys_finder *f, const quote *q) {
  enum { SHORTEST = 4, LONGEST = 14 };
  uint32_t i = q->close + 1;
  i += i < f->end && f->ch[i] == YS_CH_OF ? 1 : 0;
  const uint32_t from = i;
  while (i < f->end && i - from <= LONGEST && ys_is_han(f->ch[i]) &&
         ys_words_at(&f->words, i, f->end, f->cue, NULL) < 2) {
    const ys_entry *event = NULL;
    if (ys_words_at(&f->words, i, f->end, YS_CLASS_EVENT_HEAD, &event) > 1 &&
        !ys_words_has(f->lexicon, event, YS_KEY_KIND, "activity")) {
      return UINT32_MAX; /* “2+2”会谈 */
    }
    ++i;
  }
  return i - from >= SHORTEST && i - from <= LONGEST ? i : UINT32_MAX;
}

/* A verb that carries out programs stands in the clause before the quote. */
static bool has_cue(const ys_finder *f, uint32_t open, bool adjacent, bool strong) {
  const uint32_t clause = ys_words_clause(f->document, open);
  ys_cut cut;
  ys_words_cut(&f->words, clause, open, &cut);
  for (uint32_t k = cut.n; k > 0; --k) {
    const ys_entry *cue = NULL;
    if (ys_words_is(&f->words, cut.at[k - 1], cut.at[k], f->cue, &cue) &&
        (!strong || ys_words_has(f->lexicon, cue, YS_KEY_STRONG, "yes"))) {
      return true;
    }
    if (adjacent) {
      return false;
    }
  }
  return false;
}

/* Another counted group beside this one (14个“强市”、5个“广州”), or the same one elsewhere. */
static bool is_group(const ys_finder *f, const quote *q) {
  const ys_document *d = f->document;
  const uint32_t n = q->close - q->open - 1;
  uint32_t same = 0;
  const uint32_t end = d->n > n + 1 ? d->n - n - 1 : 0;
  for (uint32_t i = 0; (i = ys_start_from(f->starts, i, end, YS_START_QUOTE)) < end; ++i) {
    uint32_t k = 1;
    while (k < n + 2 && d->ch[i + k] == d->ch[q->open + k]) {
      ++k;
    }
    same += k == n + 2 && i > 0 && d->ch[i - 1] == MEASURE ? 1 : 0;
  }
  return same > 1;
}

/* A list of its members stands right before: 产业链、创新链、资金链、人才链“四链融合”. */
static bool is_summed_up(const ys_finder *f, uint32_t open) {
  enum { LONGEST_MEMBER = 8 };
  for (uint32_t i = open; i > f->base && open - i < LONGEST_MEMBER; --i) {
    if (f->ch[i - 1] == YS_CH_LIST) {
      return i < open;
    }
    if (!ys_is_han(f->ch[i - 1])) {
      return false;
    }
  }
  return false;
}

/* A coinage that needs no head: 四链融合, 四个充分尊重 and 托育、教育、养育 as objects of a verb that carries out. */
static bool is_slogan(const ys_finder *f, const quote *q) {
  enum { SHORTEST_PART = 2, LONGEST_PART = 6, COUNTED = 3 };
  if (q->parallel) {
    uint32_t part = 0;
    for (uint32_t i = q->open + 1; i < q->close; ++i) {
      const bool short_part = f->ch[i] == YS_CH_LIST && part < SHORTEST_PART;
      part = ys_is_han(f->ch[i]) ? part + 1 : 0;
      if (part > LONGEST_PART || short_part || f->ch[i] == YS_CH_COMMA) {
        return false;
      }
    }
    return part >= SHORTEST_PART && has_cue(f, q->open, true, true);
  }
  if (!q->numeral) {
    return false;
  }
  const bool counted = q->close - q->open - 1 > COUNTED && f->ch[q->open + 2] == MEASURE;
  return counted ? has_cue(f, q->open, false, false) : has_cue(f, q->open, true, false) || is_summed_up(f, q->open);
}

static ys_status add_quote(ys_finder *f, const quote *q, uint32_t end, const ys_entry *head, const ys_entry *known,
                           uint8_t fallback) {
  const bool counted = end == q->close + 1 && head == NULL && known == NULL && q->count > 1;
  ys_mention *m = ys_finder_add(f, counted ? q->count_begin : q->open, end, q->open + 1, q->close, head, known);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->ordinal = counted ? (uint16_t)q->count : 0;
  if (m->program_kind == YS_PROGRAM_OTHER) {
    m->program_kind = fallback;
  }
  return YANSHU_OK;
}

/* A head closes the quote itself: “儿童友好通学路径”. */
static const ys_entry *head_inside(const ys_finder *f, const quote *q) {
  enum { SHORTEST = 2 };
  const ys_entry *head = NULL;
  const uint32_t n = ys_words_before(&f->words, q->open + 1, q->close, YS_CLASS_PROGRAM_HEAD, &head);
  if (n == 0 || q->close - q->open - 1 < n + SHORTEST ||
      ys_words_is(&f->words, q->close - n, q->close, f->weak, NULL)) {
    return NULL;
  }
  const uint32_t modifier = q->close - q->open - 1 - n;
  const uint32_t begin = q->open + 1;
  const bool plain = ys_words_is(&f->words, begin, begin + modifier, f->generic, NULL) ||
                     ys_words_is(&f->words, begin, begin + modifier, YS_CLASS_DIVISION, NULL) ||
                     ys_words_is(&f->words, begin, begin + modifier, YS_CLASS_COUNTRY, NULL) ||
                     ys_words_is(&f->words, begin, begin + modifier, YS_CLASS_PLACE, NULL);
  return plain ? NULL : head; /* “中国方案”, “头号工程” */
}

static ys_status try_quote(ys_finder *f, const quote *q) {
  const uint32_t core = q->open + 1;
  const uint32_t length = q->close - q->open - 1;
  const ys_entry *known = NULL;
  uint32_t end = q->close + 1;
  if (length == 0 || length > LONGEST_QUOTE || q->spoken || q->dated ||
      ys_words_is(&f->words, core, q->close, YS_CLASS_NOT_PROGRAM, NULL)) {
    return YANSHU_OK;
  }
  if (ys_words_is(&f->words, core, q->close, YS_CLASS_PROGRAM, &known)) {
    const ys_entry *head = head_behind(f, q, 0, &end);
    if (head == NULL && (ys_words_is(&f->words, core, q->close, f->era, NULL) ||
                         ys_words_is(&f->words, core, q->close, f->weak, NULL))) {
      return YANSHU_OK;
    }
    return add_quote(f, q, head != NULL ? end : q->close + 1, head, known, YS_PROGRAM_STRATEGY);
  }
  const ys_entry *head = head_behind(f, q, 0, &end); /* “审批一件事”改革: the head outside tells the kind */
  if (head == NULL) {
    head = head_inside(f, q);
    end = q->close + 1;
  }
  if (head != NULL && end == q->close + 1) {
    return add_quote(f, q, q->close + 1, head, NULL, YS_PROGRAM_STRATEGY);
  }
  head = head_behind(f, q, q->coded ? FAR_HEAD : NEAR_HEAD, &end);
  const bool era = ys_words_is(&f->words, core, q->close, f->era, NULL);
  if (head != NULL && length > 1 && !(era && ys_finder_kind(f, head) != YS_PROGRAM_PLAN)) {
    return add_quote(f, q, end, head, NULL, YS_PROGRAM_STRATEGY);
  }
  if (q->coded) {
    const uint32_t phrase = phrase_behind(f, q);
    return phrase == UINT32_MAX ? YANSHU_OK : add_quote(f, q, phrase, NULL, NULL, YS_PROGRAM_STRATEGY);
  }
  if (q->count > 1 && length <= LONGEST_COUNTED && f->counted++ < MOST_COUNTED && is_group(f, q)) {
    return add_quote(f, q, q->close + 1, NULL, NULL, YS_PROGRAM_STRATEGY);
  }
  if (is_slogan(f, q)) {
    return add_quote(f, q, q->close + 1, NULL, NULL, YS_PROGRAM_STRATEGY);
  }
  return YANSHU_OK;
}

/* Why the quotation is no program: the first of the reasons that try_quote goes by. */
static ys_status consider_quote(const ys_finder *f, const quote *q) {
  const uint32_t length = q->close - q->open - 1;
  const bool listed = length > 0 && ys_words_is(&f->words, q->open + 1, q->close, YS_CLASS_NOT_PROGRAM, NULL);
  return ys_consider(f->mentions, (ys_considered){.kind = YS_MENTION_PROGRAM,
                                                  .loss = length == 0 || length > LONGEST_QUOTE ? YS_LOSS_LONG
                                                          : q->spoken                           ? YS_LOSS_SPEECH
                                                          : q->dated                            ? YS_LOSS_DATED
                                                          : listed                              ? YS_LOSS_NOT
                                                                                                : YS_LOSS_NO_HEAD,
                                                  .begin = q->open,
                                                  .end = q->close + 1,
                                                  .concept_id = YS_NO_CONCEPT,
                                                  .meant = YS_NO_CONCEPT});
}

static ys_status at_quote(ys_finder *f, uint32_t open, uint32_t *end) {
  quote q = {.open = open, .close = ys_words_close(f->ch, open, f->end)};
  if (q.close == UINT32_MAX) {
    return YANSHU_OK;
  }
  look_inside(f, &q);
  look_before(f, &q);
  const uint32_t before = f->mentions->list.n;
  YS_TRY(try_quote(f, &q));
  if (f->mentions->list.n > before) {
    *end = f->mentions->list.at[f->mentions->list.n - 1].end;
    return YANSHU_OK;
  }
  if (q.close - q.open - 1 <= 4) {
    *end = q.close + 1; /* too short to hold another */
  }
  return f->mentions->trace != NULL ? consider_quote(f, &q) : YANSHU_OK;
}

/* ---- further mentions ---- */

static bool same_core(const ys_finder *f, const ys_mention *m, uint32_t begin, uint32_t n) {
  if (m->core_end - m->core_begin != n) {
    return false;
  }
  for (uint32_t k = 0; k < n; ++k) {
    if (f->ch[m->core_begin + k] != f->ch[begin + k]) {
      return false;
    }
  }
  return true;
}

/* The coinages in quotes found so far, each once. */
static uint32_t coinages(const ys_finder *f, uint32_t last, uint32_t model[MOST_COINAGES]) {
  uint32_t n = 0;
  for (uint32_t k = f->first; k < last && n < MOST_COINAGES; ++k) {
    const ys_mention *m = &f->mentions->list.at[k];
    const uint32_t length = m->core_end - m->core_begin;
    if (m->core_end >= f->document->n || f->ch[m->core_end] != YS_CH_QUOTE_CLOSE || m->ordinal != 0 || length < 2 ||
        ys_words_is(&f->words, m->core_begin, m->core_begin + length, f->era, NULL)) {
      continue; /* “十五五” by itself is a period */
    }
    uint32_t j = 0;
    while (j < n && !same_core(f, &f->mentions->list.at[model[j]], m->core_begin, length)) {
      ++j;
    }
    if (j == n) {
      model[n++] = k;
    }
  }
  return n;
}

/* A quoted string that was a program once is one wherever it is quoted again. */
static ys_status repeat(ys_finder *f) {
  uint32_t model[MOST_COINAGES];
  const uint32_t last = f->mentions->list.n;
  const uint32_t n = coinages(f, last, model);
  uint32_t next = f->first; /* the first mention that doesn't end before i */
  const uint32_t end = n > 0 ? f->document->n : 0;
  for (uint32_t i = 0; (i = ys_start_from(f->starts, i, end, YS_START_QUOTE)) < end; ++i) {
    while (next < last && f->mentions->list.at[next].end <= i) {
      ++next;
    }
    if (next < last && f->mentions->list.at[next].begin <= i) {
      continue;
    }
    const uint32_t close = ys_words_close(f->ch, i, f->document->block[ys_words_block(f->document, i)].end);
    for (uint32_t k = 0; close != UINT32_MAX && k < n; ++k) {
      const ys_mention m = f->mentions->list.at[model[k]];
      if (!same_core(f, &m, i + 1, close - i - 1)) {
        continue;
      }
      ys_mention *again = ys_finder_add(f, i, close + 1, i + 1, close, NULL, NULL);
      if (again == NULL) {
        return YANSHU_NO_MEMORY;
      }
      again->program_kind = m.program_kind;
      again->concept_id = m.concept_id;
      break;
    }
  }
  return YANSHU_OK;
}

/* A program of the lexicon without marks, with the head word that follows it. */
static ys_status at_known(ys_finder *f, uint32_t i, uint32_t *end) {
  const ys_entry *known = NULL;
  const ys_entry *head = NULL;
  const uint32_t n = ys_words_at(&f->words, i, f->end, YS_CLASS_PROGRAM, &known);
  if (n < 3 || ys_words_has(f->lexicon, known, YS_KEY_UNQUOTED, "no") ||
      ys_words_is(&f->words, i, i + n, YS_CLASS_NOT_PROGRAM, NULL) || ys_words_is(&f->words, i, i + n, f->weak, NULL) ||
      ys_words_cross(&f->words, f->base, i, f->end)) {
    return YANSHU_OK;
  }
  const uint32_t more = i + n < f->end ? ys_words_at(&f->words, i + n, f->end, YS_CLASS_PROGRAM_HEAD, &head) : 0;
  const bool weak = more > 0 && ys_words_is(&f->words, i + n, i + n + more, f->weak, NULL);
  *end = i + n + (weak ? 0 : more);
  return ys_finder_add(f, i, *end, i, *end, weak ? NULL : head, known) == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
}

static ys_status in_block(ys_finder *f) {
  uint32_t limit = f->base; /* phrases don't reach back over what is taken */
  for (uint32_t i = f->base; (i = ys_start_from(f->starts, i, f->end, YS_START_PROGRAM)) < f->end;) {
    uint32_t end = i;
    if (f->ch[i] == YS_CH_TITLE_OPEN) {
      YS_TRY(ys_finder_title(f, i, &end));
    } else if (f->ch[i] == YS_CH_QUOTE_OPEN) {
      YS_TRY(at_quote(f, i, &end));
    } else if (ys_is_han(f->ch[i])) {
      YS_TRY(at_known(f, i, &end));
      if (end == i) {
        YS_TRY(ys_finder_brief(f, i, &end));
      }
      if (end == i) {
        YS_TRY(ys_finder_adopted(f, i, &end));
      }
      if (end == i) {
        YS_TRY(ys_finder_phrase(f, limit, i, &end));
      }
    }
    limit = end > i ? end : limit;
    i = end > i ? end : i + 1;
  }
  return YANSHU_OK;
}

ys_status ys_find_programs(ys_arena *arena, const ys_lexicon *lexicon, const ys_document *document,
                           ys_mentions *mentions) {
  ys_finder f = {.arena = arena,
                 .lexicon = lexicon,
                 .document = document,
                 .ch = document->ch,
                 .words = ys_words_of(lexicon, document, mentions),
                 .cue = ys_lexicon_words(lexicon, YS_WORDS_PROGRAM_CUE),
                 .title = ys_lexicon_words(lexicon, YS_WORDS_PROGRAM_TITLE),
                 .work = ys_lexicon_words(lexicon, YS_WORDS_PROGRAM_WORK),
                 .generic = ys_lexicon_words(lexicon, YS_WORDS_PROGRAM_GENERIC),
                 .weak = ys_lexicon_words(lexicon, YS_WORDS_PROGRAM_WEAK),
                 .right = ys_lexicon_words(lexicon, YS_WORDS_PROGRAM_RIGHT),
                 .phrase = ys_lexicon_words(lexicon, YS_WORDS_PROGRAM_PHRASE),
                 .era = ys_lexicon_words(lexicon, YS_WORDS_TIME_ERA),
                 .brief = ys_lexicon_words(lexicon, YS_WORDS_PROGRAM_SHORT),
                 .mentions = mentions,
                 .starts = ys_starts_of(arena, lexicon, document, mentions),
                 .first = mentions->list.n};
  if (f.starts == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t b = 0; b < document->n_block; ++b) {
    f.base = document->block[b].begin;
    f.end = document->block[b].end;
    YS_TRY(in_block(&f));
  }
  return repeat(&f);
}
