/* SPDX-License-Identifier: Apache-2.0 */
/** @file sentence.c Sentences and sections. */
#include <uchar.h>

#include "text/parts.h"

static inline bool ends_sentence(uint32_t c) {
  return (c == U'。') | (c == U'！') | (c == U'？') | (c == U'!') | (c == U'?'); /* no branches: asked of every one */
}

static bool closes(uint32_t c) {
  return c == U'”' || c == U'’' || c == U'）' || c == U'》' || c == U'】' || c == U'〉';
}

/** The end of the sentence whose first stop may stand at @p i: behind stops and closing marks; 0 when none ends. */
static uint32_t end_at(const ys_document *d, uint32_t i, uint32_t end) {
  const uint32_t c = d->ch[i];
  if (c != U'…' && !ends_sentence(c)) {
    return 0;
  }
  uint32_t dots = 0;
  while (c == U'…' && i + dots < end && d->ch[i + dots] == U'…') {
    dots++;
  }
  if (!ends_sentence(c) && dots < 2) {
    return 0;
  }
  uint32_t at = dots > 0 ? i + dots : i + 1;
  bool full = c == U'。' || dots > 0;
  for (; at < end && (ends_sentence(d->ch[at]) || d->ch[at] == U'…' || closes(d->ch[at])); at++) {
    full = full || d->ch[at] == U'。';
    if (d->ch[at] == U'》' || d->ch[at] == U'〉' || (d->ch[at] == U'）' && !full)) {
      return 0; /* the stop belongs to a title or a remark inside the sentence */
    }
  }
  while (at < end && d->ch[at] == ' ') {
    at++;
  }
  const bool goes_on = at < end && (d->ch[at] == U'，' || d->ch[at] == U'、' || d->ch[at] == U'；');
  return goes_on ? 0 : at;
}

static bool add_sentence(ys_arena *arena, ys_sentence **at, uint32_t *n, uint32_t *room, ys_sentence s) {
  if (!ys_array_room(arena, (void **)at, room, *n, sizeof **at)) {
    return false;
  }
  (*at)[(*n)++] = s;
  return true;
}

bool ys_sentences(ys_arena *arena, ys_document *d) {
  ys_sentence *at = NULL;
  uint32_t n = 0;
  uint32_t room = 0;
  for (uint32_t b = 0; b < d->n_block; b++) {
    const uint32_t *const ch = d->ch;
    const uint32_t last = d->block[b].end;
    uint32_t begin = d->block[b].begin;
    for (uint32_t i = begin; i < last;) {
      if (!(ends_sentence(ch[i]) | (ch[i] == U'…'))) { /* nearly all */
        i++;
        continue;
      }
      const uint32_t end = end_at(d, i, last);
      if (end > 0 && end < last) {
        if (!add_sentence(arena, &at, &n, &room, (ys_sentence){b, begin, end})) {
          return false;
        }
        begin = end;
      }
      i = end > 0 ? end : i + 1;
      while (end == 0 && i < last && ch[i] == U'…' && ch[i - 1] == U'…') {
        i++; /* a run of dots is looked at once */
      }
    }
    if (!add_sentence(arena, &at, &n, &room, (ys_sentence){b, begin, last})) {
      return false;
    }
  }
  d->sentence = at;
  d->n_sentence = n;
  return true;
}

bool ys_sections(ys_arena *arena, ys_document *d, ys_block *block) {
  YS_ARRAY(ys_section) section = {NULL, 0, 0};
  ys_section *open = YS_PUSH(arena, &section);
  if (open == NULL) {
    return false;
  }
  *open = (ys_section){UINT32_MAX, 0, 0};
  for (uint32_t b = 0; b < d->n_block; b++) {
    const bool head = block[b].kind == YS_BLOCK_HEADING;
    const bool more = head && b > 0 && block[b - 1].kind == YS_BLOCK_HEADING;
    if (head && !more) {
      open = YS_PUSH(arena, &section);
      if (open == NULL) {
        return false;
      }
      *open = (ys_section){b, b, b};
    }
    if (head) {
      open->heading = b;
    }
    open->end = b + 1;
    block[b].section = section.n - 1;
  }
  d->section = section.at;
  d->n_section = section.n;
  return true;
}
