/* SPDX-License-Identifier: Apache-2.0 */
/** @file sparql_path.c Property paths: what can be triples becomes triples. */
#include "store/sparql_read.h"

static bool make(ys_reader *r, ys_path_kind kind, const ys_path *a, const ys_path *b, const ys_path **out) {
  ys_path *const path = ys_arena_alloc(r->arena, sizeof *path);
  if (path == NULL) {
    return ys_read_no_memory(r);
  }
  path->kind = kind;
  path->a = a;
  path->b = b;
  *out = path;
  return true;
}

static bool read_link(ys_reader *r, const ys_path **out) {
  ys_cell link = {.kind = YS_CELL_IRI};
  if (r->token.kind == YS_TOKEN_WORD && ys_view_equal(r->token.text, YS_VIEW("a"))) {
    link.text = YS_VIEW("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");
    ys_read_step(r);
  } else if (!ys_read_iri(r, &link)) {
    return false;
  }
  ys_path *const path = ys_arena_alloc(r->arena, sizeof *path);
  if (path == NULL) {
    return ys_read_no_memory(r);
  }
  path->kind = YS_PATH_LINK;
  path->link = link;
  *out = path;
  return true;
}

/** a link or ( path ), with ?, * or + behind it */
static bool read_part(ys_reader *r, const ys_path **out) {
  static const struct {
    const char *mark;
    ys_path_kind kind;
  } modes[] = {{"?", YS_PATH_MAYBE}, {"*", YS_PATH_ANY}, {"+", YS_PATH_MANY}};
  if (ys_token_is(&r->token, "!")) {
    return ys_read_refuse(r, "a negated property set (!) in a path");
  }
  if (ys_token_is(&r->token, "(")) {
    ys_read_step(r);
    if (!ys_read_enter(r) || !ys_read_path(r, out) || !ys_read_mark(r, ")")) {
      return false;
    }
    r->depth--;
  } else if (!read_link(r, out)) {
    return false;
  }
  for (size_t i = 0; i < YS_LENGTH(modes); i++) {
    if (ys_token_is(&r->token, modes[i].mark)) {
      ys_read_step(r);
      return make(r, modes[i].kind, *out, NULL, out);
    }
  }
  return true;
}

static bool read_step(ys_reader *r, const ys_path **out) {
  if (!ys_token_is(&r->token, "^")) {
    return read_part(r, out);
  }
  ys_read_step(r);
  return read_part(r, out) && make(r, YS_PATH_INVERSE, *out, NULL, out);
}

static bool read_sequence(ys_reader *r, const ys_path **out) {
  if (!read_step(r, out)) {
    return false;
  }
  while (ys_token_is(&r->token, "/")) {
    const ys_path *next = NULL;
    ys_read_step(r);
    if (!read_step(r, &next) || !make(r, YS_PATH_SEQUENCE, *out, next, out)) {
      return false;
    }
  }
  return true;
}

bool ys_read_path(ys_reader *r, const ys_path **out) {
  if (!read_sequence(r, out)) {
    return false;
  }
  while (ys_token_is(&r->token, "|")) {
    const ys_path *next = NULL;
    ys_read_step(r);
    if (!read_sequence(r, &next) || !make(r, YS_PATH_CHOICE, *out, next, out)) {
      return false;
    }
  }
  return true;
}

ys_element *ys_add_element(ys_reader *r, ys_group *group, ys_element_kind kind) {
  ys_element *const element = YS_PUSH(r->arena, &group->element);
  if (element == NULL) {
    (void)ys_read_no_memory(r);
    return NULL;
  }
  element->kind = kind;
  return element;
}

static bool add_choice(ys_reader *r, ys_group *group, const ys_place *from, const ys_path *path, const ys_place *to) {
  const ys_path *const side[2] = {path->a, path->b};
  ys_element choice = {.kind = YS_ELEMENT_UNION};
  for (size_t i = 0; i < 2; i++) {
    ys_group *const one = ys_arena_alloc(r->arena, sizeof *one);
    ys_group **const place = one == NULL ? NULL : YS_PUSH(r->arena, &choice.group);
    if (place == NULL) {
      return ys_read_no_memory(r);
    }
    *place = one;
    if (!ys_add_path(r, one, from, side[i], to)) {
      return false;
    }
  }
  ys_element *const element = ys_add_element(r, group, YS_ELEMENT_UNION);
  if (element == NULL) {
    return false;
  }
  *element = choice;
  return true;
}

bool ys_add_path(ys_reader *r, ys_group *group, const ys_place *from, const ys_path *path, const ys_place *to) {
  ys_place between = {.is_variable = true};
  ys_element *element = NULL;
  switch (path->kind) {
  case YS_PATH_INVERSE:
    return ys_add_path(r, group, to, path->a, from);
  case YS_PATH_SEQUENCE:
    return ys_new_variable(r, &between.variable) && ys_add_path(r, group, from, path->a, &between) &&
           ys_add_path(r, group, &between, path->b, to);
  case YS_PATH_CHOICE:
    return add_choice(r, group, from, path, to);
  case YS_PATH_LINK:
    element = ys_add_element(r, group, YS_ELEMENT_TRIPLE);
    break;
  case YS_PATH_MAYBE:
  case YS_PATH_ANY:
  case YS_PATH_MANY:
    element = ys_add_element(r, group, YS_ELEMENT_PATH);
    break;
  }
  if (element == NULL) {
    return false;
  }
  element->place[0] = *from;
  element->place[1] = (ys_place){.constant = path->link};
  element->place[2] = *to;
  element->path = path;
  return true;
}
