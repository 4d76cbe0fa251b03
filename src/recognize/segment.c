/* SPDX-License-Identifier: Apache-2.0 */
/* The best path through words, lexicon terms and name candidates of each sentence (Viterbi over a class bigram). */
#include "recognize/name.h"
#include "recognize/organization.h"
#include "recognize/recognize_internal.h"
#include "recognize/scan.h"

/* What stands beside a personal name decides about it: the classes of the bigram. */
enum category {
  CAT_BOUNDARY, /* sentence start, punctuation, blank */
  CAT_LIST,     /* 、 */
  CAT_LINK,     /* 、 right behind a name: names stand in lists of names */
  CAT_NAME,
  CAT_FOREIGN,
  CAT_TITLE,  /* a position word, 记者 and the like, a country */
  CAT_POST,   /* a position word right after its organisation */
  CAT_ORG,    /* an organisation's word, a division */
  CAT_SPEECH, /* a speech verb */
  CAT_OTHER,
  CATEGORIES
};

/* log10 * 1000 against independence; fitted to annotated news and curricula vitae, rounded. Row: left, column: right.
 */
static const int16_t transition[CATEGORIES][CATEGORIES] = {
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
  UNKNOWN_HAN = -6200,     /* a character that is no word */
  SHARED = -3200,          /* a division that shares its last character with an organ */
  LONE = -350,             /* one character that follows a name, unless it is known to follow names */
  NOUN_AFTER_POST = -2500, /* 总工程师方舟: what follows an organisation's position is a name sooner than a noun */
  LISTED = -5000,          /* a string of the list of those that look like a name and are none */
  LISTED_AFTER_POST = -1000,
  LISTED_AFTER_NAME = -2500, /* … behind another name and a 、 */
  QUOTED = -2650,
  SPEAKS = 1200,
  PARTICLE = -1700,
  NO_SURNAME = -4500,   /* 当: so seldom a surname that it is a particle wherever it stands */
  PARTICLE_CUE = -1000, /* odds of a word after the name that outweigh this */
  PLAIN = -2500,        /* punctuation, numbers, Latin */
  IMPOSSIBLE = INT32_MIN / 2
};

typedef struct candidate {
  uint32_t begin;
  uint32_t end;
  int32_t score;
  ys_mask mask;
  uint32_t entry;
  uint32_t n_entry;
  uint8_t category;
  bool listed; /* of a name: the lexicon says that it is none */
} candidate;

/* The best paths that end at one character, by the category of their last token. */
typedef struct cell {
  int32_t score[CATEGORIES];
  uint32_t last[CATEGORIES]; /* number of the last token's candidate, and the category before it in four bits */
  uint16_t open;             /* bit by category: there is a path */
} cell;

enum { FROM_BITS = 4, PLAIN_CANDIDATES = 40, SHARED_CANDIDATES = 9 };

/* The path that a token lengthens, without the token's own score. */
typedef struct best_on {
  int32_t score;
  uint8_t from;
} best_on;

/* Memory of one sentence after the other. */
typedef struct lattice {
  ys_scan *scan;
  ys_name_words words;
  uint32_t base;    /* first character of the sentence */
  uint32_t end;     /* exclusive */
  cell *at;         /* by character from base on, one more */
  candidate *tried; /* that some path ends with, by number */
  uint32_t n_tried;
  uint32_t room_tried;
  uint16_t for_words; /* of the paths that end at the character in hand, those to lengthen by a token that is no name */
  bool plain;         /* no path there cares which ordinary word follows: `on` holds for any */
  bool host;          /* one of them ends with an organisation */
  best_on on[2];      /* the best path to lengthen by an ordinary word: of one character, of more */
  bool all;           /* keep also candidates that no best path ends with */
} lattice;

/* ---- candidates ---- */

static bool is_punct(uint32_t c) {
  return !ys_is_han(c) && !ys_is_digit(c) && !ys_is_latin(c);
}

static uint8_t category_of(ys_mask mask) {
  if (mask == YS_MASK(YS_CLASS_WORD)) { /* most */
    return CAT_OTHER;
  }
  if (mask & YS_MASK(YS_CLASS_ROLE)) {
    return CAT_TITLE;
  }
  if (mask & YS_MASK(YS_CLASS_SPEECH)) {
    return CAT_SPEECH;
  }
  if (mask & (YS_MASK(YS_CLASS_ORGAN) | YS_MASK(YS_CLASS_BODY) | YS_MASK(YS_CLASS_ORG_HEAD) |
              YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_COUNTRY))) {
    return CAT_ORG;
  }
  return CAT_OTHER;
}

static bool has_class(const ys_scan *scan, const ys_match *match, unsigned class_id) {
  if ((match->classes & YS_CLASS_BIT(class_id)) == 0) {
    return false;
  }
  for (uint32_t k = 0; k < match->n; ++k) {
    if (ys_lexicon_entry(scan->lexicon, match->entry + k)->class_id == class_id) {
      return true;
    }
  }
  return false;
}

/* 区委 of 越秀区委, 自治区党委 of 新疆维吾尔自治区党委: how many characters a form that begins here shares with a
   division that ends with them; 0 when it does not begin with a level word of that length. */
static uint32_t shared_length(const ys_scan *scan, uint32_t at, uint32_t length) {
  for (uint32_t n = length < 3 ? length : 3; n > 0; --n) {
    if (ys_level_of_word(scan, at + length - n, at + length) != YS_LEVEL_NONE) {
      return n;
    }
  }
  return 0;
}

static uint32_t run_end(const uint32_t *ch, uint32_t i, uint32_t end, ys_mask *mask) {
  const bool digit = ys_is_digit(ch[i]);
  *mask = digit ? YS_MASK_NUMBER : YS_MASK_LATIN;
  uint32_t j = i + 1;
  while (j < end &&
         (digit ? ys_is_digit(ch[j]) || ((ch[j] == '.' || ch[j] == ',') && j + 1 < end && ys_is_digit(ch[j + 1]))
                : ys_is_latin(ch[j]) || ys_is_digit(ch[j]) || ch[j] == '-' || ch[j] == '.' || ch[j] == '&')) {
    ++j;
  }
  return j;
}

/* 越秀 + 区委, 和 + 县委: a division and an organ (or head of government) that share the level character. */
static size_t shared_candidates(const ys_scan *scan, uint32_t i, uint32_t end, candidate *out, size_t room) {
  size_t n = 0;
  for (uint32_t k = scan->first_match[i]; k < scan->first_match[i + 1] && n < room; ++k) {
    const ys_match *match = &scan->match.at[k];
    if (match->length == 1 || !has_class(scan, match, YS_CLASS_DIVISION)) {
      continue;
    }
    const uint32_t shared = shared_length(scan, i, match->length);
    if (shared == 0 || shared == match->length) {
      continue;
    }
    const uint32_t last = i + match->length - shared;
    for (uint32_t m = scan->first_match[last]; m < scan->first_match[last + 1]; ++m) {
      const ys_match *next = &scan->match.at[m];
      if (next->length > shared && last + next->length <= end &&
          (has_class(scan, next, YS_CLASS_ORGAN) || has_class(scan, next, YS_CLASS_ROLE))) {
        out[n++] = (candidate){i,        last,      SHARED, YS_MASK(YS_CLASS_DIVISION) | YS_MASK_SHARED, match->entry,
                               match->n, CAT_OTHER, false};
        break;
      }
    }
  }
  return n;
}

/* A cue that was found beside names with these odds, as a weight of the bigram. */
static int32_t cue_weight(int32_t odds) {
  enum { RARITY = 1830, BEST = 1600 }; /* P(name) in running text is 10^-1.83 */
  return odds >= 0 ? BEST : odds + RARITY - 150;
}

static bool is_name(uint8_t category) {
  return category == CAT_NAME || category == CAT_FOREIGN;
}

/* The bigram's weight of a name behind a token of category @p from. */
static int32_t into_name(const ys_scan *scan, uint32_t i, uint8_t from, uint8_t to) {
  int32_t weight = transition[from][to];
  if (scan->left_cue[i] != INT16_MIN) {
    const int32_t cue = cue_weight(scan->left_cue[i]);
    weight = from == CAT_OTHER || from == CAT_ORG || cue > weight ? cue : weight;
  }
  return weight;
}

/* The bigram's @p weight of a token behind a name, as the words there have it. */
static int32_t beyond_name(const ys_scan *scan, uint32_t i, int32_t weight) {
  const int32_t odds = scan->right_cue[i];
  const int32_t cue = odds != INT16_MIN ? cue_weight(odds) : weight;
  return cue > weight ? cue : weight;
}

/* A word where a name is due, that begins as a name does: 方舟, 招远. Verbs and function words may follow a title. */
static bool usurps(const ys_scan *scan, uint32_t i, const candidate *c) {
  const uint32_t first = scan->document->ch[i];
  if ((c->category != CAT_OTHER && c->category != CAT_ORG) || ys_right_cue(scan, i) != INT16_MIN ||
      (ys_lexicon_character(scan->lexicon, first)->surname == INT16_MIN &&
       ys_span_entry(scan, i, i + 1, YS_CLASS_SURNAME) == NULL)) {
    return false;
  }
  for (uint32_t k = 0; k < c->n_entry; ++k) {
    const ys_entry *entry = ys_lexicon_entry(scan->lexicon, c->entry + k);
    if (entry->class_id == YS_CLASS_WORD) {
      return entry->form == 'n' || entry->form == 'Z' || entry->form == 'a' || entry->form == 's' ||
             (entry->form == 'v' && c->end - i == 1);
    }
  }
  return c->category == CAT_ORG;
}

/* A position after its organisation; and a blank in a byline leaves things as they are: 记者 党一鸣 高一帆. */
static uint8_t category_after(const ys_scan *scan, uint32_t i, uint8_t from, const candidate *c) {
  if (scan->document->ch[i] == ' ') {
    return from == CAT_TITLE || from == CAT_POST ? CAT_POST : from == CAT_NAME ? CAT_LIST : c->category;
  }
  if (is_name(from) && c->category == CAT_LIST) {
    return CAT_LINK;
  }
  if (from == CAT_ORG && (c->mask & (YS_MASK(YS_CLASS_STATUS) | YS_MASK(YS_CLASS_MODIFIER))) != 0) {
    return CAT_ORG; /* 管理局原局长 */
  }
  return from == CAT_ORG && c->category == CAT_TITLE ? CAT_POST : c->category;
}

/* “菲亚特”, 《朗朗》: what stands alone in marks is called so, and mostly no person; 陆远舟： at the begin of a
   paragraph is who speaks. */
static int32_t doubt_of(const ys_scan *scan, uint32_t i, const candidate *c) {
  const uint32_t *ch = scan->document->ch;
  if (c->end >= scan->document->n) {
    return 0;
  }
  if (i == 0 || ch[i - 1] == '\n') {
    return ch[c->end] == 0xFF1A ? SPEAKS : 0;
  }
  return (ch[i - 1] == 0x201C && ch[c->end] == 0x201D) || (ch[i - 1] == 0x300A && ch[c->end] == 0x300B) ? QUOTED : 0;
}

/* 和永春一起, 任海川达总经理: a surname that is a verb or particle sooner, and nothing beside it that calls for a name.
 */
static bool is_particle(const ys_scan *scan, const ys_name_words *words, const candidate *c) {
  return c->category == CAT_NAME && ys_span_entry(scan, c->begin, c->begin + 1, words->particle) != NULL &&
         scan->left_cue[c->begin] <= 0 && ys_right_cue(scan, c->end) < PARTICLE_CUE;
}

/* Whether what stands before a particle lets it be one. */
static bool lets_particle(const ys_scan *scan, uint32_t i, uint8_t from) {
  return ys_lexicon_character(scan->lexicon, scan->document->ch[i])->surname < NO_SURNAME || from == CAT_OTHER ||
         from == CAT_ORG || from == CAT_SPEECH || is_name(from) ||
         (from == CAT_BOUNDARY && i > 0 && scan->document->ch[i - 1] == 0xFF0C);
}

/* What a path that ends with a token of category @p from gains or loses by a name of category @p to, whichever it is.
 */
static int32_t by_any_name(const ys_scan *scan, uint32_t i, uint8_t from, uint8_t to) {
  const int32_t weight = into_name(scan, i, from, to);
  return is_name(from) ? beyond_name(scan, i, weight) : weight;
}

/* The same by just this name, but for the name's own score. */
static int32_t by_name(const ys_scan *scan, const candidate *c, uint8_t from, bool particle) {
  int32_t weight = by_any_name(scan, c->begin, from, c->category);
  if (c->listed) {
    weight += from == CAT_POST ? LISTED_AFTER_POST : from == CAT_LINK ? LISTED_AFTER_NAME : LISTED;
  }
  return weight + (particle && lets_particle(scan, c->begin, from) ? PARTICLE : 0);
}

/* The same of a token that is no name; @p to is its category behind @p from. */
static int32_t by_word(const ys_scan *scan, const candidate *c, uint8_t from, uint8_t to) {
  if (is_name(from)) {
    /* one character is the name's last sooner than a word of its own */
    const bool lone = to == CAT_OTHER && c->end - c->begin == 1;
    return beyond_name(scan, c->begin, transition[from][to] + (lone ? LONE : 0));
  }
  return transition[from][to] + (from == CAT_POST && usurps(scan, c->begin, c) ? NOUN_AFTER_POST : 0);
}

/* Lengthens the path of category @p from by the next candidate, up to @p to_end, when that makes the best one there. */
static bool lengthen(lattice *l, uint32_t to_end, uint8_t from, uint8_t to, int32_t score) {
  cell *end = &l->at[to_end - l->base];
  if (((unsigned)end->open >> to & 1u) == 0 ? score <= IMPOSSIBLE : score <= end->score[to]) {
    return false;
  }
  end->open |= (uint16_t)(1u << to);
  end->score[to] = score;
  end->last[to] = l->n_tried << FROM_BITS | from;
  return true;
}

/* Room for the next candidate, which counts only when it is kept. */
static candidate *next_tried(const lattice *l) {
  return &l->tried[l->n_tried];
}

static void better(best_on *on, int32_t score, uint8_t from) {
  if (score > on->score) {
    *on = (best_on){score, from};
  }
}

/* The path that is best for any name of category @p to that begins at @p i. */
static best_on best_for_names(const lattice *l, uint32_t i, uint8_t to) {
  const cell *here = &l->at[i - l->base];
  best_on on = {IMPOSSIBLE, 0};
  for (unsigned open = here->open; open != 0; open &= open - 1) {
    const uint8_t from = (uint8_t)__builtin_ctz(open);
    better(&on, here->score[from] + by_any_name(l->scan, i, from, to), from);
  }
  return on;
}

/* Lengthens the paths that end where the next candidate begins, a name; @p on: the best of them for most names. */
static void try_name(lattice *l, best_on on) {
  const candidate *c = next_tried(l);
  const cell *here = &l->at[c->begin - l->base];
  const int32_t own = c->score + doubt_of(l->scan, c->begin, c);
  const bool particle = is_particle(l->scan, &l->words, c);
  bool used = l->all;
  if (!particle && !c->listed) {
    used |= lengthen(l, c->end, on.from, c->category, on.score + own);
    l->n_tried += used ? 1 : 0;
    return;
  }
  for (unsigned open = here->open; open != 0; open &= open - 1) {
    const uint8_t from = (uint8_t)__builtin_ctz(open);
    used |= lengthen(l, c->end, from, c->category, here->score[from] + own + by_name(l->scan, c, from, particle));
  }
  l->n_tried += used ? 1 : 0;
}

/* The same, of any other token. */
static void try_word(lattice *l) {
  const candidate *c = next_tried(l);
  const cell *here = &l->at[c->begin - l->base];
  bool used = l->all;
  for (unsigned open = l->for_words; open != 0; open &= open - 1) {
    const uint8_t from = (uint8_t)__builtin_ctz(open);
    const uint8_t to = category_after(l->scan, c->begin, from, c);
    used |= lengthen(l, c->end, from, to, here->score[from] + c->score + by_word(l->scan, c, from, to));
  }
  l->n_tried += used ? 1 : 0;
}

/* Tries an ordinary word [begin, end) behind the path that is best for any, when no path cares which it is. */
static void try_plain(lattice *l, uint32_t begin, uint32_t end, ys_form_token token, const ys_match *match) {
  const best_on *on = &l->on[end - begin > 1 ? 1 : 0];
  if (lengthen(l, end, on->from, CAT_OTHER, on->score + token.weight) || l->all) {
    l->tried[l->n_tried++] =
        (candidate){begin, end, token.weight, token.classes, match->entry, match->n, CAT_OTHER, false};
  }
}

/* The same where paths come in no order: of equal ones the first category stays. */
static void first_best(best_on *on, int32_t score, uint8_t from) {
  if (score > on->score || (score == on->score && from < on->from)) {
    *on = (best_on){score, from};
  }
}

/* Whether what may follow a position here is a name sooner than some words (usurps). */
static bool name_is_due(const ys_scan *scan, const cell *here, uint32_t i) {
  return (here->open >> CAT_POST & 1u) != 0 && ys_right_cue(scan, i) == INT16_MIN;
}

/* What is the same for all words that begin at @p i. Of the paths that any token but a name lengthens alike, only the
   best need be tried: of equal ones the first, as it would win. Left as they are: paths whose last token changes what
   follows (category_after) or how it counts. */
static void survey(lattice *l, uint32_t i) {
  const unsigned apart = 1u << CAT_NAME | 1u << CAT_FOREIGN | 1u << CAT_ORG | 1u << CAT_POST | 1u << CAT_TITLE;
  const ys_scan *scan = l->scan;
  const cell *here = &l->at[i - l->base];
  const unsigned names = 1u << CAT_NAME | 1u << CAT_FOREIGN;
  best_on alike = {IMPOSSIBLE, 0};
  best_on any = alike;
  for (unsigned open = here->open & ~names; open != 0; open &= open - 1) {
    const uint8_t from = (uint8_t)__builtin_ctz(open);
    const int32_t score = here->score[from] + transition[from][CAT_OTHER];
    better(&any, score, from);
    if ((apart >> from & 1u) == 0) {
      better(&alike, score, from);
    }
  }
  l->on[0] = l->on[1] = any;
  for (unsigned open = here->open & names; open != 0; open &= open - 1) {
    const uint8_t from = (uint8_t)__builtin_ctz(open);
    const int32_t weight = transition[from][CAT_OTHER];
    first_best(&l->on[0], here->score[from] + beyond_name(scan, i, weight + LONE), from);
    first_best(&l->on[1], here->score[from] + beyond_name(scan, i, weight), from);
  }
  l->for_words = (uint16_t)((here->open & apart) | ((here->open & ~apart) != 0 ? 1u << alike.from : 0u));
  l->host = (here->open >> CAT_ORG & 1u) != 0;
  l->plain = scan->document->ch[i] != ' ' && !name_is_due(scan, here, i);
}

/* The category that the best path ends with. */
static uint8_t last_category(const lattice *l) {
  const cell *last = &l->at[l->end - l->base];
  uint8_t category = 0;
  int32_t best = IMPOSSIBLE;
  for (uint8_t c = 0; c < CATEGORIES; ++c) {
    if ((last->open >> c & 1u) != 0 && last->score[c] > best) {
      best = last->score[c];
      category = c;
    }
  }
  return category;
}

/* The tokens of the best path, in order. They are found from its end, and written into the end of the room that as many
   tokens as characters would take. */
static ys_status trace(const lattice *l) {
  ys_scan *scan = l->scan;
  const uint32_t most = l->end - l->base;
  if (!YS_RESERVE(scan->arena, &scan->token, most)) {
    return YANSHU_NO_MEMORY;
  }
  ys_token *first = &scan->token.at[scan->token.n + most];
  ys_token *const end = first;
  uint8_t category = last_category(l);
  for (uint32_t i = l->end; i > l->base;) {
    const uint32_t back = l->at[i - l->base].last[category];
    const candidate *c = &l->tried[back >> FROM_BITS];
    *--first = (ys_token){c->begin, i, c->mask, c->entry, c->n_entry, c->score};
    category = (uint8_t)(back & ((1u << FROM_BITS) - 1u));
    i = c->begin;
  }
  for (; first < end; ++first) {
    for (uint32_t i = first->begin; i < first->end; ++i) {
      scan->token_at[i] = scan->token.n;
    }
    scan->token.at[scan->token.n++] = *first;
  }
  return YANSHU_OK;
}

/* Room for the candidates of one more position. */
static bool make_room_tried(lattice *l) {
  if (l->room_tried - l->n_tried >= PLAIN_CANDIDATES + YS_NAME_CANDIDATES) {
    return true;
  }
  const uint32_t room = l->room_tried * 2 + 1024;
  const bool large = room >= UINT32_MAX >> FROM_BITS || room < l->room_tried;
  const yanshu_allocator *allocator = ys_arena_allocator(l->scan->arena);
  candidate *tried = large ? NULL : ys_resize(allocator, l->tried, room * sizeof *tried);
  if (tried == NULL) {
    return false;
  }
  l->tried = tried;
  l->room_tried = room;
  return true;
}

/* The forms that start at i; whether one of them is a single character. */
static bool try_forms(lattice *l, uint32_t i) {
  enum { MOST = 30 };
  const ys_scan *scan = l->scan;
  const ys_lexicon *lexicon = scan->lexicon;
  const uint32_t *ch = scan->document->ch + i;
  const ys_match *match = &scan->match.at[scan->first_match[i]];
  const ys_match *const last = &scan->match.at[scan->first_match[i + 1]];
  const uint32_t most = l->n_tried + MOST;
  const uint32_t left = l->end - i;
  const ys_mask styles = l->host ? YS_MASK(YS_CLASS_STATUS) | YS_MASK(YS_CLASS_MODIFIER) : 0;
  bool single = false;
  for (; match < last && l->n_tried < most; ++match) {
    const uint32_t length = match->length;
    const ys_form_token token = ys_lexicon_token(lexicon, ch, match);
    if (length > left || token.classes == 0) {
      continue;
    }
    single = single || length == 1;
    const uint8_t category = category_of(token.classes);
    if (category == CAT_OTHER && l->plain && (token.classes & styles) == 0) {
      try_plain(l, i, i + length, token, match);
      continue;
    }
    *next_tried(l) = (candidate){i, i + length, token.weight, token.classes, match->entry, match->n, category, false};
    try_word(l);
  }
  return single;
}

/* All tokens that may start at i, but for names. */
static void try_words(lattice *l, uint32_t i) {
  const ys_scan *scan = l->scan;
  const uint32_t c = scan->document->ch[i];
  const bool single = try_forms(l, i);
  if ((scan->classes[i] & YS_CLASS_BIT(YS_CLASS_DIVISION)) != 0) {
    candidate shared[SHARED_CANDIDATES];
    const size_t n = shared_candidates(scan, i, l->end, shared, SHARED_CANDIDATES);
    for (size_t k = 0; k < n; ++k) {
      *next_tried(l) = shared[k];
      try_word(l);
    }
  }
  if (ys_is_han(c)) {
    if (single) {
      return;
    }
    const int16_t own = ys_lexicon_character(scan->lexicon, c)->word;
    const int32_t score = own != INT16_MIN ? own : UNKNOWN_HAN;
    *next_tried(l) = (candidate){i, i + 1, score, YS_MASK_HAN, 0, 0, CAT_OTHER, false};
  } else if (is_punct(c)) {
    *next_tried(l) = (candidate){i, i + 1, PLAIN, YS_MASK_PUNCT, 0, 0, c == 0x3001 ? CAT_LIST : CAT_BOUNDARY, false};
  } else {
    ys_mask mask = 0;
    const uint32_t stop = run_end(scan->document->ch, i, l->end, &mask);
    *next_tried(l) = (candidate){i, stop, PLAIN, mask, 0, 0, CAT_OTHER, false};
  }
  try_word(l);
}

/* All names that may start at i. */
static void try_names(lattice *l, uint32_t i) {
  ys_name_candidate name[YS_NAME_CANDIDATES];
  const size_t n = ys_name_candidates(l->scan, &l->words, i, l->end, name);
  best_on on[2];
  unsigned known = 0;
  for (size_t k = 0; k < n; ++k) {
    const unsigned foreign = name[k].foreign ? 1 : 0;
    const uint8_t category = name[k].foreign ? CAT_FOREIGN : CAT_NAME;
    const ys_mask mask = name[k].foreign ? YS_MASK_NAME | YS_MASK_FOREIGN : YS_MASK_NAME;
    if ((known >> foreign & 1u) == 0) {
      on[foreign] = best_for_names(l, i, category);
      known |= 1u << foreign;
    }
    *next_tried(l) = (candidate){i, i + name[k].length, name[k].score, mask, 0, 0, category, name[k].listed};
    try_name(l, on[foreign]);
  }
}

/* Tries all candidates of the sentence. */
static ys_status walk(lattice *l) {
  const ys_scan *scan = l->scan;
  for (uint32_t i = l->base; i <= l->end; ++i) {
    l->at[i - l->base].open = 0;
  }
  l->n_tried = 0;
  l->at[0].open = 1u << CAT_BOUNDARY;
  l->at[0].score[CAT_BOUNDARY] = 0;
  for (uint32_t i = l->base; i < l->end; ++i) {
    if (l->at[i - l->base].open == 0) {
      continue; /* inside a number or a Latin word */
    }
    if (!make_room_tried(l)) {
      return YANSHU_NO_MEMORY;
    }
    survey(l, i);
    try_words(l, i);
    if (ys_name_may_begin(scan, &l->words, i)) {
      try_names(l, i);
    }
  }
  return YANSHU_OK;
}

static ys_status segment_sentence(lattice *l, const ys_sentence *s) {
  l->base = s->begin;
  l->end = s->end;
  YS_TRY(walk(l));
  return trace(l);
}

/* Whether knowing names leaves the tokens of the sentence as they are: each known name in it is one. What is added to
   the scores of these alone makes no other path better than theirs. */
static bool known_names_stand(const ys_scan *scan, const ys_sentence *s, const ys_token *token, uint32_t n_token) {
  uint32_t t = 0;
  for (uint32_t i = s->begin; i < s->end; ++i) {
    const ys_known_name *name = NULL;
    const uint32_t n = ys_known_at(scan, i, s->end, &name);
    if (n == 0) {
      continue;
    }
    while (t < n_token && token[t].begin < i) {
      ++t;
    }
    if (n > 1 || t == n_token || token[t].begin != i || token[t].end - i != name->end - name->begin ||
        (token[t].mask & YS_MASK_NAME) == 0) {
      return false;
    }
  }
  return true;
}

/* Names among tokens that stay as they are gain by being known. */
static void gain_by_known(const ys_scan *scan, ys_token *token, uint32_t n) {
  for (uint32_t k = 0; k < n; ++k) {
    if ((token[k].mask & YS_MASK_NAME) != 0) {
      const ys_known_name *name = ys_known_find(scan, token[k].begin, token[k].end - token[k].begin);
      token[k].score += name != NULL ? (int32_t)name->bonus : 0;
    }
  }
}

/* Appends tokens that stay. */
static ys_status keep_tokens(ys_scan *scan, const ys_token *token, uint32_t n) {
  if (!YS_RESERVE(scan->arena, &scan->token, n)) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t k = 0; k < n; ++k) {
    for (uint32_t i = token[k].begin; i < token[k].end; ++i) {
      scan->token_at[i] = scan->token.n;
    }
    scan->token.at[scan->token.n++] = token[k];
  }
  return YANSHU_OK;
}

/* How many of tokens [from, n) belong to sentence @p s. */
static uint32_t tokens_in(const ys_sentence *s, const ys_token *token, uint32_t from, uint32_t n) {
  uint32_t next = from;
  while (next < n && token[next].begin < s->end) {
    ++next;
  }
  return next - from;
}

/* Cuts again from sentence @p s on, whose tokens begin with @p first of those that there were. */
static ys_status segment_again(lattice *l, uint32_t s, uint32_t first) {
  ys_scan *scan = l->scan;
  const ys_document *d = scan->document;
  ys_token *had = scan->token.at;
  const uint32_t n_had = scan->token.n;
  scan->token.at = NULL;
  scan->token.n = 0;
  scan->token.room = 0;
  if (!YS_RESERVE(scan->arena, &scan->token, n_had + n_had / 8)) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(keep_tokens(scan, had, first));
  for (; s < d->n_sentence; ++s) {
    const uint32_t n = tokens_in(&d->sentence[s], had, first, n_had);
    if (known_names_stand(scan, &d->sentence[s], had + first, n)) {
      gain_by_known(scan, had + first, n);
      YS_TRY(keep_tokens(scan, had + first, n));
    } else {
      YS_TRY(segment_sentence(l, &d->sentence[s]));
    }
    first += n;
  }
  return YANSHU_OK;
}

/* All sentences; when names are known, which changes the scores of those names alone, those where that may matter. */
static ys_status segment_all(lattice *l) {
  ys_scan *scan = l->scan;
  const ys_document *d = scan->document;
  uint32_t first = 0;
  const bool again = scan->token.n != 0;
  if (!again && !YS_RESERVE(scan->arena, &scan->token, d->n / 3 * 2)) { /* tokens are mostly fewer */
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t s = 0; s < d->n_sentence; ++s) {
    if (!again) {
      YS_TRY(segment_sentence(l, &d->sentence[s]));
      continue;
    }
    const uint32_t n = tokens_in(&d->sentence[s], scan->token.at, first, scan->token.n);
    if (!known_names_stand(scan, &d->sentence[s], scan->token.at + first, n)) {
      return segment_again(l, s, first);
    }
    gain_by_known(scan, scan->token.at + first, n);
    first += n;
  }
  return YANSHU_OK;
}

/* ---- names that lost ---- */

enum {
  FAR_BEHIND = -6000, /* a name so much less likely than the path taken is not worth telling */
  ON_THE_PATH = -1    /* scores are sums of whole numbers: a path as good as the best one is one */
};

/* The best continuation of every place and category to the end of the sentence, filled in from its end. */
typedef struct ahead {
  int32_t score[CATEGORIES];
} ahead;

/* What the candidate adds to a path behind a token of category @p from, with the best continuation. */
static int32_t through(const lattice *l, const ahead *rest, const candidate *c, uint8_t from) {
  const bool name = is_name(c->category);
  const uint8_t to = name ? c->category : category_after(l->scan, c->begin, from, c);
  const int32_t beyond = rest[c->end - l->base].score[to];
  if (beyond <= IMPOSSIBLE) {
    return IMPOSSIBLE;
  }
  return c->score + beyond +
         (name ? doubt_of(l->scan, c->begin, c) + by_name(l->scan, c, from, is_particle(l->scan, &l->words, c))
               : by_word(l->scan, c, from, to));
}

static void look_ahead(const lattice *l, ahead *rest) {
  for (uint32_t i = 0; i <= l->end - l->base; ++i) {
    for (uint8_t k = 0; k < CATEGORIES; ++k) {
      rest[i].score[k] = i == l->end - l->base ? 0 : IMPOSSIBLE;
    }
  }
  /* candidates were tried by their begin: those of later ones come last */
  for (uint32_t t = l->n_tried; t-- > 0;) {
    const candidate *c = &l->tried[t];
    for (unsigned open = l->at[c->begin - l->base].open; open != 0; open &= open - 1) {
      const uint8_t from = (uint8_t)__builtin_ctz(open);
      const int32_t score = through(l, rest, c, from);
      int32_t *best = &rest[c->begin - l->base].score[from];
      *best = score > *best ? score : *best;
    }
  }
}

/* Notes name @p c when the best path that holds it is not the best of all. */
static ys_status consider_name(const lattice *l, const ahead *rest, const candidate *c, int32_t best) {
  const cell *here = &l->at[c->begin - l->base];
  int32_t score = IMPOSSIBLE;
  for (unsigned open = here->open; open != 0; open &= open - 1) {
    const uint8_t from = (uint8_t)__builtin_ctz(open);
    const int32_t on = through(l, rest, c, from);
    score = on > IMPOSSIBLE && here->score[from] + on > score ? here->score[from] + on : score;
  }
  if (score - best > ON_THE_PATH || score - best < FAR_BEHIND) {
    return YANSHU_OK;
  }
  const ys_scan *scan = l->scan;
  return ys_consider(scan->mentions, (ys_considered){.kind = YS_MENTION_PERSON,
                                                     .loss = c->listed ? YS_LOSS_LISTED : YS_LOSS_PATH,
                                                     .begin = c->begin,
                                                     .end = c->end,
                                                     .over_begin = scan->token.at[scan->token_at[c->begin]].begin,
                                                     .over_end = scan->token.at[scan->token_at[c->end - 1]].end,
                                                     .score = score - best,
                                                     .won = best,
                                                     .concept_id = YS_NO_CONCEPT,
                                                     .meant = YS_NO_CONCEPT});
}

/* Goes over the sentence once more, which leaves its tokens as they are. */
static ys_status consider_sentence(lattice *l, ahead *rest) {
  YS_TRY(walk(l));
  look_ahead(l, rest);
  const int32_t best = rest[0].score[CAT_BOUNDARY];
  for (uint32_t t = 0; t < l->n_tried; ++t) {
    if (is_name(l->tried[t].category)) {
      YS_TRY(consider_name(l, rest, &l->tried[t], best));
    }
  }
  return YANSHU_OK;
}

static uint32_t longest_sentence(const ys_document *d) {
  uint32_t longest = 0;
  for (uint32_t s = 0; s < d->n_sentence; ++s) {
    const uint32_t n = d->sentence[s].end - d->sentence[s].begin;
    longest = n > longest ? n : longest;
  }
  return longest;
}

ys_status ys_scan_consider_names(ys_scan *scan) {
  const ys_document *d = scan->document;
  const size_t room = (size_t)longest_sentence(d) + 1;
  const yanshu_allocator *allocator = ys_arena_allocator(scan->arena);
  lattice l = {.scan = scan,
               .words = ys_name_words_of(scan->lexicon),
               .all = true,
               .at = ys_resize(allocator, NULL, room * sizeof *l.at)};
  ahead *rest = ys_resize(allocator, NULL, room * sizeof *rest);
  ys_status status = l.at == NULL || rest == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
  for (uint32_t s = 0; s < d->n_sentence && status == YANSHU_OK; ++s) {
    l.base = d->sentence[s].begin;
    l.end = d->sentence[s].end;
    status = consider_sentence(&l, rest);
  }
  (void)ys_resize(allocator, rest, 0);
  (void)ys_resize(allocator, l.tried, 0);
  (void)ys_resize(allocator, l.at, 0);
  return status;
}

ys_status ys_scan_segment(ys_scan *scan) {
  const ys_document *d = scan->document;
  const uint32_t longest = longest_sentence(d);
  const yanshu_allocator *allocator = ys_arena_allocator(scan->arena);
  lattice l = {.scan = scan,
               .words = ys_name_words_of(scan->lexicon),
               .at = ys_resize(allocator, NULL, ((size_t)longest + 1) * sizeof *l.at)};
  const ys_status status = l.at == NULL ? YANSHU_NO_MEMORY : segment_all(&l);
  (void)ys_resize(allocator, l.tried, 0);
  (void)ys_resize(allocator, l.at, 0);
  return status;
}
