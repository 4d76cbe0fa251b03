/* SPDX-License-Identifier: Apache-2.0 */
/** @file model.c What has been read: strings, concepts, messages. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lexicon/lexc/lexc.h"

void lexc_init(lexc *x, ys_arena *arena, const ys_lexicon *base, const ys_log *log) {
  memset(x, 0, sizeof *x);
  x->arena = arena;
  x->base = base;
  x->log = log;
}

void lexc_done(lexc *x) {
  HASH_CLEAR(hh, x->strings);
  HASH_CLEAR(hh, x->concepts);
}

void lexc_error(lexc *x, lexc_origin origin, const char *format, ...) {
  x->errors++;
  if (x->errors > LEXC_MAX_ERRORS) {
    return;
  }
  char text[1024];
  va_list arguments;
  va_start(arguments, format);
  (void)vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  YS_FAIL(x->log, YANSHU_BAD_LEXICON, ys_view_of(origin.file), origin.line, "%s", text);
}

void lexc_read_source(lexc *x, const char *path) {
  const ys_view view = ys_view_of(path);
  if (ys_view_ends(view, YS_VIEW(".ttl"))) {
    lexc_read_turtle(x, path);
  } else if (ys_view_ends(view, YS_VIEW(".tsv"))) {
    lexc_read_table(x, path);
  } else {
    lexc_error(x, (lexc_origin){path, 0}, "neither a .ttl nor a .tsv file");
  }
}

void lexc_no_memory(lexc *x) {
  x->no_memory = true;
}

lexc_string *lexc_intern(lexc *x, ys_view text) {
  lexc_string *found = NULL;
  HASH_FIND(hh, x->strings, text.p, text.n, found);
  if (found != NULL) {
    return found;
  }
  lexc_string *string = ys_arena_alloc(x->arena, sizeof *string);
  const ys_view copy = string == NULL ? (ys_view){NULL, 0} : ys_arena_copy(x->arena, text);
  if (string == NULL || copy.p == NULL) {
    lexc_no_memory(x);
    return NULL;
  }
  string->text = copy;
  HASH_ADD_KEYPTR(hh, x->strings, copy.p, copy.n, string);
  if (string->hh.tbl == NULL) {
    lexc_no_memory(x);
    return NULL;
  }
  return string;
}

lexc_concept *lexc_concept_find(const lexc *x, const lexc_string *iri) {
  lexc_concept *found = NULL;
  HASH_FIND(hh, x->concepts, iri->text.p, iri->text.n, found);
  return found;
}

lexc_concept *lexc_concept_of(lexc *x, ys_view iri, lexc_origin origin) {
  lexc_string *name = lexc_intern(x, iri);
  if (name == NULL) {
    return NULL;
  }
  lexc_concept *c = lexc_concept_find(x, name);
  if (c != NULL) {
    return c;
  }
  c = ys_arena_alloc(x->arena, sizeof *c);
  if (c == NULL) {
    lexc_no_memory(x);
    return NULL;
  }
  c->iri = name;
  c->origin = origin;
  c->broader_number = YS_NO_CONCEPT;
  HASH_ADD_KEYPTR(hh, x->concepts, name->text.p, name->text.n, c);
  if (c->hh.tbl == NULL) {
    lexc_no_memory(x);
    return NULL;
  }
  return c;
}

void lexc_add_form(lexc *x, lexc_concept *c, ys_form kind, ys_view text) {
  lexc_string *string = lexc_intern(x, text);
  lexc_form *form = string == NULL ? NULL : YS_PUSH(x->arena, &c->form);
  if (form == NULL) {
    lexc_no_memory(x);
    return;
  }
  *form = (lexc_form){string, kind};
}

void lexc_add_feature(lexc *x, lexc_concept *c, ys_view key, ys_view value) {
  lexc_string *k = lexc_intern(x, key);
  lexc_string *v = lexc_intern(x, value);
  lexc_feature *feature = k == NULL || v == NULL ? NULL : YS_PUSH(x->arena, &c->feature);
  if (feature == NULL) {
    lexc_no_memory(x);
    return;
  }
  *feature = (lexc_feature){k, v};
}

/** Full-width letters, digits and the blank: normalised text has none, a form with one would never be found. */
static bool is_wide(uint32_t c) {
  return (c >= 0xFF10u && c <= 0xFF19u) || (c >= 0xFF21u && c <= 0xFF3Au) || (c >= 0xFF41u && c <= 0xFF5Au) ||
         c == 0x3000u || c == 0xA0u;
}

bool lexc_form_is_good(lexc *x, ys_view text, lexc_origin origin) {
  const int shown = (int)text.n;
  if (text.n == 0) {
    lexc_error(x, origin, "empty form");
    return false;
  }
  if (ys_utf8_check(text) != SIZE_MAX) {
    lexc_error(x, origin, "form is not UTF-8");
    return false;
  }
  if (ys_view_trim(text).n != text.n) {
    lexc_error(x, origin, "form \"%.*s\" has a blank at its beginning or end", shown, text.p);
    return false;
  }
  size_t count = 0;
  size_t length = 0;
  for (size_t i = 0; i < text.n; i += length, count++) {
    const uint32_t c = ys_utf8_decode(text.p + i, text.n - i, &length);
    if (c < 0x20u || c == 0x7Fu) {
      lexc_error(x, origin, "form has a control character");
      return false;
    }
    if (is_wide(c)) {
      lexc_error(x, origin, "form \"%.*s\" has a full-width letter, digit or blank: it would never match", shown,
                 text.p);
      return false;
    }
  }
  if (count > LEXC_MAX_FORM) {
    lexc_error(x, origin, "form \"%.*s\" is longer than %u characters", shown, text.p, LEXC_MAX_FORM);
    return false;
  }
  return true;
}

bool lexc_integer(ys_view text, long low, long high, int32_t *value) {
  char digits[16];
  if (text.n == 0 || text.n >= sizeof digits) {
    return false;
  }
  for (size_t i = 0; i < text.n; i++) {
    const bool sign = i == 0 && text.n > 1 && (text.p[0] == '-' || text.p[0] == '+');
    if (!sign && (text.p[i] < '0' || text.p[i] > '9')) {
      return false;
    }
    digits[i] = text.p[i];
  }
  digits[text.n] = '\0';
  errno = 0;
  const long number = strtol(digits, NULL, 10);
  if (errno != 0 || number < low || number > high) {
    return false;
  }
  *value = (int32_t)number;
  return true;
}

static int by_text(const void *a, const void *b) {
  return ys_view_compare((*(lexc_string *const *)a)->text, (*(lexc_string *const *)b)->text);
}

lexc_string **lexc_number_strings(lexc *x, uint32_t *n) {
  lexc_string **all = ys_arena_alloc(x->arena, (HASH_COUNT(x->strings) + 1u) * sizeof(lexc_string *));
  if (all == NULL) {
    lexc_no_memory(x);
    return NULL;
  }
  *n = 0;
  for (lexc_string *s = x->strings; s != NULL; s = s->hh.next) {
    if (s->kept) {
      all[(*n)++] = s;
    }
  }
  qsort(all, *n, sizeof(lexc_string *), by_text);
  for (uint32_t i = 0; i < *n; i++) {
    all[i]->number = i;
  }
  return all;
}
