/* SPDX-License-Identifier: Apache-2.0 */
/** @file entity.c Character references of HTML; the names are libxml2's. */
#include <libxml/HTMLparser.h>

#include "text/parts.h"

enum { NAME_MOST = 16, NUMBER_MOST = 12 };

/** "&#20013;" or "&#x4E2D;"; the semicolon may be missing. */
static uint32_t numeric(const char *p, size_t n, size_t *length) {
  size_t i = 2;
  const bool hex = i < n && (p[i] == 'x' || p[i] == 'X');
  i += hex;
  const size_t digits = i;
  uint32_t c = 0;
  for (; i < n && i < NUMBER_MOST; i++) {
    const unsigned char d = (unsigned char)p[i];
    uint32_t value;
    if (d >= '0' && d <= '9') {
      value = d - (unsigned)'0';
    } else if (hex && (d | 0x20U) >= 'a' && (d | 0x20U) <= 'f') {
      value = (d | 0x20U) - (unsigned)'a' + 10U;
    } else {
      break;
    }
    c = c > 0x10FFFF ? c : c * (hex ? 16U : 10U) + value;
  }
  if (i == digits) {
    return YS_NO_CHAR;
  }
  *length = i < n && p[i] == ';' ? i + 1 : i;
  const bool scalar = c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF);
  return scalar && (c >= 0x20 || c == '\t' || c == '\n') && c != 0x7F ? c : 0xFFFD;
}

uint32_t ys_entity_decode(const char *p, size_t n, size_t *length) {
  if (n < 3 || p[0] != '&') {
    return YS_NO_CHAR;
  }
  if (p[1] == '#') {
    return numeric(p, n, length);
  }
  xmlChar name[NAME_MOST];
  size_t i = 1;
  for (; i < n && i < NAME_MOST; i++) {
    const unsigned char c = (unsigned char)p[i];
    if (!ys_is_latin(c) && !ys_is_digit(c)) {
      break;
    }
    name[i - 1] = c;
  }
  if (i == 1 || i >= n || i == NAME_MOST || p[i] != ';') {
    return YS_NO_CHAR;
  }
  name[i - 1] = 0;
  *length = i + 1;
  const htmlEntityDesc *const entity = htmlEntityLookup(name);
  return entity != NULL ? entity->value : YS_NO_CHAR;
}
