/* SPDX-License-Identifier: Apache-2.0 */
/* IRIs: ASCII slugs from a frozen romanisation, and digests of content. */
#include <string.h>

#include "resolve/resolver.h"

enum { SLUG_BYTES = 60, SYLLABLE = 16 }; /* none is longer */

static void put(ys_buffer *b, ys_view text) {
  ys_buffer_append_view(b, text);
}

/* Next character of a UTF-8 view. */
static uint32_t next_char(ys_view *rest) {
  size_t length = 0;
  const uint32_t c = ys_utf8_decode(rest->p, rest->n, &length);
  rest->p += length;
  rest->n -= length;
  return c;
}

static ys_view keep(ys_resolver *r, ys_buffer *b) {
  const ys_view copy = b->failed ? (ys_view){NULL, 0} : ys_arena_copy(r->arena, ys_buffer_view(b));
  ys_buffer_free(b);
  return copy;
}

static uint32_t lower(uint32_t c) {
  return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* One syllable or run of letters at a time, a hyphen between them. */
ys_view ys_slug(ys_resolver *r, ys_view name) {
  char text[SLUG_BYTES + SYLLABLE + 1];
  size_t n = 0;
  bool run = false;
  while (name.n > 0 && n < SLUG_BYTES) {
    const uint32_t c = next_char(&name);
    const bool letter = ys_is_latin(c) || ys_is_digit(c);
    const ys_view syllable = letter ? (ys_view){NULL, 0} : ys_lexicon_pinyin(r->lexicon, c);
    if (!letter && (syllable.n == 0 || syllable.n > SYLLABLE)) {
      run = false;
      continue;
    }
    if (n > 0 && !(letter && run)) {
      text[n++] = '-';
    }
    if (letter) {
      text[n++] = (char)lower(c);
    } else {
      memcpy(text + n, syllable.p, syllable.n);
      n += syllable.n;
    }
    run = letter;
  }
  return n > 0 ? ys_arena_copy(r->arena, (ys_view){text, n}) : YS_VIEW("x");
}

static uint64_t digest_of(const ys_view *part, size_t n) {
  ys_digester d;
  ys_digester_start(&d);
  for (size_t k = 0; k < n; ++k) {
    ys_digester_add(&d, part[k]);
  }
  return ys_digester_end(&d);
}

/* The last @p n hexadecimal digits of @p value. */
static ys_view hex_of(uint64_t value, char *digit, size_t n) {
  for (size_t i = n; i-- > 0; value >>= 4) {
    digit[i] = "0123456789abcdef"[value & 15U];
  }
  return (ys_view){digit, n};
}

ys_view ys_iri_named(ys_resolver *r, const char *prefix, ys_view slug, const ys_view *part, size_t n) {
  if (slug.p == NULL) { /* out of memory on the way to it */
    return slug;
  }
  char digit[8];
  const ys_view digest = hex_of(digest_of(part, n) >> 32, digit, sizeof digit);
  return YS_JOIN(r->arena, ys_view_of(prefix), YS_VIEW("/"), slug, YS_VIEW("-"), digest);
}

ys_view ys_iri_digest(ys_resolver *r, const char *prefix, const ys_view *part, size_t n) {
  char digit[16];
  const ys_view digest = hex_of(digest_of(part, n), digit, sizeof digit);
  return YS_JOIN(r->arena, ys_view_of(prefix), YS_VIEW("/"), digest);
}

/* ---- personal names ---- */

static void capitalise(ys_buffer *b, size_t at) {
  if (at < b->n && b->p[at] >= 'a' && b->p[at] <= 'z') {
    b->p[at] = (char)(b->p[at] - 'a' + 'A');
  }
}

static size_t surname_length(const ys_resolver *r, const uint32_t *ch, size_t n) {
  if (n < 3) {
    return 1;
  }
  const ys_match pair = ys_lexicon_find(r->lexicon, ch, 2);
  for (uint32_t k = 0; k < pair.n; ++k) {
    if (ys_lexicon_entry(r->lexicon, pair.entry + k)->class_id == YS_CLASS_SURNAME) {
      return 2;
    }
  }
  return 1;
}

static void romanise_chinese(ys_resolver *r, const uint32_t *ch, size_t n, ys_buffer *b) {
  char surname[64];
  const size_t split = surname_length(r, ch, n);
  const size_t bytes = ys_lexicon_surname_pinyin(r->lexicon, ch, split, surname, sizeof surname);
  put(b, (ys_view){surname, bytes});
  capitalise(b, 0);
  put(b, YS_VIEW(" "));
  const size_t given = b->n;
  for (size_t k = split; k < n; ++k) {
    const ys_view syllable = ys_lexicon_pinyin(r->lexicon, ch[k]);
    const char first = syllable.n > 0 ? syllable.p[0] : 'x';
    if (k > split && (first == 'a' || first == 'o' || first == 'e')) {
      put(b, YS_VIEW("'")); /* Xi'an: a syllable that begins with a vowel */
    }
    put(b, syllable);
  }
  capitalise(b, given);
}

static void romanise_foreign(ys_resolver *r, const uint32_t *ch, size_t n, ys_buffer *b) {
  bool start = true;
  for (size_t k = 0; k < n; ++k) {
    const size_t at = b->n;
    if (ys_is_latin(ch[k])) {
      ys_buffer_append_char(b, ch[k]);
    } else if (ys_is_han(ch[k])) {
      put(b, ys_lexicon_pinyin(r->lexicon, ch[k]));
    } else {
      put(b, YS_VIEW(" "));
    }
    if (start) {
      capitalise(b, at);
    }
    start = !ys_is_han(ch[k]) && !ys_is_latin(ch[k]);
  }
}

ys_status ys_romanise(ys_resolver *r, ys_view name, bool foreign, ys_view *label, ys_view *slug) {
  uint32_t ch[64];
  size_t n = 0;
  for (ys_view rest = name; rest.n > 0 && n < YS_LENGTH(ch);) {
    ch[n++] = next_char(&rest);
  }
  ys_buffer b;
  ys_buffer_init(&b, ys_arena_allocator(r->arena));
  if (foreign || n > 4) {
    romanise_foreign(r, ch, n, &b);
  } else {
    romanise_chinese(r, ch, n, &b);
  }
  *label = keep(r, &b);
  if (label->p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  char *s = ys_arena_alloc(r->arena, label->n + 1);
  if (s == NULL) {
    return YANSHU_NO_MEMORY;
  }
  size_t length = 0;
  for (size_t k = 0; k < label->n; ++k) {
    const char c = (char)lower((unsigned char)label->p[k]);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      s[length++] = c;
    } else if (c == ' ' && length > 0 && s[length - 1] != '-') {
      s[length++] = '-';
    }
  }
  *slug = length > 0 ? (ys_view){s, length} : YS_VIEW("x");
  return YANSHU_OK;
}

static bool is_mark(uint32_t c) {
  if (c > 0x300B) { /* ideographs, nearly always */
    return false;
  }
  return ys_is_space(c) || c == 0x201C || c == 0x201D || c == 0x2018 || c == 0x2019 || c == 0x300A || c == 0x300B ||
         c == 0x3008 || c == 0x3009 || c == '"' || c == '\'';
}

enum { NAME_CHARS = 64 }; /* of most names */

ys_view ys_name_key(ys_resolver *r, uint32_t begin, uint32_t end) {
  const uint32_t *ch = r->document->ch;
  char few[4 * NAME_CHARS];
  const size_t most = begin < end ? (size_t)(end - begin) * 4 : 0;
  char *text = most <= sizeof few ? few : ys_arena_room(r->arena, most);
  size_t n = 0;
  for (uint32_t i = begin; i < end && text != NULL; ++i) {
    /* the blank of Ellen Harrow is of the name, that of 王  刚 is layout */
    const bool between = ch[i] == ' ' && i > begin && i + 1 < end && ys_is_latin(ch[i - 1]) && ys_is_latin(ch[i + 1]);
    if (between || !is_mark(ch[i])) {
      n += ys_utf8_encode(ch[i], text + n);
    }
  }
  return text == NULL || begin >= end ? (ys_view){text == NULL ? NULL : "", 0}
                                      : ys_arena_copy(r->arena, (ys_view){text, n});
}
