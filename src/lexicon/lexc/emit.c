/* SPDX-License-Identifier: Apache-2.0 */
/** @file emit.c Writes the image. */
#include <string.h>

#include <xxhash.h>

#include "lexicon/lexc/lexc.h"
#include "lexicon/private.h"

typedef struct writer {
  lexc *x;
  ys_buffer *out;
  ys_image_header header;
} writer;

/** Begins a section at the next aligned place. */
static void begin(writer *w, ys_image_section section, size_t size) {
  static const char ZERO[YS_IMAGE_ALIGN] = {0};
  ys_buffer_append(w->out, ZERO, (YS_IMAGE_ALIGN - w->out->n % YS_IMAGE_ALIGN) % YS_IMAGE_ALIGN);
  w->header.section[section] = (ys_image_place){w->out->n, 0, (uint32_t)size};
}

static void put(writer *w, ys_image_section section, const void *element) {
  ys_buffer_append(w->out, element, w->header.section[section].size);
  w->header.section[section].count++;
}

static void put_all(writer *w, ys_image_section section, const void *array, uint32_t n, size_t size) {
  begin(w, section, size);
  ys_buffer_append(w->out, array, n * size);
  w->header.section[section].count = n;
}

/* ---- strings ---- */

static void keep(lexc_string *string) {
  if (string != NULL) {
    string->kept = true;
  }
}

static void keep_strings(lexc *x) {
  for (uint32_t i = 0; i < x->class_name.n; i++) {
    keep(x->class_name.at[i]);
  }
  for (uint32_t i = 0; i < x->concept_at.n; i++) {
    const lexc_concept *c = x->concept_at.at[i];
    keep(c->iri);
    keep(c->id);
    keep(c->label);
    keep(c->label_en);
    for (uint32_t k = 0; k < c->feature.n; k++) {
      keep(c->feature.at[k].key);
      keep(c->feature.at[k].value);
    }
  }
  for (uint32_t i = 0; i < x->character.n; i++) {
    keep(x->character.at[i].pinyin);
  }
  for (uint32_t i = 0; i < x->reading.n; i++) {
    keep(x->reading.at[i].surname);
    keep(x->reading.at[i].pinyin);
  }
  keep(lexc_intern(x, YS_VIEW(""))); /* syllable 0, a missing label: string 0 */
}

static void put_strings(writer *w, lexc_string *const *string, uint32_t n) {
  uint32_t at = 0;
  begin(w, YS_IMAGE_STRING, sizeof at);
  for (uint32_t i = 0; i < n; i++) {
    put(w, YS_IMAGE_STRING, &at);
    at += (uint32_t)string[i]->text.n + 1u;
  }
  put(w, YS_IMAGE_STRING, &at);
  begin(w, YS_IMAGE_BYTE, 1);
  for (uint32_t i = 0; i < n; i++) {
    ys_buffer_append_view(w->out, string[i]->text);
    ys_buffer_append(w->out, "", 1);
  }
  w->header.section[YS_IMAGE_BYTE].count = at;
}

/* ---- characters ---- */

static uint32_t number_of(const lexc_string *string) {
  return string == NULL ? 0 : string->number;
}

/** Records, then their syllables; both begin with the neutral one. */
static void put_characters(writer *w, uint32_t n_string) {
  const lexc *x = w->x;
  uint16_t *syllable = ys_arena_alloc(x->arena, n_string * sizeof *syllable); /* by string, plus 1 */
  uint32_t *string = ys_arena_alloc(x->arena, (x->character.n + 1u) * sizeof *string);
  if (syllable == NULL || string == NULL) {
    lexc_no_memory(w->x);
    return;
  }
  ys_character record;
  memset(&record, 0, sizeof record);
  record.surname = record.given_single = record.given_first = LEXC_NEVER;
  record.given_second = record.translit = record.word = LEXC_NEVER;
  begin(w, YS_IMAGE_CHARACTER, sizeof record);
  put(w, YS_IMAGE_CHARACTER, &record);
  for (uint32_t i = 0; i < x->character.n; i++) {
    put(w, YS_IMAGE_CHARACTER, &x->character.at[i].record);
  }
  uint16_t n = 0;
  begin(w, YS_IMAGE_PINYIN, sizeof n);
  put(w, YS_IMAGE_PINYIN, &n);
  string[n++] = 0;
  syllable[0] = 1;
  for (uint32_t i = 0; i < x->character.n; i++) {
    const uint32_t number = x->character.at[i].pinyin->number;
    if (syllable[number] == 0) {
      string[n++] = number;
      syllable[number] = n;
    }
    const uint16_t this = (uint16_t)(syllable[number] - 1u);
    put(w, YS_IMAGE_PINYIN, &this);
  }
  put_all(w, YS_IMAGE_SYLLABLE, string, n, sizeof *string);
}

/** The pages of code points that have a slot with something in it. */
static void put_slots(writer *w, const uint16_t *code) {
  const lexc *x = w->x;
  uint16_t *number = ys_arena_alloc(x->arena, 0x110000u * sizeof *number);
  uint16_t *page = ys_arena_alloc(x->arena, YS_IMAGE_PAGES * sizeof *page);
  if (number == NULL || page == NULL) {
    lexc_no_memory(w->x);
    return;
  }
  for (uint32_t i = 0; i < x->character.n; i++) {
    number[x->character.at[i].c] = (uint16_t)(i + 1u);
  }
  uint16_t n = 1;
  for (uint32_t c = 0; c < 0x110000u; c++) {
    if ((code[c] != 0 || number[c] != 0) && page[c >> YS_IMAGE_PAGE_BITS] == 0) {
      page[c >> YS_IMAGE_PAGE_BITS] = n++;
    }
  }
  put_all(w, YS_IMAGE_PAGE, page, YS_IMAGE_PAGES, sizeof *page);
  begin(w, YS_IMAGE_SLOT, sizeof(ys_image_slot));
  const ys_image_slot none = {0, 0};
  for (uint32_t i = 0; i < YS_IMAGE_PAGE_SIZE; i++) {
    put(w, YS_IMAGE_SLOT, &none);
  }
  for (uint32_t c = 0; c < 0x110000u; c++) {
    if (page[c >> YS_IMAGE_PAGE_BITS] != 0) {
      const ys_image_slot slot = {code[c], number[c]};
      put(w, YS_IMAGE_SLOT, &slot);
    }
  }
}

/* ---- concepts ---- */

static void put_classes(writer *w) {
  const lexc *x = w->x;
  begin(w, YS_IMAGE_CLASS, sizeof(ys_image_class));
  uint32_t at = 0;
  for (uint32_t i = 0; i < x->class_name.n; i++) {
    ys_image_class class_ = {x->class_name.at[i]->number, at, at};
    while (at < x->concept_at.n && x->concept_at.at[at]->class_id == i) {
      at++;
    }
    class_.end = at;
    put(w, YS_IMAGE_CLASS, &class_);
  }
}

static void put_concepts(writer *w) {
  const lexc *x = w->x;
  begin(w, YS_IMAGE_CONCEPT, sizeof(ys_image_concept));
  uint32_t feature = 0;
  for (uint32_t i = 0; i < x->concept_at.n; i++) {
    const lexc_concept *c = x->concept_at.at[i];
    const ys_image_concept image = {
        .iri = c->iri->number,
        .id = c->id->number,
        .label = number_of(c->label),
        .label_en = number_of(c->label_en),
        .broader = c->broader_concept == NULL ? c->broader_number : c->broader_concept->number,
        .feature = feature,
        .n_feature = (uint16_t)c->feature.n,
        .class_id = c->class_id,
    };
    feature += c->feature.n;
    put(w, YS_IMAGE_CONCEPT, &image);
  }
  begin(w, YS_IMAGE_FEATURE, sizeof(ys_image_feature));
  for (uint32_t i = 0; i < x->concept_at.n; i++) {
    const lexc_concept *c = x->concept_at.at[i];
    for (uint32_t k = 0; k < c->feature.n; k++) {
      const ys_image_feature image = {c->feature.at[k].key->number, c->feature.at[k].value->number};
      put(w, YS_IMAGE_FEATURE, &image);
    }
  }
}

/** String numbers follow byte order. */
static void put_keys(writer *w, uint32_t n_string) {
  const lexc *x = w->x;
  bool *is_key = ys_arena_alloc(x->arena, n_string);
  if (is_key == NULL) {
    lexc_no_memory(w->x);
    return;
  }
  for (uint32_t i = 0; i < x->concept_at.n; i++) {
    const lexc_concept *c = x->concept_at.at[i];
    for (uint32_t k = 0; k < c->feature.n; k++) {
      is_key[c->feature.at[k].key->number] = true;
    }
  }
  begin(w, YS_IMAGE_KEY, sizeof(uint32_t));
  for (uint32_t i = 0; i < n_string; i++) {
    if (is_key[i]) {
      put(w, YS_IMAGE_KEY, &i);
    }
  }
}

static void put_entries(writer *w) {
  const lexc *x = w->x;
  begin(w, YS_IMAGE_ENTRY, sizeof(ys_entry));
  for (uint32_t i = 0; i < x->entry.n; i++) {
    put(w, YS_IMAGE_ENTRY, &x->entry.at[i].entry);
  }
}

static void put_readings(writer *w) {
  const lexc *x = w->x;
  begin(w, YS_IMAGE_READING, sizeof(ys_image_reading));
  for (uint32_t i = 0; i < x->reading.n; i++) {
    const ys_image_reading image = {x->reading.at[i].surname->number, x->reading.at[i].pinyin->number};
    put(w, YS_IMAGE_READING, &image);
  }
}

/* ---- tokens ---- */

typedef struct tokens {
  ys_image_token *at;
  uint32_t *kind;
  uint32_t n_kind;
} tokens;

/** The number of the kind of tokens of these classes, a new one if need be; 0 when there is no room. */
static uint16_t kind_of(tokens *t, uint32_t classes) {
  for (uint32_t k = 0; k < t->n_kind; k++) {
    if (t->kind[k] == classes) {
      return (uint16_t)k;
    }
  }
  if (t->n_kind == YS_IMAGE_MAX_KINDS) {
    return 0;
  }
  t->kind[t->n_kind] = classes;
  return (uint16_t)t->n_kind++;
}

/** Of every form of the image that @p lexicon reads. */
static void make_tokens(writer *w, const ys_lexicon *lexicon, tokens *t) {
  const lexc *x = w->x;
  for (uint32_t i = 0; i < x->entry.n; i++) {
    if (i > 0 && x->entry.at[i].text == x->entry.at[i - 1].text) {
      continue;
    }
    const ys_view text = x->entry.at[i].text->text;
    uint32_t ch[LEXC_MAX_FORM];
    size_t n = 0;
    size_t length = 0;
    for (size_t at = 0; at < text.n && n < LEXC_MAX_FORM; at += length) {
      ch[n++] = ys_utf8_decode(text.p + at, text.n - at, &length);
    }
    const ys_match match = ys_lexicon_find(lexicon, ch, n);
    const ys_form_token token = ys_lexicon_make_token(lexicon, ch, &match);
    const int32_t weight = token.weight < INT16_MIN ? INT16_MIN : token.weight > INT16_MAX ? INT16_MAX : token.weight;
    const uint16_t kind = kind_of(t, token.classes);
    if (kind == 0 && token.classes != 0) {
      lexc_error(w->x, x->entry.at[i].origin, "more than %u kinds of tokens", YS_IMAGE_MAX_KINDS);
      return;
    }
    t->at[match.entry] = (ys_image_token){(int16_t)weight, kind};
  }
}

/** What is written so far is a lexicon already: it is asked as one. Added words make none, for what a form is may
 * depend on both lexicons. */
static void put_tokens(writer *w) {
  lexc *x = w->x;
  tokens t = {.n_kind = 1};
  ys_lexicon lexicon = {.allocator = ys_arena_allocator(x->arena)};
  if (x->base == NULL && !w->out->failed) {
    memcpy(w->out->p, &w->header, sizeof w->header);
    ys_lexicon_settle(&lexicon, w->out->p, w->out->n);
    t.at = ys_arena_alloc(x->arena, ((size_t)x->entry.n + 1) * sizeof *t.at);
    t.kind = ys_arena_alloc(x->arena, YS_IMAGE_MAX_KINDS * sizeof *t.kind);
    if (t.at == NULL || t.kind == NULL || !ys_lexicon_name_all(&lexicon)) {
      lexc_no_memory(x);
    } else {
      make_tokens(w, &lexicon, &t);
    }
    (void)ys_resize(lexicon.allocator, lexicon.class_names.number, 0);
    (void)ys_resize(lexicon.allocator, lexicon.key_names.number, 0);
  }
  put_all(w, YS_IMAGE_TOKEN, t.at, t.at != NULL ? x->entry.n : 0, sizeof *t.at);
  put_all(w, YS_IMAGE_KIND, t.kind, t.kind != NULL ? t.n_kind : 0, sizeof *t.kind);
}

/* ---- the file ---- */

static void put_header(writer *w) {
  ys_image_header *header = &w->header;
  memcpy(header->magic, YS_IMAGE_MAGIC, sizeof header->magic);
  header->order = YS_IMAGE_ORDER;
  header->version = YS_IMAGE_VERSION;
  header->bytes = w->out->n;
  header->digest = XXH3_64bits(w->out->p + sizeof *header, w->out->n - sizeof *header);
  header->seal = 0;
  header->seal = XXH64(header, sizeof *header, 0);
  memcpy(w->out->p, header, sizeof *header);
}

static bool make_image(writer *w) {
  lexc *x = w->x;
  lexc_trie trie = {0};
  keep_strings(x);
  uint32_t n_string = 0;
  lexc_string **string = lexc_number_strings(x, &n_string);
  if (string == NULL || !lexc_trie_build(x, &trie)) {
    return false;
  }
  ys_buffer_append(w->out, &w->header, sizeof w->header);
  put_slots(w, trie.code);
  put_characters(w, n_string);
  put_all(w, YS_IMAGE_UNIT, trie.unit, trie.n_unit, sizeof *trie.unit);
  put_all(w, YS_IMAGE_SET, trie.set.at, trie.set.n, sizeof *trie.set.at);
  put_entries(w);
  put_classes(w);
  put_concepts(w);
  put_keys(w, n_string);
  put_readings(w);
  put_strings(w, string, n_string);
  put_tokens(w);
  if (w->out->failed) {
    lexc_no_memory(x);
  }
  if (x->no_memory || x->errors != 0) {
    return false;
  }
  put_header(w);
  return true;
}

bool lexc_emit(lexc *x, ys_buffer *out) {
  writer w = {.x = x, .out = out};
  return make_image(&w);
}
