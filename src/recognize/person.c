/* SPDX-License-Identifier: Apache-2.0 */
/* Personal names: what the best path found, believed or not by its surroundings, then known in the whole document. */
#include "recognize/scan.h"

enum {
  SURE = 3500,  /* bonus of a name that stands after a title or before a speech verb */
  AGAIN = 1500  /* bonus of a name that the best path found without such a sign */
};

static const ys_token *neighbour(const ys_scan *scan, uint32_t t, int step) {
  if ((step < 0 && t == 0) || (step > 0 && t + 1 >= scan->token.n)) {
    return NULL;
  }
  const ys_token *here = &scan->token.at[t];
  const ys_token *other = &scan->token.at[step < 0 ? t - 1 : t + 1];
  return (step < 0 ? other->end == here->begin : other->begin == here->end) ? other : NULL;
}

/* Stands right after a position word or a word like 记者, or right before a speech verb. */
static bool is_sure(const ys_scan *scan, uint32_t t) {
  const ys_token *token = &scan->token.at[t];
  const ys_token *left = neighbour(scan, t, -1);
  const ys_token *right = neighbour(scan, t, 1);
  return (left != NULL && (left->mask & YS_MASK(YS_CLASS_ROLE)) != 0) || scan->left_cue[token->begin] > 0 ||
         (right != NULL && (right->mask & YS_MASK(YS_CLASS_SPEECH)) != 0);
}

static bool same_name(const ys_scan *scan, const ys_known_name *name, uint32_t begin, uint32_t end) {
  if (name->end - name->begin != end - begin) {
    return false;
  }
  for (uint32_t i = 0; i < end - begin; ++i) {
    if (scan->document->ch[name->begin + i] != scan->document->ch[begin + i]) {
      return false;
    }
  }
  return true;
}

static ys_status learn(ys_scan *scan, uint32_t begin, uint32_t end, uint32_t bonus) {
  for (uint32_t k = 0; k < scan->known.n; ++k) {
    ys_known_name *name = &scan->known.at[k];
    if (same_name(scan, name, begin, end)) {
      name->bonus = bonus > name->bonus ? bonus : name->bonus;
      return YANSHU_OK;
    }
  }
  ys_known_name *name = YS_PUSH(scan->arena, &scan->known);
  if (name == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *name = (ys_known_name){begin, end, bonus};
  return YANSHU_OK;
}

ys_status ys_learn_names(ys_scan *scan) {
  for (uint32_t t = 0; t < scan->token.n; ++t) {
    const ys_token *token = &scan->token.at[t];
    if ((token->mask & YS_MASK_NAME) == 0 || token->end - token->begin < 2) {
      continue;
    }
    if (is_sure(scan, t)) {
      YS_TRY(learn(scan, token->begin, token->end, SURE));
    } else if (token->end - token->begin > 2) {
      YS_TRY(learn(scan, token->begin, token->end, AGAIN));
    }
  }
  return YANSHU_OK;
}

ys_status ys_find_persons(ys_scan *scan) {
  for (uint32_t t = 0; t < scan->token.n; ++t) {
    const ys_token *token = &scan->token.at[t];
    if ((token->mask & YS_MASK_NAME) == 0) {
      continue;
    }
    ys_mention *m = ys_scan_add(scan, YS_MENTION_PERSON, token->begin, token->end);
    if (m == NULL) {
      return YANSHU_NO_MEMORY;
    }
    m->score = token->score;
    m->foreign = (token->mask & YS_MASK_FOREIGN) != 0;
  }
  return YANSHU_OK;
}
