/* SPDX-License-Identifier: Apache-2.0 */
#include "recognize/name.h"

/* Shares of name shapes among 3,131 distinct Chinese names of the press, as log10 * 1000. */
enum {
  NAME_CLASS = -1900,    /* P(a token is a personal name) in running text */
  FOREIGN_CLASS = -3150, /* P(a token is a transliterated name) */
  GIVEN_ONE = -770,      /* one given character */
  GIVEN_TWO = -490,      /* two given characters */
  RARE_SURNAME = -4700,
  COMMON_SURNAME = -3800,
  UNSEEN_SURNAME = -5000,   /* in the list of surnames, in none of the counts */
  DOUBLE_SURNAME = -300,    /* smoothing: double surnames are rare but sure */
  UNSEEN_GIVEN = -4300,     /* a character never seen in a given name */
  DIVISION_GIVEN = 1800,    /* 许银川: behind a surname a division is a given name sooner */
  ONE_BEHIND_JOINT = -4000, /* 拉·甘 of 拉·甘地 */
  PLACE_ENDING = -1300,     /* the last character is a place's last word: 陈家祠 */
  SELDOM_GIVEN = -3200,     /* 李村 */
  KOREAN_GIVEN = 1200,
  SAME_AGAIN = -1500,    /* 农迁农: the surname once more at the end */
  SIDE_GIVEN = -1500,    /* 卢方 */
  SIDE_TRANSLIT = -2700, /* … of a surname that transliterates at least so often */
  NOT_NAME = -5000,      /* the lexicon says that these characters are none */
  JOINT_BONUS = 9000,    /* "·" between two parts is a sure sign */
  FUNCTION_WORD = -2500, /* P of a character as a word from which on it ends a name without joints: 和 在 */
  FREQUENT_WORD = -3000,
  SELDOM_WORD = -3500,
  RARE_TRANSLIT = -3500,
  JAPANESE_CLASS = -3300,
  JAPANESE_BARE = -900, /* the surname alone */
  JAPANESE_UNSEEN = -3300,
  FOREIGN_LONGEST = 24,     /* characters, with joints */
  FIRST_PART = 8,           /* characters before the first joint */
  UNSEEN_BEHIND = -3600,    /* a character never seen in a transliteration, behind a joint */
  UNSEEN_BEFORE = -4400,    /* … before the first one */
  JOINT_CUE = -1000,        /* odds of the word before such a name */
  OFTEN_TRANSLIT = -3300,   /* … or of its first character in transliterations */
  ONE_BEFORE_JOINT = -2500, /* 斯·纪尧 of 尼古拉斯·纪尧姆 */
  JOINT_FIRST = -500,
  JOINT_MORE = 4000,    /* one name with two joints, not two with one each */
  UNSEEN_JOINED = -1500 /* 信心·权威: no transliteration, with no word before it that calls for a name */
};

static int32_t given_weight(int16_t weight) {
  return weight == INT16_MIN ? UNSEEN_GIVEN : weight;
}

static int32_t known_bonus(const ys_scan *scan, uint32_t begin, uint32_t length) {
  const ys_known_name *name = scan->known.n != 0 ? ys_known_find(scan, begin, length) : NULL;
  return name != NULL ? (int32_t)name->bonus : 0;
}

/* Whether the given name would be a form of address or a position, or the first part of one: 刘先 of 刘先生. */
static bool is_address(const ys_scan *scan, const ys_name_words *words, uint32_t begin, uint32_t end) {
  const uint64_t wanted =
      YS_CLASS_BIT(words->address) | YS_CLASS_BIT(YS_CLASS_NAME_RIGHT) | YS_CLASS_BIT(YS_CLASS_ROLE);
  if ((scan->classes[begin] & wanted) == 0) {
    return false;
  }
  for (uint32_t k = scan->first_match[begin]; k < scan->first_match[begin + 1]; ++k) {
    const ys_match *match = &scan->match.at[k];
    const bool may = match->length >= end - begin && (match->classes & wanted) != 0;
    for (uint32_t e = 0; may && e < match->n; ++e) {
      const uint16_t class_id = ys_lexicon_entry(scan->lexicon, match->entry + e)->class_id;
      if (class_id == words->address || (match->length > 1 && match->length == end - begin &&
                                         (class_id == YS_CLASS_NAME_RIGHT || class_id == YS_CLASS_ROLE))) {
        return true;
      }
    }
  }
  return false;
}

/* 现任, 历任, 由于: the character before the name makes its first one a verb or a particle. */
static bool is_no_surname(const ys_scan *scan, const ys_name_words *words, uint32_t begin) {
  return begin > 0 && ys_span_entry(scan, begin - 1, begin + 1, words->not_surname) != NULL;
}

/* Rare surnames are rarer in the counts than in the world. */
static int32_t surname_weight(int32_t weight) {
  return weight < RARE_SURNAME ? RARE_SURNAME : weight;
}

/* Whether the characters are a division's name by themselves. */
static bool is_division(const ys_scan *scan, uint32_t begin, uint32_t end) {
  const ys_entry *entry = ys_span_entry(scan, begin, end, YS_CLASS_DIVISION);
  return entry != NULL;
}

/* 卢金也警告, 尤伯杯赛: the last character before @p end belongs to what follows, or is a word of its own. */
static int32_t last_weight(const ys_scan *scan, const ys_name_words *words, uint32_t end) {
  const bool more = (scan->trait[end] & YS_TRAIT_HAN) != 0; /* none behind the last */
  const ys_entry *entry = more ? ys_character_entry(scan, end - 1, words->no_ending) : NULL;
  return entry != NULL ? entry->weight : 0;
}

/* 德方, 埃媒, 莫方愿: a country by one character and its side, sooner than a name. */
static int32_t side_weight(const ys_scan *scan, const ys_name_words *words, uint32_t begin, bool foreign) {
  if (ys_span_entry(scan, begin + 1, begin + 2, words->side) == NULL) {
    return 0;
  }
  const ys_character *first = ys_scan_character(scan, begin);
  return foreign || ys_character_entry(scan, begin, YS_CLASS_COUNTRY) != NULL ? NOT_NAME
         : first->translit > SIDE_TRANSLIT                                    ? SIDE_GIVEN
                                                                              : 0;
}

/* 金日成 */
static bool is_korean(const ys_scan *scan, const ys_name_words *words, uint32_t begin) {
  return ys_character_entry(scan, begin, words->korean) != NULL &&
         ys_span_entry(scan, begin + 1, begin + 2, words->korean_given) != NULL &&
         ys_span_entry(scan, begin + 2, begin + 3, words->korean_given) != NULL;
}

typedef struct family {
  uint32_t begin;
  uint32_t length;
  int32_t weight;
} family;

static int32_t two_given(const ys_scan *scan, const ys_name_words *words, const family *s) {
  const uint32_t at = s->begin + s->length;
  int32_t score = GIVEN_TWO + given_weight(ys_scan_character(scan, at)->given_first) +
                  given_weight(ys_scan_character(scan, at + 1)->given_second);
  if (s->length == 1) {
    score += scan->document->ch[at + 1] == scan->document->ch[at - 1] ? SAME_AGAIN : 0;
    score += is_korean(scan, words, s->begin) ? KOREAN_GIVEN : 0;
  }
  if (s->weight > COMMON_SURNAME && is_division(scan, at, at + 2) &&
      ys_character_entry(scan, s->begin, words->particle) == NULL) {
    score += DIVISION_GIVEN;
  }
  return score;
}

/* What the characters are as a name, with what the text has shown. */
static int32_t own_score(const ys_scan *scan, const ys_name_words *words, const family *s, uint32_t end) {
  const uint32_t at = s->begin + s->length;
  const int32_t given =
      end - at == 1 ? GIVEN_ONE + given_weight(ys_scan_character(scan, at)->given_single) : two_given(scan, words, s);
  return NAME_CLASS + s->weight + given + last_weight(scan, words, end) + known_bonus(scan, s->begin, end - s->begin);
}

/* What speaks against the name in its characters and beside them: 0 or less. */
static int32_t doubts_of(const ys_scan *scan, const ys_name_words *words, const family *s, uint32_t end) {
  const uint32_t at = s->begin + s->length;
  int32_t score = s->length == 1 ? side_weight(scan, words, s->begin, false) : 0;
  if (ys_character_entry(scan, at, words->mask) != NULL || is_address(scan, words, at, end) ||
      is_no_surname(scan, words, s->begin)) {
    score += NOT_NAME; /* 李某, 王女士, 孙市长, 现任 */
  }
  if ((end - s->begin > 2 || ys_scan_character(scan, at)->given_single < SELDOM_GIVEN) &&
      ys_character_entry(scan, end - 1, YS_CLASS_PLACE_HEAD) != NULL) {
    score += PLACE_ENDING;
  }
  return score;
}

/* Adds the name of this surname that ends at @p end, unless it is worth less than @p least. */
static size_t add_native(const ys_scan *scan, const ys_name_words *words, const family *s, uint32_t end, int32_t least,
                         ys_name_candidate *out) {
  const int32_t score = own_score(scan, words, s, end);
  if (score < least) {
    return 0;
  }
  const bool listed = s->length == 1 && ys_span_entry(scan, s->begin, end, YS_CLASS_NOT_NAME) != NULL;
  *out = (ys_name_candidate){end - s->begin, score + doubts_of(scan, words, s, end), false, listed};
  return 1;
}

bool ys_name_padded(const ys_scan *scan, uint32_t begin, uint32_t end, ys_name_candidate *out) {
  const int16_t weight = ys_scan_character(scan, begin)->surname;
  if (weight == INT16_MIN || begin + 2 >= end || (scan->trait[begin] & scan->trait[begin + 2] & YS_TRAIT_HAN) == 0) {
    return false;
  }
  const int32_t score =
      NAME_CLASS + surname_weight(weight) + GIVEN_ONE + given_weight(ys_scan_character(scan, begin + 2)->given_single);
  *out = (ys_name_candidate){3, score + known_bonus(scan, begin, 3), false, true};
  return true;
}

ys_name_surname ys_name_surname_at(const ys_scan *scan, const ys_name_words *words, uint32_t begin) {
  const int16_t weight = ys_scan_character(scan, begin)->surname;
  ys_name_surname s = {.single = INT32_MIN, .pair = INT32_MIN};
  if (weight != INT16_MIN) {
    s.single = surname_weight(weight);
  } else if (ys_character_entry(scan, begin, YS_CLASS_SURNAME) != NULL) {
    s.single = UNSEEN_SURNAME;
  }
  const ys_match *two = ys_span_match(scan, begin, begin + 2);
  const ys_entry *pair = two != NULL ? ys_match_entry(scan, two, YS_CLASS_SURNAME) : NULL;
  s.pair = pair != NULL ? pair->weight + DOUBLE_SURNAME : INT32_MIN;
  const uint64_t korean = YS_CLASS_BIT(words->korean);
  s.four = pair != NULL || s.single == INT32_MIN || scan->known.n != 0 || (scan->classes[begin] & korean) != 0 ||
           (scan->classes[begin + 1] & YS_CLASS_BIT(YS_CLASS_DIVISION)) != 0;
  if (s.four) { /* what begins there may make more of a name than its characters do */
    s.most_two = s.most_three = INT32_MAX / 2;
  } else {
    const ys_character *given = ys_scan_character(scan, begin + 1);
    s.most_two = NAME_CLASS + s.single + GIVEN_ONE + given_weight(given->given_single);
    s.most_three = NAME_CLASS + s.single + GIVEN_TWO + given_weight(given->given_first);
  }
  return s;
}

int32_t ys_name_third(const ys_scan *scan, uint32_t at) {
  return given_weight(ys_scan_character(scan, at)->given_second);
}

size_t ys_name_native(const ys_scan *scan, const ys_name_words *words, const ys_name_surname *s, uint32_t begin,
                      uint32_t end, int32_t least, ys_name_candidate out[YS_NAME_NATIVE]) {
  const uint32_t length = end - begin;
  size_t n = 0;
  if (length <= 3 && s->single != INT32_MIN) {
    const family one = {begin, 1, s->single};
    n += add_native(scan, words, &one, end, least, out);
  }
  if (length >= 3 && s->pair != INT32_MIN) {
    const family two = {begin, 2, s->pair};
    n += add_native(scan, words, &two, end, least, out + n);
  }
  return n;
}

/* 太郎, 之助, 子: the score with an ending that given names of Japan have; @p first: with one given character, @p
   before: with all but the last. */
static int32_t usual_ending(const ys_scan *scan, const ys_name_words *words, uint32_t at, int32_t first,
                            int32_t before) {
  const ys_entry *one = ys_span_entry(scan, at - 1, at, words->japanese_given);
  const ys_entry *two = ys_span_entry(scan, at - 2, at, words->japanese_given);
  const int32_t by_one = one != NULL ? before + one->weight : INT32_MIN;
  const int32_t by_two = two != NULL ? first + two->weight : INT32_MIN;
  return by_one > by_two ? by_one : by_two;
}

/* 山田清太郎: a surname of the Japanese list, and one to three characters. */
static size_t japanese_candidates(const ys_scan *scan, const ys_name_words *words, uint32_t begin, uint32_t end,
                                  ys_name_candidate *out, size_t room) {
  const uint32_t *ch = scan->document->ch;
  size_t n = 0;
  for (uint32_t length = 2; length <= 3 && begin + length <= end; ++length) {
    const ys_entry *surname = ys_span_entry(scan, begin, begin + length, words->japanese);
    int32_t score = surname != NULL ? JAPANESE_CLASS + surname->weight : 0;
    int32_t before = 0;
    int32_t first = 0;
    int32_t usual = INT32_MIN;
    for (uint32_t given = 0; surname != NULL && n < room && given <= 3; ++given) {
      const uint32_t at = begin + length + given;
      static const int16_t share[] = {JAPANESE_BARE, -1200, -100, -500};
      if (given > 0) {
        if (at > end || !ys_is_han(ch[at - 1])) {
          break;
        }
        const ys_character *c = ys_scan_character(scan, at - 1);
        if (c->word > FUNCTION_WORD) {
          break;
        }
        const int16_t weight = given == 1 ? c->given_first : c->given_second;
        before = score;
        score += weight < JAPANESE_UNSEEN ? JAPANESE_UNSEEN : weight;
        usual = given > 1 ? usual_ending(scan, words, at, first, before) : INT32_MIN;
        first = given == 1 ? score : first;
      }
      out[n].length = length + given;
      out[n].foreign = true;
      out[n].listed = given == 0 && ys_span_entry(scan, begin, at, YS_CLASS_WORD) != NULL;
      out[n].score = (usual > score ? usual : score) + share[given] + (given > 0 ? last_weight(scan, words, at) : 0) +
                     known_bonus(scan, begin, length + given);
      ++n;
    }
  }
  return n;
}

/* How much rarer, or more often, the character ends a transliterated name than stands in one. */
static int32_t ending_weight(const ys_scan *scan, const ys_name_words *words, uint32_t at) {
  const ys_entry *entry = ys_character_entry(scan, at, words->ending);
  return entry != NULL ? entry->weight : 0;
}

/* 和 在 从: words sooner than part of a name without joints. */
static bool ends_transliteration(const ys_character *c) {
  const bool seldom = c->translit < RARE_TRANSLIT; /* or never */
  return (c->translit == INT16_MIN) | (c->word > FUNCTION_WORD) | ((c->word > FREQUENT_WORD) & seldom);
}

/* 会长差猜·春哈旺: whether a joint stands behind characters that a word before names shows to be a name's first part.
 */
static bool joint_ahead(const ys_scan *scan, uint32_t begin, uint32_t end) {
  if ((scan->trait[begin] & YS_TRAIT_JOINED) == 0 ||
      (scan->left_cue[begin] < JOINT_CUE && ys_scan_character(scan, begin)->translit < OFTEN_TRANSLIT)) {
    return false;
  }
  uint32_t i = begin;
  while (i < end && i - begin < FIRST_PART && (scan->trait[i] & YS_TRAIT_HAN) != 0) {
    ++i;
  }
  return i > begin && i + 1 < end && scan->document->ch[i] == 0xB7 && ys_is_han(scan->document->ch[i + 1]);
}

/* Characters that transliterate, and the joints between the parts of a name. */
static size_t foreign_candidates(const ys_scan *scan, const ys_name_words *words, uint32_t begin, uint32_t end,
                                 ys_name_candidate *out, size_t room) {
  const uint32_t *ch = scan->document->ch;
  size_t n = 0;
  int32_t score = FOREIGN_CLASS;
  const bool ahead = joint_ahead(scan, begin, end);
  const bool called = scan->left_cue[begin] >= JOINT_CUE;
  int32_t unseen = 0;
  bool joint = false;
  bool hole = false;
  uint32_t part = 0;
  for (uint32_t i = begin; i < end && i - begin < FOREIGN_LONGEST && n < room; ++i) {
    const bool han = (scan->trait[i] & YS_TRAIT_HAN) != 0;
    if (!han && (ch[i] == 0xB7 || ch[i] == '-' || (ch[i] == 0x2014 && part > 1))) {
      if (part == 0) {
        break;
      }
      score += joint ? JOINT_MORE : part == 1 && ys_is_han(ch[i - 1]) ? ONE_BEFORE_JOINT : JOINT_FIRST;
      joint = true;
      part = 0;
      continue;
    }
    const bool initial = !han && ys_is_latin(ch[i]) && (joint || (i + 1 < end && ch[i + 1] == 0xB7));
    const ys_character *c = ys_scan_character(scan, i);
    if (!hole && !joint && !ahead && part > 1 && c->translit == INT16_MIN && han && c->word < SELDOM_WORD &&
        i + 1 < end && ys_span_entry(scan, i - 1, i + 1, YS_CLASS_WORD) == NULL &&
        ys_span_entry(scan, i, i + 2, YS_CLASS_WORD) == NULL) {
      hole = true; /* 库马拉通加: one rare character, not the last */
      score += UNSEEN_BEFORE;
      ++part;
      continue;
    }
    const bool ends = ahead ? c->word > FUNCTION_WORD : (scan->trait[i] & YS_TRAIT_TRANSLITERATES) == 0;
    if (!initial && (!han || ys_character_entry(scan, i, words->mask) != NULL || (!joint && ends))) {
      break;
    }
    score += initial ? -1000 : c->translit != INT16_MIN ? c->translit : joint ? UNSEEN_BEHIND : UNSEEN_BEFORE;
    unseen += !initial && !called && c->translit == INT16_MIN ? UNSEEN_JOINED : 0;
    ++part;
    const uint32_t length = i + 1 - begin;
    const bool joint_next = i + 1 < end && ch[i + 1] == 0xB7;
    if (length < 2 || joint_next) {
      continue;
    }
    out[n].length = length;
    out[n].foreign = true;
    out[n].listed = false;
    const bool address = length == 2 && ys_character_entry(scan, i, words->address) != NULL; /* 胡老 */
    out[n].score = score + (joint ? JOINT_BONUS + unseen : 0) + (address ? NOT_NAME : 0) +
                   ending_weight(scan, words, i) + (joint && part == 1 ? ONE_BEHIND_JOINT : 0) +
                   (length == 2 ? side_weight(scan, words, begin, true) : 0) + last_weight(scan, words, i + 1) +
                   known_bonus(scan, begin, length);
    ++n;
  }
  return n;
}

ys_name_words ys_name_words_of(const ys_lexicon *lexicon) {
  return (ys_name_words){.mask = ys_lexicon_words(lexicon, YS_WORDS_NAME_MASK),
                         .address = ys_lexicon_words(lexicon, YS_WORDS_NAME_ADDRESS),
                         .not_surname = ys_lexicon_words(lexicon, YS_WORDS_NOT_SURNAME),
                         .particle = ys_lexicon_words(lexicon, YS_WORDS_SURNAME_PARTICLE),
                         .japanese = ys_lexicon_words(lexicon, YS_WORDS_SURNAME_JAPANESE),
                         .ending = ys_lexicon_words(lexicon, YS_WORDS_TRANSLIT_END),
                         .japanese_given = ys_lexicon_words(lexicon, YS_WORDS_GIVEN_JAPANESE),
                         .no_ending = ys_lexicon_words(lexicon, YS_WORDS_NOT_NAME_END),
                         .korean = ys_lexicon_words(lexicon, YS_WORDS_SURNAME_KOREAN),
                         .korean_given = ys_lexicon_words(lexicon, YS_WORDS_GIVEN_KOREAN),
                         .side = ys_lexicon_words(lexicon, YS_WORDS_COUNTRY_SIDE)};
}

/* What stands before the joint at @p at. */
static void note_joint(ys_scan *scan, uint32_t at) {
  if (at > 0 && ys_is_latin(scan->document->ch[at - 1])) {
    scan->trait[at - 1] |= YS_TRAIT_INITIAL;
  }
  for (uint32_t i = at; i > 0 && at - i < FIRST_PART && (scan->trait[i - 1] & YS_TRAIT_HAN) != 0; --i) {
    scan->trait[i - 1] |= YS_TRAIT_JOINED;
  }
}

/* What a character can be that is none of the usual ideographs. */
static unsigned other_trait(ys_scan *scan, uint32_t i, unsigned trait) {
  const uint32_t c = scan->document->ch[i];
  if (ys_is_rare_han(c)) {
    return trait;
  }
  const bool joint = c == 0xB7;
  if (joint) {
    note_joint(scan, i);
  }
  return (trait & YS_TRAIT_SURNAME) | (joint || c == '-' || ys_is_latin(c) ? YS_TRAIT_JOINS : 0u);
}

void ys_name_traits(ys_scan *scan) {
  const ys_document *d = scan->document;
  for (uint32_t i = 0; i < d->n; ++i) {
    const uint32_t c = d->ch[i];
    const ys_character *record = ys_scan_character(scan, i);
    const unsigned trait = YS_TRAIT_HAN | (record->surname != INT16_MIN ? 1u : 0u) * YS_TRAIT_SURNAME |
                           (ends_transliteration(record) ? 0u : 1u) * YS_TRAIT_TRANSLITERATES;
    scan->trait[i] = (uint8_t)(c >= 0x4E00 && c <= 0x9FFF ? trait : other_trait(scan, i, trait));
  }
}

size_t ys_name_foreign(const ys_scan *scan, const ys_name_words *words, uint32_t begin, uint32_t end,
                       ys_name_candidate out[YS_NAME_FOREIGN]) {
  size_t n = 0;
  if ((scan->classes[begin] & YS_CLASS_BIT(words->japanese)) != 0) {
    n += japanese_candidates(scan, words, begin, end, out, YS_NAME_FOREIGN);
  }
  if ((scan->trait[begin] & (YS_TRAIT_TRANSLITERATES | YS_TRAIT_INITIAL)) != 0) {
    n += foreign_candidates(scan, words, begin, end, out + n, YS_NAME_FOREIGN - n);
  }
  return n;
}
