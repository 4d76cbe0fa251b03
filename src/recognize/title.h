/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file title.h
 * One title of a chain while it is taken apart, and the units inside an organisation that it names. Private to the
 * room.
 */
#ifndef YS_TITLE_H
#define YS_TITLE_H

#include "recognize/organization.h"

/* One title while it is taken apart, from its position word leftwards. */
typedef struct ys_title {
  uint32_t token; /* leftmost token taken so far */
  uint32_t begin; /* of the post */
  uint32_t core;  /* where the position with its modifiers begins */
  uint32_t end;
  uint32_t role; /* concept */
  uint32_t host; /* organisation mention */
  uint32_t head; /* organ concept implied by the position, or of a fused unit */
  uint32_t division;
  uint32_t country; /* concept, of a foreign post */
  uint32_t body;    /* concept of the national body that the bare word implies (总书记, 委员长) */
  ys_post_status status;
  bool own_medium;
  uint32_t field; /* where what the title names before the position begins (财务部 of 财务部经理), or core */
} ys_title;

/** The token that ends right where token @p t begins, or NULL. */
const ys_token *ys_token_before(const ys_scan *scan, uint32_t t);
/** 青岛滨海医院护理部: takes a unit right behind its organisation and right before the position. */
ys_status ys_title_unit(ys_scan *scan, ys_title *p);
/** 青岛滨海医院院长甲、护理部主任乙: takes a unit of the organisation that the post before it names. */
ys_status ys_title_shared_unit(ys_scan *scan, ys_title *p);
/** 集团副总经理: takes a bare head word that means the last organisation that ends in it. */
ys_status ys_title_bare_head(ys_scan *scan, ys_title *p);
/** 澜屿总经理 before a name, 现任澜屿智能董事: takes an organisation that only the title shows to be one. */
ys_status ys_title_named_by(ys_scan *scan, ys_title *p);
/** 美国财政部 of 美国财政部长: takes the ministry whose last character the position shares; its country is known. */
ys_status ys_title_ministry(ys_scan *scan, ys_title *p);

/** The party of 波兰农民党主席, whose name ends in the first character of the position: sets host and begin. */
ys_status ys_title_party(ys_scan *scan, ys_title *p);
/** 财务 of 财务经理, 美术 of 美术教师: takes the words of a field, and the organisation before them. */
void ys_title_field(const ys_scan *scan, ys_title *p);
/** Marks the units inside organisations that stand in the title; the first character of the title behind its
 * organisation. */
uint32_t ys_title_begin(const ys_scan *scan, const ys_title *p);

#endif
