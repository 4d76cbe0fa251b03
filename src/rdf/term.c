/* SPDX-License-Identifier: Apache-2.0 */
#include "rdf/term.h"

#include <string.h>

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

static bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
static bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* ---- IRIs ---- */

/** Bytes of the scheme with its colon, or 0. */
static size_t scheme_length(ys_view iri) {
  if (iri.n == 0 || !is_alpha(iri.p[0])) {
    return 0;
  }
  for (size_t i = 1; i < iri.n; i++) {
    const char c = iri.p[i];
    if (c == ':') {
      return i + 1;
    }
    if (!is_alpha(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') {
      return 0;
    }
  }
  return 0;
}

/** Characters that no IRI of ours may have, as a set: most time of mapping would go into searching a string. */
static const bool never[256] = {
    ['<'] = true, ['>'] = true, ['"'] = true, ['{'] = true,  ['}'] = true,
    ['|'] = true, ['^'] = true, ['`'] = true, ['\\'] = true, [0x7F] = true,
};

size_t ys_iri_authority(ys_view iri) {
  const size_t scheme = scheme_length(iri);
  if (iri.n < scheme + 2 || iri.p[scheme] != '/' || iri.p[scheme + 1] != '/') {
    return scheme;
  }
  size_t end = scheme + 2;
  while (end < iri.n && iri.p[end] != '/' && iri.p[end] != '?' && iri.p[end] != '#') {
    end++;
  }
  return end;
}

/** Whether iri[begin, end), the part after "//", is user@host:port with an address in brackets or a host without. */
static bool is_authority(ys_view iri, size_t begin, size_t end) {
  size_t at = begin;
  for (size_t i = begin; i < end; i++) {
    at = iri.p[i] == '@' ? i + 1 : at;
  }
  const bool address = at < end && iri.p[at] == '[';
  for (at += address ? 1 : 0; at < end && iri.p[at] != (address ? ']' : ':'); at++) {
    if (iri.p[at] == '[' || iri.p[at] == ']' ||
        (address && !is_hex(iri.p[at]) && iri.p[at] != ':' && iri.p[at] != '.')) {
      return false;
    }
  }
  if (address && (at == end || (++at < end && iri.p[at] != ':'))) {
    return false;
  }
  for (at++; at < end; at++) {
    if (!is_digit(iri.p[at])) {
      return false;
    }
  }
  return true;
}

/** Characters that are allowed, but not where they stand. */
static const char *place_fault(ys_view iri, size_t scheme) {
  const size_t path = ys_iri_authority(iri);
  if (path > scheme && !is_authority(iri, scheme + 2, path)) {
    return "IRI with a host or port that is none";
  }
  bool fragment = false;
  for (size_t i = path; i < iri.n; i++) {
    if (iri.p[i] == '[' || iri.p[i] == ']' || (iri.p[i] == '#' && fragment)) {
      return "IRI with a bracket or a second # in it";
    }
    fragment = fragment || iri.p[i] == '#';
  }
  return NULL;
}

/** Characters that may stand anywhere in a host or path. */
static const bool in_path[256] = {
    ['0'] = true, ['1'] = true, ['2'] = true, ['3'] = true, ['4'] = true, ['5'] = true, ['6'] = true, ['7'] = true,
    ['8'] = true, ['9'] = true, ['a'] = true, ['b'] = true, ['c'] = true, ['d'] = true, ['e'] = true, ['f'] = true,
    ['g'] = true, ['h'] = true, ['i'] = true, ['j'] = true, ['k'] = true, ['l'] = true, ['m'] = true, ['n'] = true,
    ['o'] = true, ['p'] = true, ['q'] = true, ['r'] = true, ['s'] = true, ['t'] = true, ['u'] = true, ['v'] = true,
    ['w'] = true, ['x'] = true, ['y'] = true, ['z'] = true, ['-'] = true, ['.'] = true, ['/'] = true,
};

bool ys_iri_goes_on(ys_view iri, size_t from) {
  size_t i = from;
  while (i < iri.n && in_path[(unsigned char)iri.p[i]]) {
    i++;
  }
  return i == iri.n && iri.n <= YS_IRI_BYTES;
}

/** Whether it is http: or https: and letters, digits, hyphens, points and strokes: nearly all of ours. */
static bool is_plain_iri(ys_view iri) {
  const size_t start = ys_view_starts(iri, YS_VIEW("https://")) ? 8 : 7;
  return iri.n > start && (start == 8 || ys_view_starts(iri, YS_VIEW("http://"))) && ys_iri_goes_on(iri, start);
}

const char *ys_iri_fault(ys_view iri) {
  if (is_plain_iri(iri)) {
    return NULL;
  }
  if (iri.n == 0) {
    return "empty IRI";
  }
  if (iri.n > YS_IRI_BYTES) {
    return "IRI too long";
  }
  const size_t scheme = scheme_length(iri);
  if (scheme == 0 || scheme == iri.n) {
    return "relative IRI";
  }
  for (size_t i = 0; i < iri.n; i++) {
    const unsigned char c = (unsigned char)iri.p[i];
    if (c >= 0x80) {
      return "IRI with a character that is not ASCII";
    }
    if (c <= 0x20 || never[c]) {
      return "IRI with a character that no IRI may have";
    }
    if (c == '%' && !(iri.n - i > 2 && is_hex(iri.p[i + 1]) && is_hex(iri.p[i + 2]))) {
      return "IRI with a broken percent escape";
    }
  }
  return place_fault(iri, scheme);
}

const char *ys_name_fault(ys_view iri) {
  const char *const fault = ys_iri_fault(iri);
  if (fault != NULL) {
    return fault;
  }
  size_t start = iri.n;
  while (start > 0 && iri.p[start - 1] != '#' && iri.p[start - 1] != '/') {
    start--;
  }
  if (start == 0 || start == iri.n || !(is_alpha(iri.p[start]) || iri.p[start] == '_')) {
    return "IRI that doesn't end in a name";
  }
  for (size_t i = start; i < iri.n; i++) {
    const char c = iri.p[i];
    if (!is_alpha(c) && !is_digit(c) && c != '_' && c != '-') {
      return "IRI that doesn't end in a name";
    }
  }
  return NULL;
}

/* ---- datatypes ---- */

/** Value of n digits at p, or -1. */
static int digits(const char *p, size_t n) {
  int value = 0;
  for (size_t i = 0; i < n; i++) {
    if (!is_digit(p[i])) {
      return -1;
    }
    value = value * 10 + (p[i] - '0');
  }
  return value;
}

static bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/** YYYY, YYYY-MM or YYYY-MM-DD, as @p n (4, 7, 10) says, without a time zone. */
static bool is_date(ys_view t, size_t n) {
  if (t.n != n) {
    return false;
  }
  const int year = digits(t.p, 4);
  if (year < 1) {
    return false;
  }
  if (n == 4) {
    return true;
  }
  const int month = t.p[4] == '-' ? digits(t.p + 5, 2) : -1;
  if (month < 1 || month > 12) {
    return false;
  }
  if (n == 7) {
    return true;
  }
  const int day = t.p[7] == '-' ? digits(t.p + 8, 2) : -1;
  return day >= 1 && day <= days_in(year, month);
}

/** YYYY-MM-DDThh:mm:ss with Z or +hh:mm, or neither; no fraction. */
static bool is_date_time(ys_view t) {
  if (t.n < 19 || !is_date((ys_view){t.p, 10}, 10) || t.p[10] != 'T' || t.p[13] != ':' || t.p[16] != ':') {
    return false;
  }
  const int hour = digits(t.p + 11, 2);
  const int minute = digits(t.p + 14, 2);
  const int second = digits(t.p + 17, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
    return false;
  }
  if (t.n == 19) {
    return true;
  }
  if (t.n == 20) {
    return t.p[19] == 'Z';
  }
  if (t.n != 25 || (t.p[19] != '+' && t.p[19] != '-') || t.p[22] != ':') {
    return false;
  }
  const int zone_hour = digits(t.p + 20, 2);
  const int zone_minute = digits(t.p + 23, 2);
  return zone_hour >= 0 && zone_hour <= 13 && zone_minute >= 0 && zone_minute <= 59;
}

/** 0, or digits without a leading zero. */
static bool is_natural(ys_view t) {
  if (t.n == 0 || (t.p[0] == '0' && t.n > 1)) {
    return false;
  }
  for (size_t i = 0; i < t.n; i++) {
    if (!is_digit(t.p[i])) {
      return false;
    }
  }
  return true;
}

static bool is_integer(ys_view t) {
  if (t.n > 1 && t.p[0] == '-') {
    return t.p[1] != '0' && is_natural((ys_view){t.p + 1, t.n - 1});
  }
  return is_natural(t);
}

/**
 * Canonical, and with a point: raptor's Turtle writes the bare form, and a bare "1" is an integer to every reader.
 */
static bool is_decimal(ys_view t) {
  const bool negative = t.n > 0 && t.p[0] == '-';
  const ys_view body = {t.p + (negative ? 1 : 0), t.n - (negative ? 1 : 0)};
  const char *const point = body.n == 0 ? NULL : memchr(body.p, '.', body.n);
  if (point == NULL) {
    return false;
  }
  const ys_view whole = {body.p, (size_t)(point - body.p)};
  const ys_view part = {point + 1, body.n - whole.n - 1};
  if (!is_natural(whole) || part.n == 0 || (part.n > 1 && part.p[part.n - 1] == '0')) {
    return false;
  }
  for (size_t i = 0; i < part.n; i++) {
    if (!is_digit(part.p[i])) {
      return false;
    }
  }
  return !(negative && ys_view_equal(body, YS_VIEW("0.0")));
}

const char *ys_typed_fault(ys_view text, ys_datatype type) {
  switch (type) {
  case YS_TYPE_STRING:
    return NULL;
  case YS_TYPE_DATE:
    return is_date(text, 10) ? NULL : "no xsd:date";
  case YS_TYPE_MONTH:
    return is_date(text, 7) ? NULL : "no xsd:gYearMonth";
  case YS_TYPE_YEAR:
    return is_date(text, 4) ? NULL : "no xsd:gYear";
  case YS_TYPE_DATE_TIME:
    return is_date_time(text) ? NULL : "no xsd:dateTime";
  case YS_TYPE_INTEGER:
    return is_integer(text) ? NULL : "no canonical xsd:integer";
  case YS_TYPE_NON_NEGATIVE_INTEGER:
    return is_natural(text) ? NULL : "no canonical xsd:nonNegativeInteger";
  case YS_TYPE_DECIMAL:
    return is_decimal(text) ? NULL : "no canonical xsd:decimal";
  case YS_TYPE_BOOLEAN:
    return ys_view_equal(text, YS_VIEW("true")) || ys_view_equal(text, YS_VIEW("false")) ? NULL : "no xsd:boolean";
  case YS_TYPES:
    break;
  }
  return "unknown datatype";
}

ys_view ys_datatype_iri(ys_datatype type) {
  switch (type) {
  case YS_TYPE_STRING:
  case YS_TYPES:
    break;
  case YS_TYPE_DATE:
    return YS_VIEW(YS_NS_xsd "date");
  case YS_TYPE_MONTH:
    return YS_VIEW(YS_NS_xsd "gYearMonth");
  case YS_TYPE_YEAR:
    return YS_VIEW(YS_NS_xsd "gYear");
  case YS_TYPE_DATE_TIME:
    return YS_VIEW(YS_NS_xsd "dateTime");
  case YS_TYPE_INTEGER:
    return YS_VIEW(YS_NS_xsd "integer");
  case YS_TYPE_NON_NEGATIVE_INTEGER:
    return YS_VIEW(YS_NS_xsd "nonNegativeInteger");
  case YS_TYPE_DECIMAL:
    return YS_VIEW(YS_NS_xsd "decimal");
  case YS_TYPE_BOOLEAN:
    return YS_VIEW(YS_NS_xsd "boolean");
  }
  return (ys_view){NULL, 0};
}

/* ---- text ---- */

ys_view ys_language_tag(ys_language language) {
  switch (language) {
  case YS_LANG_NONE:
    break;
  case YS_LANG_HANS:
    return YS_VIEW("zh-hans");
  case YS_LANG_HANT:
    return YS_VIEW("zh-hant");
  case YS_LANG_PINYIN:
    return YS_VIEW("zh-latn-pinyin");
  case YS_LANG_EN:
    return YS_VIEW("en");
  }
  return (ys_view){NULL, 0};
}

/** NULL, or why no literal may hold @p c. CR is not allowed: it has become LF before. */
static const char *character_fault(uint32_t c) {
  if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7F) {
    return "control character in text";
  }
  if ((c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE) {
    return "noncharacter in text";
  }
  return NULL;
}

/** Characters that stand for themselves in NFC whatever is beside them: most of a Chinese text. */
static bool is_plain(uint32_t c) {
  return c < 0x300 || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3000 && c <= 0x3029) || (c >= 0x2010 && c <= 0x2027) ||
         (c >= 0xFF01 && c <= 0xFF9D);
}

/** Copies @p text with LF as the only line end. */
static ys_status copy_lines(ys_arena *arena, ys_view text, ys_view *out) {
  char *const p = ys_arena_alloc(arena, text.n + 1);
  if (p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  size_t n = 0;
  for (size_t i = 0; i < text.n; i++) {
    if (text.p[i] != '\r') {
      p[n++] = text.p[i];
    } else if (i + 1 == text.n || text.p[i + 1] != '\n') {
      p[n++] = '\n';
    }
  }
  *out = (ys_view){p, n};
  return YANSHU_OK;
}

static ys_status icu_status(UErrorCode code) {
  return code == U_MEMORY_ALLOCATION_ERROR ? YANSHU_NO_MEMORY : YANSHU_INTERNAL;
}

/** Normalises well-formed text of at most YS_LITERAL_BYTES. */
static ys_status to_nfc(ys_arena *arena, ys_view text, ys_view *out) {
  UErrorCode code = U_ZERO_ERROR;
  const UNormalizer2 *const nfc = unorm2_getNFCInstance(&code);
  if (U_FAILURE(code)) {
    return icu_status(code);
  }
  const int32_t n = (int32_t)text.n;
  const int32_t room = 3 * n + 1; /* NFC makes at most three UTF-16 units of one */
  UChar *const before = ys_arena_alloc(arena, (size_t)(n + 1) * sizeof(UChar));
  UChar *const after = ys_arena_alloc(arena, (size_t)room * sizeof(UChar));
  if (before == NULL || after == NULL) {
    return YANSHU_NO_MEMORY;
  }
  int32_t length = 0;
  u_strFromUTF8(before, n + 1, &length, text.p, n, &code);
  length = unorm2_normalize(nfc, before, length, after, room, &code);
  int32_t bytes = 0;
  char *const utf8 = U_FAILURE(code) ? NULL : ys_arena_alloc(arena, (size_t)length * 3 + 1);
  if (U_FAILURE(code)) {
    return icu_status(code);
  }
  if (utf8 == NULL) {
    return YANSHU_NO_MEMORY;
  }
  u_strToUTF8(utf8, length * 3 + 1, &bytes, after, length, &code);
  *out = (ys_view){utf8, (size_t)bytes};
  return U_FAILURE(code) ? icu_status(code) : YANSHU_OK;
}

ys_status ys_literal_clean(ys_arena *arena, ys_view text, ys_view *out, const char **fault) {
  *fault = NULL;
  if (text.n > YS_LITERAL_BYTES) {
    *fault = "text too long";
    return YANSHU_LIMIT;
  }
  bool plain = true;
  bool returns = false;
  for (size_t i = 0, length = 0; i < text.n; i += length) {
    const uint32_t c = ys_utf8_decode(text.p + i, text.n - i, &length);
    if (c >= 0x4E00 && c <= 0x9FFF) {
      continue; /* nothing to find fault with */
    }
    *fault = c == YS_NO_CHAR ? "text that is not UTF-8" : c == '\r' ? NULL : character_fault(c);
    if (*fault != NULL) {
      return YANSHU_BAD_TERM;
    }
    plain = plain && is_plain(c);
    returns = returns || c == '\r';
  }
  *out = text;
  if (returns) {
    YS_TRY(copy_lines(arena, text, out));
  }
  return plain ? YANSHU_OK : to_nfc(arena, *out, out);
}
