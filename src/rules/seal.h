/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file seal.h
 * Rule files that the build has validated: their digests stand in a file beside their folder (rules.valid beside
 * rules), one a line, and opening them validates them no more. A file that was edited since has another digest. Private
 * to src/rules.
 */
#ifndef YS_RULES_SEAL_H
#define YS_RULES_SEAL_H

#include "base/base.h"

/** What follows the name of a folder of rules to give the name of its list. */
#define YS_SEALS_ENDING ".valid"
#define YS_SEALS_BYTES ((size_t)1024 * 1024) /**< a longer list is none */

/** A digest in hexadecimal. */
typedef struct ys_seal {
  char text[16];
} ys_seal;

/** Of a file's bytes and the schema that it is valid by. */
ys_seal ys_seal_of(ys_view bytes);
/** Whether a line of the list begins with the seal. */
bool ys_seal_listed(ys_seal seal, ys_view list);

#endif
