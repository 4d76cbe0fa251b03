/* SPDX-License-Identifier: Apache-2.0 */
/** @file sample.h A resolution made by hand, with one of everything; people and places in it are invented. */
#ifndef YS_TEST_RDF_SAMPLE_H
#define YS_TEST_RDF_SAMPLE_H

#include "rdf/graph.h"
#include "rdf/map.h"
#include "rdf/triples.h"

/** Values of yanshu_syntax. */
#define SAMPLE_SYNTAXES 8
/** Of these, the ones that hold every triple. */
#define SAMPLE_WHOLE 6

/** Indices of the sample's entities. */
enum {
  SAMPLE_PERSON,
  SAMPLE_GOVERNMENT,
  SAMPLE_PAPER,
  SAMPLE_PROVINCE,
  SAMPLE_CITY,
  SAMPLE_PLACE,
  SAMPLE_ROLE,
  SAMPLE_ROLE_HEAD,
  SAMPLE_POST,
  SAMPLE_PROGRAM,
  SAMPLE_EVENT,
  SAMPLE_ENTITIES
};

/** Indices of its records. */
enum { SAMPLE_TENURE, SAMPLE_STATEMENT, SAMPLE_FIGURE, SAMPLE_COVERS, SAMPLE_APPROVED, SAMPLE_ALIAS, SAMPLE_RECORDS };

/** Fills @p r, in @p arena; fails the test when out of memory. */
void sample_make(ys_arena *arena, ys_resolution *r);

/** Adds a label to an entity. */
void sample_label(ys_arena *arena, ys_entity *entity, const char *text, ys_language language);

/** Output in memory that fails after @p limit bytes. */
typedef struct sample_output {
  char *p;
  size_t n;
  size_t room;
  size_t limit;
  unsigned calls_after; /**< calls after the failure */
  bool failed;
} sample_output;
yanshu_status sample_write(void *user, const void *bytes, size_t n);
void sample_output_free(sample_output *o);

/** An allocator that fails from the n-th call on, and counts what is held. */
typedef struct sample_allocator {
  yanshu_allocator allocator;
  size_t calls;
  size_t fail_at; /**< 0: never */
  bool once;      /**< only that call fails */
  long held;      /**< blocks */
} sample_allocator;
void sample_allocator_start(sample_allocator *a, size_t fail_at, bool once);

/** Messages as text, one a line. */
typedef struct sample_log {
  ys_log log;
  char text[4096];
  size_t n;
} sample_log;
void sample_log_start(sample_log *l);

#endif
