/* SPDX-License-Identifier: Apache-2.0 */
/* What paths through the lattice gain by tokens: a class bigram, cues beside names, marks around them. */
#include "recognize/lattice.h"

/* log10 * 1000 against independence; fitted to annotated news and curricula vitae, rounded. Row: left, column: right.
 */
static const int16_t transition[YS_CATEGORIES][YS_CATEGORIES] = {
    /*               bound  list  link  name   foreign title post  org  speech other */
    /* boundary */ {0, 0, 0, 100, 500, 0, 0, 0, 0, 0},
    /* list     */ {0, 0, 0, 250, 300, 0, 0, 0, 0, 0},
    /* link     */ {0, 0, 0, 900, 900, 0, 0, 0, 0, 0},
    /* name     */ {25, 500, 500, -2200, -2500, 350, 500, -1150, 950, -150},
    /* foreign  */ {475, 900, 900, -2200, -2500, 500, 500, -450, 800, 0},
    /* title    */ {0, 0, 0, 1600, 300, 0, 0, 0, 0, 0},
    /* post     */ {0, 0, 0, 2450, 1800, 0, 0, 0, 0, 0},
    /* org      */ {0, 0, 0, -820, -700, 0, 0, 0, 0, 0},
    /* speech   */ {0, 0, 0, -350, -1200, 0, 0, 0, 0, 0},
    /* other    */ {0, 0, 0, -1170, -1000, 0, 0, 0, 0, 0},
};

enum {
  LONE = -350,             /* one character that follows a name, unless it is known to follow names */
  NOUN_AFTER_POST = -2500, /* 总工程师方舟: what follows an organisation's position is a name sooner than a noun */
  LISTED = -5000,          /* a string of the list of those that look like a name and are none */
  LISTED_AFTER_POST = -1000,
  LISTED_AFTER_NAME = -2500, /* … behind another name and a 、 */
  QUOTED = -2650,
  PARTICLE = -1700,
  NO_SURNAME = -4500,  /* 当: so seldom a surname that it is a particle wherever it stands */
  PARTICLE_CUE = -1000 /* odds of a word after the name that outweigh this */
};

/* A cue that was found beside names with these odds, as a weight of the bigram. */
int32_t ys_cue_weight(int32_t odds) {
  enum { RARITY = 1830, BEST = 1600 }; /* P(name) in running text is 10^-1.83 */
  return odds >= 0 ? BEST : odds + RARITY - 150;
}

/* The bigram's weight of a name behind a token of category @p from. */
static int32_t into_name(const ys_scan *scan, uint32_t i, uint8_t from, uint8_t to) {
  int32_t weight = transition[from][to];
  if (scan->left_cue[i] != INT16_MIN) {
    const int32_t cue = ys_cue_weight(scan->left_cue[i]);
    weight = from == YS_CAT_OTHER || from == YS_CAT_ORG || cue > weight ? cue : weight;
  }
  return weight;
}

/* The bigram's @p weight of a token behind a name, as the words there have it. */
static int32_t beyond_name(const ys_scan *scan, uint32_t i, int32_t weight) {
  const int32_t odds = scan->right_cue[i];
  const int32_t cue = odds != INT16_MIN ? ys_cue_weight(odds) : weight;
  return cue > weight ? cue : weight;
}

/* A word where a name is due, that begins as a name does: 方舟, 招远. Verbs and function words may follow a title. */
static bool usurps(const ys_scan *scan, uint32_t i, const ys_candidate *c) {
  const uint32_t first = scan->document->ch[i];
  if ((c->category != YS_CAT_OTHER && c->category != YS_CAT_ORG) || ys_right_cue(scan, i) != INT16_MIN ||
      (ys_lexicon_character(scan->lexicon, first)->surname == INT16_MIN &&
       ys_character_entry(scan, i, YS_CLASS_SURNAME) == NULL)) {
    return false;
  }
  for (uint32_t k = 0; k < c->n_entry; ++k) {
    const ys_entry *entry = ys_lexicon_entry(scan->lexicon, c->entry + k);
    if (entry->class_id == YS_CLASS_WORD) {
      return entry->form == 'n' || entry->form == 'Z' || entry->form == 'a' || entry->form == 's' ||
             (entry->form == 'v' && c->end - i == 1);
    }
  }
  return c->category == YS_CAT_ORG;
}

/* A position after its organisation; and a blank in a byline leaves things as they are: 记者 党一鸣 高一帆. */
uint8_t ys_category_after(const ys_scan *scan, uint32_t i, uint8_t from, const ys_candidate *c) {
  if (scan->document->ch[i] == ' ') {
    return from == YS_CAT_TITLE || from == YS_CAT_POST ? YS_CAT_POST : from == YS_CAT_NAME ? YS_CAT_LIST : c->category;
  }
  if (ys_is_name(from) && c->category == YS_CAT_LIST) {
    return YS_CAT_LINK;
  }
  if (from == YS_CAT_ORG && (c->mask & (YS_MASK(YS_CLASS_STATUS) | YS_MASK(YS_CLASS_MODIFIER))) != 0) {
    return YS_CAT_ORG; /* 管理局原局长 */
  }
  return from == YS_CAT_ORG && c->category == YS_CAT_TITLE ? YS_CAT_POST : c->category;
}

/* “菲亚特”, 《朗朗》: what stands alone in marks is called so, and mostly no person; 陆远舟： at the begin of a
   paragraph is who speaks. */
int32_t ys_doubt_of(const ys_scan *scan, uint32_t i, const ys_candidate *c) {
  const uint32_t *ch = scan->document->ch;
  if (c->end >= scan->document->n) {
    return 0;
  }
  if (i == 0 || ch[i - 1] == '\n') {
    return ch[c->end] == 0xFF1A ? YS_SPEAKS : 0;
  }
  return (ch[i - 1] == 0x201C && ch[c->end] == 0x201D) || (ch[i - 1] == 0x300A && ch[c->end] == 0x300B) ? QUOTED : 0;
}

/* 和永春一起, 任海川达总经理: a surname that is a verb or particle sooner, and nothing beside it that calls for a name.
 */
bool ys_is_particle(const ys_scan *scan, const ys_name_words *words, const ys_candidate *c) {
  return c->category == YS_CAT_NAME && ys_character_entry(scan, c->begin, words->particle) != NULL &&
         scan->left_cue[c->begin] <= 0 && ys_right_cue(scan, c->end) < PARTICLE_CUE;
}

/* Whether what stands before a particle lets it be one. */
static bool lets_particle(const ys_scan *scan, uint32_t i, uint8_t from) {
  return ys_lexicon_character(scan->lexicon, scan->document->ch[i])->surname < NO_SURNAME || from == YS_CAT_OTHER ||
         from == YS_CAT_ORG || from == YS_CAT_SPEECH || ys_is_name(from) ||
         (from == YS_CAT_BOUNDARY && i > 0 && scan->document->ch[i - 1] == 0xFF0C);
}

/* What a path that ends with a token of category @p from gains or loses by a name of category @p to, whichever it is.
 */
static int32_t by_any_name(const ys_scan *scan, uint32_t i, uint8_t from, uint8_t to) {
  const int32_t weight = into_name(scan, i, from, to);
  return ys_is_name(from) ? beyond_name(scan, i, weight) : weight;
}

/* The same by just this name, but for the name's own score. */
int32_t ys_gain_by_name(const ys_scan *scan, const ys_candidate *c, uint8_t from, bool particle) {
  int32_t weight = by_any_name(scan, c->begin, from, c->category);
  if (c->listed) {
    weight += from == YS_CAT_POST ? LISTED_AFTER_POST : from == YS_CAT_LINK ? LISTED_AFTER_NAME : LISTED;
  }
  return weight + (particle && lets_particle(scan, c->begin, from) ? PARTICLE : 0);
}

/* The same of a token that is no name; @p to is its category behind @p from. */
int32_t ys_gain_by_word(const ys_scan *scan, const ys_candidate *c, uint8_t from, uint8_t to) {
  if (ys_is_name(from)) {
    /* one character is the name's last sooner than a word of its own */
    const bool lone = to == YS_CAT_OTHER && c->end - c->begin == 1;
    return beyond_name(scan, c->begin, transition[from][to] + (lone ? LONE : 0));
  }
  return transition[from][to] + (from == YS_CAT_POST && usurps(scan, c->begin, c) ? NOUN_AFTER_POST : 0);
}

/* The bounds are those of `transition`: the name's row, and what leads into a name from a name and from a word. */
int32_t ys_most_behind_name(const ys_scan *scan, uint32_t end) {
  enum { ROW = 950, NAME_TO_NAME = -2200, WORD_TO_NAME = -1200 };
  int32_t word_to_name = WORD_TO_NAME;
  int32_t name_to_name = NAME_TO_NAME;
  if (scan->left_cue[end] != INT16_MIN) {
    word_to_name = ys_cue_weight(scan->left_cue[end]);
    name_to_name = word_to_name > name_to_name ? word_to_name : name_to_name;
  }
  int32_t most = ROW;
  if (scan->right_cue[end] != INT16_MIN) {
    const int32_t cue = ys_cue_weight(scan->right_cue[end]);
    name_to_name = cue > name_to_name ? cue : name_to_name;
    most = cue > most ? cue : most;
  }
  return name_to_name - word_to_name > most ? name_to_name - word_to_name : most;
}

static void better(ys_onto *on, int32_t score, uint8_t from) {
  if (score > on->score) {
    *on = (ys_onto){score, from};
  }
}

/* The path that is best for any name of category @p to that begins at @p i. */
ys_onto ys_lattice_onto_names(const ys_lattice *l, uint32_t i, uint8_t to) {
  const ys_cell *here = &l->at[i - l->base];
  ys_onto on = {YS_IMPOSSIBLE, 0};
  for (unsigned open = here->open; open != 0; open &= open - 1) {
    const uint8_t from = (uint8_t)__builtin_ctz(open);
    better(&on, here->score[from] + by_any_name(l->scan, i, from, to), from);
  }
  return on;
}

/* The same where paths come in no order: of equal ones the first category stays. */
static void first_best(ys_onto *on, int32_t score, uint8_t from) {
  if (score > on->score || (score == on->score && from < on->from)) {
    *on = (ys_onto){score, from};
  }
}

/* Whether what may follow a position here is a name sooner than some words (usurps). */
static bool name_is_due(const ys_scan *scan, const ys_cell *here, uint32_t i) {
  return (here->open >> YS_CAT_POST & 1u) != 0 && ys_right_cue(scan, i) == INT16_MIN;
}

/* What is the same for all words that begin at @p i. Of the paths that any token but a name lengthens alike, only the
   best need be tried: of equal ones the first, as it would win. Left as they are: paths whose last token changes what
   follows (ys_category_after) or how it counts. */
void ys_lattice_survey(ys_lattice *l, const ys_cell *here, uint32_t i) {
  const unsigned names = 1u << YS_CAT_NAME | 1u << YS_CAT_FOREIGN;
  const unsigned apart = names | 1u << YS_CAT_ORG | 1u << YS_CAT_POST | 1u << YS_CAT_TITLE;
  const ys_scan *scan = l->scan;
  const unsigned paths = here->open;
  const bool blank = scan->document->ch[i] == ' ';
  if (((paths & (paths - 1u)) | (paths & apart)) == 0) { /* most often */
    const uint8_t from = (uint8_t)__builtin_ctz(paths);
    l->on[0] = l->on[1] = (ys_onto){here->score[from] + transition[from][YS_CAT_OTHER], from};
    l->for_words = (uint16_t)paths;
    l->host = false;
    l->plain = !blank;
    return;
  }
  ys_onto alike = {YS_IMPOSSIBLE, 0};
  ys_onto any = alike;
  for (unsigned open = paths & ~names; open != 0; open &= open - 1) {
    const uint8_t from = (uint8_t)__builtin_ctz(open);
    const int32_t score = here->score[from] + transition[from][YS_CAT_OTHER];
    better(&any, score, from);
    if ((apart >> from & 1u) == 0) {
      better(&alike, score, from);
    }
  }
  l->on[0] = l->on[1] = any;
  for (unsigned open = paths & names; open != 0; open &= open - 1) {
    const uint8_t from = (uint8_t)__builtin_ctz(open);
    const int32_t weight = transition[from][YS_CAT_OTHER];
    first_best(&l->on[0], here->score[from] + beyond_name(scan, i, weight + LONE), from);
    first_best(&l->on[1], here->score[from] + beyond_name(scan, i, weight), from);
  }
  l->for_words = (uint16_t)((paths & apart) | ((paths & ~apart) != 0 ? 1u << alike.from : 0u));
  l->host = (paths >> YS_CAT_ORG & 1u) != 0;
  l->plain = !blank && !name_is_due(scan, here, i);
}
