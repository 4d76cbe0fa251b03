/* SPDX-License-Identifier: Apache-2.0 */
/** @file report.c Messages to whoever runs the world. */
#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>

enum { MESSAGE_MOST = 1024 };

/** Cuts an incomplete last character off. */
static size_t whole_characters(const char *text, size_t n) {
  size_t back = 0;
  while (back < n && back < 3 && ((unsigned char)text[n - 1 - back] & 0xC0U) == 0x80U) {
    back++;
  }
  size_t length;
  const size_t start = back < n ? n - 1 - back : 0;
  const bool whole = ys_utf8_decode(text + start, n - start, &length) != YS_NO_CHAR && start + length == n;
  return whole ? n : start;
}

/** Formats the text of @p message and hands it on. */
__attribute__((format(printf, 3, 0))) static void hand_on(const ys_log *log, yanshu_message message, const char *format,
                                                          va_list args) {
  char text[MESSAGE_MOST];
  const int written = vsnprintf(text, sizeof text, format, args);
  size_t n = written > 0 ? (size_t)written : 0;
  if (n >= sizeof text) {
    n = whole_characters(text, sizeof text - 1);
  }
  for (size_t i = 0; i < n; i++) {
    if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F) {
      text[i] = ' '; /* one line, and nothing that a terminal would obey */
    }
  }
  message.text = (ys_view){text, n};
  log->func(log->user, &message);
}

ys_status ys_report(const ys_log *log, yanshu_level level, ys_status status, ys_view file, size_t line,
                    const char *format, ...) {
  if (log != NULL && log->func != NULL) {
    va_list args;
    va_start(args, format);
    hand_on(log, (yanshu_message){.level = level, .status = status, .file = file, .line = line}, format, args);
    va_end(args);
  }
  return status;
}

ys_status ys_report_at(const ys_log *log, yanshu_level level, ys_status status, ys_view file, size_t line,
                       size_t column, const char *format, ...) {
  if (log != NULL && log->func != NULL) {
    va_list args;
    va_start(args, format);
    hand_on(log, (yanshu_message){.level = level, .status = status, .file = file, .line = line, .column = column},
            format, args);
    va_end(args);
  }
  return status;
}
