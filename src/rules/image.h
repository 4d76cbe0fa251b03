/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file image.h
 * Compiled rules as bytes: what `yanshu-rulec` writes and the runtime maps. Private to src/rules.
 *
 * A header with a table of sections, then the sections, each one of the compiled arrays of a ys_rules, aligned to 8
 * bytes. Numbers are in the byte order of the machine that wrote the file. An image stands for certain rule files and a
 * certain lexicon, whose concepts and classes its conditions are numbered by; it is used with these alone.
 */
#ifndef YS_RULES_IMAGE_H
#define YS_RULES_IMAGE_H

#include "rules/model.h"

/** Appends the bytes of an image to @p out. @return YANSHU_BAD_ARGUMENT when the rules were read without a lexicon. */
ys_status ys_rules_write_image(const ys_rules *rules, ys_buffer *out);

/**
 * Maps an image; its arrays are used where they lie.
 * @param rules  new, but for its lexicon; gets the arrays, the digest and the mapping, which ys_rules_unmap gives back
 * @param digest of the rule files, as ys_rules_digest gives it
 * @return false, nothing changed, when there is no sound image of these files and this lexicon
 */
bool ys_rules_map_image(ys_rules *rules, const char *path, uint64_t digest);
void ys_rules_unmap(const ys_rules *rules); /**< does nothing when no image is mapped */

#endif
