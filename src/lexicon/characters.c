/* SPDX-License-Identifier: Apache-2.0 */
/** @file characters.c What is known of single characters, and how they are read. */
#include <string.h>

#include "lexicon/private.h"

const ys_character *ys_lexicon_character(const ys_lexicon *lexicon, uint32_t c) {
  const uint32_t number = ys_lexicon_slot(lexicon, c).character;
  return &lexicon->character[number < ys_lexicon_count(lexicon, YS_IMAGE_CHARACTER) ? number : 0];
}

const ys_character *ys_lexicon_characters(const ys_lexicon *lexicon, const uint32_t *ch, size_t n, uint16_t *number) {
  const uint32_t records = ys_lexicon_count(lexicon, YS_IMAGE_CHARACTER);
  for (size_t i = 0; i < n; i++) {
    const uint16_t record = ys_lexicon_slot(lexicon, ch[i]).character;
    number[i] = record < records ? record : 0;
  }
  return lexicon->character;
}

ys_view ys_lexicon_pinyin(const ys_lexicon *lexicon, uint32_t c) {
  const uint32_t number = ys_lexicon_slot(lexicon, c).character;
  const uint32_t syllable = number < ys_lexicon_count(lexicon, YS_IMAGE_PINYIN) ? lexicon->pinyin[number] : 0;
  const uint32_t n = ys_lexicon_count(lexicon, YS_IMAGE_SYLLABLE);
  return ys_lexicon_string(lexicon, syllable < n ? lexicon->syllable[syllable] : UINT32_MAX);
}

/** The special reading of a surname; empty when it has none. */
static ys_view reading_of(const ys_lexicon *lexicon, ys_view surname) {
  uint32_t low = 0;
  uint32_t high = ys_lexicon_count(lexicon, YS_IMAGE_READING);
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2u;
    const ys_image_reading *reading = &lexicon->reading[middle];
    const int order = ys_view_compare(ys_lexicon_string(lexicon, reading->surname), surname);
    if (order == 0) {
      return ys_lexicon_string(lexicon, reading->pinyin);
    }
    if (order < 0) {
      low = middle + 1u;
    } else {
      high = middle;
    }
  }
  return (ys_view){"", 0};
}

/** Appends as much as there is room for; returns the new length. */
static size_t append(char *out, size_t room, size_t length, ys_view text) {
  const size_t n = text.n < room - length ? text.n : room - length;
  if (n != 0) {
    memcpy(out + length, text.p, n);
  }
  return length + n;
}

size_t ys_lexicon_surname_pinyin(const ys_lexicon *lexicon, const uint32_t *ch, size_t n, char *out, size_t room) {
  char utf8[4 * 4];
  size_t bytes = 0;
  for (size_t i = 0; i < n && i < 4; i++) {
    const bool scalar = ch[i] < 0x110000u && (ch[i] < 0xD800u || ch[i] > 0xDFFFu);
    bytes += ys_utf8_encode(scalar ? ch[i] : 0xFFFDu, utf8 + bytes);
  }
  const ys_view special = n <= 4 ? reading_of(lexicon, (ys_view){utf8, bytes}) : (ys_view){"", 0};
  if (special.n != 0) {
    return append(out, room, 0, special);
  }
  size_t length = 0;
  for (size_t i = 0; i < n; i++) {
    length = append(out, room, length, ys_lexicon_pinyin(lexicon, ch[i]));
  }
  return length;
}
