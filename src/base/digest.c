/* SPDX-License-Identifier: Apache-2.0 */
/** @file digest.c XXH64 with seed 0. IRIs hang on these values: nothing here may ever change. */
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/base.h"

static uint64_t hash(ys_view text, uint64_t seed) {
  return XXH64(text.n > 0 ? text.p : "", text.n, seed);
}

uint64_t ys_digest(ys_view text) {
  return hash(text, 0);
}

void ys_digester_start(ys_digester *d) {
  d->state = 0;
}

void ys_digester_add(ys_digester *d, ys_view part) {
  char length[8];
  for (unsigned i = 0; i < sizeof length; i++) {
    length[i] = (char)((uint64_t)part.n >> (8 * i) & 0xFFU);
  }
  d->state = hash(part, hash((ys_view){length, sizeof length}, d->state));
}

uint64_t ys_digester_end(const ys_digester *d) {
  return d->state;
}
