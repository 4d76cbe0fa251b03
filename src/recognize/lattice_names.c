/* SPDX-License-Identifier: Apache-2.0 */
/* Personal names in the lattice: those that may be on the best path are tried, the others passed by. */
#include "recognize/lattice.h"

/* Lengthens the paths that end where the next candidate begins, a name; @p on: the best of them for most names. */
static void try_name(ys_lattice *l, ys_onto on) {
  const ys_candidate *c = ys_lattice_next(l);
  const ys_cell *here = &l->at[c->begin - l->base];
  ys_cell *end = &l->at[c->end - l->base];
  const int32_t own = c->score + ys_doubt_of(l->scan, c->begin, c);
  const bool particle = ys_is_particle(l->scan, &l->words, c);
  bool used = l->all;
  if (!particle && !c->listed) {
    used |= ys_lattice_lengthen(l, end, on.from, c->category, on.score + own);
    l->n_tried += used ? 1 : 0;
    return;
  }
  for (unsigned open = here->open; open != 0; open &= open - 1) {
    const uint8_t from = (uint8_t)__builtin_ctz(open);
    used |= ys_lattice_lengthen(l, end, from, c->category,
                                here->score[from] + own + ys_gain_by_name(l->scan, c, from, particle));
  }
  l->n_tried += used ? 1 : 0;
}

static void put_name(ys_lattice *l, uint32_t i, const ys_name_candidate *name, ys_onto on) {
  *ys_lattice_next(l) = (ys_candidate){i,
                                       i + name->length,
                                       name->score,
                                       name->foreign ? YS_MASK_NAME | YS_MASK_FOREIGN : YS_MASK_NAME,
                                       0,
                                       0,
                                       name->foreign ? YS_CAT_FOREIGN : YS_CAT_NAME,
                                       name->listed};
  try_name(l, on);
}

void ys_lattice_foreign_names(ys_lattice *l, uint32_t i) {
  ys_name_candidate name[YS_NAME_FOREIGN];
  const size_t n = ys_name_foreign(l->scan, &l->words, i, l->end, name);
  const ys_onto on = n > 0 ? ys_lattice_onto_names(l, i, YS_CAT_FOREIGN) : (ys_onto){YS_IMPOSSIBLE, 0};
  for (size_t k = 0; k < n; ++k) {
    put_name(l, i, &name[k], on);
  }
}

/* What a path whose last token is a name that ends at @p end must have to be the best one of the sentence in the end;
   YS_IMPOSSIBLE: nothing. There is one whose last token is ordinary, which the same tokens may follow. */
static int32_t least_with_name(const ys_lattice *l, uint32_t end) {
  const unsigned ordinary =
      1u << YS_CAT_BOUNDARY | 1u << YS_CAT_LIST | 1u << YS_CAT_TITLE | 1u << YS_CAT_SPEECH | 1u << YS_CAT_OTHER;
  const uint32_t next = end < l->scan->document->n ? l->scan->document->ch[end] : 0;
  const ys_cell *here = &l->at[end - l->base];
  if (l->all || next == 0x3001 || next == ' ') {
    return YS_IMPOSSIBLE;
  }
  int32_t best = YS_IMPOSSIBLE;
  for (unsigned open = here->open & ordinary; open != 0; open &= open - 1) {
    const int32_t score = here->score[__builtin_ctz(open)];
    best = score > best ? score : best;
  }
  return best > YS_IMPOSSIBLE ? best - ys_most_behind_name(l->scan, end) : YS_IMPOSSIBLE;
}

/* Most are not worth more than a look. */
void ys_lattice_native_names(ys_lattice *l, uint32_t end, unsigned begins) {
  const int32_t least = least_with_name(l, end);
  for (unsigned lengths = begins; lengths != 0;) { /* the longest first: it begins first */
    const uint32_t length = 31u - (uint32_t)__builtin_clz(lengths);
    lengths &= ~(1u << length);
    const uint32_t i = end - length;
    const ys_native_begin *begin = &l->native[i % YS_LENGTH(l->native)];
    const int32_t wanted = least - begin->most;
    if (ys_name_native_most(l->scan, &l->words, &begin->surname, i, end) < wanted) {
      continue;
    }
    ys_name_candidate name[YS_NAME_NATIVE];
    const size_t n = ys_name_native(l->scan, &l->words, &begin->surname, i, end, wanted, name);
    for (size_t k = 0; k < n; ++k) {
      put_name(l, i, &name[k], begin->on);
    }
  }
}

void ys_lattice_begin_native(ys_lattice *l, uint32_t i) {
  ys_native_begin *begin = &l->native[i % YS_LENGTH(l->native)];
  begin->surname = ys_name_surname_at(l->scan, &l->words, i);
  begin->on = ys_lattice_onto_names(l, i, YS_CAT_NAME);
  begin->most = begin->on.score + (i == 0 || l->scan->document->ch[i - 1] == '\n' ? YS_SPEAKS : 0);
  ys_name_candidate padded;
  if (i + 1 < l->end && l->scan->document->ch[i + 1] == ' ' && ys_name_padded(l->scan, i, l->end, &padded)) {
    put_name(l, i, &padded, begin->on);
  }
}
