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
  static const uint8_t ordinary[] = {YS_CAT_BOUNDARY, YS_CAT_LIST, YS_CAT_TITLE, YS_CAT_SPEECH, YS_CAT_OTHER};
  const uint32_t next = end < l->scan->document->n ? l->scan->document->ch[end] : 0;
  const int32_t *score = l->at[end - l->base].score;
  int32_t best = YS_IMPOSSIBLE;
  for (size_t k = 0; k < YS_LENGTH(ordinary); ++k) {
    best = score[ordinary[k]] > best ? score[ordinary[k]] : best;
  }
  return best <= YS_IMPOSSIBLE || l->all || next == 0x3001 || next == ' ' ? YS_IMPOSSIBLE
                                                                          : best - ys_most_behind_name(l->scan, end);
}

/* Tries the names of just the characters from @p begin to @p end. */
static void try_native(ys_lattice *l, const ys_native_begin *begin, uint32_t i, uint32_t end, int32_t least) {
  ys_name_candidate name[YS_NAME_NATIVE];
  const size_t n = ys_name_native(l->scan, &l->words, &begin->surname, i, end, least - begin->most, name);
  for (size_t k = 0; k < n; ++k) {
    put_name(l, i, &name[k], begin->on);
  }
}

/* Most are not worth more than a look. */
void ys_lattice_native_names(ys_lattice *l, uint32_t end, unsigned begins) {
  const int32_t least = least_with_name(l, end);
  const ys_native_begin *two = &l->native[(end - 2) % YS_LENGTH(l->native)];
  const ys_native_begin *three = &l->native[(end - 3) % YS_LENGTH(l->native)];
  const ys_native_begin *four = &l->native[(end - 4) % YS_LENGTH(l->native)];
  const bool no_ending = (l->scan->classes[end - 1] & YS_CLASS_BIT(l->words.no_ending)) != 0;
  const int32_t third = ys_name_third(l->scan, end - 1);
  const unsigned fits_two = no_ending | (two->most + two->surname.most_two >= least);
  const unsigned fits_three = no_ending | (three->most + three->surname.most_three + third >= least);
  const unsigned fits_four = four->surname.four;
  const unsigned fits = (begins & fits_two << 2) | (begins & fits_three << 3) | (begins & fits_four << 4);
  if (fits == 0) { /* mostly */
    return;
  }
  if ((fits & 1u << 4) != 0) { /* the longest first: it begins first */
    try_native(l, four, end - 4, end, least);
  }
  if ((fits & 1u << 3) != 0) {
    try_native(l, three, end - 3, end, least);
  }
  if ((fits & 1u << 2) != 0) {
    try_native(l, two, end - 2, end, least);
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
