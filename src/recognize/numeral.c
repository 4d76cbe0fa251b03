/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers as news prints them. The numerals are notation, as 0-9 are; so they stand here and not in the lexicon. */
#include "recognize/recognize_internal.h"

enum {
  ZERO = 0x96F6,              /* 零 */
  CIRCLE = YS_NUMERAL_CIRCLE, /* 〇 */
  TEN = 0x5341,
  HUNDRED = 0x767E,
  THOUSAND = 0x5343,
  MYRIAD = 0x4E07,  /* 万 */
  YI = 0x4EBF,      /* 亿 */
  POINT = 0x70B9,   /* 点 */
  MINUTE = 0x5206,  /* 分 */
  MORE = 0x591A,    /* 多 */
  SURPLUS = 0x4F59, /* 余 */
  SOME = 0x51E0     /* 几 */
};

/* The digit that a numeral stands for; 10 for none. */
static uint32_t digit_or_ten(uint32_t c) {
  switch (c) {
  case ZERO:
  case CIRCLE:
    return 0;
  case 0x4E00:
    return 1;
  case 0x4E8C:
  case 0x4E24: /* 两 */
    return 2;
  case 0x4E09:
    return 3;
  case 0x56DB:
    return 4;
  case 0x4E94:
    return 5;
  case 0x516D:
    return 6;
  case 0x4E03:
    return 7;
  case 0x516B:
    return 8;
  case 0x4E5D:
    return 9;
  default:
    return 10;
  }
}

static int digit_of(uint32_t c) {
  const uint32_t digit = digit_or_ten(c);
  return digit < 10 ? (int)digit : -1;
}

static uint64_t multiplier(uint32_t c) {
  switch (c) {
  case TEN:
    return 10;
  case HUNDRED:
    return 100;
  case THOUSAND:
    return 1000;
  case MYRIAD:
    return 10000;
  case YI:
    return 100000000;
  default:
    return 0;
  }
}

const uint16_t ys_numeral_of_byte[256] = {
    [ZERO & 255] = ZERO,       [0x4E00 & 255] = 0x4E00,     [0x4E8C & 255] = 0x4E8C, [0x4E24 & 255] = 0x4E24,
    [0x4E09 & 255] = 0x4E09,   [0x56DB & 255] = 0x56DB,     [0x4E94 & 255] = 0x4E94, [0x516D & 255] = 0x516D,
    [0x4E03 & 255] = 0x4E03,   [0x516B & 255] = 0x516B,     [0x4E5D & 255] = 0x4E5D, [TEN & 255] = TEN,
    [HUNDRED & 255] = HUNDRED, [THOUSAND & 255] = THOUSAND, [MYRIAD & 255] = MYRIAD, [YI & 255] = YI};

/* Arabic digits with grouping commas and decimals; *places of the fraction. */
static uint32_t read_arabic(const uint32_t *ch, size_t n, uint64_t *value, int32_t *fraction, uint32_t *places) {
  uint32_t i = 0;
  *value = 0;
  *fraction = 0;
  *places = 0;
  while (i < n && ys_is_digit(ch[i])) {
    *value = *value * 10 + (ch[i] - '0');
    ++*places;
    ++i;
    if (*places > 15) {
      return 0;
    }
    const bool grouped = *places <= 12 && i + 3 < n && ch[i] == ',' && ys_is_digit(ch[i + 1]) &&
                         ys_is_digit(ch[i + 2]) && ys_is_digit(ch[i + 3]) && (i + 4 == n || !ys_is_digit(ch[i + 4]));
    i += grouped ? 1 : 0;
  }
  if (i > 0 && i + 1 < n && ch[i] == '.' && ys_is_digit(ch[i + 1])) {
    uint32_t j = i + 1;
    while (j < n && ys_is_digit(ch[j]) && *places < 16) {
      *value = *value * 10 + (ch[j] - '0');
      ++*fraction;
      ++*places;
      ++j;
    }
    i = j < n && ys_is_digit(ch[j]) ? 0 : j;
  }
  return i;
}

/* 二〇二五: three digits or more, one by one. */
static uint32_t read_by_digit(const uint32_t *ch, size_t n, uint64_t *value) {
  uint32_t i = 0;
  *value = 0;
  while (i < n && i < 12 && digit_of(ch[i]) >= 0 && ch[i] != 0x4E24) {
    *value = *value * 10 + (uint64_t)digit_of(ch[i]);
    ++i;
  }
  return i >= 3 && (i == n || multiplier(ch[i]) == 0) ? i : 0;
}

typedef struct sum {
  uint64_t total;   /* of the sections closed by 万 or 亿 */
  uint64_t group;   /* of the open section */
  uint64_t current; /* digit that waits for its multiplier */
  uint64_t small;   /* last of 十百千 in the open section, 0: none yet */
  uint64_t big;     /* last of 万亿 */
  bool have;        /* current is set */
  bool zero;        /* 零 before it */
  bool fresh;       /* nothing since the last 万 or 亿 */
} sum;

static bool take_big(sum *s, uint64_t unit) {
  const uint64_t section = s->group + s->current;
  if (section == 0) {
    if (!s->fresh || s->big != 10000 || unit != 100000000) {
      return false;
    }
    s->total *= unit; /* 万亿 */
  } else if (s->big == unit) {
    return false; /* 一万一万 */
  } else if (s->big != 0 && s->big < unit) {
    s->total = (s->total + section) * unit;
  } else {
    s->total += section * unit;
  }
  s->big = unit;
  s->group = s->current = s->small = 0;
  s->have = s->zero = false;
  s->fresh = true;
  return s->total < UINT64_C(1000000000000000000);
}

static bool take_small(sum *s, uint64_t unit, bool first) {
  if (!s->have && !(unit == 10 && (first || s->fresh || s->zero))) {
    return false;
  }
  if (s->small != 0 && unit >= s->small) {
    return false;
  }
  s->group += (s->have ? s->current : 1) * unit;
  s->small = unit;
  s->current = 0;
  s->have = s->zero = s->fresh = false;
  return true;
}

/* Multipliers and further digits after position i; returns where the number ends. */
static uint32_t read_sum(const uint32_t *ch, size_t n, uint32_t i, sum *s, int32_t fraction, bool *about) {
  const uint32_t start = i;
  while (i < n) {
    const int digit = digit_of(ch[i]);
    const uint64_t unit = multiplier(ch[i]);
    if ((ch[i] == MORE || ch[i] == SURPLUS || ch[i] == SOME) && i > 0 && i + 1 < n && multiplier(ch[i + 1]) >= 10000) {
      *about = true;
      ++i;
    } else if (unit >= 10000 ? take_big(s, unit) : unit != 0 && take_small(s, unit, i == 0)) {
      ++i;
    } else if (digit == 0 && i > 0 && !s->have && i + 1 < n && digit_of(ch[i + 1]) > 0) {
      s->zero = true;
      ++i;
    } else if (digit > 0 && !s->have && fraction == 0 && (i == 0 || multiplier(ch[i - 1]) != 0 || s->zero)) {
      s->current = (uint64_t)digit;
      s->have = true;
      ++i;
    } else if (ys_is_digit(ch[i]) && i > start && s->fresh && fraction == 0) {
      uint64_t value = 0;
      int32_t part = 0;
      uint32_t places = 0;
      const uint32_t length = read_arabic(ch + i, n - i, &value, &part, &places);
      if (length == 0 || part != 0 || value >= s->big) {
        break;
      }
      s->current = value;
      s->have = true;
      i += length;
    } else {
      break;
    }
  }
  return i;
}

/* 三千五 = 3500, 一万二 = 12000: a last digit right after a multiplier stands for the next lower one. */
static uint64_t total_of(const sum *s, bool arabic) {
  uint64_t last = s->current;
  if (s->have && !s->zero && !arabic && s->current < 10) {
    const uint64_t unit = s->small != 0 ? s->small : s->big;
    last *= unit > 10 ? unit / 10 : 1;
  }
  return s->total + s->group + last;
}

/* 三点五: the fraction in Chinese digits, unless it is a clock time. */
static uint32_t read_fraction(const uint32_t *ch, size_t n, uint32_t i, uint64_t *value, int32_t *exponent) {
  uint32_t j = i + 1;
  uint64_t more = *value;
  while (j < n && j < i + 6 && digit_of(ch[j]) >= 0 && ch[j] != 0x4E24) {
    more = more * 10 + (uint64_t)digit_of(ch[j]);
    ++j;
  }
  if (j == i + 1 || *value > 1000000 || (j < n && (ch[j] == MINUTE || multiplier(ch[j]) == 10))) {
    return i;
  }
  *value = more;
  *exponent = -(int32_t)(j - i - 1);
  return j;
}

static bool read_chinese(const uint32_t *ch, size_t n, ys_numeral *out) {
  uint64_t value = 0;
  uint32_t length = read_by_digit(ch, n, &value);
  if (length > 0) {
    out->places = length;
  } else {
    sum s = {0};
    length = read_sum(ch, n, 0, &s, 0, &out->about);
    if (length == 0 || (length < n && digit_of(ch[length]) > 0)) {
      return false; /* 七八个: no one number */
    }
    if (length == 1 && s.have) {
      out->places = 1;
    }
    value = total_of(&s, false);
    if (length == 1 && (ch[0] == ZERO || ch[0] == CIRCLE)) {
      return false;
    }
  }
  if (length < n && ch[length] == POINT) {
    length = read_fraction(ch, n, length, &value, &out->exponent);
    if (out->exponent != 0 && length < n && multiplier(ch[length]) >= 10000) {
      const bool trillion = length + 1 < n && ch[length] == MYRIAD && ch[length + 1] == YI;
      out->exponent += ch[length] == YI ? 8 : trillion ? 12 : 4;
      length += trillion ? 2 : 1;
    }
  }
  out->digits = value;
  out->length = length;
  return true;
}

bool ys_numeral_read(const uint32_t *ch, size_t n, ys_numeral *out) {
  *out = (ys_numeral){0};
  n = n < YS_NUMERAL_LONGEST ? n : YS_NUMERAL_LONGEST;
  if (n == 0) {
    return false;
  }
  if (!ys_is_digit(ch[0])) {
    return read_chinese(ch, n, out);
  }
  uint64_t value = 0;
  int32_t fraction = 0;
  uint32_t places = 0;
  const uint32_t plain = read_arabic(ch, n, &value, &fraction, &places);
  if (plain == 0) {
    return false;
  }
  sum s = {.current = value, .have = true};
  out->arabic = true;
  out->length = value < UINT64_C(1000000000) ? read_sum(ch, n, plain, &s, fraction, &out->about) : plain;
  out->places = out->length == plain ? places : 0;
  out->digits = total_of(&s, true);
  out->exponent = -fraction;
  return true;
}

uint32_t ys_numeral_whole(const ys_numeral *numeral, uint32_t limit) {
  uint64_t value = numeral->digits;
  for (int32_t e = numeral->exponent; e < 0; ++e) {
    if (value % 10 != 0) {
      return UINT32_MAX;
    }
    value /= 10;
  }
  for (int32_t e = numeral->exponent; e > 0 && value <= limit; --e) {
    value *= 10;
  }
  return value <= limit ? (uint32_t)value : UINT32_MAX;
}

ys_view ys_number_canonical(ys_arena *arena, const ys_numeral *numeral) {
  char digits[48];
  uint64_t value = numeral->digits;
  int32_t exponent = numeral->exponent;
  while (exponent < 0 && value % 10 == 0) {
    value /= 10;
    ++exponent;
  }
  size_t n = 0; /* written from the right */
  for (; exponent > 0 && value != 0 && n < 24; --exponent) {
    digits[sizeof digits - ++n] = '0';
  }
  int32_t point = exponent < 0 ? -exponent : 0;
  do {
    digits[sizeof digits - ++n] = (char)('0' + value % 10);
    value /= 10;
    if (point > 0 && --point == 0) {
      digits[sizeof digits - ++n] = '.';
      if (value == 0) {
        digits[sizeof digits - ++n] = '0';
      }
    }
  } while (value != 0 || point > 0);
  return ys_arena_copy(arena, (ys_view){digits + sizeof digits - n, n});
}
