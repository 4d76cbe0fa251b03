/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file normalise.c
 * One block's characters as recognizers match them. Each step works on the result of the one before: blanks and
 * joined slips, quotes, widths, brackets in pairs, traditional characters.
 */
#include <uchar.h>

#include <unicode/unorm2.h>

#include "text/parts.h"

enum { DEPTH_MOST = 64 };

/** Radicals of simplified characters, for which Unicode has no decomposition. */
static uint32_t plain_radical(uint32_t c) {
  static const uint32_t pairs[][2] = {
      {0x2EA0, U'民'}, {0x2EA9, U'王'}, {0x2EC4, U'西'}, {0x2EC5, U'见'}, {0x2EC9, U'贝'}, {0x2ECB, U'车'},
      {0x2ED3, U'长'}, {0x2ED4, U'门'}, {0x2ED8, U'青'}, {0x2EDA, U'页'}, {0x2EDB, U'风'}, {0x2EDC, U'飞'},
      {0x2EDD, U'食'}, {0x2EE2, U'马'}, {0x2EE4, U'鬼'}, {0x2EE5, U'鱼'}, {0x2EE6, U'鸟'}, {0x2EE8, U'麦'},
      {0x2EE9, U'黄'}, {0x2EEC, U'齐'}, {0x2EEE, U'齿'}, {0x2EF0, U'龙'}};
  for (size_t i = 0; i < YS_LENGTH(pairs); i++) {
    if (pairs[i][0] == c) {
      return pairs[i][1];
    }
  }
  return c;
}

uint32_t ys_plain_rare(uint32_t c) {
  UErrorCode code = U_ZERO_ERROR;
  const UNormalizer2 *const nfkc = unorm2_getNFKCInstance(&code);
  UChar out[8];
  const int32_t n =
      U_SUCCESS(code) ? unorm2_getDecomposition(nfkc, (UChar32)c, out, (int32_t)YS_LENGTH(out), &code) : -1;
  if (U_FAILURE(code) || n < 1) {
    return plain_radical(c);
  }
  if (n == 1) {
    return out[0];
  }
  const bool pair = n == 2 && out[0] >= 0xD800 && out[0] <= 0xDBFF;
  return pair ? 0x10000U + (((uint32_t)out[0] - 0xD800U) << 10) + ((uint32_t)out[1] - 0xDC00U) : c;
}

static bool invisible(uint32_t c) {
  return (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c == 0xAD || (c >= 0x202A && c <= 0x202E) || c == 0x2060 ||
         (c >= 0xFE00 && c <= 0xFE0F) || c < 0x09 || (c >= 0x0E && c < 0x20) || c == 0x7F;
}

static bool blank(uint32_t c) {
  return ys_is_space(c) || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F;
}

/** Full-width punctuation and quotes. */
static bool wide_mark(uint32_t c) {
  return (c >= 0x3001 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011) || (c >= 0x3014 && c <= 0x301F) ||
         (c >= 0x2018 && c <= 0x201F) || c == 0x2026 || c == 0x2014 || c == 0xFF01 || c == 0xFF08 || c == 0xFF09 ||
         c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0xFF1F;
}

static bool chinese(uint32_t c) {
  return ys_is_han(c) || wide_mark(c);
}

static bool dash(uint32_t c) {
  return c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2014 || c == 0x2015 || c == 0x2212 ||
         c == 0xFF0D || c == 0x2500;
}

static bool dot(uint32_t c) {
  return c == 0xB7 || c == 0x2022 || c == 0x30FB || c == 0x2027 || c == 0x2219 || c == 0xFF0E || c == 0x22C5 ||
         c == 0xFF65 || c == 0x2E31;
}

static uint32_t at(const ys_cooked *o, uint32_t n, uint32_t i) {
  return i < n ? o[i].ch : 0;
}

static uint32_t corner_quote(uint32_t c) {
  switch (c) {
  case U'「':
  case U'﹁':
  case U'〝':
    return U'“';
  case U'」':
  case U'﹂':
  case U'〞':
  case U'〟':
    return U'”';
  case U'『':
  case U'﹃':
    return U'‘';
  case U'』':
  case U'﹄':
    return U'’';
  default:
    return c;
  }
}

/** Full-width letters, digits and signs; not the punctuation that stays full. */
static uint32_t narrow(uint32_t c) {
  const bool digit = c >= 0xFF10 && c <= 0xFF19;
  const bool letter = (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
  const bool sign = c == 0xFF05 || c == 0xFF0B || c == 0xFF0F || c == 0xFF20 || c == 0xFF06 || c == 0xFF03 ||
                    c == 0xFF0A || c == 0xFF1D || c == 0xFF3F || c == 0xFF5C;
  return digit || letter || sign ? c - 0xFF01 + 0x21 : c == 0xFF61 ? U'。' : c == 0xFF64 ? U'、' : c;
}

/* ---- blanks ---- */

/** What a block has that a step is there for: a block without it is spared the step. */
enum { HAS_BLANK = 1, HAS_QUOTE = 2, HAS_WIDE = 4, HAS_HALF = 8, HAS_BRACKET = 16, HAS_DOT = 32 };

static unsigned needs(uint32_t c) {
  if (c < 0x80) {
    return c == '"' || c == '\''                                      ? HAS_QUOTE
           : c == '(' || c == ')'                                     ? HAS_HALF | HAS_BRACKET
           : c == ',' || c == ';' || c == ':' || c == '?' || c == '!' ? HAS_HALF
                                                                      : 0;
  }
  return (c >= 0xFF00 && narrow(c) != c ? HAS_WIDE : 0U) |
         (c == 0xFF02 || c == 0xFF07 || corner_quote(c) != c ? HAS_QUOTE : 0U) |
         (c == U'（' || c == U'）' ? HAS_BRACKET : 0U) | (dot(c) || dash(c) ? HAS_DOT : 0U);
}

/**
 * Copies pieces: invisible characters dropped, runs of blanks one U+0020, none at the ends. @p has: HAS_… of what was
 * copied.
 */
static uint32_t copy(const ys_piece *p, uint32_t n, ys_cooked *out, unsigned *has) {
  uint32_t m = 0;
  *has = 0;
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t c = p[i].c;
    if ((c >= 0x4E00 && c <= 0x9FFF) || c == U'，' || c == U'。' || c == U'、') { /* nineteen of twenty */
      out[m++] = (ys_cooked){p[i].c, p[i].c, p[i].from, p[i].to};
      continue;
    }
    if (invisible(p[i].c)) {
      continue;
    }
    if (!blank(p[i].c)) {
      out[m++] = (ys_cooked){ys_plain_ideograph(p[i].c), p[i].c, p[i].from, p[i].to};
      *has |= needs(out[m - 1].ch);
    } else if (m > 0 && out[m - 1].ch == ' ') {
      out[m - 1].to = p[i].to;
      out[m - 1].raw = p[i].c == 0x3000 ? 0x3000 : out[m - 1].raw; /* told apart until the end of this step */
    } else if (m > 0) {
      out[m++] = (ys_cooked){' ', p[i].c == 0x3000 ? 0x3000 : ' ', p[i].from, p[i].to};
      *has |= HAS_BLANK;
    }
  }
  return m > 0 && out[m - 1].ch == ' ' ? m - 1 : m;
}

/** "X and Y" between Han: a slip of scanners for 和; one character that covers it with its blanks. */
static uint32_t join_and(ys_cooked *o, uint32_t n) {
  uint32_t m = 0;
  for (uint32_t i = 0; i < n; i++) {
    const bool slip = m > 0 && ys_is_han(o[m - 1].ch) && at(o, n, i) == ' ' && at(o, n, i + 1) == 'a' &&
                      at(o, n, i + 2) == 'n' && at(o, n, i + 3) == 'd' && at(o, n, i + 4) == ' ' &&
                      ys_is_han(at(o, n, i + 5));
    if (slip) {
      o[m++] = (ys_cooked){U'和', U'和', o[i].from, o[i + 4].to};
      i += 4;
    } else {
      o[m++] = o[i];
    }
  }
  return m;
}

static bool list_mark(uint32_t c) {
  return c == U'、' || c == U'，' || c == ',' || c == U'；' || c == ';' || c == U'：' || c == ':' || c == U'。' ||
         c == U'（' || c == '(' || c == U'）' || c == ')' || c == '/' || c == U'／';
}

/** Is the blank at @p i padding inside a two-character name (左 军、丛 兵, 张　三)? What stands before it is [0, m). */
static bool is_padding(const ys_cooked *o, uint32_t n, uint32_t i, uint32_t m) {
  if (m == 0 || !ys_is_han(o[m - 1].ch) || !ys_is_han(at(o, n, i + 1))) {
    return false;
  }
  const uint32_t left = m >= 2 ? o[m - 2].ch : 0;
  const uint32_t right = at(o, n, i + 2);
  const bool left_ends = left == 0 || left == ' ' || list_mark(left);
  const bool right_ends = right == 0 || right == ' ' || list_mark(right);
  if (!right_ends) {
    return false;
  }
  if (left_ends) {
    /* three single characters in a row are spaced-out words, not names */
    return !(right == ' ' && ys_is_han(at(o, n, i + 3)) && at(o, n, i + 4) == ' ') && (left != 0 || right != 0);
  }
  return o[i].raw == 0x3000 && right != ' ' && right != 0;
}

/** Blanks that mean nothing: padding, beside punctuation, and between Han and digits where that is the house style. */
static uint32_t drop_blanks(const ys_style *style, ys_cooked *o, uint32_t n) {
  uint32_t m = 0;
  for (uint32_t i = 0; i < n; i++) {
    if (o[i].ch != ' ') {
      o[m++] = o[i];
      continue;
    }
    const uint32_t left = m > 0 ? o[m - 1].ch : 0;
    const uint32_t right = at(o, n, i + 1);
    const bool opens = ys_press_open(right) && right != '(' && right != '[';
    const bool marks = (wide_mark(left) && !ys_press_close(left)) || (wide_mark(right) && !opens);
    const bool house = style->spaced && ((ys_is_han(left) && (ys_is_digit(right) || ys_is_latin(right))) ||
                                         ((ys_is_digit(left) || ys_is_latin(left)) && ys_is_han(right)));
    if (!marks && !house && !is_padding(o, n, i, m)) {
      o[m] = o[i];
      o[m++].raw = ' ';
    }
  }
  return m;
}

/* ---- quotes ---- */

static void fix_quotes(ys_cooked *o, uint32_t n) {
  bool open = false;
  bool single = false;
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t c = o[i].ch = corner_quote(o[i].ch);
    if (c == '"' || c == 0xFF02) {
      o[i].ch = open ? U'”' : U'“';
      open = !open;
    } else if (c == U'“' || c == U'”') {
      open = c == U'“';
    } else if (c == '\'' || c == 0xFF07) {
      const uint32_t left = i > 0 ? o[i - 1].ch : 0;
      const bool apostrophe = ys_is_latin(left) || ys_is_digit(left);
      if (!apostrophe || (single && !ys_is_latin(at(o, n, i + 1)))) {
        o[i].ch = single ? U'’' : U'‘';
        single = !single;
      }
    }
  }
}

/* ---- widths ---- */

static uint32_t widen(uint32_t c) {
  switch (c) {
  case ',':
    return U'，';
  case ';':
    return U'；';
  case ':':
    return U'：';
  case '?':
    return U'？';
  case '!':
    return U'！';
  case '(':
    return U'（';
  case ')':
    return U'）';
  default:
    return c;
  }
}

static void narrow_all(ys_cooked *o, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    o[i].ch = o[i].ch >= 0xFF00 ? narrow(o[i].ch) : o[i].ch;
  }
}

/** A half-width mark beside Chinese becomes full; 1,234 and 10:20 and A:B stay. */
static void widen_all(ys_cooked *o, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t wide = widen(o[i].ch);
    const uint32_t left = i > 0 ? o[i - 1].ch : 0;
    const uint32_t right = at(o, n, i + 1);
    if (wide != o[i].ch && (chinese(left) || chinese(right)) && !(ys_is_digit(left) && ys_is_digit(right))) {
      o[i].ch = wide;
    }
  }
  for (uint32_t i = n; i-- > 0;) { /* a mark before one that has just been widened: (AI), */
    const uint32_t wide = widen(o[i].ch);
    if (wide != o[i].ch && wide_mark(at(o, n, i + 1)) && !ys_press_open(at(o, n, i + 1))) {
      o[i].ch = wide;
    }
  }
}

/** Brackets in pairs are of one width. */
static void pair_brackets(ys_cooked *o, uint32_t n) {
  uint32_t stack[DEPTH_MOST];
  uint32_t depth = 0;
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t c = o[i].ch;
    if ((c == '(' || c == U'（') && depth < DEPTH_MOST) {
      stack[depth++] = i;
    } else if ((c == ')' || c == U'）') && depth > 0) {
      const uint32_t open = stack[--depth];
      if (c == U'）' || o[open].ch == U'（') {
        o[i].ch = U'）';
        o[open].ch = U'（';
      }
    }
  }
}

static void fix_dots_and_dashes(ys_cooked *o, uint32_t n) {
  for (uint32_t i = 1; i + 1 < n; i++) {
    const uint32_t left = o[i - 1].ch;
    const uint32_t right = o[i + 1].ch;
    const bool names = (ys_is_han(left) || ys_is_latin(left)) && (ys_is_han(right) || ys_is_latin(right));
    if (dot(o[i].ch) && names) {
      o[i].ch = 0xB7;
    } else if (o[i].ch == 0xFF0E) {
      o[i].ch = '.';
    } else if (dash(o[i].ch) && ys_is_digit(left) && ys_is_digit(right)) {
      o[i].ch = '-';
    }
  }
}

static void simplify(const ys_lexicon *lexicon, ys_cooked *o, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    const uint32_t simple = ys_is_han(o[i].ch) ? ys_lexicon_character(lexicon, o[i].ch)->simplified : 0;
    o[i].ch = simple != 0 ? simple : o[i].ch;
  }
}

/* 計畫 is 计划, though 畫 alone is 画: phrases of the same length that characters, one by one, get wrong. */
static void simplify_phrases(const ys_lexicon *lexicon, ys_cooked *o, uint32_t n) {
  enum { LONGEST = 4 };
  const uint16_t phrases = ys_lexicon_class(lexicon, YS_VIEW("traditional"));
  for (uint32_t i = 0; i < n; i++) {
    uint32_t ch[LONGEST];
    uint32_t room = 0;
    while (room < LONGEST && i + room < n && ys_is_han(o[i + room].ch)) {
      ch[room] = o[i + room].ch;
      room++;
    }
    const ys_entry *entry = NULL;
    uint32_t length = room + 1;
    while (entry == NULL && --length > 1) {
      const ys_match found = ys_lexicon_find(lexicon, ch, length);
      for (uint32_t k = 0; k < found.n && entry == NULL; k++) {
        const ys_entry *one = ys_lexicon_entry(lexicon, found.entry + k);
        entry = one->class_id == phrases && one->concept_id != YS_NO_CONCEPT ? one : NULL;
      }
    }
    const ys_view to = entry != NULL ? ys_concept_feature(lexicon, entry->concept_id, "to") : YS_VIEW("");
    size_t at = 0;
    for (uint32_t k = 0; k < length && at < to.n; k++) {
      size_t bytes = 0;
      o[i + k].ch = ys_utf8_decode(to.p + at, to.n - at, &bytes);
      at += bytes;
    }
  }
}

uint32_t ys_normalise(const ys_style *style, ys_piece *p, uint32_t n, ys_cooked *out) {
  unsigned has;
  uint32_t m = copy(p, n, out, &has);
  m = has & HAS_BLANK ? join_and(out, m) : m;
  if (has & HAS_QUOTE) {
    fix_quotes(out, m);
  }
  m = has & HAS_BLANK ? drop_blanks(style, out, m) : m;
  if (has & HAS_WIDE) {
    narrow_all(out, m);
  }
  if (has & HAS_HALF) {
    widen_all(out, m);
  }
  if (has & HAS_BRACKET) {
    pair_brackets(out, m);
  }
  if (has & HAS_DOT) {
    fix_dots_and_dashes(out, m);
  }
  if (style->lexicon != NULL) {
    simplify(style->lexicon, out, m);
    simplify_phrases(style->lexicon, out, m);
  }
  return m;
}
