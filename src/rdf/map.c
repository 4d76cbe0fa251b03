/* SPDX-License-Identifier: Apache-2.0 */
/** @file map.c What all parts of the mapping share: IRIs, and triples whose terms are checked as they are made. */
#include "rdf/map.h"

/** Refuses a term of @p subject; messages name both ends so that the reader finds the place. */
static ys_status refuse(const ys_mapper *m, ys_status status, ys_view subject, ys_vocab predicate, const char *fault) {
  const ys_view curie = ys_vocab_get(predicate)->curie;
  return YS_FAIL(m->log, status, ((ys_view){NULL, 0}), 0, "%s in %.*s of <%.*s>", fault, (int)curie.n, curie.p,
                 (int)(subject.n < 512 ? subject.n : 512), subject.n == 0 ? "" : subject.p);
}

static ys_status add(ys_mapper *m, ys_view subject, ys_vocab predicate, uint32_t object) {
  if (subject.p != m->subject.p || subject.n != m->subject.n) {
    const char *fault = NULL;
    const ys_status status = ys_terms_iri(&m->terms, subject, &m->subject_id, &fault);
    if (fault != NULL) {
      return refuse(m, status, subject, predicate, fault);
    }
    YS_TRY(status);
    m->subject = subject;
  }
  uint32_t p;
  YS_TRY(ys_terms_vocab(&m->terms, predicate, &p));
  if (m->triple.n == m->triple.room &&
      !ys_array_room(m->arena, (void **)&m->triple.at, &m->triple.room, m->triple.n, sizeof *m->triple.at)) {
    return YANSHU_NO_MEMORY;
  }
  m->triple.at[m->triple.n++] = (ys_triple){m->subject_id, p, object, YS_NO_TERM};
  return YANSHU_OK;
}

ys_status ys_map_link(ys_mapper *m, ys_view subject, ys_vocab predicate, ys_view iri) {
  const char *fault = predicate == YS_V_rdf_type ? ys_name_fault(iri) : NULL;
  uint32_t object = YS_NO_TERM;
  const ys_status status = fault != NULL ? YANSHU_BAD_TERM : ys_terms_iri(&m->terms, iri, &object, &fault);
  if (fault != NULL) {
    return refuse(m, status, subject, predicate, fault);
  }
  YS_TRY(status);
  return add(m, subject, predicate, object);
}

ys_status ys_map_class(ys_mapper *m, ys_view subject, ys_vocab class_term) {
  uint32_t object;
  YS_TRY(ys_terms_vocab(&m->terms, class_term, &object));
  return add(m, subject, YS_V_rdf_type, object);
}

ys_status ys_map_to(ys_mapper *m, ys_view subject, ys_vocab predicate, uint32_t index) {
  if (index == YS_NO_ENTITY) {
    return YANSHU_OK;
  }
  ys_view iri = {NULL, 0};
  YS_TRY(ys_map_entity_iri(m, index, &iri));
  if (m->entity_id[index] == 0 || predicate == YS_V_rdf_type) {
    YS_TRY(ys_map_link(m, subject, predicate, iri));
    m->entity_id[index] = m->triple.at[m->triple.n - 1].o + 1;
    return YANSHU_OK;
  }
  return add(m, subject, predicate, m->entity_id[index] - 1);
}

ys_status ys_map_text(ys_mapper *m, ys_view subject, ys_vocab predicate, ys_view text, ys_language language) {
  if (text.n == 0) {
    return YANSHU_OK;
  }
  const size_t place = ((uintptr_t)text.p >> 4) % YS_LENGTH(m->said);
  const bool again =
      m->said[place].text.p == text.p && m->said[place].text.n == text.n && m->said[place].language == language;
  if (again) {
    return add(m, subject, predicate, m->said[place].id);
  }
  const char *fault = NULL;
  uint32_t object;
  const ys_status status = ys_terms_said(&m->terms, text, language, &object, &fault);
  if (fault != NULL) {
    return refuse(m, status, subject, predicate, fault);
  }
  YS_TRY(status);
  m->said[place].text = text;
  m->said[place].language = language;
  m->said[place].id = object;
  return add(m, subject, predicate, object);
}

ys_status ys_map_typed(ys_mapper *m, ys_view subject, ys_vocab predicate, ys_view text, ys_datatype type) {
  if (text.n == 0) {
    return YANSHU_OK;
  }
  if (type == YS_TYPE_STRING) {
    return ys_map_text(m, subject, predicate, text, YS_LANG_NONE);
  }
  const char *fault = NULL;
  uint32_t object;
  const ys_status status = ys_terms_typed(&m->terms, text, type, &object, &fault);
  if (fault != NULL) {
    return refuse(m, status, subject, predicate, fault);
  }
  YS_TRY(status);
  return add(m, subject, predicate, object);
}

/** The last @p n decimal digits of @p value. */
static void put_digits(char *p, size_t n, unsigned value) {
  for (size_t i = n; i-- > 0; value /= 10) {
    p[i] = (char)('0' + value % 10);
  }
}

ys_status ys_map_date(ys_mapper *m, ys_view subject, ys_vocab predicate, const ys_date *date) {
  ys_view text = {NULL, 0};
  ys_datatype type = YS_TYPE_STRING;
  switch (date->precision) {
  case YS_DATE_NONE:
    return YANSHU_OK;
  case YS_DATE_YEAR:
    text.n = 4;
    type = YS_TYPE_YEAR;
    break;
  case YS_DATE_MONTH:
    text.n = 7;
    type = YS_TYPE_MONTH;
    break;
  case YS_DATE_DAY:
    text.n = 10;
    type = YS_TYPE_DATE;
    break;
  }
  char digits[] = "0000-00-00";
  const unsigned year = (unsigned)date->year;
  put_digits(digits, 4, date->year < 0 || year > 9999 ? 0 : year); /* year 0 is refused as no date */
  put_digits(digits + 5, 2, date->month);
  put_digits(digits + 8, 2, date->day);
  text.p = digits;
  return ys_map_typed(m, subject, predicate, text, type);
}

ys_status ys_map_count(ys_mapper *m, ys_view subject, ys_vocab predicate, ys_datatype type, uint32_t count) {
  const ys_view text = ys_arena_format(m->arena, "%lu", (unsigned long)count);
  return text.p == NULL ? YANSHU_NO_MEMORY : ys_map_typed(m, subject, predicate, text, type);
}

ys_status ys_map_flag(ys_mapper *m, ys_view subject, ys_vocab predicate, bool flag) {
  return ys_map_typed(m, subject, predicate, flag ? YS_VIEW("true") : YS_VIEW("false"), YS_TYPE_BOOLEAN);
}

/* ---- IRIs ---- */

/** Whether @p path has a scheme and an authority of its own. */
static bool is_absolute(ys_view path) {
  const char *colon = memchr(path.p, ':', path.n); /* which paths of ours have none of */
  while (colon != NULL) {
    const ys_view rest = {colon + 1, path.n - (size_t)(colon + 1 - path.p)};
    if (ys_view_starts(rest, YS_VIEW("//"))) {
      return true;
    }
    colon = memchr(rest.p, ':', rest.n);
  }
  return false;
}

static ys_status join(ys_mapper *m, ys_view a, ys_view b, ys_view *iri) {
  *iri = YS_JOIN(m->arena, a, b);
  return iri->p != NULL ? YANSHU_OK : YANSHU_NO_MEMORY;
}

ys_status ys_map_iri(ys_mapper *m, ys_view path, ys_view *iri) {
  if (path.n == 0) {
    return YS_FAIL(m->log, YANSHU_BAD_TERM, ((ys_view){NULL, 0}), 0, "a thing without an IRI");
  }
  if (is_absolute(path)) {
    *iri = path;
    return YANSHU_OK;
  }
  return join(m, m->base, path, iri);
}

ys_status ys_map_entity_iri(ys_mapper *m, uint32_t index, ys_view *iri) {
  if (index >= m->from->entity.n) {
    return YS_FAIL(m->log, YANSHU_INTERNAL, ((ys_view){NULL, 0}), 0, "entity %lu of %lu", (unsigned long)index,
                   (unsigned long)m->from->entity.n);
  }
  *iri = m->entity[index];
  return YANSHU_OK;
}

ys_status ys_map_kind(ys_mapper *m, ys_view scheme, ys_view id, ys_view *iri) {
  for (size_t i = 0; i < id.n; i++) {
    const char c = id.p[i];
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
      return YS_FAIL(m->log, YANSHU_BAD_TERM, ((ys_view){NULL, 0}), 0, "kind \"%.*s\" is no id", (int)id.n, id.p);
    }
  }
  return join(m, scheme, id, iri);
}

ys_language ys_map_language(const ys_mapper *m, ys_language language) {
  return language == YS_LANG_NONE ? m->language : language;
}

/* ---- all of it ---- */

/**
 * The text that mentions count in. One article may have been read from several: a web page and a text file, files with
 * other line ends, two places of one file; each has its own length, and mentions their places in one of them.
 */
static ys_status name_text(ys_mapper *m) {
  const ys_resolution *const r = m->from;
  const unsigned long long digest = r->input_digest;
  const unsigned long long offset = r->input_offset;
  const ys_view text = offset == 0 ? ys_arena_format(m->arena, "/text/%016llx", digest)
                                   : ys_arena_format(m->arena, "/text/%016llx/%llu", digest, offset);
  return text.p == NULL ? YANSHU_NO_MEMORY : join(m, m->article, text, &m->text);
}

/** IRIs first: triples of one part point to others. */
static ys_status name_all(ys_mapper *m) {
  const ys_resolution *const r = m->from;
  m->language = r->language == YS_LANG_NONE ? YS_LANG_HANS : r->language;
  YS_TRY(ys_map_iri(m, r->iri, &m->article));
  YS_TRY(name_text(m));
  m->entity = ys_arena_room(m->arena, ((size_t)r->entity.n + 1) * sizeof *m->entity);
  m->entity_id = ys_arena_alloc(m->arena, ((size_t)r->entity.n + 1) * sizeof *m->entity_id);
  if (m->entity == NULL || m->entity_id == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t i = 0; i < r->entity.n; i++) {
    YS_TRY(ys_map_iri(m, r->entity.at[i].iri, &m->entity[i]));
  }
  return YANSHU_OK;
}

ys_status ys_map(ys_mapper *m) {
  const ys_resolution *const r = m->from;
  m->terms.arena = m->arena;
  m->terms.data = ys_vocab_meets(m->base) ? (ys_view){NULL, 0} : m->base;
  YS_TRY(ys_terms_expect(&m->terms, 64 + 3 * r->entity.n + 4 * r->record.n));
  if (!YS_RESERVE(m->arena, &m->triple, 64 + 7 * r->entity.n + 9 * r->record.n)) { /* mostly enough, without evidence */
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(name_all(m));
  YS_TRY(ys_map_article(m));
  for (uint32_t i = 0; i < r->entity.n; i++) {
    YS_TRY(ys_map_entity(m, i));
  }
  for (uint32_t i = 0; i < r->record.n; i++) {
    YS_TRY(ys_map_record(m, &r->record.at[i]));
  }
  for (uint32_t i = 0; i < r->mention.n; i++) {
    YS_TRY(ys_map_mention(m, &r->mention.at[i]));
  }
  return YANSHU_OK;
}
