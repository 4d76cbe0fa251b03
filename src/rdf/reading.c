/* SPDX-License-Identifier: Apache-2.0 */
/** @file reading.c The order in which one reads a page of triples. */
#include <stdlib.h>
#include <string.h>

#include "rdf/triples.h"

/** Subjects by the class of this ontology that they have; those without one come last. */
static uint32_t group_of(uint16_t class_term) {
  static const uint16_t order[] = {
      YS_V_ys_Article, YS_V_nif_Context,   YS_V_ys_Person,          YS_V_ys_Organization, YS_V_ys_Post,
      YS_V_ys_Role,    YS_V_ys_Program,    YS_V_ys_Event,           YS_V_ys_District,     YS_V_ys_Place,
      YS_V_ys_Tenure,  YS_V_ys_Incumbency, YS_V_ys_Statement,       YS_V_ys_Figure,       YS_V_ys_Assertion,
      YS_V_ys_Mention, YS_V_prov_Activity, YS_V_prov_SoftwareAgent,
  };
  uint32_t i = 0;
  while (i < YS_LENGTH(order) && order[i] != class_term) {
    i++;
  }
  return i;
}

static bool is_own(const ys_term *t) {
  return t->vocab != YS_VOCAB_TERMS && ys_view_starts(t->text, YS_VIEW(YS_NS_ys));
}

enum { RANKS = 9 };

/** Types, then names (of a triple that is repeated: its parts as in a triple), all else by IRI, its sources at the end.
 */
static uint32_t rank_of(const ys_term *predicate, const ys_term *object) {
  switch (predicate->vocab) {
  case YS_V_rdf_type:
    return is_own(object) ? 0 : 1;
  case YS_V_rdfs_label:
  case YS_V_dcterms_title:
  case YS_V_rdf_subject:
    return 2;
  case YS_V_skos_prefLabel:
  case YS_V_rdf_predicate:
    return 3;
  case YS_V_foaf_name:
  case YS_V_rdf_object:
    return 4;
  case YS_V_skos_altLabel:
    return 5;
  case YS_V_prov_wasDerivedFrom:
    return 7;
  case YS_V_schema_mentions: /* the longest list */
    return 8;
  default:
    return 6;
  }
}

/** Copies the triples of one subject in their ranks, without those that only differ in their graph. */
static void read_subject(const ys_triples *t, uint32_t begin, uint32_t end, ys_reading *r, uint32_t *used) {
  ys_subject *const subject = &r->subject[r->n++];
  *subject = (ys_subject){*used, *used, group_of(YS_VOCAB_TERMS), t->triple[begin].s};
  for (uint32_t rank = 0; rank < RANKS; rank++) {
    for (uint32_t i = begin; i < end; i++) {
      const ys_triple *const x = &t->triple[i];
      const bool repeated = i > begin && x[-1].p == x->p && x[-1].o == x->o;
      const ys_term *const p = &t->term[x->p];
      const ys_term *const o = &t->term[x->o];
      if (repeated || rank_of(p, o) != rank) {
        continue;
      }
      r->triple[(*used)++] = *x;
      if (rank <= 1) {
        const uint32_t group = group_of(o->vocab);
        subject->group = group < subject->group ? group : subject->group;
      }
    }
  }
  subject->end = *used;
}

static int compare_subjects(const void *a, const void *b) {
  const ys_subject *const x = a;
  const ys_subject *const y = b;
  if (x->group != y->group) {
    return x->group < y->group ? -1 : 1;
  }
  return x->begin < y->begin ? -1 : 1;
}

void ys_reading_free(ys_reading *r) {
  if (r->subject != NULL) {
    ys_resize(r->allocator, r->subject, 0);
  }
  if (r->triple != NULL) {
    ys_resize(r->allocator, r->triple, 0);
  }
  *r = (ys_reading){.allocator = r->allocator};
}

ys_status ys_reading_make(const yanshu_allocator *allocator, const ys_triples *t, ys_reading *r) {
  *r = (ys_reading){.allocator = allocator};
  r->subject = ys_resize(allocator, NULL, ((size_t)t->distinct + 1) * sizeof *r->subject);
  r->triple = ys_resize(allocator, NULL, ((size_t)t->distinct + 1) * sizeof *r->triple);
  if (r->subject == NULL || r->triple == NULL) {
    ys_reading_free(r);
    return YANSHU_NO_MEMORY;
  }
  uint32_t used = 0;
  for (uint32_t begin = 0; begin < t->n;) {
    uint32_t end = begin;
    while (end < t->n && t->triple[end].s == t->triple[begin].s) {
      end++;
    }
    read_subject(t, begin, end, r, &used);
    begin = end;
  }
  qsort(r->subject, r->n, sizeof *r->subject, compare_subjects);
  return YANSHU_OK;
}
