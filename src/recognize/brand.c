/* SPDX-License-Identifier: Apache-2.0 */
/* Short names of companies that nobody declares: what stands first in the full name (澜屿智能 of
 * 澜屿智能科技股份有限公司), found again elsewhere in the document. */
#include <stdlib.h>

#include "recognize/organization.h"

enum { KEY = 3, LONGEST = 4, RARE_WORD = -4300, RARE_NOUN = 0, COMMON_NAME = 1000 };

typedef struct brand {
  uint32_t key[KEY]; /* its first characters */
  uint32_t begin;    /* in the full name */
  uint32_t length;
  uint32_t full; /* mention */
  bool parent;   /* the full name is that of its firm in a place: 澜屿智能 of 澜屿智能广东公司 */
} brand;

typedef struct brands {
  YS_ARRAY(brand) list;
  uint64_t firsts; /* bits of the first characters, modulo 64 */
} brands;

static int by_key(const void *left, const void *right) {
  const brand *a = left;
  const brand *b = right;
  for (size_t k = 0; k < KEY; ++k) {
    if (a->key[k] != b->key[k]) {
      return a->key[k] < b->key[k] ? -1 : 1;
    }
  }
  if (a->length != b->length) {
    return a->length > b->length ? -1 : 1;
  }
  return a->begin < b->begin ? -1 : a->begin > b->begin;
}

static bool is_odd(const ys_scan *scan, const ys_token *token) {
  if ((token->mask & (YS_MASK_NAME | YS_MASK_HAN | YS_MASK_LATIN)) != 0) {
    return true;
  }
  if (token->end - token->begin == 1) {
    return ys_lexicon_character(scan->lexicon, scan->document->ch[token->begin])->word < RARE_WORD;
  }
  const ys_entry *word = ys_token_entry(scan, token, YS_CLASS_WORD);
  return word != NULL && (token->mask & ~YS_MASK(YS_CLASS_WORD)) == 0 &&
         ((word->form == 'Z' && word->weight < COMMON_NAME) || (word->form == 'n' && word->weight < RARE_NOUN));
}

/* Whether [begin, end) is no phrase of ordinary words, nor one word. */
static bool is_brand(const ys_scan *scan, uint32_t begin, uint32_t end) {
  const ys_token *token = &scan->token.at[scan->token_at[begin]];
  uint32_t singles = 0;
  uint32_t tokens = 0;
  bool odd = false;
  for (; token->begin < end; ++token) {
    singles += token->end - token->begin == 1 ? 1 : 0;
    odd = odd || is_odd(scan, token);
    ++tokens;
    if (token->end >= end) {
      break;
    }
  }
  return odd || (singles > 1 && tokens > 1);
}

static bool is_place(const ys_scan *scan, uint32_t begin, uint32_t end) {
  return begin < end && ys_span_entry(scan, begin, end, YS_CLASS_DIVISION) != NULL;
}

/* The brand of a company's full name: behind its place, up to four characters before the head. */
static ys_status collect(ys_scan *scan, uint32_t k, brands *all) {
  const ys_mention *m = &scan->mentions->list.at[k];
  if (m->head == YS_NO_CONCEPT || ys_concept_class(scan->lexicon, m->head) != YS_CLASS_ORG_HEAD ||
      ys_concept_value(scan->lexicon, m->head, YS_KEY_LEGAL).n == 0 || m->short_form || m->end - m->begin < 6) {
    return YANSHU_OK;
  }
  uint32_t begin = m->begin;
  const ys_token *first = &scan->token.at[scan->token_at[begin]];
  const ys_mask place = YS_MASK(YS_CLASS_DIVISION) | YS_MASK(YS_CLASS_COUNTRY);
  while (first->begin >= begin && first->end < m->core_begin && (first->mask & place) != 0) {
    begin = first->end;
    ++first;
  }
  const uint32_t room = m->core_begin > begin ? m->core_begin - begin : 0;
  for (uint32_t n = room < LONGEST ? room : LONGEST; n >= KEY; --n) {
    if (scan->document->ch[begin + n - 1] == 0xFF08 || !is_brand(scan, begin, begin + n)) {
      continue;
    }
    brand *b = YS_PUSH(scan->arena, &all->list);
    if (b == NULL) {
      return YANSHU_NO_MEMORY;
    }
    *b = (brand){.begin = begin, .length = n, .full = k, .parent = is_place(scan, begin + n, m->core_begin)};
    for (uint32_t c = 0; c < KEY; ++c) {
      b->key[c] = scan->document->ch[begin + c];
    }
    all->firsts |= UINT64_C(1) << (b->key[0] & 63u);
  }
  return YANSHU_OK;
}

/* The longest brand that stands at @p at, or NULL. */
static const brand *find(const ys_scan *scan, const brands *all, uint32_t at) {
  const uint32_t *ch = scan->document->ch;
  brand want = {.length = LONGEST + 1};
  if (at + KEY > scan->document->n) {
    return NULL;
  }
  for (uint32_t c = 0; c < KEY; ++c) {
    want.key[c] = ch[at + c];
  }
  uint32_t low = 0;
  uint32_t high = all->list.n;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (by_key(&all->list.at[middle], &want) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  for (; low < all->list.n; ++low) {
    const brand *b = &all->list.at[low];
    for (uint32_t c = 0; c < KEY; ++c) {
      if (b->key[c] != want.key[c]) {
        return NULL;
      }
    }
    if (b->length == KEY || (at + KEY < scan->document->n && ch[at + KEY] == ch[b->begin + KEY])) {
      return b;
    }
  }
  return NULL;
}

/* 欣旺达 of 任欣旺达 begins a name, though the best path has 任欣旺 for a person. */
static bool begins(const ys_scan *scan, uint32_t at) {
  return scan->token.at[scan->token_at[at]].begin == at ||
         (at > 0 && ys_span_entry(scan, at - 1, at, YS_CLASS_STOP) != NULL);
}

static ys_status find_again(ys_scan *scan, const brands *all, const bool *taken) {
  const ys_document *d = scan->document;
  for (uint32_t b = 0; b < d->n_block; ++b) {
    for (uint32_t i = d->block[b].begin; i < d->block[b].end; ++i) {
      if ((all->firsts >> (d->ch[i] & 63u) & 1u) == 0) {
        continue; /* most characters begin none */
      }
      const brand *found = taken[i] ? NULL : find(scan, all, i);
      if (found == NULL || i + found->length > d->block[b].end || taken[i + found->length - 1] || !begins(scan, i)) {
        continue;
      }
      const ys_mention full = scan->mentions->list.at[found->full];
      ys_mention *m = ys_scan_add(scan, YS_MENTION_ORGANIZATION, i, i + found->length);
      if (m == NULL) {
        return YANSHU_NO_MEMORY;
      }
      m->head = full.head;
      if (found->parent) {
        if (full.host == YS_NO_MENTION) {
          scan->mentions->list.at[found->full].host = scan->mentions->list.n - 1;
        }
      } else {
        m->division = full.division;
        m->core_begin = full.begin;
        m->core_end = full.end;
        m->short_form = true;
      }
      i += found->length - 1;
    }
  }
  return YANSHU_OK;
}

ys_status ys_find_brands(ys_scan *scan) {
  brands all = {.list = {NULL, 0, 0}};
  const uint32_t n = scan->mentions->list.n;
  for (uint32_t k = 0; k < n; ++k) {
    if (scan->mentions->list.at[k].kind == YS_MENTION_ORGANIZATION) {
      YS_TRY(collect(scan, k, &all));
    }
  }
  if (all.list.n == 0) {
    return YANSHU_OK;
  }
  bool *taken = ys_arena_alloc(scan->arena, (size_t)scan->document->n + 1);
  if (taken == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t k = 0; k < n; ++k) {
    const ys_mention *m = &scan->mentions->list.at[k];
    for (uint32_t i = m->begin; m->kind == YS_MENTION_ORGANIZATION && i < m->end; ++i) {
      taken[i] = true;
    }
  }
  qsort(all.list.at, all.list.n, sizeof *all.list.at, by_key);
  return find_again(scan, &all, taken);
}
