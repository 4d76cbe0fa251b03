/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file organization.h
 * Organisations and the levels of divisions that stand in for a place. Private to the room.
 */
#ifndef YS_ORGANIZATION_H
#define YS_ORGANIZATION_H

#include "recognize/division.h"
#include "recognize/scan.h"

/** The level that the word [begin, end) names (省, 市 …), or YS_LEVEL_NONE. */
ys_division_level ys_level_of_word(const ys_scan *scan, uint32_t begin, uint32_t end);
/** The level that a fused organ begins with: 省 of 省委. */
ys_division_level ys_level_inside(const ys_scan *scan, uint32_t begin, uint32_t end);
/** The division that a bare level word at character @p at stands for on this page, or YS_NO_CONCEPT. */
uint32_t ys_division_for_level(const ys_scan *scan, ys_division_level level, uint32_t at);
/** The longest mention of @p kind that ends at @p end (of divisions: before a shared character), or YS_NO_MENTION. */
uint32_t ys_mention_ending(const ys_scan *scan, ys_mention_kind kind, uint32_t end);
/** Where the chain of divisions starts that the division mention ends: 广东省 of 广东省广州市越秀区. */
uint32_t ys_chain_begin(const ys_scan *scan, uint32_t division);
/** Adds the organ at token @p t; @p force: also when nothing on its left names a place. *index: the mention or none. */
ys_status ys_add_organ(ys_scan *scan, uint32_t t, const ys_entry *entry, bool force, uint32_t *index);
/** Whether what ends at @p end is a unit that titles name (部, 处, 室), not one with a name of its own (所, 学院). */
bool ys_is_title_unit_word(const ys_scan *scan, uint32_t end);
/** Adds the name that ends with the head at token @p t, if what stands before it makes a name. */
ys_status ys_add_named(ys_scan *scan, uint32_t t, const ys_entry *entry);
/** The country that an organ at character @p at belongs to whose country is not printed: the last one named before, not
 * too far back, or YS_NO_CONCEPT; @p abroad: China is passed over. */
uint32_t ys_state_meant(const ys_scan *scan, uint32_t at, bool abroad);
/** The last foreign country named before character @p at in its sentence, or YS_NO_CONCEPT. */
uint32_t ys_state_in_sentence(const ys_scan *scan, uint32_t at);
/** The foreign country named before character @p at in its sentence when no other country is, or YS_NO_CONCEPT. */
uint32_t ys_only_state_in_sentence(const ys_scan *scan, uint32_t at);
/** Adds the organ of a state (国会) that the head at token @p t is by itself, unless an organisation ends there. */
ys_status ys_add_state_organ(ys_scan *scan, uint32_t t, const ys_entry *head);

#endif
