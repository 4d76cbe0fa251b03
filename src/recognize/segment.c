/* SPDX-License-Identifier: Apache-2.0 */
/* The best path through words, lexicon terms and name candidates of each sentence (Viterbi over a class bigram). */
#include "recognize/lattice.h"
#include "recognize/organization.h"

enum {
  UNKNOWN_HAN = -6200, /* a character that is no word */
  SHARED = -3200,      /* a division that shares its last character with an organ */
  PLAIN = -2500,       /* punctuation, numbers, Latin */
  PLAIN_CANDIDATES = 40,
  SHARED_CANDIDATES = 9
};

/* ---- candidates ---- */

static bool is_punct(uint32_t c) {
  return !ys_is_han(c) && !ys_is_digit(c) && !ys_is_latin(c);
}

static uint8_t category_of(ys_mask mask) {
  static const uint8_t category[8] = {YS_CAT_OTHER, YS_CAT_ORG,   YS_CAT_SPEECH, YS_CAT_SPEECH,
                                      YS_CAT_TITLE, YS_CAT_TITLE, YS_CAT_TITLE,  YS_CAT_TITLE};
  const ys_mask org = YS_MASK(YS_CLASS_ORGAN) | YS_MASK(YS_CLASS_BODY) | YS_MASK(YS_CLASS_ORG_HEAD) |
                      YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_COUNTRY);
  return category[((mask >> YS_CLASS_ROLE & 1u) << 2) | ((mask >> YS_CLASS_SPEECH & 1u) << 1) |
                  ((mask & org) != 0 ? 1u : 0u)];
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
static size_t shared_candidates(const ys_scan *scan, uint32_t i, uint32_t end, ys_candidate *out, size_t room) {
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
        out[n++] = (ys_candidate){
            i, last, SHARED, YS_MASK(YS_CLASS_DIVISION) | YS_MASK_SHARED, match->entry, match->n, YS_CAT_OTHER, false};
        break;
      }
    }
  }
  return n;
}

/* The same, of any other token. */
static void try_word(ys_lattice *l, ys_cell *here) {
  const ys_candidate *c = ys_lattice_next(l);
  ys_cell *end = here + (c->end - c->begin);
  bool used = l->all;
  for (unsigned open = l->for_words; open != 0; open &= open - 1) {
    const uint8_t from = (uint8_t)__builtin_ctz(open);
    const uint8_t to = ys_category_after(l->scan, c->begin, from, c);
    used |= ys_lattice_lengthen(l, end, from, to, here->score[from] + c->score + ys_gain_by_word(l->scan, c, from, to));
  }
  l->n_tried += used ? 1 : 0;
}

/* Tries an ordinary word that begins at @p i, which is @p here, behind the path that is best for any, when no path
   cares which it is. */
static void try_plain(ys_lattice *l, ys_cell *here, uint32_t i, ys_form_token token, const ys_match *match) {
  const uint32_t length = match->length;
  const ys_onto *on = &l->on[length > 1 ? 1 : 0];
  l->tried[l->n_tried] =
      (ys_candidate){i, i + length, token.weight, token.classes, match->entry, match->n, YS_CAT_OTHER, false};
  const bool better = ys_lattice_lengthen(l, here + length, on->from, YS_CAT_OTHER, on->score + token.weight);
  l->n_tried += (better ? 1u : 0u) | (l->all ? 1u : 0u);
}

/* The category that the best path ends with. */
static uint8_t last_category(const ys_lattice *l) {
  const ys_cell *last = &l->at[l->end - l->base];
  uint8_t category = 0;
  int32_t best = YS_IMPOSSIBLE;
  for (uint8_t c = 0; c < YS_CATEGORIES; ++c) {
    if ((last->open >> c & 1u) != 0 && last->score[c] > best) {
      best = last->score[c];
      category = c;
    }
  }
  return category;
}

/* There is room for the token. Of what it covers the first few are noted at once, however many there are: what is
   behind its end is the next one's, or no token's. */
static void append_token(ys_scan *scan, const ys_token *token) {
  const uint32_t number = scan->token.n;
  uint32_t *at = scan->token_at + token->begin;
  const uint32_t length = token->end - token->begin;
  const uint32_t *covered = ys_token_covers[length < YS_TOKEN_USUAL ? length : YS_TOKEN_USUAL];
  for (uint32_t k = 0; k < YS_TOKEN_USUAL; ++k) {
    at[k] = number & covered[k];
  }
  for (uint32_t k = YS_TOKEN_USUAL; k < length; ++k) {
    at[k] = number;
  }
  scan->token.at[number] = *token;
  scan->token.n = number + 1;
}

/* The tokens of the best path, in order. They are found from its end, and written into the end of the room that as many
   tokens as characters would take. */
static ys_status trace(const ys_lattice *l) {
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
    const ys_candidate *c = &l->tried[back >> YS_FROM_BITS];
    *--first = (ys_token){c->begin, i, c->mask, c->entry, c->n_entry, c->score};
    category = (uint8_t)(back & ((1u << YS_FROM_BITS) - 1u));
    i = c->begin;
  }
  for (; first < end; ++first) {
    append_token(scan, first);
  }
  return YANSHU_OK;
}

/* Room for the candidates of one more position. */
static bool make_room_tried(ys_lattice *l) {
  if (l->room_tried - l->n_tried >= PLAIN_CANDIDATES + YS_NAME_FOREIGN + 8) {
    return true;
  }
  const uint32_t room = l->room_tried * 2 + 1024;
  const bool large = room >= UINT32_MAX >> YS_FROM_BITS || room < l->room_tried;
  const yanshu_allocator *allocator = ys_arena_allocator(l->scan->arena);
  ys_candidate *tried = large ? NULL : ys_resize(allocator, l->tried, room * sizeof *tried);
  if (tried == NULL) {
    return false;
  }
  l->tried = tried;
  l->room_tried = room;
  return true;
}

/* The forms that start at i; whether one of them is a single character. */
static bool try_forms(ys_lattice *l, ys_cell *here, uint32_t i) {
  enum { MOST = 30 };
  const ys_scan *scan = l->scan;
  const ys_form_token *form = &scan->form[scan->first_match[i]];
  const ys_match *match = &scan->match.at[scan->first_match[i]];
  const ys_match *const last = &scan->match.at[scan->first_match[i + 1]];
  const uint32_t most = l->n_tried + MOST;
  const uint32_t left = l->end - i;
  const ys_mask styles = l->host ? YS_MASK(YS_CLASS_STATUS) | YS_MASK(YS_CLASS_MODIFIER) : 0;
  bool single = false;
  for (; match < last && l->n_tried < most; ++match, ++form) {
    const uint32_t length = match->length;
    const ys_form_token token = *form;
    if (length > left || token.classes == 0) {
      continue;
    }
    single = single || length == 1;
    const uint8_t category = category_of(token.classes);
    if (category == YS_CAT_OTHER && l->plain && (token.classes & styles) == 0) {
      try_plain(l, here, i, token, match);
      continue;
    }
    *ys_lattice_next(l) =
        (ys_candidate){i, i + length, token.weight, token.classes, match->entry, match->n, category, false};
    try_word(l, here);
  }
  return single;
}

/* All tokens that may start at i, but for names. */
static void try_words(ys_lattice *l, ys_cell *here, uint32_t i) {
  const ys_scan *scan = l->scan;
  const uint32_t c = scan->document->ch[i];
  const bool single = try_forms(l, here, i);
  if ((scan->classes[i] & YS_CLASS_BIT(YS_CLASS_DIVISION)) != 0) {
    ys_candidate shared[SHARED_CANDIDATES];
    const size_t n = shared_candidates(scan, i, l->end, shared, SHARED_CANDIDATES);
    for (size_t k = 0; k < n; ++k) {
      *ys_lattice_next(l) = shared[k];
      try_word(l, here);
    }
  }
  if (ys_is_han(c)) {
    if (single) {
      return;
    }
    const int16_t own = ys_lexicon_character(scan->lexicon, c)->word;
    const int32_t score = own != INT16_MIN ? own : UNKNOWN_HAN;
    *ys_lattice_next(l) = (ys_candidate){i, i + 1, score, YS_MASK_HAN, 0, 0, YS_CAT_OTHER, false};
  } else if (is_punct(c)) {
    *ys_lattice_next(l) =
        (ys_candidate){i, i + 1, PLAIN, YS_MASK_PUNCT, 0, 0, c == 0x3001 ? YS_CAT_LIST : YS_CAT_BOUNDARY, false};
  } else {
    ys_mask mask = 0;
    const uint32_t stop = run_end(scan->document->ch, i, l->end, &mask);
    *ys_lattice_next(l) = (ys_candidate){i, stop, PLAIN, mask, 0, 0, YS_CAT_OTHER, false};
  }
  try_word(l, here);
}

/* Tries all candidates of the sentence: at each character the names that end there, then what begins there. */
ys_status ys_lattice_walk(ys_lattice *l) {
  const ys_scan *scan = l->scan;
  for (ys_cell *cell = l->at; cell <= l->at + (l->end - l->base); ++cell) {
    for (unsigned c = 0; c < YS_CATEGORIES; ++c) {
      cell->score[c] = YS_IMPOSSIBLE;
      cell->last[c] = 0; /* what is lengthened without a branch takes from it, if only no bits */
    }
    cell->open = 0;
  }
  l->n_tried = 0;
  l->at[0].open = 1u << YS_CAT_BOUNDARY;
  l->at[0].score[YS_CAT_BOUNDARY] = 0;
  unsigned begins = 0; /* bit n: a Chinese name may begin n characters before */
  ys_cell *here = l->at;
  for (uint32_t i = l->base; i < l->end; ++i, ++here, begins <<= 1) {
    if (here->open == 0) { /* inside a number or a Latin word */
      begins = 0;
      continue;
    }
    if (!make_room_tried(l)) {
      return YANSHU_NO_MEMORY;
    }
    if ((begins & YS_NATIVE_LENGTHS) != 0) {
      ys_lattice_native_names(l, i, begins & YS_NATIVE_LENGTHS);
    }
    begins = (scan->trait[i] & YS_TRAIT_HAN) != 0 ? begins : 0;
    ys_lattice_survey(l, here, i);
    try_words(l, here, i);
    if (ys_name_native_may_begin(scan, i)) {
      ys_lattice_begin_native(l, i);
      begins |= 1u;
    }
    if (ys_name_foreign_may_begin(scan, &l->words, i)) {
      ys_lattice_foreign_names(l, i);
    }
  }
  if (!make_room_tried(l)) {
    return YANSHU_NO_MEMORY;
  }
  ys_lattice_native_names(l, l->end, begins & YS_NATIVE_LENGTHS);
  return YANSHU_OK;
}

static ys_status segment_sentence(ys_lattice *l, const ys_sentence *s) {
  l->base = s->begin;
  l->end = s->end;
  YS_TRY(ys_lattice_walk(l));
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
    append_token(scan, &token[k]);
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
static ys_status segment_again(ys_lattice *l, uint32_t s, uint32_t first) {
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
static ys_status segment_all(ys_lattice *l) {
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

uint32_t ys_longest_sentence(const ys_document *d) {
  uint32_t longest = 0;
  for (uint32_t s = 0; s < d->n_sentence; ++s) {
    const uint32_t n = d->sentence[s].end - d->sentence[s].begin;
    longest = n > longest ? n : longest;
  }
  return longest;
}

ys_status ys_scan_segment(ys_scan *scan) {
  const ys_document *d = scan->document;
  const uint32_t longest = ys_longest_sentence(d);
  const yanshu_allocator *allocator = ys_arena_allocator(scan->arena);
  ys_lattice l = {.scan = scan,
                  .words = ys_name_words_of(scan->lexicon),
                  .at = ys_resize(allocator, NULL, ((size_t)longest + 1) * sizeof *l.at)};
  const ys_status status = l.at == NULL ? YANSHU_NO_MEMORY : segment_all(&l);
  (void)ys_resize(allocator, l.tried, 0);
  (void)ys_resize(allocator, l.at, 0);
  return status;
}
