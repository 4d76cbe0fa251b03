/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file links.c Persons of one name that can't be told apart: ys:possiblySame. What is compared is the scope by which
 * persons are told apart (docs/identity.md), read back from their tenures.
 */
#include <stdlib.h>
#include <string.h>

#include "rdf/graph.h"

/** More persons of one name than this are linked to the first of them only: pairs grow by the square. */
enum { NAMESAKES_MOST = 32 };

/** The most local thing that ties a person to others. Greater is more local, as in src/resolve/persons.c. */
typedef enum rank { SCOPE_NONE, SCOPE_FOREIGN, SCOPE_NATIONAL, SCOPE_PROVINCE, SCOPE_NAMED, SCOPE_LOCAL } rank;

typedef struct scope {
  uint8_t rank;
  uint32_t key; /**< prefecture (4 digits), province (2), state (two letters) */
} scope;

typedef struct named {
  ys_view key;     /**< simplified */
  uint32_t person; /**< number of the term */
} named;

/** What is behind the last "/FOLDER/" of @p iri; false when it has none. */
static bool part_behind(ys_view iri, ys_view folder, ys_view *out) {
  for (size_t at = iri.n; at-- > folder.n;) {
    if (memcmp(iri.p + at - folder.n, folder.p, folder.n) == 0) {
      *out = (ys_view){iri.p + at, iri.n - at};
      return true;
    }
  }
  return false;
}

/** The scope that a GB/T 2260 code gives: its first two digits are the province, the next two the prefecture. */
static scope scope_of_code(uint32_t code) {
  /* counties right below a province (90), districts of municipalities: the province is their prefecture */
  static const uint32_t municipality[] = {11, 12, 31, 50};
  const uint32_t province = code / 10000;
  const uint32_t prefecture = code / 100 % 100;
  if (code == 100000) {
    return (scope){SCOPE_NATIONAL, 0};
  }
  if (code % 10000 == 0) {
    return (scope){SCOPE_PROVINCE, province};
  }
  bool direct = prefecture == 90;
  for (size_t i = 0; i < YS_LENGTH(municipality); i++) {
    direct = direct || municipality[i] == province;
  }
  return (scope){SCOPE_LOCAL, province * 100 + (direct ? 0 : prefecture)};
}

static bool read_code(ys_view division, uint32_t *code) {
  *code = 0;
  for (size_t i = 0; i < 6; i++) {
    if (i >= division.n || division.p[i] < '0' || division.p[i] > '9') {
      return false;
    }
    *code = *code * 10 + (uint32_t)(division.p[i] - '0');
  }
  return true;
}

static bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

/** What one tenure says of who holds it. */
static scope scope_of_tenure(const ys_triples *t, uint32_t tenure) {
  const uint32_t division = ys_triples_object(t, tenure, YS_V_ys_jurisdiction);
  const uint32_t organization = ys_triples_object(t, tenure, YS_V_org_organization);
  uint32_t code = 0;
  ys_view part;
  if (division != YS_NO_TERM && part_behind(t->term[division].text, YS_VIEW("/division/"), &part) &&
      read_code(part, &code)) {
    return scope_of_code(code);
  }
  if (organization == YS_NO_TERM) {
    return (scope){SCOPE_NONE, 0};
  }
  if (part_behind(t->term[organization].text, YS_VIEW("/org/"), &part) && part.n >= 2 && is_letter(part.p[0]) &&
      is_letter(part.p[1]) && (part.n == 2 || part.p[2] == '/')) {
    return (scope){SCOPE_FOREIGN, (uint32_t)part.p[0] << 8 | (uint32_t)part.p[1]};
  }
  return (scope){SCOPE_NAMED, 0};
}

/** Whether nothing that is known tells the two apart; they are two IRIs, so their scopes are not the same. */
static bool may_be_same(scope a, scope b) {
  if (a.rank > b.rank) {
    const scope other = a;
    a = b;
    b = other;
  }
  if (a.rank == SCOPE_NONE || a.rank == SCOPE_NAMED || b.rank == SCOPE_NAMED) {
    return true;
  }
  if (a.rank == SCOPE_FOREIGN) {
    return b.rank == SCOPE_FOREIGN && a.key == b.key;
  }
  if (a.rank == SCOPE_NATIONAL) {
    return true;
  }
  const uint32_t province = b.rank == SCOPE_LOCAL ? b.key / 100 : b.key;
  return a.rank == SCOPE_PROVINCE && b.rank == SCOPE_LOCAL ? a.key == province : a.key == b.key;
}

static ys_status simplify(ys_arena *arena, const ys_lexicon *lexicon, ys_view text, ys_view *out) {
  ys_buffer b;
  ys_buffer_init(&b, ys_arena_allocator(arena));
  for (size_t at = 0; at < text.n;) {
    size_t length = 0;
    const uint32_t c = ys_utf8_decode(text.p + at, text.n - at, &length);
    at += length;
    const uint32_t simple = lexicon == NULL ? 0 : ys_lexicon_character(lexicon, c)->simplified;
    ys_buffer_append_char(&b, simple != 0 ? simple : c);
  }
  *out = b.failed ? (ys_view){NULL, 0} : ys_arena_copy(arena, ys_buffer_view(&b));
  ys_buffer_free(&b);
  return out->p == NULL && text.n > 0 ? YANSHU_NO_MEMORY : YANSHU_OK;
}

static int compare_names(const void *a, const void *b) {
  const named *const x = a;
  const named *const y = b;
  const int by_key = ys_view_compare(x->key, y->key);
  return by_key != 0 ? by_key : x->person < y->person ? -1 : x->person > y->person;
}

/** Names and scopes of all persons of @p t. */
typedef struct persons {
  bool *is_person; /**< for each term */
  scope *scope;    /**< the same */
  YS_ARRAY(named) name;
} persons;

static ys_status collect(ys_arena *arena, const ys_lexicon *lexicon, const ys_triples *t, persons *out) {
  for (uint32_t i = 0; i < t->n; i++) {
    const ys_triple *const x = &t->triple[i];
    const uint16_t predicate = t->term[x->p].vocab;
    if (predicate == YS_V_rdf_type && t->term[x->o].vocab == YS_V_ys_Person) {
      out->is_person[x->s] = true;
    } else if (predicate == YS_V_org_member && (i == 0 || x[-1].s != x->s || x[-1].p != x->p || x[-1].o != x->o)) {
      const scope s = scope_of_tenure(t, x->s);
      scope *const best = &out->scope[x->o];
      *best = s.rank > best->rank || (s.rank == best->rank && s.key < best->key) ? s : *best;
    }
  }
  for (uint32_t i = 0; i < t->n; i++) {
    const ys_triple *const x = &t->triple[i];
    if (t->term[x->p].vocab != YS_V_foaf_name || !out->is_person[x->s]) {
      continue;
    }
    named *const added = YS_PUSH(arena, &out->name);
    if (added == NULL) {
      return YANSHU_NO_MEMORY;
    }
    added->person = x->s;
    YS_TRY(simplify(arena, lexicon, t->term[x->o].text, &added->key));
  }
  return YANSHU_OK;
}

static ys_status link_pair(ys_arena *arena, const persons *p, uint32_t a, uint32_t b, ys_links *out) {
  if (a == b || !may_be_same(p->scope[a], p->scope[b])) {
    return YANSHU_OK;
  }
  ys_link *const added = YS_PUSH(arena, out);
  if (added == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *added = (ys_link){a, b};
  return YANSHU_OK;
}

/** The persons of one name: each once, by their IRIs. */
static ys_status link_group(ys_arena *arena, const persons *p, const named *name, uint32_t n, ys_links *out) {
  const uint32_t firsts = n > NAMESAKES_MOST ? 1 : n;
  for (uint32_t i = 0; i < firsts; i++) {
    for (uint32_t k = i + 1; k < n; k++) {
      YS_TRY(link_pair(arena, p, name[i].person, name[k].person, out));
    }
  }
  return YANSHU_OK;
}

/** Drops what is there twice: a name in two graphs, or in two scripts. */
static uint32_t drop_repeated(named *list, uint32_t n) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < n; i++) {
    if (kept == 0 || compare_names(&list[kept - 1], &list[i]) != 0) {
      list[kept++] = list[i];
    }
  }
  return kept;
}

bool ys_links_need(uint16_t vocab) {
  static const uint16_t needed[] = {YS_V_rdf_type, YS_V_foaf_name, YS_V_org_member, YS_V_org_organization,
                                    YS_V_ys_jurisdiction};
  for (size_t i = 0; i < YS_LENGTH(needed); i++) {
    if (vocab == needed[i]) {
      return true;
    }
  }
  return false;
}

ys_status ys_links_find(ys_arena *arena, const ys_lexicon *lexicon, const ys_triples *t, ys_links *out) {
  const size_t room = (size_t)t->n_term + 1;
  persons p = {.is_person = ys_arena_alloc(arena, room * sizeof *p.is_person),
               .scope = ys_arena_alloc(arena, room * sizeof *p.scope)};
  if (p.is_person == NULL || p.scope == NULL) {
    return YANSHU_NO_MEMORY;
  }
  memset(p.is_person, 0, room * sizeof *p.is_person);
  memset(p.scope, 0, room * sizeof *p.scope);
  YS_TRY(collect(arena, lexicon, t, &p));
  if (p.name.n == 0) {
    return YANSHU_OK;
  }
  qsort(p.name.at, p.name.n, sizeof *p.name.at, compare_names);
  const uint32_t n = drop_repeated(p.name.at, p.name.n);
  for (uint32_t begin = 0; begin < n;) {
    uint32_t end = begin + 1;
    while (end < n && ys_view_equal(p.name.at[end].key, p.name.at[begin].key)) {
      end++;
    }
    YS_TRY(link_group(arena, &p, p.name.at + begin, end - begin, out));
    begin = end;
  }
  return YANSHU_OK;
}
