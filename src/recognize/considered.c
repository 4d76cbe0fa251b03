/* SPDX-License-Identifier: Apache-2.0 */
/* Names that lost: those that stood in the lattice and that the best path has not taken, for a trace. */
#include "recognize/lattice.h"
#include "recognize/recognize_internal.h"

enum {
  FAR_BEHIND = -6000, /* a name so much less likely than the path taken is not worth telling */
  ON_THE_PATH = -1    /* scores are sums of whole numbers: a path as good as the best one is one */
};

/* The best continuation of every place and category to the end of the sentence, filled in from its end. */
typedef struct ahead {
  int32_t score[YS_CATEGORIES];
} ahead;

/* What the candidate adds to a path behind a token of category @p from, with the best continuation. */
static int32_t through(const ys_lattice *l, const ahead *rest, const ys_candidate *c, uint8_t from) {
  const bool name = ys_is_name(c->category);
  const uint8_t to = name ? c->category : ys_category_after(l->scan, c->begin, from, c);
  const int32_t beyond = rest[c->end - l->base].score[to];
  if (beyond <= YS_IMPOSSIBLE) {
    return YS_IMPOSSIBLE;
  }
  return c->score + beyond +
         (name ? ys_doubt_of(l->scan, c->begin, c) +
                     ys_gain_by_name(l->scan, c, from, ys_is_particle(l->scan, &l->words, c))
               : ys_gain_by_word(l->scan, c, from, to));
}

static void look_ahead(const ys_lattice *l, ahead *rest) {
  for (uint32_t i = 0; i <= l->end - l->base; ++i) {
    for (uint8_t k = 0; k < YS_CATEGORIES; ++k) {
      rest[i].score[k] = i == l->end - l->base ? 0 : YS_IMPOSSIBLE;
    }
  }
  /* what begins at a character was tried behind all that ends there */
  for (uint32_t t = l->n_tried; t-- > 0;) {
    const ys_candidate *c = &l->tried[t];
    for (unsigned open = l->at[c->begin - l->base].open; open != 0; open &= open - 1) {
      const uint8_t from = (uint8_t)__builtin_ctz(open);
      const int32_t score = through(l, rest, c, from);
      int32_t *best = &rest[c->begin - l->base].score[from];
      *best = score > *best ? score : *best;
    }
  }
}

/* Notes name @p c when the best path that holds it is not the best of all. */
static ys_status consider_name(const ys_lattice *l, const ahead *rest, const ys_candidate *c, int32_t best) {
  const ys_cell *here = &l->at[c->begin - l->base];
  int32_t score = YS_IMPOSSIBLE;
  for (unsigned open = here->open; open != 0; open &= open - 1) {
    const uint8_t from = (uint8_t)__builtin_ctz(open);
    const int32_t on = through(l, rest, c, from);
    score = on > YS_IMPOSSIBLE && here->score[from] + on > score ? here->score[from] + on : score;
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
static ys_status consider_sentence(ys_lattice *l, ahead *rest) {
  YS_TRY(ys_lattice_walk(l));
  look_ahead(l, rest);
  const int32_t best = rest[0].score[YS_CAT_BOUNDARY];
  for (uint32_t t = 0; t < l->n_tried; ++t) {
    if (ys_is_name(l->tried[t].category)) {
      YS_TRY(consider_name(l, rest, &l->tried[t], best));
    }
  }
  return YANSHU_OK;
}

ys_status ys_scan_consider_names(ys_scan *scan) {
  const ys_document *d = scan->document;
  const size_t room = (size_t)ys_longest_sentence(d) + 1;
  const yanshu_allocator *allocator = ys_arena_allocator(scan->arena);
  ys_lattice l = {.scan = scan,
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
