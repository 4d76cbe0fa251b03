/* SPDX-License-Identifier: Apache-2.0 */
/* Digests of rule files that are known to be valid. */
#include "rules/seal.h"

#include <string.h>

#include "rules/read.h"

ys_seal ys_seal_of(ys_view bytes) {
  ys_digester digester;
  ys_digester_start(&digester);
  ys_digester_add(&digester, (ys_view){ys_rules_schema, ys_rules_schema_size});
  ys_digester_add(&digester, bytes);
  uint64_t digest = ys_digester_end(&digester);
  ys_seal seal = {{0}};
  for (size_t i = sizeof seal.text; i > 0; i--, digest >>= 4) {
    seal.text[i - 1] = "0123456789abcdef"[digest & 15u];
  }
  return seal;
}

bool ys_seal_listed(ys_seal seal, ys_view list) {
  while (list.n >= sizeof seal.text) {
    if (memcmp(list.p, seal.text, sizeof seal.text) == 0) {
      return true;
    }
    const char *line = memchr(list.p, '\n', list.n);
    const size_t n = line != NULL ? (size_t)(line - list.p) + 1 : list.n;
    list = (ys_view){list.p + n, list.n - n};
  }
  return false;
}
