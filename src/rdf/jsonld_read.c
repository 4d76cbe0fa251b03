/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file jsonld_read.c
 * JSON-LD as jsonld.c writes it, read again: the same context, one object a subject. Anything else is refused, for what
 * it means would depend on a context that this is no processor of.
 */
#include "rdf/read.h"

#include <string.h>

#include "base/json.h"

/** Where in the document one is. */
typedef enum place {
  AT_START,
  AT_ROOT,     /**< keys of the document */
  AT_CONTEXT,  /**< compared already */
  AT_GRAPH,    /**< subjects */
  AT_SUBJECT,  /**< keys of a subject */
  AT_LIST,     /**< values of a property */
  AT_LANGUAGE, /**< keys that are languages */
  AT_STRINGS,  /**< strings in one language */
  AT_VALUE,    /**< keys of a value that says itself what it is */
  AT_END
} place;

typedef struct reading {
  ys_terms *terms;
  ys_jsonld_sink sink;
  void *user;
  ys_view base;
  place at;
  unsigned context_depth;
  ys_view key;         /**< of the subject */
  ys_vocab predicate;  /**< of the key; YS_VOCAB_TERMS for a full IRI */
  ys_jsonld_form form; /**< of its values */
  uint32_t subject;    /**< YS_NO_TERM until "@id" came */
  uint32_t property;
  bool in_list;   /**< the value or language map stands in a list */
  ys_view tag;    /**< language of strings */
  ys_view member; /**< key in a value */
  ys_view id;     /**< parts of a value */
  ys_view text;
  ys_view type;
  ys_view language;
  const char *fault;
  ys_status status; /**< the first failure that is no fault of the text */
} reading;

static int stop(reading *r, const char *fault) {
  r->fault = fault;
  return 0;
}

static int failed(reading *r, ys_status status, const char *fault) {
  if (status == YANSHU_OK) {
    return 1;
  }
  if (fault != NULL) {
    return stop(r, fault);
  }
  r->status = status;
  return 0;
}

/* ---- names to terms ---- */

static ys_view join(reading *r, ys_view a, ys_view b) {
  const ys_view text = ys_arena_format(r->terms->arena, "%.*s%.*s", (int)a.n, a.p, (int)b.n, b.p);
  r->status = text.p == NULL ? YANSHU_NO_MEMORY : r->status;
  return text;
}

/** The IRI that @p text is short for: with a prefix, absolute, or (where @p below) relative to the base. */
static ys_view expand(reading *r, ys_view text, bool below) {
  const char *const colon = text.n > 0 ? memchr(text.p, ':', text.n) : NULL;
  if (colon == NULL) {
    return below ? join(r, r->base, text) : text;
  }
  const ys_view prefix = {text.p, (size_t)(colon - text.p)};
  const ys_view rest = {colon + 1, text.n - prefix.n - 1};
  size_t n = 0;
  const ys_vocab_prefix *const known = ys_vocab_prefixes(&n);
  for (size_t i = 0; i < n && !ys_view_starts(rest, YS_VIEW("//")); i++) {
    if (ys_view_equal(ys_view_of(known[i].prefix), prefix)) {
      return join(r, (ys_view){known[i].iri, known[i].n}, rest);
    }
  }
  const bool absolute = ys_view_starts(rest, YS_VIEW("//")) || !below || memchr(text.p, '/', prefix.n) == NULL;
  return absolute ? text : join(r, r->base, text);
}

static int iri_of(reading *r, ys_view text, bool below, uint32_t *id) {
  const char *fault = NULL;
  const ys_view iri = expand(r, text, below);
  if (r->status != YANSHU_OK) {
    return 0;
  }
  const ys_status status = ys_terms_iri(r->terms, iri, id, &fault);
  return failed(r, status, fault);
}

/** Classes and properties have bare names when they are of our own ontology. */
static ys_vocab vocab_of(reading *r, ys_view key) {
  if (key.n > 0 && memchr(key.p, ':', key.n) != NULL) {
    return ys_vocab_find(key);
  }
  return ys_vocab_find(join(r, YS_VIEW("ys:"), key));
}

/* ---- values to triples ---- */

static int emit(reading *r, uint32_t object) {
  return failed(r, r->sink(r->user, r->subject, r->property, object), NULL);
}

static int put_iri(reading *r, ys_view text, bool below) {
  uint32_t id = 0;
  return iri_of(r, text, below, &id) != 0 ? emit(r, id) : 0;
}

static int put_text(reading *r, ys_view text, ys_view tag) {
  uint32_t id = 0;
  const char *fault = NULL;
  const ys_status status = ys_terms_string(r->terms, text, tag, &id, &fault);
  if (status == YANSHU_OK && !ys_view_equal(r->terms->term.at[id].text, text)) {
    return stop(r, "text that is not in Unicode NFC, or with a carriage return");
  }
  return failed(r, status, fault) != 0 ? emit(r, id) : 0;
}

static int put_typed(reading *r, ys_view text, ys_view type) {
  uint32_t id = 0;
  const char *fault = NULL;
  return failed(r, ys_terms_foreign(r->terms, text, type, &id, &fault), fault) != 0 ? emit(r, id) : 0;
}

/** A string where the form of the property says what strings are. */
static int put_plain(reading *r, ys_view text) {
  if (r->predicate == YS_V_rdf_type) {
    const ys_vocab vocab = vocab_of(r, text);
    return vocab != YS_VOCAB_TERMS ? put_iri(r, ys_vocab_iri(vocab), false) : put_iri(r, text, false);
  }
  switch (r->form) {
  case YS_JSONLD_IRI:
    return put_iri(r, text, true);
  case YS_JSONLD_DATE:
    return put_typed(r, text, YS_VIEW(YS_NS_xsd "date"));
  case YS_JSONLD_OFFSET:
    return put_typed(r, text, YS_VIEW(YS_NS_xsd "nonNegativeInteger"));
  case YS_JSONLD_LANGUAGE:
    return stop(r, "a string without a language");
  case YS_JSONLD_FULL:
    break;
  }
  return put_text(r, text, (ys_view){NULL, 0});
}

/** What has been gathered between { and }. */
static int put_value(reading *r) {
  if (r->id.p != NULL) {
    return r->text.p == NULL && r->type.p == NULL && r->language.p == NULL ? put_iri(r, r->id, true)
                                                                           : stop(r, "an IRI with a value");
  }
  if (r->text.p == NULL) {
    return stop(r, "a value without \"@value\"");
  }
  if (r->type.p != NULL) {
    const ys_view type = expand(r, r->type, false);
    return r->status != YANSHU_OK ? 0 : put_typed(r, r->text, type);
  }
  return put_text(r, r->text, r->language.p != NULL ? r->language : (ys_view){NULL, 0});
}

/* ---- yajl's callbacks ---- */

static int keep(reading *r, ys_view text, ys_view *out) {
  *out = ys_arena_copy(r->terms->arena, text.n > 0 ? text : YS_VIEW(""));
  return out->p != NULL ? 1 : failed(r, YANSHU_NO_MEMORY, NULL);
}

static int on_member(reading *r, ys_view text) {
  ys_view *const slot = ys_view_equal(r->member, YS_VIEW("@id"))         ? &r->id
                        : ys_view_equal(r->member, YS_VIEW("@value"))    ? &r->text
                        : ys_view_equal(r->member, YS_VIEW("@type"))     ? &r->type
                        : ys_view_equal(r->member, YS_VIEW("@language")) ? &r->language
                                                                         : NULL;
  return slot == NULL || slot->p != NULL ? stop(r, "an unexpected key in a value") : keep(r, text, slot);
}

static int on_string(void *user, const unsigned char *p, size_t n) {
  reading *const r = user;
  const ys_view text = {(const char *)p, n};
  switch (r->at) {
  case AT_CONTEXT:
    return 1;
  case AT_SUBJECT:
    if (ys_view_equal(r->key, YS_VIEW("@id"))) {
      return r->subject == YS_NO_TERM ? iri_of(r, text, true, &r->subject) : stop(r, "a second \"@id\"");
    }
    return put_plain(r, text);
  case AT_LIST:
    return put_plain(r, text);
  case AT_LANGUAGE:
  case AT_STRINGS:
    return put_text(r, text, r->tag);
  case AT_VALUE:
    return on_member(r, text);
  default:
    return stop(r, "a string where Yanshu writes none");
  }
}

/** Numbers and truth values stand for themselves. */
static int on_bare(reading *r, ys_view text, ys_view type) {
  if (r->at == AT_CONTEXT) {
    return 1;
  }
  const bool may = (r->at == AT_SUBJECT || r->at == AT_LIST) && r->form == YS_JSONLD_FULL &&
                   r->predicate != YS_V_rdf_type && r->subject != YS_NO_TERM && !ys_view_equal(r->key, YS_VIEW("@id"));
  return may ? put_typed(r, text, type) : stop(r, "a number or a truth value where Yanshu writes none");
}

static int on_number(void *user, const char *p, size_t n) {
  const ys_view text = {p, n};
  for (size_t i = 0; i < n; i++) {
    if ((p[i] < '0' || p[i] > '9') && !(i == 0 && p[i] == '-')) {
      reading *const r = user;
      return r->at == AT_CONTEXT ? 1 : stop(r, "a number that is no integer");
    }
  }
  return on_bare(user, text, YS_VIEW(YS_NS_xsd "integer"));
}

static int on_boolean(void *user, int value) {
  return on_bare(user, value != 0 ? YS_VIEW("true") : YS_VIEW("false"), YS_VIEW(YS_NS_xsd "boolean"));
}

static int on_null(void *user) {
  reading *const r = user;
  return r->at == AT_CONTEXT ? 1 : stop(r, "null");
}

static int on_start_map(void *user) {
  reading *const r = user;
  switch (r->at) {
  case AT_START:
    r->at = AT_ROOT;
    return 1;
  case AT_ROOT:
    r->at = ys_view_equal(r->key, YS_VIEW("@context")) ? AT_CONTEXT : AT_ROOT;
    r->context_depth = 1;
    return r->at == AT_CONTEXT ? 1 : stop(r, "an unexpected key in the document");
  case AT_CONTEXT:
    r->context_depth++;
    return 1;
  case AT_GRAPH:
    r->at = AT_SUBJECT;
    r->subject = YS_NO_TERM;
    return 1;
  case AT_SUBJECT:
  case AT_LIST:
    if (r->subject == YS_NO_TERM || r->predicate == YS_V_rdf_type || ys_view_equal(r->key, YS_VIEW("@id"))) {
      return stop(r, "an object where Yanshu writes a string");
    }
    r->in_list = r->at == AT_LIST;
    r->at = r->form == YS_JSONLD_LANGUAGE && !r->in_list ? AT_LANGUAGE : AT_VALUE;
    r->id = r->text = r->type = r->language = (ys_view){NULL, 0};
    return 1;
  default:
    return stop(r, "an object where Yanshu writes none");
  }
}

/** A key of a subject: a property by its name, or by its whole IRI, of which the context says nothing. */
static int on_property(reading *r) {
  if (ys_view_equal(r->key, YS_VIEW("@id"))) {
    return 1;
  }
  if (r->subject == YS_NO_TERM) {
    return stop(r, "a subject whose first key is not \"@id\"");
  }
  const bool type = ys_view_equal(r->key, YS_VIEW("@type"));
  r->predicate = type ? YS_V_rdf_type : vocab_of(r, r->key);
  if (r->status != YANSHU_OK) {
    return 0;
  }
  if (r->predicate != YS_VOCAB_TERMS) {
    r->form = ys_jsonld_form_of(r->predicate);
    return iri_of(r, ys_vocab_iri(r->predicate), false, &r->property);
  }
  r->form = YS_JSONLD_FULL;
  return iri_of(r, r->key, false, &r->property);
}

static int on_key(void *user, const unsigned char *p, size_t n) {
  reading *const r = user;
  const ys_view key = {(const char *)p, n};
  switch (r->at) {
  case AT_CONTEXT:
    return 1;
  case AT_ROOT:
    return keep(r, key, &r->key);
  case AT_SUBJECT:
    return keep(r, key, &r->key) != 0 ? on_property(r) : 0;
  case AT_LANGUAGE:
    return keep(r, key, &r->tag);
  case AT_VALUE:
    return keep(r, key, &r->member);
  default:
    return stop(r, "an unexpected key");
  }
}

static int on_end_map(void *user) {
  reading *const r = user;
  switch (r->at) {
  case AT_CONTEXT:
    r->at = --r->context_depth == 0 ? AT_ROOT : AT_CONTEXT;
    return 1;
  case AT_ROOT:
    r->at = AT_END;
    return 1;
  case AT_SUBJECT:
    r->at = AT_GRAPH;
    return r->subject != YS_NO_TERM ? 1 : stop(r, "a subject without \"@id\"");
  case AT_VALUE:
    r->at = r->in_list ? AT_LIST : AT_SUBJECT;
    return put_value(r);
  default:
    r->at = AT_SUBJECT;
    return 1;
  }
}

static int on_start_array(void *user) {
  reading *const r = user;
  const bool graph = r->at == AT_ROOT && ys_view_equal(r->key, YS_VIEW("@graph"));
  const bool list = r->at == AT_SUBJECT && r->subject != YS_NO_TERM && !ys_view_equal(r->key, YS_VIEW("@id"));
  if (r->at == AT_CONTEXT) {
    return 1;
  }
  if (!graph && !list && r->at != AT_LANGUAGE) {
    return stop(r, "a list where Yanshu writes none");
  }
  r->at = graph ? AT_GRAPH : list ? AT_LIST : AT_STRINGS;
  return 1;
}

static int on_end_array(void *user) {
  reading *const r = user;
  if (r->at != AT_CONTEXT) {
    r->at = r->at == AT_GRAPH ? AT_ROOT : r->at == AT_STRINGS ? AT_LANGUAGE : AT_SUBJECT;
  }
  return 1;
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_start_map,
    .yajl_map_key = on_key,
    .yajl_end_map = on_end_map,
    .yajl_start_array = on_start_array,
    .yajl_end_array = on_end_array,
};

/* ---- the document ---- */

/** The base that the context names, and whether the context is otherwise ours to the letter. */
static ys_status read_context(reading *r, ys_view text, bool *ours) {
  static const ys_view mark = YS_VIEW("\"@base\": \"");
  enum { NEAR = 200 };
  const size_t end = text.n < NEAR ? text.n : NEAR;
  r->base = (ys_view){NULL, 0};
  for (size_t i = 0; i + mark.n < end && r->base.p == NULL; i++) {
    if (memcmp(text.p + i, mark.p, mark.n) == 0) {
      const char *const begin = text.p + i + mark.n;
      const char *const quote = memchr(begin, '"', text.n - i - mark.n);
      r->base = quote == NULL ? r->base : (ys_view){begin, (size_t)(quote - begin)};
    }
  }
  *ours = r->base.p == NULL || ys_base_fault(r->base) == NULL;
  ys_buffer b;
  ys_buffer_init(&b, ys_arena_allocator(r->terms->arena));
  if (*ours) {
    ys_jsonld_begin(r->base, &b);
    *ours = !b.failed && ys_view_starts(text, ys_buffer_view(&b));
  }
  const ys_status status = b.failed ? YANSHU_NO_MEMORY : YANSHU_OK;
  ys_buffer_free(&b);
  return status;
}

static size_t line_at(ys_view text, size_t at) {
  size_t line = 1;
  for (size_t i = 0; i < at && i < text.n; i++) {
    line += text.p[i] == '\n';
  }
  return line;
}

ys_status ys_jsonld_read(ys_terms *terms, ys_view text, ys_view name, const ys_log *log, ys_jsonld_sink sink,
                         void *user) {
  reading r = {.terms = terms, .sink = sink, .user = user, .subject = YS_NO_TERM, .status = YANSHU_OK};
  const size_t bad = ys_utf8_check(text);
  if (bad < text.n) {
    return YS_FAIL(log, YANSHU_BAD_INPUT, name, line_at(text, bad), "not UTF-8");
  }
  bool ours = false;
  YS_TRY(read_context(&r, text, &ours));
  if (!ours) {
    return YS_FAIL(log, YANSHU_BAD_INPUT, name, 1,
                   "JSON-LD with another context than Yanshu writes; a JSON-LD processor can turn it into N-Quads");
  }
  ys_json_fault fault;
  ys_status status = ys_json_parse(terms->arena, &callbacks, &r, text, &fault);
  if (r.status != YANSHU_OK) {
    return r.status;
  }
  if (status == YANSHU_BAD_INPUT) {
    const ys_view why = r.fault != NULL ? ys_view_of(r.fault) : fault.text;
    return YS_FAIL(log, status, name, line_at(text, fault.at), "%.*s", (int)why.n, why.p);
  }
  return status;
}
