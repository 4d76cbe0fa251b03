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
/** Whether the form of an organ begins with the word for a settlement: 镇党委, 街道办, 村委会. */
bool ys_is_of_settlement(const ys_scan *scan, uint32_t begin, uint32_t end);
/** The longest mention of @p kind that ends at @p end (of divisions: before a shared character), or YS_NO_MENTION. */
uint32_t ys_mention_ending(const ys_scan *scan, ys_mention_kind kind, uint32_t end);
/** Where the chain of divisions starts that the division mention ends: 广东省 of 广东省广州市越秀区. */
uint32_t ys_chain_begin(const ys_scan *scan, uint32_t division);
/** Adds the organ at token @p t; @p force: also when nothing on its left names a place. *index: the mention or none. */
ys_status ys_add_organ(ys_scan *scan, uint32_t t, const ys_entry *entry, bool force, uint32_t *index);
/** Whether what ends at @p end is a unit that titles name (部, 处, 室), not one with a name of its own (所, 学院). */
bool ys_is_title_unit_word(const ys_scan *scan, uint32_t end);
/** What an organisation whose name ends with a head is: it decides which words may stand in the name. */
typedef struct ys_head_kind {
  bool company;
  bool full;  /**< by its full legal form (有限公司) */
  bool legal; /**< a company by its full name (有限公司), which may hold brackets and any brand */
  bool association;
  bool team;   /**< 逼平四川队: what glues in a company's name is a verb before a team's */
  bool person; /**< may be called after a person: foundations, schools, papers */
  bool committee;
  bool institution; /**< 中心 and the like */
  bool many;        /**< firms, schools, museums: 全国 before one means all of them */
  bool of_country;  /**< 军: right behind the short name of a country it is that one's, whatever stands before */
  bool brand;       /**< may begin with a name of its own: companies, schools, media, clubs, but no offices */
} ys_head_kind;

/** Of the head that is concept @p head, printed with @p length characters. */
ys_head_kind ys_head_kind_of(const ys_scan *scan, uint32_t head, uint32_t length);
/** Whether the word right before the head at token @p t, or in its word, is one that it can follow in a name. */
bool ys_head_fits(const ys_scan *scan, uint32_t t, const ys_entry *head);
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
