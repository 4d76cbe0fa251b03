/* SPDX-License-Identifier: Apache-2.0 */
/** @file table.c Reads the tab-separated tables: words.tsv, characters.tsv, surname-readings.tsv, words-CLASS.tsv. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lexicon/lexc/lexc.h"

#define FILE_LIMIT ((size_t)256 << 20)
#define MAX_FIELDS 10u

typedef struct row {
  lexc_origin origin;
  ys_view field[MAX_FIELDS];
  size_t n;
} row;

typedef struct table {
  lexc *x;
  const char *path;
  ys_view class_name; /**< of words-CLASS.tsv */
  void (*read)(struct table *, const row *);
  double total; /**< words.tsv: sum of the counts so far */
} table;

/** The piece of *rest before @p separator; *rest becomes what follows it, p NULL at the end. */
static ys_view cut(ys_view *rest, char separator) {
  const char *end = rest->n == 0 ? NULL : memchr(rest->p, separator, rest->n);
  ys_view piece = *rest;
  if (end == NULL) {
    *rest = (ys_view){NULL, 0};
  } else {
    piece.n = (size_t)(end - rest->p);
    *rest = (ys_view){end + 1, rest->n - piece.n - 1u};
  }
  return piece;
}

static lexc_word *add_word(table *t, const row *r, int32_t weight) {
  if (!lexc_form_is_good(t->x, r->field[0], r->origin)) {
    return NULL;
  }
  lexc_string *text = lexc_intern(t->x, r->field[0]);
  lexc_string *class_name = lexc_intern(t->x, t->class_name);
  lexc_word *word = text == NULL || class_name == NULL ? NULL : YS_PUSH(t->x->arena, &t->x->word);
  if (word == NULL) {
    lexc_no_memory(t->x);
    return NULL;
  }
  *word = (lexc_word){text, class_name, weight, 0, r->origin};
  return word;
}

/**
 * words.tsv: word, count, part of speech (one letter, kept as the entry's form). The weights follow when the sum of
 * all counts is known.
 */
static void read_count(table *t, const row *r) {
  int32_t count = 0;
  if (r->n < 2 || r->n > 3 || !lexc_integer(r->field[1], 1, INT32_MAX, &count) || (r->n == 3 && r->field[2].n != 1)) {
    lexc_error(t->x, r->origin, "want columns: word, count (a positive integer), part of speech (one letter)");
    return;
  }
  lexc_word *word = add_word(t, r, count);
  if (word != NULL) {
    word->tag = r->n == 3 ? (unsigned char)r->field[2].p[0] : 0;
    t->total += count;
  }
}

/** Turns the counts of words [first, …) into log10 of the frequency per million, times 1000. */
static void weigh_counts(table *t, uint32_t first) {
  for (uint32_t i = first; i < t->x->word.n; i++) {
    lexc_word *word = &t->x->word.at[i];
    word->weight = (int32_t)lround(1000.0 * log10((double)word->weight * 1e6 / t->total));
  }
}

/** A word with features becomes a concept of its own. */
static void add_concept(table *t, const row *r, int32_t weight, ys_view features) {
  lexc *x = t->x;
  const ys_view iri = ys_arena_format(x->arena, LEXC_NS "lexicon/%.*s-%016llx", (int)t->class_name.n, t->class_name.p,
                                      (unsigned long long)ys_digest(r->field[0]));
  lexc_concept *c = iri.p == NULL ? NULL : lexc_concept_of(x, iri, r->origin);
  if (c == NULL) {
    lexc_no_memory(x);
    return;
  }
  if (c->label != NULL) {
    lexc_error(x, r->origin, "\"%s\" stands here a second time, the first is in line %u", c->label->text.p,
               (unsigned)c->origin.line);
    return;
  }
  c->label = lexc_intern(x, r->field[0]);
  c->class_name = lexc_intern(x, t->class_name);
  c->weight = weight;
  lexc_add_form(x, c, YS_FORM_PREFERRED, r->field[0]);
  while (features.p != NULL) {
    ys_view value = cut(&features, ';');
    const ys_view key = cut(&value, '=');
    if (key.n == 0 || value.n == 0) {
      lexc_error(x, r->origin, "a feature must be written key=value");
      return;
    }
    lexc_add_feature(x, c, key, value);
  }
}

/** words-CLASS.tsv: word, weight, features, note; the last three may be left out. */
static void read_word(table *t, const row *r) {
  int32_t weight = 0;
  if (r->n > 4 || (r->n > 1 && r->field[1].n != 0 && !lexc_integer(r->field[1], -1000000, 1000000, &weight))) {
    lexc_error(t->x, r->origin, "want up to four columns: word, weight (an integer), key=value[;key=value], note");
    return;
  }
  if (r->n > 2 && r->field[2].n != 0) {
    if (lexc_form_is_good(t->x, r->field[0], r->origin)) {
      add_concept(t, r, weight, r->field[2]);
    }
  } else {
    (void)add_word(t, r, weight);
  }
}

/** Exactly one character, or 0. */
static uint32_t one_character(ys_view text) {
  if (text.n == 0) {
    return 0;
  }
  size_t length = 0;
  const uint32_t c = ys_utf8_decode(text.p, text.n, &length);
  return length == text.n && c != YS_NO_CHAR ? c : 0;
}

static bool is_syllables(ys_view text) {
  for (size_t i = 0; i < text.n; i++) {
    if (text.p[i] < 'a' || text.p[i] > 'z') {
      return false;
    }
  }
  return true;
}

/** characters.tsv: char simplified pinyin surname given_single given_first given_second translit word traditional. */
static void read_character(table *t, const row *r) {
  lexc_character character;
  memset(&character, 0, sizeof character);
  ys_character *record = &character.record;
  int16_t *const weight[] = {&record->surname,      &record->given_single, &record->given_first,
                             &record->given_second, &record->translit,     &record->word};
  bool good = r->n == 10;
  for (size_t i = 0; good && i < YS_LENGTH(weight); i++) {
    int32_t value = LEXC_NEVER;
    good = r->field[3 + i].n == 0 || lexc_integer(r->field[3 + i], LEXC_NEVER + 1, 0, &value);
    *weight[i] = (int16_t)value;
  }
  if (good) {
    const ys_view mark = r->field[9];
    character.c = one_character(r->field[0]);
    record->simplified = one_character(r->field[1]);
    record->traditional = ys_view_equal(mark, YS_VIEW("1")) ? 1 : 0;
    good = character.c != 0 && record->simplified != 0 && is_syllables(r->field[2]) &&
           (mark.n == 0 || record->traditional != 0 || ys_view_equal(mark, YS_VIEW("0")));
  }
  if (!good) {
    lexc_error(t->x, r->origin,
               "want ten columns: char simplified pinyin surname given_single given_first given_second translit word "
               "traditional (characters, a-z, six weights of at most 0 or empty, 0 or 1)");
    return;
  }
  character.pinyin = lexc_intern(t->x, r->field[2]);
  lexc_character *place = character.pinyin == NULL ? NULL : YS_PUSH(t->x->arena, &t->x->character);
  if (place == NULL) {
    lexc_no_memory(t->x);
    return;
  }
  *place = character;
}

/** surname-readings.tsv: surname, pinyin. */
static void read_reading(table *t, const row *r) {
  if (r->n != 2 || r->field[1].n == 0 || !is_syllables(r->field[1])) {
    lexc_error(t->x, r->origin, "want two columns: surname, pinyin (a-z)");
    return;
  }
  lexc_string *surname = lexc_intern(t->x, r->field[0]);
  lexc_string *pinyin = lexc_intern(t->x, r->field[1]);
  lexc_reading *reading = surname == NULL || pinyin == NULL ? NULL : YS_PUSH(t->x->arena, &t->x->reading);
  if (reading == NULL) {
    lexc_no_memory(t->x);
    return;
  }
  *reading = (lexc_reading){surname, pinyin, r->origin};
}

static void read_rows(table *t, ys_view rest) {
  for (uint32_t line = 1; rest.p != NULL && rest.n != 0 && !t->x->no_memory; line++) {
    ys_view text = cut(&rest, '\n');
    row r = {.origin = {t->path, line}};
    if (text.n == 0 || text.p[0] == '#') {
      continue;
    }
    if (ys_utf8_check(text) != SIZE_MAX) {
      lexc_error(t->x, r.origin, "not UTF-8");
      continue;
    }
    while (text.p != NULL && r.n < MAX_FIELDS) {
      r.field[r.n++] = cut(&text, '\t');
    }
    if (text.p != NULL) {
      lexc_error(t->x, r.origin, "more than %u columns", MAX_FIELDS);
    } else {
      t->read(t, &r);
    }
  }
}

/** Knows the kind of the table by its file name; false (reported) when it is of none. */
static bool choose(table *t) {
  const char *slash = strrchr(t->path, '/');
  const ys_view name = ys_view_of(slash == NULL ? t->path : slash + 1);
  const ys_view before = YS_VIEW("words-");
  const bool whole = ys_view_equal(name, YS_VIEW("words.tsv")) || ys_view_equal(name, YS_VIEW("characters.tsv")) ||
                     ys_view_equal(name, YS_VIEW("surname-readings.tsv"));
  if (t->x->base != NULL && whole) {
    lexc_error(t->x, (lexc_origin){t->path, 0},
               "a table of this name is about the language as a whole, and there is one; "
               "words of your own go into a table words-CLASS.tsv");
    return false;
  }
  if (ys_view_equal(name, YS_VIEW("words.tsv"))) {
    t->read = read_count;
    t->class_name = YS_VIEW("word");
  } else if (ys_view_equal(name, YS_VIEW("characters.tsv"))) {
    t->read = read_character;
  } else if (ys_view_equal(name, YS_VIEW("surname-readings.tsv"))) {
    t->read = read_reading;
  } else if (ys_view_starts(name, before) && name.n > before.n + 4u) {
    t->read = read_word;
    t->class_name = (ys_view){name.p + before.n, name.n - before.n - 4u};
  } else {
    lexc_error(t->x, (lexc_origin){t->path, 0},
               t->x->base != NULL
                   ? "a table of words is called words-CLASS.tsv: the name says of which class its words are"
                   : "no table has this name: words.tsv, words-CLASS.tsv, characters.tsv, surname-readings.tsv");
    return false;
  }
  return true;
}

static void to_lexc(void *user, const yanshu_message *message) {
  table *t = user;
  lexc_error(t->x, (lexc_origin){t->path, (uint32_t)message->line}, "%.*s", (int)message->text.n, message->text.p);
}

void lexc_read_table(lexc *x, const char *path) {
  table t = {.x = x, .path = path};
  const ys_log log = {to_lexc, &t};
  ys_buffer bytes;
  ys_buffer_init(&bytes, ys_allocator_system());
  if (choose(&t) && ys_read_file(path, FILE_LIMIT, &log, &bytes) == YANSHU_OK) {
    const uint32_t first = x->word.n;
    read_rows(&t, ys_buffer_view(&bytes));
    if (t.read == read_count) {
      weigh_counts(&t, first);
    }
  }
  ys_buffer_free(&bytes);
}
