/* SPDX-License-Identifier: Apache-2.0 */
/** @file digest.c XXH64 with seed 0. IRIs hang on these values: nothing here may ever change. */
#define XXH_INLINE_ALL
#include <endian.h>
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

/** The same of eight bytes that are @p n, the lowest first; in the place where it is called: the length is known. */
__attribute__((flatten)) static uint64_t hash_number(uint64_t n, uint64_t seed) {
  const uint64_t bytes = htole64(n);
  return XXH64(&bytes, sizeof bytes, seed);
}

void ys_digester_add(ys_digester *d, ys_view part) {
  d->state = hash(part, hash_number(part.n, d->state));
}

uint64_t ys_digester_end(const ys_digester *d) {
  return d->state;
}
