/* SPDX-License-Identifier: Apache-2.0 */
/** @file check.c Resolves names to numbers, finds what is missing or there twice, sorts everything. */
#include <stdlib.h>
#include <string.h>

#include "lexicon/lexc/lexc.h"

/** In the order of ys_class. */
static const char *const KNOWN[YS_CLASS_KNOWN] = {
    [YS_CLASS_WORD] = "word",
    [YS_CLASS_DIVISION] = "division",
    [YS_CLASS_COUNTRY] = "country",
    [YS_CLASS_PLACE] = "place",
    [YS_CLASS_ROLE] = "role",
    [YS_CLASS_MODIFIER] = "modifier",
    [YS_CLASS_STATUS] = "status",
    [YS_CLASS_ORGAN] = "organ",
    [YS_CLASS_BODY] = "body",
    [YS_CLASS_ORG_HEAD] = "org-head",
    [YS_CLASS_PLACE_HEAD] = "place-head",
    [YS_CLASS_SURNAME] = "surname",
    [YS_CLASS_SPEECH] = "speech-verb",
    [YS_CLASS_PROGRAM_HEAD] = "program-head",
    [YS_CLASS_PROGRAM] = "program",
    [YS_CLASS_NOT_PROGRAM] = "not-program",
    [YS_CLASS_NOT_NAME] = "not-name",
    [YS_CLASS_NAME_LEFT] = "name-left",
    [YS_CLASS_NAME_RIGHT] = "name-right",
    [YS_CLASS_UNIT] = "unit",
    [YS_CLASS_EVENT_HEAD] = "event-head",
    [YS_CLASS_STOP] = "stop",
    [YS_CLASS_ORG_NAME] = "org-name",
};

/* ---- classes ---- */

static int by_text(const void *a, const void *b) {
  return ys_view_compare((*(lexc_string *const *)a)->text, (*(lexc_string *const *)b)->text);
}

static void add_class(lexc *x, lexc_string *name) {
  lexc_string **place = name == NULL ? NULL : YS_PUSH(x->arena, &x->class_name);
  if (place == NULL) {
    lexc_no_memory(x);
    return;
  }
  *place = name;
}

/** UINT16_MAX when there is none such. */
static uint16_t class_number(const lexc *x, const lexc_string *name) {
  for (uint32_t i = 0; i < x->class_name.n; i++) {
    if (x->class_name.at[i] == name) {
      return (uint16_t)i;
    }
  }
  return UINT16_MAX;
}

static void note_class(lexc *x, lexc_string *name) {
  if (name != NULL && class_number(x, name) == UINT16_MAX) {
    add_class(x, name);
  }
}

/** Those that have their numbers already: of the base, else the known ones. How many. */
static uint32_t number_given_classes(lexc *x) {
  if (x->base == NULL) {
    for (size_t i = 0; i < YS_CLASS_KNOWN; i++) {
      add_class(x, lexc_intern(x, ys_view_of(KNOWN[i])));
    }
    return YS_CLASS_KNOWN;
  }
  uint16_t n = 0;
  for (ys_view name; (name = ys_lexicon_class_name(x->base, n)).n != 0; n++) {
    add_class(x, lexc_intern(x, name));
  }
  return n;
}

/** The other classes follow in byte order. */
static void number_classes(lexc *x) {
  const uint32_t given = number_given_classes(x);
  for (const lexc_concept *c = x->concepts; c != NULL; c = c->hh.next) {
    note_class(x, c->class_name);
  }
  const lexc_string *last = NULL;
  for (uint32_t i = 0; i < x->word.n; i++) {
    if (x->word.at[i].class_name != last) {
      last = x->word.at[i].class_name;
      note_class(x, x->word.at[i].class_name);
    }
  }
  if (!x->no_memory) {
    qsort(x->class_name.at + given, x->class_name.n - given, sizeof(lexc_string *), by_text);
  }
}

/* ---- the base ---- */

/** The part of an IRI after its last slash or '#'. */
static ys_view local_id(ys_view iri) {
  size_t begin = iri.n;
  while (begin > 0 && iri.p[begin - 1] != '/' && iri.p[begin - 1] != '#') {
    begin--;
  }
  return (ys_view){iri.p + begin, iri.n - begin};
}

/** The concept of the base with this IRI, or YS_NO_CONCEPT. */
static uint32_t base_concept(const lexc *x, ys_view iri) {
  const ys_view id = local_id(iri);
  for (uint16_t class_id = 0; x->base != NULL && ys_lexicon_class_name(x->base, class_id).n != 0; class_id++) {
    const uint32_t found = ys_lexicon_concept(x->base, class_id, id);
    if (found != YS_NO_CONCEPT && ys_view_equal(ys_concept_iri(x->base, found), iri)) {
      return found;
    }
  }
  return YS_NO_CONCEPT;
}

/** A concept that the base has: it may be given further names, nothing else. */
static void check_names_of_base(lexc *x, lexc_concept *c) {
  const uint16_t class_id = ys_concept_class(x->base, c->number);
  if (c->class_name != NULL && !ys_view_equal(c->class_name->text, ys_lexicon_class_name(x->base, class_id))) {
    lexc_error(x, c->origin, "<%s> is of class \"%s\" in the shipped lexicon; give what you describe an IRI of its own",
               c->iri->text.p, ys_lexicon_class_name(x->base, class_id).p);
  } else if (c->feature.n != 0 || c->broader != NULL) {
    lexc_error(
        x, c->origin,
        "<%s> is in the shipped lexicon: it can be given further names here, but no features and nothing broader",
        c->iri->text.p);
  } else if (c->label != NULL && !ys_view_equal(c->label->text, ys_concept_label(x->base, c->number))) {
    lexc_error(x, c->origin, "<%s> is called \"%s\" in the shipped lexicon; give other names as skos:altLabel",
               c->iri->text.p, ys_concept_label(x->base, c->number).p);
  }
  c->class_id = class_id;
}

/* ---- concepts ---- */

static bool is_local_id(ys_view id) {
  for (size_t i = 0; i < id.n; i++) {
    const char c = id.p[i];
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
      return false;
    }
  }
  return id.n != 0;
}

static bool is_ascii_iri(ys_view iri) {
  for (size_t i = 0; i < iri.n; i++) {
    if (iri.p[i] <= ' ' || (unsigned char)iri.p[i] >= 0x7F || strchr("<>\"{}|^`\\", iri.p[i]) != NULL) {
      return false;
    }
  }
  return true;
}

static void find_id(lexc *x, lexc_concept *c) {
  const ys_view iri = c->iri->text;
  const ys_view id = local_id(iri);
  if (x->base != NULL && (!is_ascii_iri(iri) || !is_local_id(id))) {
    lexc_error(x, c->origin, "<%s> must be an IRI of ASCII that ends in an id of a-z, 0-9 and -", iri.p);
  } else if (x->base == NULL && (!ys_view_starts(iri, YS_VIEW(LEXC_NS)) || !is_local_id(id))) {
    lexc_error(x, c->origin, "<%s> must be %sSCHEME/ID, the id of a-z, 0-9 and -", iri.p, LEXC_NS);
  }
  c->id = lexc_intern(x, id);
}

static void find_broader(lexc *x, lexc_concept *c) {
  c->broader_number = base_concept(x, c->broader->text);
  c->broader_concept = c->broader_number != YS_NO_CONCEPT ? NULL : lexc_concept_find(x, c->broader);
  if (c->broader_number == YS_NO_CONCEPT &&
      (c->broader_concept == NULL || c->broader_concept->is_scheme || c->broader_concept == c)) {
    lexc_error(x, c->origin, "<%s>: its skos:broader <%s> is no other concept of the lexicon", c->iri->text.p,
               c->broader->text.p);
  }
}

static void check_concept(lexc *x, lexc_concept *c) {
  c->number = base_concept(x, c->iri->text);
  c->in_base = c->number != YS_NO_CONCEPT;
  if (c->in_base) {
    check_names_of_base(x, c);
    return;
  }
  find_id(x, c);
  if (c->class_name == NULL) {
    lexc_error(x, c->origin, "<%s> has no ysl:class", c->iri->text.p);
  } else {
    c->class_id = class_number(x, c->class_name);
  }
  if (c->label == NULL) {
    lexc_error(x, c->origin, "<%s> has no skos:prefLabel @zh-hans", c->iri->text.p);
  }
  if (c->broader != NULL) {
    find_broader(x, c);
  }
  if (c->class_name != NULL && c->id != NULL && x->base != NULL &&
      ys_lexicon_concept(x->base, c->class_id, c->id->text) != YS_NO_CONCEPT) {
    lexc_error(x, c->origin, "\"%s\" is already the id of another %s of the shipped lexicon", c->id->text.p,
               c->class_name->text.p);
  }
  if (c->feature.n > UINT16_MAX) {
    lexc_error(x, c->origin, "<%s> has too many features", c->iri->text.p);
  }
}

/** Nothing is broader than itself, however far up one goes. */
static void check_circle(lexc *x, const lexc_concept *c) {
  const lexc_concept *up = c;
  for (unsigned i = 0; up != NULL && i < YS_CONCEPT_DEPTH; i++) {
    up = up->broader_concept;
  }
  if (up != NULL) {
    lexc_error(x, c->origin, "<%s>: its skos:broader leads in a circle or through more than %u concepts",
               c->iri->text.p, YS_CONCEPT_DEPTH);
  }
}

static int by_class_and_id(const void *a, const void *b) {
  const lexc_concept *p = *(lexc_concept *const *)a;
  const lexc_concept *q = *(lexc_concept *const *)b;
  if (p->class_id != q->class_id) {
    return p->class_id < q->class_id ? -1 : 1;
  }
  const int order = ys_view_compare(p->id->text, q->id->text);
  return order != 0 ? order : ys_view_compare(p->iri->text, q->iri->text);
}

static int by_key_and_value(const void *a, const void *b) {
  const lexc_feature *p = a;
  const lexc_feature *q = b;
  const int order = ys_view_compare(p->key->text, q->key->text);
  return order != 0 ? order : ys_view_compare(p->value->text, q->value->text);
}

static void number_concepts(lexc *x) {
  for (lexc_concept *c = x->concepts; c != NULL; c = c->hh.next) {
    if (c->is_scheme) {
      continue;
    }
    check_concept(x, c);
    if (c->in_base) {
      continue;
    }
    lexc_concept **place = YS_PUSH(x->arena, &x->concept_at);
    if (place == NULL) {
      lexc_no_memory(x);
      return;
    }
    *place = c;
  }
  for (uint32_t i = 0; i < x->concept_at.n; i++) {
    check_circle(x, x->concept_at.at[i]);
  }
  if (x->errors != 0 || x->no_memory || x->concept_at.n == 0) {
    return;
  }
  qsort(x->concept_at.at, x->concept_at.n, sizeof(lexc_concept *), by_class_and_id);
  for (uint32_t i = 0; i < x->concept_at.n; i++) {
    lexc_concept *c = x->concept_at.at[i];
    c->number = (x->base != NULL ? ys_lexicon_concepts(x->base) : 0) + i;
    if (c->feature.n > 1) {
      qsort(c->feature.at, c->feature.n, sizeof(lexc_feature), by_key_and_value);
    }
    const lexc_concept *last = i == 0 ? NULL : x->concept_at.at[i - 1];
    if (last != NULL && last->class_id == c->class_id && last->id == c->id) {
      lexc_error(x, c->origin, "\"%s\" is already the id of another %s, see %s:%u", c->id->text.p,
                 c->class_name->text.p, last->origin.file, (unsigned)last->origin.line);
    }
  }
}

/** Broader concepts form a tree. */
static void check_cycles(lexc *x) {
  for (uint32_t i = 0; i < x->concept_at.n; i++) {
    const lexc_concept *c = x->concept_at.at[i];
    uint32_t steps = 0;
    for (const lexc_concept *up = c->broader_concept; up != NULL; up = up->broader_concept) {
      if (up == c || ++steps > 64u) {
        lexc_error(x, c->origin, "<%s>: skos:broader leads round in a circle", c->iri->text.p);
        break;
      }
    }
  }
}

/* ---- forms ---- */

static void add_entry(lexc *x, lexc_string *text, ys_entry entry, lexc_origin origin) {
  lexc_entry *place = YS_PUSH(x->arena, &x->entry);
  if (place == NULL) {
    lexc_no_memory(x);
    return;
  }
  *place = (lexc_entry){text, entry, origin, false};
}

/** What the base has for the forms collected: all readings of a form stand together. */
static void collect_base_entries(lexc *x) {
  const uint32_t n = x->entry.n;
  for (uint32_t i = 0; i < n && !x->no_memory; i++) {
    lexc_string *text = x->entry.at[i].text;
    const ys_match match = ys_lexicon_find_view(x->base, text->text);
    for (uint32_t k = 0; k < match.n; k++) {
      add_entry(x, text, *ys_lexicon_entry(x->base, match.entry + k), x->entry.at[i].origin);
      x->entry.at[x->entry.n - 1].of_base = true;
    }
  }
}

static void collect_entries(lexc *x) {
  for (const lexc_concept *c = x->concepts; c != NULL; c = c->hh.next) {
    for (uint32_t k = 0; k < c->form.n && !c->is_scheme; k++) {
      const ys_entry entry = {c->class_id, (uint16_t)c->form.at[k].kind, c->weight, c->number};
      add_entry(x, c->form.at[k].text, entry, c->origin);
    }
  }
  for (uint32_t i = 0; i < x->word.n; i++) {
    const lexc_word *word = &x->word.at[i];
    const ys_entry entry = {class_number(x, word->class_name), word->tag, word->weight, YS_NO_CONCEPT};
    add_entry(x, word->text, entry, word->origin);
  }
  if (x->base != NULL && !x->no_memory) {
    collect_base_entries(x);
  }
}

#define COMPARE(p, q)                                                                                                  \
  do {                                                                                                                 \
    if ((p) != (q)) {                                                                                                  \
      return (p) < (q) ? -1 : 1;                                                                                       \
    }                                                                                                                  \
  } while (0)

/** Readings of a form by one concept, or several plain ones of a class, side by side; a new one, and the best kind
 * first. */
static int by_concept(const void *a, const void *b) {
  const lexc_entry *p = a;
  const lexc_entry *q = b;
  const int order = ys_view_compare(p->text->text, q->text->text);
  if (order != 0) {
    return order;
  }
  COMPARE(p->entry.class_id, q->entry.class_id);
  COMPARE(p->entry.concept_id, q->entry.concept_id);
  COMPARE(p->of_base, q->of_base);
  COMPARE(p->entry.form, q->entry.form);
  return 0;
}

/** The order in which the entries of a form are kept. */
static int by_rank(const void *a, const void *b) {
  const lexc_entry *p = a;
  const lexc_entry *q = b;
  const int order = ys_view_compare(p->text->text, q->text->text);
  if (order != 0) {
    return order;
  }
  COMPARE(p->entry.class_id, q->entry.class_id);
  COMPARE(p->entry.form, q->entry.form);
  COMPARE(q->entry.weight, p->entry.weight);
  COMPARE(p->entry.concept_id, q->entry.concept_id);
  return 0;
}

static void sort_entries(lexc *x) {
  if (x->entry.n == 0) {
    return;
  }
  qsort(x->entry.at, x->entry.n, sizeof(lexc_entry), by_concept);
  uint32_t kept = 1;
  for (uint32_t i = 1; i < x->entry.n; i++) {
    const lexc_entry *last = &x->entry.at[kept - 1];
    const lexc_entry *this = &x->entry.at[i];
    const bool same = last->text == this->text && last->entry.class_id == this->entry.class_id &&
                      last->entry.concept_id == this->entry.concept_id;
    if (same && this->entry.concept_id == YS_NO_CONCEPT && !this->of_base) {
      lexc_error(x, this->origin, "\"%s\" is already a %s, see %s:%u", this->text->text.p,
                 x->class_name.at[this->entry.class_id]->text.p, last->origin.file, (unsigned)last->origin.line);
    }
    if (!same) {
      x->entry.at[kept++] = *this;
    }
  }
  x->entry.n = kept;
  qsort(x->entry.at, x->entry.n, sizeof(lexc_entry), by_rank);
}

/* ---- characters ---- */

static int by_code_point(const void *a, const void *b) {
  const lexc_character *p = a;
  const lexc_character *q = b;
  COMPARE(p->c, q->c);
  return 0;
}

static int by_surname(const void *a, const void *b) {
  const lexc_reading *p = a;
  const lexc_reading *q = b;
  return ys_view_compare(p->surname->text, q->surname->text);
}

static void sort_characters(lexc *x) {
  static const lexc_origin NOWHERE = {"characters.tsv", 0};
  if (x->character.n != 0) {
    qsort(x->character.at, x->character.n, sizeof(lexc_character), by_code_point);
  }
  for (uint32_t i = 1; i < x->character.n; i++) {
    if (x->character.at[i].c == x->character.at[i - 1].c) {
      lexc_error(x, NOWHERE, "U+%04X stands here twice", (unsigned)x->character.at[i].c);
    }
  }
  if (x->character.n > UINT16_MAX - 1u) {
    lexc_error(x, NOWHERE, "more than 65534 characters");
  }
  if (x->reading.n != 0) {
    qsort(x->reading.at, x->reading.n, sizeof(lexc_reading), by_surname);
  }
  for (uint32_t i = 1; i < x->reading.n; i++) {
    if (x->reading.at[i].surname == x->reading.at[i - 1].surname) {
      lexc_error(x, x->reading.at[i].origin, "\"%s\" stands here twice", x->reading.at[i].surname->text.p);
    }
  }
}

static bool is_traditional(const lexc *x, uint32_t c) {
  if (x->base != NULL) {
    return ys_lexicon_character(x->base, c)->traditional != 0;
  }
  const lexc_character wanted = {.c = c};
  const lexc_character *found =
      x->character.n == 0 ? NULL : bsearch(&wanted, x->character.at, x->character.n, sizeof wanted, by_code_point);
  return found != NULL && found->record.traditional != 0;
}

/** A form in traditional characters would never be found: texts are made simplified before they are searched. */
static void check_simplified(lexc *x) {
  for (uint32_t i = 0; i < x->entry.n; i++) {
    const lexc_entry *entry = &x->entry.at[i];
    const ys_view text = entry->text->text;
    size_t length = 0;
    for (size_t k = 0; k < text.n; k += length) {
      if (is_traditional(x, ys_utf8_decode(text.p + k, text.n - k, &length))) {
        lexc_error(x, entry->origin, "form \"%s\" has the traditional character %.*s: it would never match", text.p,
                   (int)length, text.p + k);
        break;
      }
    }
  }
}

void lexc_check(lexc *x) {
  number_classes(x);
  if (!x->no_memory) {
    number_concepts(x);
  }
  if (x->errors != 0 || x->no_memory) {
    return;
  }
  check_cycles(x);
  collect_entries(x);
  if (x->no_memory) {
    return;
  }
  sort_entries(x);
  sort_characters(x);
  check_simplified(x);
}
