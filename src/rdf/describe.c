/* SPDX-License-Identifier: Apache-2.0 */
/** @file describe.c What is in a dataset: VoID and DCAT, counted as its articles go by. */
#include "rdf/triples.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/**
 * The most things that are told apart: 64 MiB of memory. A dataset of more has its triples counted, not its things; and
 * where a triple that is said again shall not count again, not even its triples.
 */
enum { THINGS_MAX = 1 << 22 };

struct ys_description {
  const yanshu_allocator *allocator;
  ys_view base;
  ys_counting counting;
  ys_status status; /**< the first failure: some triples may not have been counted */
  uint64_t triples;
  uint64_t property[YS_VOCAB_TERMS]; /**< triples with it */
  uint64_t entity[YS_VOCAB_TERMS];   /**< distinct things of the class */
  uint64_t subjects;                 /**< distinct */
  uint64_t *seen;                    /**< hashes of things, and of things with a class; 0: free; open addressing */
  uint32_t slots;                    /**< a power of two */
  uint32_t used;
  bool too_many; /**< more than THINGS_MAX: entity and subjects are no longer counted */
  char first[11];
  char last[11]; /**< first and last date of publication, as exact as given; empty: none */
};

ys_status ys_description_new(const yanshu_allocator *allocator, ys_view base, ys_counting counting,
                             ys_description **out) {
  allocator = allocator != NULL ? allocator : ys_allocator_system();
  ys_description *const d = ys_resize(allocator, NULL, sizeof *d);
  *out = d;
  if (d == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *d = (ys_description){.allocator = allocator, .base = base, .counting = counting};
  return YANSHU_OK;
}

void ys_description_free(ys_description *d) {
  if (d == NULL) {
    return;
  }
  if (d->seen != NULL) {
    ys_resize(d->allocator, d->seen, 0);
  }
  ys_resize(d->allocator, d, 0);
}

/* ---- counting ---- */

static bool put_hash(uint64_t *slot, uint32_t slots, uint64_t hash) {
  uint32_t at = (uint32_t)(hash >> 32) & (slots - 1);
  while (slot[at] != 0 && slot[at] != hash) {
    at = (at + 1) & (slots - 1);
  }
  const bool fresh = slot[at] == 0;
  slot[at] = hash;
  return fresh;
}

static ys_status grow(ys_description *d) {
  if (d->used < d->slots / 2) {
    return YANSHU_OK;
  }
  const uint32_t slots = d->slots == 0 ? 1024 : d->slots * 2;
  uint64_t *const slot = ys_resize(d->allocator, NULL, (size_t)slots * sizeof *slot);
  if (slot == NULL) {
    return YANSHU_NO_MEMORY;
  }
  memset(slot, 0, (size_t)slots * sizeof *slot);
  for (uint32_t i = 0; i < d->slots; i++) {
    if (d->seen[i] != 0) {
      put_hash(slot, slots, d->seen[i]);
    }
  }
  if (d->seen != NULL) {
    ys_resize(d->allocator, d->seen, 0);
  }
  d->seen = slot;
  d->slots = slots;
  return YANSHU_OK;
}

/** Adds 1 to @p count when nothing of this hash was there before. */
static ys_status count_once(ys_description *d, uint64_t hash, uint64_t *count) {
  if (d->too_many) {
    return YANSHU_OK;
  }
  if (d->used >= THINGS_MAX) {
    d->too_many = true;
    ys_resize(d->allocator, d->seen, 0);
    d->seen = NULL;
    d->slots = 0;
    return YANSHU_OK;
  }
  YS_TRY(grow(d));
  if (put_hash(d->seen, d->slots, hash == 0 ? 1 : hash)) {
    d->used++;
    ++*count;
  }
  return YANSHU_OK;
}

static void note_date(ys_description *d, ys_view date) {
  if (date.n == 0 || date.n >= sizeof d->first) {
    return;
  }
  char text[sizeof d->first] = {0};
  memcpy(text, date.p, date.n);
  if (d->first[0] == '\0' || strcmp(text, d->first) < 0) {
    memcpy(d->first, text, sizeof text);
  }
  if (strcmp(text, d->last) > 0) {
    memcpy(d->last, text, sizeof text);
  }
}

/** Hashes of different kinds of things must not meet: 0 for subjects, others for pairs and triples. */
static uint64_t mix(uint64_t kind, uint64_t a, uint64_t b) {
  uint64_t hash = (a + kind) * UINT64_C(0x9E3779B97F4A7C15);
  hash = (hash ^ hash >> 29 ^ b) * UINT64_C(0xBF58476D1CE4E5B9);
  return hash ^ hash >> 32;
}

/** Whether @p x, which stands behind another one unless it is the first, counts. */
static ys_status is_new(ys_description *d, const ys_triples *t, const ys_triple *x, bool first, bool *fresh) {
  const bool same = !first && x[-1].s == x->s && x[-1].p == x->p && x[-1].o == x->o;
  *fresh = d->counting == YS_COUNT_GRAPHS ? !(same && x[-1].g == x->g) : !same;
  if (!*fresh || d->counting != YS_COUNT_REMEMBERED || d->too_many) {
    return YANSHU_OK;
  }
  uint64_t added = 0;
  YS_TRY(count_once(d, mix(2, mix(3, t->term[x->s].hash, t->term[x->p].hash), t->term[x->o].hash), &added));
  *fresh = added > 0 || d->too_many;
  return YANSHU_OK;
}

static ys_status add_one(ys_description *d, const ys_triples *t, const ys_triple *x, bool first) {
  const ys_term *const s = &t->term[x->s];
  const ys_term *const o = &t->term[x->o];
  const uint16_t predicate = t->term[x->p].vocab;
  d->triples++;
  if (first || x[-1].s != x->s) {
    YS_TRY(count_once(d, mix(0, s->hash, 0), &d->subjects));
  }
  if (predicate == YS_VOCAB_TERMS) {
    return YANSHU_OK;
  }
  d->property[predicate]++;
  if (predicate == YS_V_rdf_type && o->vocab != YS_VOCAB_TERMS) {
    YS_TRY(count_once(d, mix(1, s->hash, o->hash), &d->entity[o->vocab]));
  } else if (predicate == YS_V_dcterms_issued) {
    note_date(d, o->text);
  }
  return YANSHU_OK;
}

static ys_status add_all(ys_description *d, const ys_triples *t) {
  bool seen = false; /* the triple before was not left out */
  for (uint32_t i = 0; i < t->n; i++) {
    bool fresh = false;
    YS_TRY(is_new(d, t, &t->triple[i], i == 0, &fresh));
    if (fresh) {
      YS_TRY(add_one(d, t, &t->triple[i], !seen));
    }
    seen = fresh;
  }
  return YANSHU_OK;
}

ys_status ys_description_add(ys_description *d, const ys_triples *t) {
  const ys_status status = add_all(d, t);
  d->status = d->status == YANSHU_OK ? status : d->status;
  return status;
}

/* ---- writing ---- */

/** What one goes on writing with. */
typedef struct writer {
  const ys_description *d;
  const ys_dataset_facts *facts;
  ys_arena *arena;
  ys_terms terms;
  ys_buffer *out;
  ys_status status; /**< the first failure */
} writer;

__attribute__((format(printf, 2, 3))) static void say(writer *w, const char *format, ...) {
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  const int n = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (n < 0 || (size_t)n >= sizeof text) {
    w->status = YANSHU_INTERNAL;
    return;
  }
  ys_buffer_append(w->out, text, (size_t)n);
}

/** A checked literal of any text. */
static void say_text(writer *w, ys_view text, ys_view tag) {
  uint32_t id = 0;
  const char *fault = NULL;
  const ys_status status = ys_terms_string(&w->terms, text, tag, &id, &fault);
  if (status != YANSHU_OK) {
    w->status = w->status == YANSHU_OK ? status : w->status;
    return;
  }
  ys_buffer_append_view(w->out, w->terms.term.at[id].line);
}

static void say_iri(writer *w, const char *predicate, ys_view iri) {
  if (iri.n > 0) {
    say(w, " ;\n    %s <", predicate);
    ys_buffer_append_view(w->out, iri);
    YS_OUT_TEXT(w->out, ">");
  }
}

/** <BASEdataset#PART>, or the dataset itself. */
static void say_node(writer *w, const char *kind, const char *curie) {
  YS_OUT_TEXT(w->out, "<");
  ys_buffer_append_view(w->out, w->d->base);
  YS_OUT_TEXT(w->out, "dataset");
  if (kind != NULL) {
    say(w, "#%s-", kind);
    for (const char *c = curie; *c != '\0'; c++) {
      say(w, "%c", *c == ':' ? '-' : *c);
    }
  }
  YS_OUT_TEXT(w->out, ">");
}

static void say_parts(writer *w, const char *link, const char *kind, const uint64_t *count) {
  bool first = true;
  for (size_t i = 0; i < YS_VOCAB_TERMS; i++) {
    if (count[i] > 0) {
      if (first) {
        say(w, " ;\n    %s ", link);
      } else {
        YS_OUT_TEXT(w->out, ",\n        ");
      }
      say_node(w, kind, ys_vocab_get((ys_vocab)i)->curie.p);
      first = false;
    }
  }
}

static void say_part_nodes(writer *w, const char *kind, const char *what, const char *number, const uint64_t *count) {
  for (size_t i = 0; i < YS_VOCAB_TERMS; i++) {
    if (count[i] > 0) {
      const char *curie = ys_vocab_get((ys_vocab)i)->curie.p;
      YS_OUT_TEXT(w->out, "\n");
      say_node(w, kind, curie);
      say(w, " %s %s ;\n    %s %" PRIu64 " .\n", what, curie, number, count[i]);
    }
  }
}

static uint64_t number_of(const uint64_t *count) {
  uint64_t n = 0;
  for (size_t i = 0; i < YS_VOCAB_TERMS; i++) {
    n += count[i] > 0;
  }
  return n;
}

static const char *date_type(const char *date) {
  return strlen(date) == 4 ? "gYear" : strlen(date) == 7 ? "gYearMonth" : "date";
}

static void say_prefixes(writer *w) {
  YS_OUT_TEXT(w->out, "@prefix void: <http://rdfs.org/ns/void#> .\n@prefix dcat: <http://www.w3.org/ns/dcat#> .\n");
  size_t n = 0;
  const ys_vocab_prefix *const prefix = ys_vocab_prefixes(&n);
  for (size_t i = 0; i < n; i++) {
    if (!prefix[i].data) {
      say(w, "@prefix %s: <%s> .\n", prefix[i].prefix, prefix[i].iri);
    }
  }
}

static void say_vocabularies(writer *w) {
  size_t n = 0;
  const ys_vocab_prefix *const prefix = ys_vocab_prefixes(&n);
  bool first = true;
  for (size_t i = 0; i < n; i++) {
    bool used = false;
    for (size_t k = 0; k < YS_VOCAB_TERMS && !used; k++) {
      used = (w->d->property[k] > 0 || w->d->entity[k] > 0) && !prefix[i].data &&
             ys_view_starts(ys_vocab_iri((ys_vocab)k), ys_view_of(prefix[i].iri));
    }
    if (used) {
      say(w, "%s<%s>", first ? " ;\n    void:vocabulary " : ",\n        ", prefix[i].iri);
      first = false;
    }
  }
}

/** Whether triples may have been counted more than once. */
static bool is_vague(const ys_description *d) {
  return d->too_many && d->counting == YS_COUNT_REMEMBERED;
}

static void say_dataset(writer *w) {
  const ys_description *const d = w->d;
  YS_OUT_TEXT(w->out, "\n");
  say_node(w, NULL, NULL);
  YS_OUT_TEXT(w->out, " a void:Dataset, dcat:Dataset ;\n    dcterms:title ");
  say_text(w, w->facts->title.n > 0 ? w->facts->title : YS_VIEW("中文新闻中的人物、职务、机构、政区与项目"),
           YS_VIEW("zh-hans"));
  YS_OUT_TEXT(w->out, " ;\n    dcterms:description \"People, posts, organisations, divisions and programs that "
                      "Chinese news articles name, each with its source\"@en");
  if (w->facts->source.n > 0) {
    YS_OUT_TEXT(w->out, " ;\n    dcterms:source ");
    say_text(w, w->facts->source, YS_VIEW(""));
  }
  say_iri(w, "dcterms:license", w->facts->license);
  YS_OUT_TEXT(w->out,
              " ;\n    dcterms:conformsTo <https://w3id.org/yanshu/ontology>, <https://w3id.org/yanshu/shapes> ;\n"
              "    dcterms:language \"zh\"");
  if (d->first[0] != '\0') {
    YS_OUT_TEXT(w->out, " ;\n    dcterms:temporal ");
    say_node(w, "period", "issued");
  }
  YS_OUT_TEXT(w->out, " ;\n    void:uriSpace \"");
  ys_buffer_append_view(w->out, d->base);
  YS_OUT_TEXT(w->out, "\"");
  if (!is_vague(d)) {
    say(w, " ;\n    void:triples %" PRIu64, d->triples);
  }
  if (!d->too_many) {
    say(w, " ;\n    void:documents %" PRIu64 " ;\n    void:distinctSubjects %" PRIu64 " ;\n    void:classes %" PRIu64,
        d->entity[YS_V_ys_Article], d->subjects, number_of(d->entity));
    say_parts(w, "void:classPartition", "class", d->entity);
  }
  say(w, " ;\n    void:properties %" PRIu64, number_of(d->property));
  if (!is_vague(d)) {
    say_parts(w, "void:propertyPartition", "property", d->property);
  }
  say_vocabularies(w);
  if (w->facts->file.n > 0) {
    if (w->facts->rdf) {
      say_iri(w, "void:dataDump", w->facts->file);
    }
    YS_OUT_TEXT(w->out, " ;\n    dcat:distribution ");
    say_node(w, "file", "dump");
  }
  YS_OUT_TEXT(w->out, " .\n");
}

static void say_media(writer *w, const char *property, ys_view type) {
  if (type.n > 0) {
    say(w, " ;\n    %s <https://www.iana.org/assignments/media-types/", property);
    ys_buffer_append_view(w->out, type);
    YS_OUT_TEXT(w->out, ">");
  }
}

static void say_distribution(writer *w) {
  if (w->facts->file.n == 0) {
    return;
  }
  YS_OUT_TEXT(w->out, "\n");
  say_node(w, "file", "dump");
  YS_OUT_TEXT(w->out, " a dcat:Distribution");
  say_iri(w, "dcat:downloadURL", w->facts->file);
  say_media(w, "dcat:mediaType", w->facts->media_type);
  say_media(w, "dcat:compressFormat", w->facts->packed);
  say_iri(w, "dcterms:license", w->facts->license);
  YS_OUT_TEXT(w->out, " .\n");
}

ys_status ys_description_write(const ys_description *d, const ys_dataset_facts *facts, ys_buffer *out) {
  YS_TRY(d->status);
  ys_arena *const arena = ys_arena_new(d->allocator);
  if (arena == NULL) {
    return YANSHU_NO_MEMORY;
  }
  writer w = {.d = d, .facts = facts, .arena = arena, .terms = {.arena = arena}, .out = out};
  say_prefixes(&w);
  say_dataset(&w);
  if (d->first[0] != '\0') {
    YS_OUT_TEXT(out, "\n");
    say_node(&w, "period", "issued");
    say(&w, " a dcterms:PeriodOfTime ;\n    dcat:startDate \"%s\"^^xsd:%s ;\n    dcat:endDate \"%s\"^^xsd:%s .\n",
        d->first, date_type(d->first), d->last, date_type(d->last));
  }
  say_distribution(&w);
  if (!d->too_many) {
    say_part_nodes(&w, "class", "void:class", "void:entities", d->entity);
  }
  if (!is_vague(d)) {
    say_part_nodes(&w, "property", "void:property", "void:triples", d->property);
  }
  ys_arena_free(arena);
  return w.status != YANSHU_OK ? w.status : out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}
