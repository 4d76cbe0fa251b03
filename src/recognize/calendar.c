/* SPDX-License-Identifier: Apache-2.0 */
#include "recognize/recognize_internal.h"

/* Days from civil and back: the calendar as a count of 400-year eras that begin on 1 March. */
int32_t ys_days_of(int year, int month, int day) {
  const int y = month <= 2 ? year - 1 : year;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

ys_date ys_date_of_days(int32_t days) {
  const int z = days + 719468;
  const int era = (z >= 0 ? z : z - 146096) / 146097;
  const int day_of_era = z - era * 146097;
  const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int month_index = (5 * day_of_year + 2) / 153;
  const int month = month_index + (month_index < 10 ? 3 : -9);
  return ys_date_make(year_of_era + era * 400 + (month <= 2 ? 1 : 0), month,
                      day_of_year - (153 * month_index + 2) / 5 + 1);
}

int ys_month_days(int year, int month) {
  static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) {
    return 0;
  }
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : days[month - 1];
}

ys_date ys_date_make(int year, int month, int day) {
  ys_date date = {.year = (int16_t)year, .month = (uint8_t)month, .day = (uint8_t)day};
  if (year != 0) {
    date.precision = month == 0 ? YS_DATE_YEAR : day == 0 ? YS_DATE_MONTH : YS_DATE_DAY;
  }
  return date;
}

static bool digits_of(ys_view text, size_t from, size_t n, int *value) {
  *value = 0;
  for (size_t i = from; i < from + n; ++i) {
    if (!ys_is_digit((unsigned char)text.p[i])) {
      return false;
    }
    *value = *value * 10 + (text.p[i] - '0');
  }
  return true;
}

bool ys_date_parse(ys_view text, ys_date *date) {
  int year = 0;
  int month = 0;
  int day = 0;
  *date = (ys_date){0};
  if ((text.n != 4 && text.n != 7 && text.n != 10) || !digits_of(text, 0, 4, &year) || year == 0) {
    return false;
  }
  if (text.n >= 7 && (text.p[4] != '-' || !digits_of(text, 5, 2, &month) || month < 1 || month > 12)) {
    return false;
  }
  if (text.n == 10 &&
      (text.p[7] != '-' || !digits_of(text, 8, 2, &day) || day < 1 || day > ys_month_days(year, month))) {
    return false;
  }
  *date = ys_date_make(year, month, day);
  return true;
}
