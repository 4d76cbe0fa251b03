/* SPDX-License-Identifier: Apache-2.0 */
/** @file terms.c A table of terms, by a hash of what they are. */
#include "rdf/terms.h"

#include <endian.h>
#include <string.h>

enum { SLOTS_FIRST = 256 };
#define TERMS_MOST ((uint32_t)1 << 31)

/** What a term is, before it is in the table. */
typedef struct key {
  ys_view text;
  ys_view tag;
  ys_view type;
  bool literal;
} key;

static uint64_t hash_of(const key *k) {
  uint64_t hash = ys_hash(k->text);
  if (k->literal) {
    /* Tags and types are few and differ in their last byte or their length; equal hashes are no error. */
    hash += 1 + k->tag.n * 3 + k->type.n * 257;
    hash += k->tag.n == 0 ? 0 : (unsigned char)k->tag.p[k->tag.n - 1];
    hash *= UINT64_C(0x9E3779B97F4A7C15);
  }
  return hash;
}

static bool is_same(const ys_term *t, const key *k) {
  return t->literal == k->literal && ys_view_equal(t->text, k->text) && ys_view_equal(t->tag, k->tag) &&
         ys_view_equal(t->type, k->type);
}

static bool set_slots(ys_terms *t, uint32_t slots) {
  uint32_t *const slot = ys_arena_alloc(t->arena, (size_t)slots * sizeof *slot);
  if (slot == NULL) {
    return false;
  }
  for (uint32_t i = 0; i < t->term.n; i++) {
    uint32_t at = (uint32_t)t->term.at[i].hash & (slots - 1);
    while (slot[at] != 0) {
      at = (at + 1) & (slots - 1);
    }
    slot[at] = i + 1;
  }
  t->slot = slot;
  t->slots = slots;
  return true;
}

/** The number of @p k, or YS_NO_TERM; @p at is then the slot for it. The table has a free slot. */
static uint32_t find(const ys_terms *t, const key *k, uint64_t hash, uint32_t *at) {
  *at = (uint32_t)hash & (t->slots - 1);
  while (t->slot[*at] != 0) {
    const uint32_t id = t->slot[*at] - 1;
    if (t->term.at[id].hash == hash && is_same(&t->term.at[id], k)) {
      return id;
    }
    *at = (*at + 1) & (t->slots - 1);
  }
  return YS_NO_TERM;
}

/** Makes sure that one more term fits. */
static ys_status make_room(ys_terms *t) {
  if (t->term.n >= TERMS_MOST) {
    return YANSHU_LIMIT;
  }
  const bool fits = t->term.n < t->slots / 2;
  return fits || set_slots(t, t->slots == 0 ? SLOTS_FIRST : t->slots * 2) ? YANSHU_OK : YANSHU_NO_MEMORY;
}

ys_status ys_terms_expect(ys_terms *t, uint32_t n) {
  uint32_t slots = SLOTS_FIRST;
  while (slots / 2 < n && slots < TERMS_MOST) {
    slots *= 2;
  }
  return set_slots(t, slots) && YS_RESERVE(t->arena, &t->term, n) ? YANSHU_OK : YANSHU_NO_MEMORY;
}

/** Puts a new term, whose memory lasts, into the slot that find() gave. */
static ys_status put(ys_terms *t, const ys_term *term, uint32_t at, uint32_t *id) {
  if (t->term.n == t->term.room &&
      !ys_array_room(t->arena, (void **)&t->term.at, &t->term.room, t->term.n, sizeof *t->term.at)) {
    return YANSHU_NO_MEMORY;
  }
  t->term.at[t->term.n] = *term;
  *id = t->term.n++;
  t->slot[at] = *id + 1;
  return YANSHU_OK;
}

/* ---- IRIs ---- */

static ys_status put_iri(ys_terms *t, const key *k, uint64_t hash, uint32_t at, ys_vocab vocab, uint32_t *id) {
  char *const p = ys_arena_room(t->arena, k->text.n + 2);
  if (p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  p[0] = '<';
  memcpy(p + 1, k->text.p, k->text.n);
  p[k->text.n + 1] = '>';
  const ys_term term = {.line = {p, k->text.n + 2}, .text = {p + 1, k->text.n}, .hash = hash, .vocab = (uint16_t)vocab};
  return put(t, &term, at, id);
}

ys_status ys_terms_iri(ys_terms *t, ys_view iri, uint32_t *id, const char **fault) {
  const key k = {.text = iri};
  *fault = NULL;
  YS_TRY(make_room(t));
  const uint64_t hash = hash_of(&k);
  uint32_t at;
  *id = find(t, &k, hash, &at);
  if (*id != YS_NO_TERM) {
    return YANSHU_OK;
  }
  const bool data = t->data.n > 0 && ys_view_starts(iri, t->data);
  if (!data || !ys_iri_goes_on(iri, t->data.n)) {
    *fault = ys_iri_fault(iri);
    if (*fault != NULL) {
      return YANSHU_BAD_TERM;
    }
  }
  const ys_vocab vocab = data ? YS_VOCAB_TERMS : ys_vocab_of(iri);
  YS_TRY(put_iri(t, &k, hash, at, vocab, id));
  if (vocab != YS_VOCAB_TERMS) {
    t->vocab[vocab] = *id + 1;
  }
  return YANSHU_OK;
}

ys_status ys_terms_vocab_add(ys_terms *t, ys_vocab vocab, uint32_t *id) {
  const ys_vocab_term *const known = ys_vocab_get(vocab); /* known to be good, and in memory that lasts */
  const key k = {.text = known->iri};
  const uint64_t hash = hash_of(&k);
  uint32_t at;
  YS_TRY(make_room(t));
  *id = find(t, &k, hash, &at);
  if (*id == YS_NO_TERM) {
    const ys_term term = {.line = known->line, .text = known->iri, .hash = hash, .vocab = (uint16_t)vocab};
    YS_TRY(put(t, &term, at, id));
  }
  t->vocab[vocab] = *id + 1;
  return YANSHU_OK;
}

/* ---- literals ---- */

static const char escape_of[256] = {['"'] = '"', ['\\'] = '\\', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't'};

/** Appends @p text in quotation marks at @p p; returns the end. */
static char *quote(char *p, ys_view text) {
  *p++ = '"';
  for (size_t i = 0; i < text.n; i++) {
    const char escape = escape_of[(unsigned char)text.p[i]];
    if (escape != '\0') {
      *p++ = '\\';
    }
    *p++ = escape != '\0' ? escape : text.p[i];
  }
  *p++ = '"';
  return p;
}

/** Bytes that stand in a literal as they are, alone. */
static const bool is_simple[256] = {
    [' ' ... '!'] = true,
    ['#' ... '['] = true,
    [']' ... '~'] = true,
};

/**
 * Whether @p text needs neither cleaning nor escapes: ASCII, letters with marks (Pinyin), ideographs from U+5000 and
 * the first signs of U+3000, which nearly all labels are of. False says nothing.
 */
static bool is_as_written(ys_view text) {
  const unsigned char *const p = (const unsigned char *)text.p;
  size_t i = 0;
  while (i < text.n) {
    const size_t left = text.n - i;
    if (p[i] >= 0xE5 && p[i] <= 0xE9 && left > 2 && (p[i + 1] & 0xC0U) == 0x80U && (p[i + 2] & 0xC0U) == 0x80U) {
      i += 3;
    } else if (is_simple[p[i]]) {
      i++;
    } else if (p[i] >= 0xC2 && p[i] <= 0xCB && left > 1 && (p[i + 1] & 0xC0U) == 0x80U) {
      i += 2;
    } else if (left > 2 && ((p[i] == 0xE3 && p[i + 1] == 0x80 && p[i + 2] >= 0x80 && p[i + 2] <= 0xA9) ||
                            (p[i] == 0xE4 && p[i + 1] >= 0xB8 && p[i + 1] <= 0xBF && (p[i + 2] & 0xC0U) == 0x80U))) {
      i += 3;
    } else {
      return false;
    }
  }
  return text.n <= YS_LITERAL_BYTES;
}

static size_t count_escapes(ys_view text) {
  size_t n = 0;
  for (size_t i = 0; i < text.n; i++) {
    n += escape_of[(unsigned char)text.p[i]] != '\0';
  }
  return n;
}

static char *copy(char *p, ys_view text) {
  if (text.n > 0) {
    memcpy(p, text.p, text.n);
  }
  return p + text.n;
}

/** As quote(), of text without anything to escape. */
static char *quote_plain(char *p, ys_view text) {
  *p++ = '"';
  p = copy(p, text);
  *p++ = '"';
  return p;
}

/** Tag and type may be borrowed: they are copied with the line. @p escapes: how many bytes of the text need one. */
static ys_status put_literal(ys_terms *t, const key *k, uint64_t hash, uint32_t at, ys_datatype datatype,
                             size_t escapes, uint32_t *id) {
  const size_t room = k->text.n + escapes + k->tag.n + k->type.n + 8 + (escapes == 0 ? 0 : k->text.n);
  char *const begin = ys_arena_room(t->arena, room);
  if (begin == NULL) {
    return YANSHU_NO_MEMORY;
  }
  char *p = escapes == 0 ? quote_plain(begin, k->text) : quote(begin, k->text);
  ys_term term = {.hash = hash,
                  .quoted = (uint32_t)(p - begin),
                  .vocab = YS_VOCAB_TERMS,
                  .datatype = (uint8_t)datatype,
                  .literal = true};
  if (k->tag.n > 0) {
    *p++ = '@';
    term.tag = (ys_view){p, k->tag.n};
    p = copy(p, k->tag);
  } else if (k->type.n > 0) {
    p = copy(p, YS_VIEW("^^<"));
    term.type = (ys_view){p, k->type.n};
    p = copy(p, k->type);
    *p++ = '>';
  }
  term.line = (ys_view){begin, (size_t)(p - begin)};
  *p++ = '\0'; /* raptor looks for the end of a tag */
  term.text = (ys_view){begin + 1, k->text.n};
  if (escapes > 0) {
    term.text.p = p;
    (void)copy(p, k->text);
  }
  return put(t, &term, at, id);
}

/** RFC 5646 as far as parsers insist on it: subtags of one to eight letters or digits, the first of letters. */
static bool is_tag(ys_view tag) {
  size_t length = 0;
  bool first = true;
  for (size_t i = 0; i < tag.n; i++) {
    const char c = tag.p[i];
    const bool letter = c >= 'a' && c <= 'z'; /* in lower case: the one spelling that all parsers keep */
    if (c == '-' && length > 0) {
      length = 0;
      first = false;
    } else if ((!letter && (first || c < '0' || c > '9')) || ++length > 8) {
      return false;
    }
  }
  return length > 0;
}

static ys_status string(ys_terms *t, ys_view text, ys_view tag, bool known_tag, uint32_t *id, const char **fault) {
  key k = {.text = text, .tag = tag, .literal = true};
  *fault = NULL;
  YS_TRY(make_room(t));
  uint64_t hash = hash_of(&k);
  uint32_t at;
  *id = find(t, &k, hash, &at);
  if (*id != YS_NO_TERM) {
    return YANSHU_OK;
  }
  if (!known_tag && !is_tag(tag)) {
    *fault = "language tag that is none";
    return YANSHU_BAD_TERM;
  }
  if (is_as_written(text)) {
    return put_literal(t, &k, hash, at, YS_TYPE_STRING, 0, id);
  }
  YS_TRY(ys_literal_clean(t->arena, text, &k.text, fault));
  if (k.text.p != text.p) {
    hash = hash_of(&k);
    *id = find(t, &k, hash, &at);
  }
  return *id != YS_NO_TERM ? YANSHU_OK : put_literal(t, &k, hash, at, YS_TYPE_STRING, count_escapes(k.text), id);
}

ys_status ys_terms_string(ys_terms *t, ys_view text, ys_view tag, uint32_t *id, const char **fault) {
  return string(t, text, tag, tag.n == 0, id, fault);
}

ys_status ys_terms_said(ys_terms *t, ys_view text, ys_language language, uint32_t *id, const char **fault) {
  return string(t, text, ys_language_tag(language), true, id, fault);
}

static ys_status typed(ys_terms *t, ys_view text, ys_view type, ys_datatype datatype, uint32_t *id,
                       const char **fault) {
  key k = {.text = text, .type = type, .literal = true};
  *fault = NULL;
  YS_TRY(make_room(t));
  const uint64_t hash = hash_of(&k);
  uint32_t at;
  *id = find(t, &k, hash, &at);
  if (*id != YS_NO_TERM) {
    return YANSHU_OK;
  }
  if (datatype != YS_TYPES) {
    *fault = ys_typed_fault(text, datatype);
  } else {
    *fault = ys_iri_fault(type);
    ys_view clean = text;
    if (*fault == NULL) {
      YS_TRY(ys_literal_clean(t->arena, text, &clean, fault));
    }
    *fault = *fault == NULL && !ys_view_equal(clean, text) ? "typed text that is not in Unicode NFC" : *fault;
  }
  const size_t escapes = datatype == YS_TYPES ? count_escapes(text) : 0;
  return *fault != NULL ? YANSHU_BAD_TERM : put_literal(t, &k, hash, at, datatype, escapes, id);
}

ys_status ys_terms_typed(ys_terms *t, ys_view text, ys_datatype datatype, uint32_t *id, const char **fault) {
  return typed(t, text, ys_datatype_iri(datatype), datatype, id, fault);
}

ys_status ys_terms_foreign(ys_terms *t, ys_view text, ys_view type, uint32_t *id, const char **fault) {
  for (int i = YS_TYPE_DATE; i < YS_TYPES; i++) {
    if (ys_view_equal(ys_datatype_iri((ys_datatype)i), type) && ys_typed_fault(text, (ys_datatype)i) == NULL) {
      return ys_terms_typed(t, text, (ys_datatype)i, id, fault);
    }
  }
  return typed(t, text, type, YS_TYPES, id, fault);
}

ys_status ys_terms_take(ys_terms *t, const ys_term *term, uint32_t *id) {
  const key k = {.text = term->text, .tag = term->tag, .type = term->type, .literal = term->literal};
  YS_TRY(make_room(t));
  uint32_t at;
  *id = find(t, &k, term->hash, &at);
  if (*id != YS_NO_TERM) {
    return YANSHU_OK;
  }
  return term->literal ? put_literal(t, &k, term->hash, at, (ys_datatype)term->datatype, count_escapes(k.text), id)
                       : put_iri(t, &k, term->hash, at, (ys_vocab)term->vocab, id);
}

/* ---- order ---- */

/** A term to sort: where it stands as to the base, its next 15 bytes, and only then all of it. */
typedef struct entry {
  uint64_t first;  /**< in two bits 0 for literals, 1 for IRIs before those below the base, 2 for these, 3 for the rest;
                      then as much of eight bytes as there is room for */
  uint64_t second; /**< eight bytes from the last one of these */
  const ys_term *term;
  uint32_t id;
} entry;

/** Eight bytes at @p at as a big-endian number; what lies behind the end counts as zero. */
static uint64_t bytes_at(ys_view text, size_t at) {
  uint64_t value = 0;
  if (at + sizeof value <= text.n) {
    memcpy(&value, text.p + at, sizeof value);
    return be64toh(value);
  }
  for (size_t i = at; i < at + 8; i++) {
    value = value << 8 | (i < text.n ? (unsigned char)text.p[i] : 0U);
  }
  return value;
}

/** By one comparison of 16 bytes: its outcome can't be foretold. */
static inline bool is_before(const entry *x, const entry *y) {
  __extension__ typedef unsigned __int128 wide;
  const wide a = (wide)x->first << 64 | x->second;
  const wide b = (wide)y->first << 64 | y->second;
  return a == b ? ys_view_compare(x->term->line, y->term->line) < 0 : a < b;
}

/** Merges the sorted runs [0, middle) and [middle, n) of @p from into @p to. */
static void merge(const entry *from, size_t middle, size_t n, entry *to) {
  const entry *left = from;
  const entry *right = from + middle;
  while (left < from + middle && right < from + n) {
    const size_t take_right = is_before(right, left) ? 1 : 0;
    *to++ = *(take_right != 0 ? right : left);
    right += take_right;
    left += 1 - take_right;
  }
  const size_t rest = (size_t)(from + middle - left);
  memcpy(to, left, rest * sizeof *to);
  memcpy(to + rest, right, (size_t)(from + n - right) * sizeof *to);
}

/** Sorts e[0..n), with @p spare of the same size; an eighth of the work of qsort(), which calls what compares. */
static void sort_entries(entry *e, size_t n, entry *spare) {
  enum { RUN = 8 };
  for (size_t begin = 0; begin < n; begin += RUN) {
    const size_t end = begin + RUN < n ? begin + RUN : n;
    for (size_t i = begin + 1; i < end; i++) {
      const entry moved = e[i];
      size_t k = i;
      for (; k > begin && is_before(&moved, &e[k - 1]); k--) {
        e[k] = e[k - 1];
      }
      e[k] = moved;
    }
  }
  entry *from = e;
  entry *to = spare;
  for (size_t run = RUN; run < n; run *= 2) {
    for (size_t begin = 0; begin < n; begin += 2 * run) {
      const size_t length = n - begin < 2 * run ? n - begin : 2 * run;
      merge(from + begin, length < run ? length : run, length, to + begin);
    }
    entry *const swap = from;
    from = to;
    to = swap;
  }
  if (from != e) {
    memcpy(e, from, n * sizeof *e);
  }
}

static entry entry_of(const ys_term *term, uint32_t id, ys_view base) {
  entry e = {.term = term, .id = id};
  uint64_t part = 0;
  size_t skip = 1; /* < or " */
  if (!term->literal) {
    const bool below = base.n > 0 && ys_view_starts(term->text, base);
    /* with its >, which stands behind most of what an IRI may go on with */
    part = below ? 2 : ys_view_compare((ys_view){term->text.p, term->text.n + 1}, base) < 0 ? 1 : 3;
    skip += below ? base.n : 0;
  }
  e.first = part << 62 | bytes_at(term->line, skip) >> 2;
  e.second = bytes_at(term->line, skip + 7);
  return e;
}

uint32_t *ys_terms_order(ys_arena *arena, const ys_term *term, uint32_t n, ys_view base, uint32_t *literals) {
  uint32_t *const order = ys_arena_room(arena, ((size_t)n + 1) * sizeof *order);
  entry *const entries = ys_arena_room(arena, 2 * ((size_t)n + 1) * sizeof *entries);
  if (order == NULL || entries == NULL) {
    return NULL;
  }
  uint32_t iris = 0;
  *literals = 0;
  for (uint32_t i = 0; i < n; i++) {
    if (term[i].literal) {
      order[(*literals)++] = i;
    } else {
      entries[iris++] = entry_of(&term[i], i, base);
    }
  }
  sort_entries(entries, iris, entries + iris);
  for (uint32_t i = 0; i < iris; i++) {
    order[*literals + i] = entries[i].id;
  }
  return order;
}

static inline uint32_t part_of(const ys_triple *t, int part) {
  return part == 0 ? t->g + 1 : part == 1 ? t->o : part == 2 ? t->p : t->s; /* YS_NO_TERM + 1 is 0 */
}

/** Puts @p from into @p to by one part; @p start has room for terms + 2. */
static inline void count_sort(const ys_triple *from, ys_triple *to, uint32_t n, int part, uint32_t *start,
                              uint32_t terms) {
  memset(start, 0, ((size_t)terms + 2) * sizeof *start);
  for (uint32_t i = 0; i < n; i++) {
    start[part_of(&from[i], part) + 1]++;
  }
  for (uint32_t i = 1; i < terms + 2; i++) {
    start[i] += start[i - 1];
  }
  for (uint32_t i = 0; i < n; i++) {
    to[start[part_of(&from[i], part)]++] = from[i];
  }
}

static bool is_repeated(const ys_triple *a, const ys_triple *b) {
  return ((a->s ^ b->s) | (a->p ^ b->p) | (a->o ^ b->o) | (a->g ^ b->g)) == 0;
}

bool ys_triples_one_graph(const ys_triple *triple, uint32_t n) {
  uint32_t differs = 0;
  for (uint32_t i = 1; i < n; i++) {
    differs |= triple[i].g ^ triple[0].g;
  }
  return differs == 0;
}

/** Whether the two are of one subject and predicate, and their objects, in the order of numbers, are literals. */
static inline bool is_one_list(const ys_triple *a, const ys_triple *b, uint32_t literals) {
  return (((a->s ^ b->s) | (a->p ^ b->p)) == 0) & (b->o < literals); /* one branch: each alone can't be foretold */
}

/** Room for the lists of one call, the longest so far. */
typedef struct list_room {
  ys_triple *triple;
  entry *entry; /**< twice as many */
  uint32_t n;
} list_room;

static bool order_list(ys_arena *arena, ys_triple *list, uint32_t n, const ys_term *term, list_room *room) {
  enum { LIST_FIRST = 64 };
  if (n > room->n) {
    room->n = n < LIST_FIRST ? LIST_FIRST : n;
    room->triple = ys_arena_room(arena, room->n * sizeof *room->triple);
    room->entry = ys_arena_room(arena, 2 * (size_t)room->n * sizeof *room->entry);
    if (room->triple == NULL || room->entry == NULL) {
      return false;
    }
  }
  for (uint32_t i = 0; i < n; i++) {
    room->triple[i] = list[i];
    room->entry[i] = entry_of(&term[list[i].o], i, (ys_view){NULL, 0});
  }
  sort_entries(room->entry, n, room->entry + n);
  for (uint32_t i = 0; i < n; i++) {
    list[i] = room->triple[room->entry[i].id];
  }
  return true;
}

ys_status ys_triples_order_literals(ys_arena *arena, ys_triple *triple, uint32_t n, const ys_term *term,
                                    uint32_t literals) {
  list_room room = {.n = 0};
  for (uint32_t i = 1; i < n; i++) {
    if (!is_one_list(&triple[i - 1], &triple[i], literals)) {
      continue;
    }
    const uint32_t begin = i - 1;
    while (i + 1 < n && is_one_list(&triple[i], &triple[i + 1], literals)) {
      i++;
    }
    if (!order_list(arena, triple + begin, i + 1 - begin, term, &room)) {
      return YANSHU_NO_MEMORY;
    }
  }
  return YANSHU_OK;
}

/** Four passes of counting, the least important part first; three when all are of one graph. */
ys_status ys_triples_sort(ys_arena *arena, ys_triple *triple, uint32_t *n, uint32_t terms, bool one_graph) {
  uint32_t *const start = ys_arena_room(arena, ((size_t)terms + 2) * sizeof *start);
  ys_triple *const other = ys_arena_room(arena, ((size_t)*n + 1) * sizeof *other);
  if (start == NULL || other == NULL) {
    return YANSHU_NO_MEMORY;
  }
  ys_triple *from = triple;
  ys_triple *to = other;
  for (int part = one_graph ? 1 : 0; part < 4; part++) {
    switch (part) { /* known to the compiler, so that nothing is asked for each triple */
    case 0:
      count_sort(from, to, *n, 0, start, terms);
      break;
    case 1:
      count_sort(from, to, *n, 1, start, terms);
      break;
    case 2:
      count_sort(from, to, *n, 2, start, terms);
      break;
    default:
      count_sort(from, to, *n, 3, start, terms);
      break;
    }
    ys_triple *const swap = from;
    from = to;
    to = swap;
  }
  uint32_t kept = 0;
  for (uint32_t i = 0; i < *n; i++) {
    if (kept == 0 || !is_repeated(&triple[kept - 1], &from[i])) {
      triple[kept++] = from[i];
    }
  }
  *n = kept;
  return YANSHU_OK;
}
