/* SPDX-License-Identifier: Apache-2.0 */
/** @file decode.c Which encoding the bytes are in, and their UTF-8. */
#include <string.h>

#include <unicode/ucnv.h>

#include "text/parts.h"

enum { CHUNK = 4096, NAME_MOST = 64, SAMPLE = 256 * 1024 };

/* ---- conversion ---- */

/** The bytes written so far. */
typedef struct sink {
  ys_arena *arena;
  char *p;
  size_t n;
  size_t room;
} sink;

static bool sink_units(sink *s, const UChar *units, size_t n, uint32_t *high) {
  if (s->room - s->n < n * 3 + 4) {
    const size_t room = s->room * 2 + n * 3 + 4;
    char *const grown = ys_arena_grow(s->arena, s->p, s->room, room);
    if (grown == NULL) {
      return false;
    }
    s->p = grown;
    s->room = room;
  }
  for (size_t i = 0; i < n; i++) {
    uint32_t c = units[i];
    if (c >= 0xD800 && c <= 0xDBFF) {
      *high = c;
      continue;
    }
    if (c >= 0xDC00 && c <= 0xDFFF) {
      c = 0x10000 + ((*high - 0xD800) << 10) + (c - 0xDC00);
    }
    s->n += ys_utf8_encode(c, s->p + s->n);
  }
  return true;
}

size_t ys_line_at_end(ys_view text) {
  size_t line = 1;
  for (size_t i = 0; i < text.n; i++) {
    line += text.p[i] == '\n' || (text.p[i] == '\r' && (i + 1 == text.n || text.p[i + 1] != '\n'));
  }
  return line;
}

/** Strict conversion. Bytes that are not of the encoding: YANSHU_BAD_ENCODING, *line set, nothing reported. */
static ys_status convert(ys_arena *arena, UConverter *converter, ys_view bytes, ys_view *out, size_t *line) {
  UErrorCode code = U_ZERO_ERROR;
  ucnv_reset(converter);
  ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
  sink s = {.arena = arena};
  const char *source = bytes.p;
  const char *const limit = bytes.p + bytes.n;
  uint32_t high = 0;
  do {
    UChar units[CHUNK] = {0};
    UChar *target = units;
    code = U_ZERO_ERROR;
    ucnv_toUnicode(converter, &target, units + CHUNK, &source, limit, NULL, true, &code);
    if (!sink_units(&s, units, (size_t)(target - units), &high)) {
      return YANSHU_NO_MEMORY;
    }
  } while (code == U_BUFFER_OVERFLOW_ERROR);
  *out = (ys_view){s.p, s.n};
  if (code == U_MEMORY_ALLOCATION_ERROR) {
    return YANSHU_NO_MEMORY;
  }
  *line = ys_line_at_end(*out);
  return U_SUCCESS(code) ? YANSHU_OK : YANSHU_BAD_ENCODING;
}

/** Names under which pages mean more than they say. */
static const char *known_name(const char *name) {
  static const char *const wider[][2] = {{"gb2312", "gb18030"},
                                         {"gbk", "gb18030"},
                                         {"gb_2312-80", "gb18030"},
                                         {"x-gbk", "gb18030"},
                                         {"big5-eten", "big5"}};
  for (size_t i = 0; i < YS_LENGTH(wider); i++) {
    if (ucnv_compareNames(name, wider[i][0]) == 0) {
      return wider[i][1];
    }
  }
  return name;
}

static bool is_utf8_name(const char *name) {
  return ucnv_compareNames(name, "utf-8") == 0 || ucnv_compareNames(name, "utf8") == 0;
}

/** Converts by name; an unknown name is YANSHU_BAD_ARGUMENT. Nothing is reported. */
static ys_status convert_named(ys_arena *arena, const char *name, ys_view bytes, ys_view *out, size_t *line) {
  if (is_utf8_name(name)) {
    const size_t bad = ys_utf8_check(bytes);
    if (bad == SIZE_MAX) {
      *out = ys_arena_copy(arena, bytes);
      return out->p != NULL ? YANSHU_OK : YANSHU_NO_MEMORY;
    }
    *line = ys_line_at_end((ys_view){bytes.p, bad});
    return YANSHU_BAD_ENCODING;
  }
  if (name[0] == '\0') {
    return YANSHU_BAD_ARGUMENT; /* ICU would take its default */
  }
  UErrorCode code = U_ZERO_ERROR;
  UConverter *const converter = ucnv_open(known_name(name), &code);
  if (U_FAILURE(code) || converter == NULL) {
    return code == U_MEMORY_ALLOCATION_ERROR ? YANSHU_NO_MEMORY : YANSHU_BAD_ARGUMENT;
  }
  const ys_status status = convert(arena, converter, bytes, out, line);
  ucnv_close(converter);
  return status;
}

/* ---- detection ---- */

/** Encoding that a byte order mark tells, NULL for none; *length its bytes. */
static const char *marked(ys_view bytes, size_t *length) {
  static const struct {
    const char *name;
    const char *mark;
    size_t n;
  } marks[] = {{"utf-8", "\xEF\xBB\xBF", 3}, {"utf-32le", "\xFF\xFE\0\0", 4}, {"utf-32be", "\0\0\xFE\xFF", 4},
               {"utf-16le", "\xFF\xFE", 2},  {"utf-16be", "\xFE\xFF", 2},     {"gb18030", "\x84\x31\x95\x33", 4}};
  for (size_t i = 0; i < YS_LENGTH(marks); i++) {
    if (ys_view_starts(bytes, (ys_view){marks[i].mark, marks[i].n})) {
      *length = marks[i].n;
      return marks[i].name;
    }
  }
  *length = 0;
  return NULL;
}

/** Text that is UTF-8 but for some bytes: most bytes above ASCII stand in well-formed sequences of three or four. */
static bool nearly_utf8(ys_view bytes) {
  size_t good = 0;
  size_t high = 0;
  for (size_t i = 0; i < bytes.n;) {
    size_t length;
    const uint32_t c = ys_utf8_decode(bytes.p + i, bytes.n - i, &length);
    if (c >= 0x80) {
      high += length;
      good += length >= 3 ? length : 0;
    }
    i += length;
  }
  return good > 0 && good >= high / 10 * 7;
}

/** Per mille of the two-byte characters that are among the common ones of each encoding. */
static void plausibility(ys_view bytes, unsigned *gb, unsigned *big5) {
  size_t pairs = 0;
  size_t as_gb = 0;
  size_t as_big5 = 0;
  const size_t n = bytes.n < SAMPLE ? bytes.n : SAMPLE;
  for (size_t i = 0; i + 1 < n; i++) {
    const unsigned char lead = (unsigned char)bytes.p[i];
    const unsigned char trail = (unsigned char)bytes.p[i + 1];
    if (lead < 0x81) {
      continue;
    }
    pairs++;
    as_gb += trail >= 0xA1 && ((lead >= 0xB0 && lead <= 0xD7) || (lead >= 0xA1 && lead <= 0xA3));
    as_big5 += (lead >= 0xA4 && lead <= 0xC6) || (lead >= 0xA1 && lead <= 0xA2);
    i++;
  }
  *gb = pairs > 0 ? (unsigned)(as_gb * 1000 / pairs) : 0;
  *big5 = pairs > 0 ? (unsigned)(as_big5 * 1000 / pairs) : 0;
}

/** As convert_named, for a guess: text with many private or control characters was something else. */
static ys_status convert_guess(ys_arena *arena, const char *name, ys_view bytes, ys_view *out, size_t *line) {
  YS_TRY(convert_named(arena, name, bytes, out, line));
  size_t beyond = 0;
  size_t odd = 0;
  size_t where = 0;
  for (ys_cursor at = {0, 0}; at.byte < out->n;) {
    const size_t before = at.byte;
    const uint32_t c = ys_cursor_next(*out, &at);
    const bool is_odd = (c >= 0xE000 && c <= 0xF8FF) || (c >= 0x80 && c < 0xA0);
    where = is_odd && odd == 0 ? before : where;
    odd += is_odd;
    beyond += c >= 0x80;
  }
  if (odd <= beyond / 20) {
    return YANSHU_OK;
  }
  *line = ys_line_at_end((ys_view){out->p, where});
  return YANSHU_BAD_ENCODING;
}

/** GB18030 or Big5, whichever the bytes look more like; the other when only that one fits. */
static ys_status convert_chinese(ys_arena *arena, ys_view bytes, ys_view *out, size_t *line) {
  enum { CLEAR = 150, ICU_WORTH = 100 };
  unsigned gb;
  unsigned big5;
  plausibility(bytes, &gb, &big5);
  int lead = (int)gb - (int)big5;
  if (lead <= CLEAR + ICU_WORTH && lead >= -CLEAR - ICU_WORTH) { /* beyond that no opinion changes anything */
    int opinion = 0;
    YS_TRY(ys_charset_opinion(bytes, &opinion));
    lead += ICU_WORTH * opinion;
  }
  const char *const first = lead >= 0 ? "gb18030" : "big5";
  const char *const second = lead >= 0 ? "big5" : "gb18030";
  const ys_status status = convert_guess(arena, first, bytes, out, line);
  if (status != YANSHU_BAD_ENCODING || lead > CLEAR || lead < -CLEAR) {
    return status;
  }
  size_t other_line;
  ys_view other;
  const ys_status other_status = convert_guess(arena, second, bytes, &other, &other_line);
  if (other_status == YANSHU_OK) {
    *out = other;
    return YANSHU_OK;
  }
  return other_status == YANSHU_NO_MEMORY ? other_status : status;
}

static ys_status recognise(ys_arena *arena, ys_view bytes, ys_view declared, ys_view *out, size_t *line,
                           const char **name) {
  *name = "utf-8";
  if (ys_utf8_check(bytes) == SIZE_MAX) {
    *out = ys_arena_copy(arena, bytes);
    return out->p != NULL ? YANSHU_OK : YANSHU_NO_MEMORY;
  }
  if (nearly_utf8(bytes)) {
    return convert_named(arena, *name, bytes, out, line);
  }
  if (declared.n > 0 && declared.n < NAME_MOST) {
    char text[NAME_MOST];
    memcpy(text, declared.p, declared.n);
    text[declared.n] = '\0';
    const ys_status status = is_utf8_name(text) ? YANSHU_BAD_ARGUMENT : convert_named(arena, text, bytes, out, line);
    if (status == YANSHU_OK || status == YANSHU_NO_MEMORY) {
      return status;
    }
  }
  *name = "any known encoding (UTF-8, GB18030, Big5)";
  return convert_chinese(arena, bytes, out, line);
}

/* ---- checks ---- */

/** Control characters that text files do not have. */
static bool is_control(uint32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B && c != 0x1A) || c == 0x7F;
}

/** Whether one of eight bytes may be below 0x20, or is 0x7F: all at once, for nearly all text has none. */
static bool may_have_control(uint64_t eight) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  const uint64_t deletes = eight ^ (ones * 0x7F);
  return (((eight - ones * 0x20) & ~eight) | ((deletes - ones) & ~deletes)) & (ones * 0x80);
}

/** NUL, or more than one control character in a hundred. */
static bool is_binary(ys_view text) {
  if (text.n > 0 && memchr(text.p, 0, text.n) != NULL) {
    return true;
  }
  size_t controls = 0;
  for (size_t i = 0; i < text.n;) {
    uint64_t eight;
    if (text.n - i >= sizeof eight) {
      memcpy(&eight, text.p + i, sizeof eight);
      if (!may_have_control(eight)) {
        i += sizeof eight;
        continue;
      }
    }
    for (const size_t end = text.n - i < sizeof eight ? text.n : i + sizeof eight; i < end; i++) {
      controls += is_control((unsigned char)text.p[i]);
    }
  }
  return controls > 8 ? controls > text.n / 100 : controls > text.n / 4;
}

static bool is_blank(ys_view text) {
  for (ys_cursor at = {0, 0}; at.byte < text.n;) {
    const uint32_t c = ys_cursor_next(text, &at);
    if (!ys_is_space(c) && c != 0x200B && c != 0xFEFF) {
      return false;
    }
  }
  return true;
}

/** @param checked: the same bytes were, for is_binary(). */
static ys_status check_text(ys_view text, bool checked, ys_view file, const ys_log *log) {
  if (!checked && is_binary(text)) {
    return YS_FAIL(log, YANSHU_BAD_INPUT, file, 0, "no text: the file is binary");
  }
  if (is_blank(text)) {
    return YS_FAIL(log, YANSHU_BAD_INPUT, file, 0, "no text: the file is empty or blank");
  }
  return YANSHU_OK;
}

ys_status ys_text_decode(ys_arena *arena, const yanshu_input *input, ys_view declared, const ys_log *log,
                         ys_view *out) {
  ys_view bytes = input->bytes;
  size_t mark;
  const char *name = marked(bytes, &mark);
  if (bytes.n == 0) {
    return YS_FAIL(log, YANSHU_BAD_INPUT, input->name, 0, "no text: the file is empty");
  }
  if (name != NULL && (input->encoding == NULL || ucnv_compareNames(name, input->encoding) == 0)) {
    bytes.p += mark;
    bytes.n -= mark;
  }
  if (input->encoding != NULL) {
    name = input->encoding;
  }
  const bool unnamed = name == NULL;
  if (unnamed && is_binary(bytes)) {
    return YS_FAIL(log, YANSHU_BAD_INPUT, input->name, 0, "no text: the file is binary");
  }
  size_t line = 0;
  const ys_status status = name != NULL ? convert_named(arena, name, bytes, out, &line)
                                        : recognise(arena, bytes, declared, out, &line, &name);
  switch (status) {
  case YANSHU_OK:
    break;
  case YANSHU_BAD_ARGUMENT:
    return YS_FAIL(log, status, input->name, 0, "unknown encoding \"%s\"", name);
  case YANSHU_BAD_ENCODING:
    return YS_FAIL(log, status, input->name, line, "bytes that are not %s", name);
  default:
    return YS_FAIL(log, status, input->name, 0, "out of memory");
  }
  while (ys_view_starts(*out, YS_VIEW("\xEF\xBB\xBF"))) { /* of encodings that the name told */
    out->p += 3;
    out->n -= 3;
  }
  const bool same = unnamed && out->n == bytes.n && memcmp(out->p, bytes.p, bytes.n) == 0;
  return check_text(*out, same, input->name, log);
}
