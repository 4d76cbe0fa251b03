/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file anaphor.h
 * Pronouns and bare titles that stand for a person named before. Private to the room.
 */
#ifndef YS_ANAPHOR_H
#define YS_ANAPHOR_H

#include "recognize/scan.h"

/**
 * Adds a person mention with `anaphor` set for each 他, 她, 该市长 and 市长 (before a verb of speech) that can mean one
 * person only; its `host` is the mention with the name. @p scan->mentions must be settled: in the order of the text.
 * What is added stands at the end of the list, for the caller to settle again.
 *
 * Wrong is worse than missing. A pronoun opens a clause outside quotation marks, and the sentence before it (else its
 * own) names exactly one person, who is its subject, and speaks of nobody else. A bare title has one bearer before it.
 */
ys_status ys_find_anaphors(ys_scan *scan);

#endif
