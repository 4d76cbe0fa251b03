/* SPDX-License-Identifier: Apache-2.0 */
#include "naive.h"

#include <string.h>

#define STEPS 100000ul

/* What is still to be matched: the list of nodes from `node` on (or `node` alone), or the rest of a repeat, or the end
 * of a capture; then `next`. */
typedef struct todo {
  enum { LIST, ONE, REPEAT, MENTIONS, INSIDES, CLOSE } kind;
  const ys_node *node;
  uint32_t count;
  const struct todo *next;
} todo;

static bool go(naive *n, const todo *k, uint32_t pos);

static uint16_t slot_of(const naive *n, const ys_node *node) {
  for (uint16_t i = 0; node->capture.n && i < n->rule->n_slot; i++) {
    if (ys_view_equal(n->rule->slot[i], node->capture)) {
      return i;
    }
  }
  return YS_NO_SLOT;
}

static bool captured(naive *n, const ys_node *node, uint32_t mention, uint32_t begin, uint32_t end, const todo *after) {
  const uint16_t slot = slot_of(n, node);
  const uint32_t before = n->n_capture;
  if (slot != YS_NO_SLOT) {
    if (before == YS_RULE_CAPTURES) {
      n->too_long = true;
      return false;
    }
    n->capture[n->n_capture++] = (ys_capture){slot, false, mention, begin, end};
  }
  if (go(n, after, end)) {
    return true;
  }
  n->n_capture = before;
  return false;
}

static bool text_at(const naive *n, ys_chars text, uint32_t pos) {
  return !text.n ||
         (text.n <= n->scan->end - pos && memcmp(n->scan->document->ch + pos, text.at, text.n * sizeof *text.at) == 0);
}

/* The first mention in the list that lies inside another one and is as asked. */
static uint32_t inside(const naive *n, const ys_node *node, const ys_mention *m) {
  for (uint32_t i = 0; i < n->scan->mentions->list.n; i++) {
    const ys_mention *in = &n->scan->mentions->list.at[i];
    if (in != m && in->begin >= (node->core ? m->core_begin : m->begin) &&
        in->end <= (node->core ? m->core_end : m->end) &&
        ys_condition_mention(n->scan, &n->scan->rules->condition.at[node->condition], i)) {
      return i;
    }
  }
  return YS_NO_MENTION;
}

static bool insides(naive *n, const ys_node *node, const ys_mention *m, uint32_t end, const todo *after) {
  if (!node) {
    return go(n, after, end);
  }
  const uint32_t i = inside(n, node, m);
  const uint32_t before = n->n_capture;
  const uint16_t slot = slot_of(n, node);
  if (i == YS_NO_MENTION) {
    return false;
  }
  if (slot != YS_NO_SLOT && before == YS_RULE_CAPTURES) {
    n->too_long = true;
    return false;
  }
  if (slot != YS_NO_SLOT) {
    const ys_mention *in = &n->scan->mentions->list.at[i];
    n->capture[n->n_capture++] = (ys_capture){slot, false, i, in->begin, in->end};
  }
  if (insides(n, node->next, m, end, after)) {
    return true;
  }
  n->n_capture = before;
  return false;
}

static bool one_mention(naive *n, const ys_node *node, uint32_t pos, const todo *after) {
  for (uint32_t i = 0; i < n->scan->mentions->list.n; i++) {
    const ys_mention *m = &n->scan->mentions->list.at[i];
    if (m->begin == pos && ys_condition_mention(n->scan, &n->scan->rules->condition.at[node->condition], i) &&
        captured(n, node, i, m->begin, m->end, &(todo){INSIDES, node, i, after})) {
      return true;
    }
  }
  return false;
}

static bool mentions(naive *n, const ys_node *node, uint32_t count, uint32_t pos, const todo *after) {
  const todo more = {MENTIONS, node, count + 1, after};
  const bool separated = count == 0 || text_at(n, node->text, pos);
  if (count < node->max && separated && one_mention(n, node, pos + (count ? node->text.n : 0), &more)) {
    return true;
  }
  return count >= node->min && go(n, after, pos);
}

static bool repeat(naive *n, const ys_node *node, uint32_t count, uint32_t pos, const todo *after) {
  const todo more = {REPEAT, node, count + 1, after};
  const todo body = {LIST, node->child, 0, &more};
  return (count < node->max && go(n, &body, pos)) || (count >= node->min && go(n, after, pos));
}

static bool gap(naive *n, const ys_node *node, uint32_t pos, const todo *after) {
  for (uint32_t skipped = 0; skipped <= node->gap.max && pos != UINT32_MAX; skipped++) {
    if (skipped >= node->gap.min && go(n, after, pos)) {
      return true;
    }
    pos = ys_scan_skip(n->scan, &node->gap, pos);
  }
  return false;
}

static bool look(naive *n, const ys_node *node, uint32_t pos, const todo *after) {
  const todo inside = {LIST, node->child, 0, NULL};
  const uint32_t must_end = n->must_end;
  const uint32_t before = n->n_capture;
  bool found = false;
  for (uint32_t back = 0; !found && back <= (node->behind ? YS_RULE_BEHIND : 0) && back <= pos - n->scan->begin;
       back++) {
    n->must_end = node->behind ? pos : UINT32_MAX;
    found = go(n, &inside, pos - back);
  }
  n->must_end = must_end;
  n->n_capture = before;
  return found != node->negative && go(n, after, pos);
}

static bool quote(naive *n, const ys_node *node, uint32_t pos, const todo *after) {
  if (pos >= n->scan->end || n->scan->document->ch[pos] != node->text.at[0]) {
    return false;
  }
  const uint32_t close = ys_scan_pair(n->scan, pos);
  return close < n->scan->end && n->scan->document->ch[close] == node->text.at[1] &&
         captured(n, node, YS_NO_MENTION, pos, close + 1, after);
}

static const ys_node *fragment(const naive *n, ys_view id) {
  for (uint32_t i = 0; i < n->scan->rules->fragment.n; i++) {
    if (ys_view_equal(n->scan->rules->fragment.at[i].id, id)) {
      return n->scan->rules->fragment.at[i].node->child;
    }
  }
  return NULL;
}

static bool one_of(naive *n, const ys_node *node, uint32_t pos, const todo *after) {
  for (const ys_node *child = node->child; child; child = child->next) {
    if (go(n, &(todo){ONE, child, 0, after}, pos)) {
      return true;
    }
  }
  return false;
}

static bool one_node(naive *n, const ys_node *node, uint32_t pos, const todo *after) {
  switch (node->kind) {
  case YS_NODE_SEQUENCE:
    return go(n, &(todo){LIST, node->child, 0, after}, pos);
  case YS_NODE_TEXT:
    return text_at(n, node->text, pos) && go(n, after, pos + node->text.n);
  case YS_NODE_ONE_OF:
    return one_of(n, node, pos, after);
  case YS_NODE_MENTION:
    return mentions(n, node, 0, pos, after);
  case YS_NODE_WORD:
    return false; /* the documents of these tests have no lexicon */
  case YS_NODE_GAP:
    return gap(n, node, pos, after);
  case YS_NODE_REPEAT:
    return repeat(n, node, 0, pos, after);
  case YS_NODE_START:
    return ys_scan_starts(n->scan, pos, (ys_unit)node->unit) && go(n, after, pos);
  case YS_NODE_END:
    return ys_scan_ends(n->scan, pos, (ys_unit)node->unit) && go(n, after, pos);
  case YS_NODE_LOOK:
    return look(n, node, pos, after);
  case YS_NODE_QUOTE:
    return quote(n, node, pos, after);
  case YS_NODE_REST: {
    const uint32_t end = ys_scan_rest(n->scan, pos, (ys_unit)node->unit);
    return end > pos && captured(n, node, YS_NO_MENTION, pos, end, after);
  }
  case YS_NODE_CAPTURE: {
    const todo close = {CLOSE, node, pos, after};
    return go(n, &(todo){LIST, node->child, 0, &close}, pos);
  }
  case YS_NODE_REF:
    return go(n, &(todo){LIST, fragment(n, node->name), 0, after}, pos);
  }
  return false;
}

static bool go(naive *n, const todo *k, uint32_t pos) {
  if (n->too_long || ++n->steps > STEPS) {
    n->too_long = true;
    return false;
  }
  if (!k) {
    n->end = n->must_end == UINT32_MAX ? pos : n->end;
    return n->must_end == UINT32_MAX || n->must_end == pos;
  }
  switch (k->kind) {
  case REPEAT:
    return repeat(n, k->node, k->count, pos, k->next);
  case MENTIONS:
    return mentions(n, k->node, k->count, pos, k->next);
  case INSIDES:
    return insides(n, k->node->inside, &n->scan->mentions->list.at[k->count], pos, k->next);
  case CLOSE:
    return captured(n, k->node, YS_NO_MENTION, k->count, pos, k->next);
  case ONE:
    return one_node(n, k->node, pos, k->next);
  case LIST:
    break;
  }
  if (!k->node) {
    return go(n, k->next, pos);
  }
  const todo rest = {LIST, k->node->next, 0, k->next};
  return one_node(n, k->node, pos, &rest);
}

bool naive_match(naive *n, ys_scan *scan, const ys_rule_source *rule, const ys_node *pattern, uint32_t pos) {
  *n = (naive){.scan = scan, .rule = rule, .must_end = UINT32_MAX};
  const todo all = {LIST, pattern->child, 0, NULL};
  const bool found = go(n, &all, pos);
  return found && !n->too_long;
}
