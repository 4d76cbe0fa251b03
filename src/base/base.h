/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file base.h
 * What every room stands on: views, memory, growing arrays, UTF-8, digests, messages.
 */
#ifndef YS_BASE_H
#define YS_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "yanshu.h"

typedef yanshu_status ys_status;
typedef yanshu_view ys_view;

/** "major.minor.patch"; static text. */
const char *ys_version(void);

/** Returns from the calling function when @p call fails. */
#define YS_TRY(call)                                                                                                   \
  do {                                                                                                                 \
    const ys_status ys_try_status = (call);                                                                            \
    if (ys_try_status != YANSHU_OK) {                                                                                  \
      return ys_try_status;                                                                                            \
    }                                                                                                                  \
  } while (0)

#define YS_LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* ---- views ---- */

#define YS_VIEW(literal) ((ys_view){(literal), sizeof(literal) - 1})
ys_view ys_view_of(const char *text); /**< of a NUL-terminated string; NULL gives the empty view */
static inline bool ys_view_equal(ys_view a, ys_view b) {
  return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
int ys_view_compare(ys_view a, ys_view b); /**< by bytes, as memcmp; a prefix comes first */
bool ys_view_starts(ys_view text, ys_view prefix);
bool ys_view_ends(ys_view text, ys_view suffix);
ys_view ys_view_trim(ys_view text); /**< without ASCII blanks, U+00A0 and U+3000 at both ends */

/* ---- memory ---- */

/** The C library's allocator. */
const yanshu_allocator *ys_allocator_system(void);
/** realloc and free through @p a; NULL on failure or for size 0. */
void *ys_resize(const yanshu_allocator *a, void *block, size_t size);

/** Memory that is freed all at once. */
typedef struct ys_arena ys_arena;
ys_arena *ys_arena_new(const yanshu_allocator *a);  /**< NULL when out of memory */
void ys_arena_free(ys_arena *arena);                /**< NULL is allowed */
void ys_arena_reset(ys_arena *arena);               /**< what follows finds room for as much at once, within bounds */
void *ys_arena_alloc(ys_arena *arena, size_t size); /**< zeroed, aligned for any type; NULL when out of memory */
void *ys_arena_room(ys_arena *arena, size_t size);  /**< the same, not zeroed: for what is filled at once */
/** Grows @p block (of @p old bytes, may be NULL) to @p size bytes, in place when it is the last one; the new part is
 * zeroed. */
void *ys_arena_grow(ys_arena *arena, void *block, size_t old, size_t size);
/** A copy that is NUL-terminated for convenience; p is NULL when out of memory. */
ys_view ys_arena_copy(ys_arena *arena, ys_view text);
/** The @p n parts one after the other, NUL-terminated for convenience; p is NULL when out of memory. */
ys_view ys_arena_join(ys_arena *arena, const ys_view *part, size_t n);
#define YS_JOIN(arena, ...)                                                                                            \
  ys_arena_join((arena), (const ys_view[]){__VA_ARGS__}, sizeof((const ys_view[]){__VA_ARGS__}) / sizeof(ys_view))
/** printf into the arena; p is NULL when out of memory. Ten times as slow as YS_JOIN. */
ys_view ys_arena_format(ys_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
const yanshu_allocator *ys_arena_allocator(const ys_arena *arena);

/**
 * A growing array in an arena: declare with YS_ARRAY(type) name; zero-initialise.
 * YS_PUSH gives a pointer to a new zeroed element, or NULL when out of memory.
 */
#define YS_ARRAY(type)                                                                                                 \
  struct {                                                                                                             \
    type *at;                                                                                                          \
    uint32_t n;                                                                                                        \
    uint32_t room;                                                                                                     \
  }
#define YS_PUSH(arena, array)                                                                                          \
  ((array)->n < (array)->room ||                                                                                       \
           ys_array_room((arena), (void **)&(array)->at, &(array)->room, (array)->n, sizeof *(array)->at)              \
       ? ys_zeroed(&(array)->at[(array)->n++], sizeof *(array)->at)                                                    \
       : NULL)
/** Zeroes @p size bytes at @p p, which is somewhere: an array with room has memory, though analysers can't tell. */
static inline void *ys_zeroed(void *p, size_t size) {
  if (p == NULL) {
    __builtin_unreachable();
  }
  return memset(p, 0, size);
}
/** Makes room for at least one more element, which is not zeroed; false when out of memory. */
bool ys_array_room(ys_arena *arena, void **at, uint32_t *room, uint32_t n, size_t size);
/** Makes room for @p more elements at once, to be filled without further ado; they are not zeroed. */
bool ys_array_reserve(ys_arena *arena, void **at, uint32_t *room, uint32_t n, uint32_t more, size_t size);
#define YS_RESERVE(arena, array, more)                                                                                 \
  ys_array_reserve((arena), (void **)&(array)->at, &(array)->room, (array)->n, (more), sizeof *(array)->at)

/** A growing byte string on an allocator (not an arena). */
typedef struct ys_buffer {
  const yanshu_allocator *allocator;
  char *p;
  size_t n;
  size_t room;
  bool failed; /**< an append ran out of memory; all later ones do nothing */
} ys_buffer;
void ys_buffer_init(ys_buffer *b, const yanshu_allocator *a);
void ys_buffer_free(ys_buffer *b);
void ys_buffer_append(ys_buffer *b, const void *bytes, size_t n);
/** As ys_buffer_room, whatever there is. */
char *ys_buffer_more(ys_buffer *b, size_t n);
/** Where @p n more bytes fit; the caller writes there and adds to b->n what it wrote. NULL when out of memory. */
static inline char *ys_buffer_room(ys_buffer *b, size_t n) {
  return b->room - b->n > n && !b->failed ? b->p + b->n : ys_buffer_more(b, n);
}
void ys_buffer_append_view(ys_buffer *b, ys_view text);
void ys_buffer_append_char(ys_buffer *b, uint32_t code_point); /**< as UTF-8 */
ys_view ys_buffer_view(const ys_buffer *b);

/* ---- UTF-8 and characters (Unicode code points) ---- */

#define YS_NO_CHAR UINT32_MAX
/** Bytes of the well-formed sequence that begins with @p first. */
static inline size_t ys_utf8_length(char first) {
  const unsigned char byte = (unsigned char)first;
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}
/** As ys_utf8_decode, whatever the sequence. */
uint32_t ys_utf8_decode_any(const char *p, size_t n, size_t *length);
/** Decodes one character at p[0..n); sets *length to its bytes. Ill-formed: YS_NO_CHAR and length 1. n > 0. */
static inline uint32_t ys_utf8_decode(const char *p, size_t n, size_t *length) {
  const unsigned char *const s = (const unsigned char *)p;
  if (s[0] < 0x80) {
    *length = 1;
    return s[0];
  }
  /* U+1000 to U+CFFF, where nearly all Chinese is: no overlong form and no surrogate begins so */
  if (s[0] >= 0xE1 && s[0] <= 0xEC && n >= 3 && (s[1] & 0xC0U) == 0x80U && (s[2] & 0xC0U) == 0x80U) {
    *length = 3;
    return (s[0] & 0x0FU) << 12 | (s[1] & 0x3FU) << 6 | (s[2] & 0x3FU);
  }
  return ys_utf8_decode_any(p, n, length);
}
/** As ys_utf8_encode, whatever the character. */
size_t ys_utf8_encode_any(uint32_t c, char out[4]);
/** Writes 1 to 4 bytes, returns how many. @p c is a scalar value. */
static inline size_t ys_utf8_encode(uint32_t c, char out[4]) {
  if (c >= 0x800 && c < 0x10000) {
    out[0] = (char)(0xE0U | c >> 12);
    out[1] = (char)(0x80U | (c >> 6 & 0x3FU));
    out[2] = (char)(0x80U | (c & 0x3FU));
    return 3;
  }
  return ys_utf8_encode_any(c, out);
}
/** Byte offset of the first ill-formed byte, or SIZE_MAX. */
size_t ys_utf8_check(ys_view text);
size_t ys_utf8_count(ys_view text);         /**< characters of well-formed text */
size_t ys_utf8_starts(const char eight[8]); /**< how many of eight bytes of well-formed text begin a character */
/** An ideograph of the Extensions and Compatibility blocks, and 〇. */
bool ys_is_rare_han(uint32_t c);
/** An ideograph (Unified, Extensions, Compatibility, 〇). */
static inline bool ys_is_han(uint32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3007 && ys_is_rare_han(c));
}
/** 0-9 */
static inline bool ys_is_digit(uint32_t c) {
  return c >= '0' && c <= '9';
}
/** A-Z a-z */
static inline bool ys_is_latin(uint32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
/** Blank, tab, line ends, U+00A0, U+3000. */
static inline bool ys_is_space(uint32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x2028 || c == 0x2029 || c == 0x3000;
}

/* ---- digests: XXH64, seed 0; stable for ever ---- */

uint64_t ys_digest(ys_view text);
/** Starts or continues a digest over parts: each part's length goes in, so that ("ab","c") differs from ("a","bc"). */
typedef struct ys_digester {
  uint64_t state;
} ys_digester;
void ys_digester_start(ys_digester *d);
void ys_digester_add(ys_digester *d, ys_view part);
uint64_t ys_digester_end(const ys_digester *d);

/* ---- hashes: for tables in memory, a quarter of a digest's work; not the same from one machine to the next ---- */

/** A new state of @p a and @p b: both halves of the product of what they are. */
static inline uint64_t ys_hash_mix(uint64_t a, uint64_t b) {
  __extension__ typedef unsigned __int128 wide;
  const wide product = (wide)(a ^ UINT64_C(0x9E3779B97F4A7C15)) * (b ^ UINT64_C(0xD6E8FEB86659FD93));
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}
static inline uint64_t ys_hash_eight(const char *p) {
  uint64_t value;
  memcpy(&value, p, sizeof value);
  return value;
}
static inline uint64_t ys_hash(ys_view text) {
  const char *const p = text.p;
  const size_t n = text.n;
  uint64_t state = n;
  if (n < 8) {
    uint64_t few = 0;
    if (n >= 4) {
      memcpy(&few, p, 4);
      memcpy((char *)&few + 4, p + n - 4, 4);
    } else if (n > 0) {
      few = (uint64_t)(unsigned char)p[0] << 16 | (uint64_t)(unsigned char)p[n / 2] << 8 | (unsigned char)p[n - 1];
    }
    return ys_hash_mix(state, few);
  }
  for (size_t i = 0; i + 16 < n; i += 16) {
    state = ys_hash_mix(state ^ ys_hash_eight(p + i), ys_hash_eight(p + i + 8));
  }
  return ys_hash_mix(state ^ ys_hash_eight(n < 16 ? p : p + n - 16), ys_hash_eight(p + n - 8));
}

/* ---- messages ---- */

typedef struct ys_log {
  yanshu_log_func func;
  void *user;
} ys_log;
/** Formats one message and hands it on; always returns @p status so that it can end a function. */
ys_status ys_report(const ys_log *log, yanshu_level level, ys_status status, ys_view file, size_t line,
                    const char *format, ...) __attribute__((format(printf, 6, 7)));
/** The same with a column: 1-based, in characters; 0: none. */
ys_status ys_report_at(const ys_log *log, yanshu_level level, ys_status status, ys_view file, size_t line,
                       size_t column, const char *format, ...) __attribute__((format(printf, 7, 8)));
#define YS_FAIL(log, status, file, line, ...) ys_report((log), YANSHU_ERROR, (status), (file), (line), __VA_ARGS__)

/* ---- files ---- */

/** Reads a whole file ("-" = standard input) into @p out; messages say what is wrong. A folder is a read error. */
ys_status ys_read_file(const char *path, size_t limit, const ys_log *log, ys_buffer *out);

#endif
