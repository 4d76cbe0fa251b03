/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file trie.c
 * A trie of the sorted forms, laid out as a double array. Characters are numbered by how many steps use them, so that
 * the numbers of usual characters are small and lie close together.
 */
#include <stdlib.h>
#include <string.h>

#include "lexicon/lexc/lexc.h"

#define MAX_UNITS (1u << 30)

/** A node of the linked trie; number 0 is the root. */
typedef struct node {
  uint32_t c;
  uint32_t parent;
  uint32_t child;   /**< first child, 0: none */
  uint32_t sibling; /**< next, 0: none */
  uint32_t last;    /**< last child */
  uint32_t n_child;
  uint32_t value;
  uint32_t base;
  uint32_t at; /**< its unit */
} node;

typedef struct builder {
  lexc *x;
  node *node;
  uint32_t n;
  uint16_t *code; /**< by code point */
  uint32_t n_code;
  uint32_t *owner;     /**< by unit: the node there, 0: free */
  uint32_t *next_free; /**< by unit: where to look for the next free one (shortened while it is followed) */
  uint32_t room;       /**< of the two above */
  uint32_t end;        /**< one past the last unit used */
} builder;

/* ---- the linked trie ---- */

static uint32_t add_node(builder *b, uint32_t parent, uint32_t c) {
  const uint32_t at = b->n++;
  b->node[at] = (node){.c = c, .parent = parent};
  node *up = &b->node[parent];
  if (up->child == 0) {
    up->child = at;
  } else {
    b->node[up->last].sibling = at;
  }
  up->last = at;
  up->n_child++;
  return at;
}

/** Forms come sorted: a child that is there already is the last one. */
static uint32_t add_form(builder *b, ys_view text) {
  uint32_t at = 0;
  size_t length = 0;
  for (size_t i = 0; i < text.n; i += length) {
    const uint32_t c = ys_utf8_decode(text.p + i, text.n - i, &length);
    const uint32_t last = b->node[at].last;
    at = last != 0 && b->node[last].c == c ? last : add_node(b, at, c);
  }
  return at;
}

static bool link_forms(builder *b) {
  const lexc *x = b->x;
  size_t most = 1;
  for (uint32_t i = 0; i < x->entry.n; i++) {
    most += x->entry.at[i].text->text.n;
  }
  b->node = ys_arena_alloc(x->arena, most * sizeof(node));
  if (b->node == NULL) {
    lexc_no_memory(b->x);
    return false;
  }
  b->n = 1;
  for (uint32_t i = 0, end = 0; i < x->entry.n; i = end) {
    for (end = i; end < x->entry.n && x->entry.at[end].text == x->entry.at[i].text;) {
      end++;
    }
    if (end > YS_IMAGE_MAX_ENTRIES || end - i > YS_IMAGE_MAX_READINGS) {
      lexc_error(b->x, x->entry.at[i].origin, "too many entries at form \"%s\"", x->entry.at[i].text->text.p);
      return false;
    }
    b->node[add_form(b, x->entry.at[i].text->text)].value = (end - i) << YS_IMAGE_VALUE_BITS | i;
  }
  return true;
}

/* ---- the alphabet ---- */

typedef struct usage {
  uint32_t c;
  uint32_t count;
} usage;

static int by_count(const void *a, const void *b) {
  const usage *p = a;
  const usage *q = b;
  if (p->count != q->count) {
    return p->count > q->count ? -1 : 1;
  }
  return p->c < q->c ? -1 : p->c > q->c;
}

static bool number_alphabet(builder *b) {
  usage *use = ys_arena_alloc(b->x->arena, 0x110000u * sizeof *use);
  b->code = ys_arena_alloc(b->x->arena, 0x110000u * sizeof *b->code);
  if (use == NULL || b->code == NULL) {
    lexc_no_memory(b->x);
    return false;
  }
  for (uint32_t c = 0; c < 0x110000u; c++) {
    use[c].c = c;
  }
  for (uint32_t i = 1; i < b->n; i++) {
    use[b->node[i].c].count++;
  }
  qsort(use, 0x110000u, sizeof *use, by_count);
  uint32_t n = 0;
  while (n < 0x110000u && use[n].count != 0) {
    n++;
  }
  if (n >= UINT16_MAX) {
    lexc_error(b->x, b->x->entry.at[0].origin, "more than 65534 different characters in forms");
    return false;
  }
  for (uint32_t i = 0; i < n; i++) {
    b->code[use[i].c] = (uint16_t)(i + 1u);
  }
  b->n_code = n;
  return true;
}

/* ---- the double array ---- */

static bool make_room(builder *b, uint32_t least) {
  if (least < b->room) {
    return true;
  }
  const uint32_t room = (least < MAX_UNITS / 2u ? least * 2u : MAX_UNITS) + 1024u;
  uint32_t *owner = ys_arena_grow(b->x->arena, b->owner, b->room * sizeof *owner, room * sizeof *owner);
  uint32_t *next = ys_arena_grow(b->x->arena, b->next_free, b->room * sizeof *next, room * sizeof *next);
  if (owner == NULL || next == NULL || least >= MAX_UNITS) {
    lexc_no_memory(b->x);
    return false;
  }
  for (uint32_t i = b->room; i < room; i++) {
    next[i] = i;
  }
  b->owner = owner;
  b->next_free = next;
  b->room = room;
  return true;
}

/** First free unit from @p at on; may be b->room. */
static uint32_t free_from(builder *b, uint32_t at) {
  uint32_t found = at;
  while (found < b->room && b->next_free[found] != found) {
    found = b->next_free[found];
  }
  while (at < b->room && b->next_free[at] != at) {
    const uint32_t next = b->next_free[at];
    b->next_free[at] = found;
    at = next;
  }
  return found;
}

static bool fits(const builder *b, const node *parent, uint32_t base) {
  for (uint32_t k = parent->child; k != 0; k = b->node[k].sibling) {
    if (b->owner[base + b->code[b->node[k].c]] != 0) {
      return false;
    }
  }
  return true;
}

static void settle(builder *b, node *parent, uint32_t base) {
  parent->base = base;
  for (uint32_t k = parent->child; k != 0; k = b->node[k].sibling) {
    const uint32_t at = base + b->code[b->node[k].c];
    b->node[k].at = at;
    b->owner[at] = k;
    b->next_free[at] = at + 1u;
    b->end = at + 1u > b->end ? at + 1u : b->end;
  }
}

/** Finds units for the children of @p parent, from *from on, which moves up to where they were found. */
static bool place_children(builder *b, node *parent, uint32_t *from) {
  uint32_t lowest = UINT16_MAX;
  for (uint32_t k = parent->child; k != 0; k = b->node[k].sibling) {
    const uint32_t code = b->code[b->node[k].c];
    lowest = code < lowest ? code : lowest;
  }
  uint32_t at = *from > lowest ? *from : lowest;
  for (;;) {
    if (!make_room(b, at + b->n_code + 1u)) {
      return false;
    }
    at = free_from(b, at);
    if (!make_room(b, at + b->n_code + 1u)) {
      return false;
    }
    if (fits(b, parent, at - lowest)) {
      settle(b, parent, at - lowest);
      *from = at;
      return true;
    }
    at++;
  }
}

static int by_children(const void *a, const void *b) {
  const node *p = *(node *const *)a;
  const node *q = *(node *const *)b;
  if (p->n_child != q->n_child) {
    return p->n_child > q->n_child ? -1 : 1;
  }
  return p < q ? -1 : p > q;
}

/** Nodes with many children first: those with one fill the holes. */
static bool place_all(builder *b) {
  node **order = ys_arena_alloc(b->x->arena, b->n * sizeof(node *));
  if (order == NULL || !make_room(b, b->n + b->n_code)) {
    lexc_no_memory(b->x);
    return false;
  }
  for (uint32_t i = 0; i < b->n; i++) {
    order[i] = &b->node[i];
  }
  qsort(order, b->n, sizeof(node *), by_children);
  b->next_free[0] = 1; /* the root's own */
  b->end = 1;
  uint32_t from = 1;
  for (uint32_t i = 0; i < b->n && order[i]->n_child != 0; i++) {
    if (i > 0 && order[i]->n_child != order[i - 1]->n_child) {
      from = 1; /* the fewer the children, the more of the holes below are worth another look */
    }
    uint32_t any = 1;
    if (!place_children(b, order[i], order[i]->n_child == 1 ? &any : &from)) {
      return false;
    }
  }
  return true;
}

/* ---- sets of classes ---- */

typedef struct numbered_set {
  UT_hash_handle hh;
  uint64_t classes;
  uint16_t number;
} numbered_set;

/** The number of a set of classes, a new one when it is new; false when memory or numbers run out. */
static bool number_set(lexc *x, numbered_set **sets, lexc_trie *trie, uint64_t classes, uint16_t *number) {
  numbered_set *set = NULL;
  HASH_FIND(hh, *sets, &classes, sizeof classes, set);
  if (set == NULL) {
    uint64_t *more = trie->set.n < YS_IMAGE_MAX_SETS ? YS_PUSH(x->arena, &trie->set) : NULL;
    set = ys_arena_alloc(x->arena, sizeof *set);
    if (more == NULL || set == NULL) {
      lexc_no_memory(x);
      return false;
    }
    *more = classes;
    set->classes = classes;
    set->number = (uint16_t)(trie->set.n - 1u);
    HASH_ADD(hh, *sets, classes, sizeof classes, set);
    if (set->hh.tbl == NULL) {
      lexc_no_memory(x);
      return false;
    }
  }
  *number = set->number;
  return true;
}

/** Which classes the form at each node has, and all forms from it on. Nodes come before those below them. */
static bool number_sets(builder *b, lexc_trie *trie) {
  lexc *x = b->x;
  numbered_set *sets = NULL;
  uint64_t *here = ys_arena_alloc(x->arena, b->n * sizeof *here);
  uint64_t *below = ys_arena_alloc(x->arena, b->n * sizeof *below);
  uint16_t none = 0;
  bool good = here != NULL && below != NULL && number_set(x, &sets, trie, 0, &none);
  if (here == NULL || below == NULL) {
    lexc_no_memory(x);
  }
  for (uint32_t i = b->n; good && i > 0; i--) {
    const node *n = &b->node[i - 1u];
    const uint32_t first = n->value & (YS_IMAGE_MAX_ENTRIES - 1u);
    for (uint32_t k = 0; k < n->value >> YS_IMAGE_VALUE_BITS; k++) {
      here[i - 1u] |= YS_CLASS_BIT(x->entry.at[first + k].entry.class_id);
    }
    below[i - 1u] |= here[i - 1u];
    below[n->parent] |= below[i - 1u];
    ys_image_unit *unit = &trie->unit[n->at];
    good = number_set(x, &sets, trie, here[i - 1u], &unit->here) &&
           number_set(x, &sets, trie, below[i - 1u], &unit->below);
  }
  HASH_CLEAR(hh, sets);
  return good;
}

bool lexc_trie_build(lexc *x, lexc_trie *trie) {
  builder b = {.x = x};
  if (!link_forms(&b) || !number_alphabet(&b) || !place_all(&b)) {
    return false;
  }
  ys_image_unit *unit = ys_arena_alloc(x->arena, b.end * sizeof *unit);
  if (unit == NULL) {
    lexc_no_memory(x);
    return false;
  }
  for (uint32_t i = 0; i < b.end; i++) {
    unit[i].check = YS_IMAGE_FREE;
  }
  for (uint32_t i = 0; i < b.n; i++) {
    const node *n = &b.node[i];
    unit[n->at].base = n->base;
    unit[n->at].value = n->value;
    if (i != 0) {
      unit[n->at].check = b.node[n->parent].at;
    }
  }
  *trie = (lexc_trie){.unit = unit, .n_unit = b.end, .code = b.code};
  return number_sets(&b, trie);
}
