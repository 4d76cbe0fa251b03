/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"

#include <setjmp.h>
#include <stddef.h>
#include <string.h>

/**
 * Where yajl's memory comes from. It does not look whether it got any, so it must not come back when there is none;
 * nothing leaks, for all of it lies in the arena.
 */
typedef struct memory {
  ys_arena *arena;
  jmp_buf none;
} memory;

/** What stands before each block. */
typedef union block_head {
  size_t n;
  max_align_t aligned;
} block_head;

static void *on_malloc(void *user, size_t n) {
  memory *const m = user;
  block_head *const h = n > SIZE_MAX / 2 ? NULL : ys_arena_alloc(m->arena, sizeof *h + n);
  if (h == NULL) {
    longjmp(m->none, 1); /* NOLINT(cert-err52-cpp) */
  }
  h->n = n;
  return h + 1;
}

static void *on_realloc(void *user, void *block, size_t n) {
  void *const moved = on_malloc(user, n);
  if (block != NULL) {
    const size_t old = ((const block_head *)block - 1)->n;
    memcpy(moved, block, old < n ? old : n);
  }
  return moved;
}

static void on_free(void *user, void *block) {
  (void)user;
  (void)block;
}

static ys_status tell(ys_arena *arena, yajl_handle handle, ys_view text, ys_json_fault *fault) {
  unsigned char *const said = yajl_get_error(handle, 0, (const unsigned char *)text.p, text.n);
  fault->text = ys_arena_copy(arena, ys_view_trim(ys_view_of(said != NULL ? (const char *)said : "unknown error")));
  if (said != NULL) {
    yajl_free_error(handle, said);
  }
  return fault->text.p == NULL ? YANSHU_NO_MEMORY : YANSHU_BAD_INPUT;
}

static ys_status parse(ys_arena *arena, yajl_handle handle, ys_view text, ys_json_fault *fault) {
  yajl_status status = yajl_parse(handle, (const unsigned char *)text.p, text.n);
  fault->at = yajl_get_bytes_consumed(handle);
  if (status == yajl_status_ok) {
    status = yajl_complete_parse(handle);
    fault->at = text.n;
  }
  if (status == yajl_status_client_canceled) {
    return YANSHU_BAD_INPUT;
  }
  return status == yajl_status_ok ? YANSHU_OK : tell(arena, handle, text, fault);
}

/** The code unit that an escape at @p at gives; 0: none, or the escape of a character that is not a surrogate. */
static unsigned surrogate_at(ys_view text, size_t at) {
  if (text.n - at < 6 || text.p[at] != '\\' || text.p[at + 1] != 'u') {
    return 0;
  }
  unsigned unit = 0;
  for (size_t i = at + 2; i < at + 6; i++) {
    const char c = text.p[i];
    const char lower = (char)(c | 0x20);
    const bool digit = c >= '0' && c <= '9';
    if (!digit && !(lower >= 'a' && lower <= 'f')) {
      return 0;
    }
    unit = unit * 16 + (unsigned)(digit ? c - '0' : lower - 'a' + 10);
  }
  return unit >= 0xD800 && unit <= 0xDFFF ? unit : 0;
}

/** Where half a surrogate pair is, of which yajl would make a question mark without a word; text.n: nowhere. */
static size_t find_half_pair(ys_view text) {
  for (const char *c = text.p; (c = memchr(c, '\\', text.n - (size_t)(c - text.p))) != NULL;) {
    const size_t at = (size_t)(c - text.p);
    const unsigned first = surrogate_at(text, at);
    const unsigned second = first != 0 && text.n - at > 6 ? surrogate_at(text, at + 6) : 0;
    if (first != 0 && (first >= 0xDC00 || second < 0xDC00)) {
      return at;
    }
    const size_t length = first != 0 ? 12 : 2;
    c += length < text.n - at ? length : text.n - at;
  }
  return text.n;
}

ys_status ys_json_parse(ys_arena *arena, const yajl_callbacks *callbacks, void *user, ys_view text,
                        ys_json_fault *fault) {
  *fault = (ys_json_fault){.at = 0};
  const size_t half = text.n == 0 ? 0 : find_half_pair(text);
  if (half < text.n) {
    *fault = (ys_json_fault){.at = half, .text = YS_VIEW("half a surrogate pair")};
    return YANSHU_BAD_INPUT;
  }
  memory m = {.arena = arena};
  if (setjmp(m.none) != 0) { /* NOLINT(cert-err52-cpp) */
    return YANSHU_NO_MEMORY;
  }
  yajl_alloc_funcs functions = {on_malloc, on_realloc, on_free, &m};
  yajl_handle handle = yajl_alloc(callbacks, &functions, user);
  return handle == NULL ? YANSHU_NO_MEMORY : parse(arena, handle, text, fault);
}
