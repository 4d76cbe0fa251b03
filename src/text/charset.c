/* SPDX-License-Identifier: Apache-2.0 */
/** @file charset.c What ICU takes bytes for. In the module: few inputs leave it open, and that library is large. */
#include <string.h>

#include <unicode/ucsdet.h>

#include "text/parts.h"

enum { SAMPLE = 256 * 1024 };

ys_status ys_charset_opinion(ys_view bytes, int *opinion) {
  *opinion = 0;
  UErrorCode code = U_ZERO_ERROR;
  UCharsetDetector *const detector = ucsdet_open(&code);
  if (U_FAILURE(code)) {
    return YANSHU_OK;
  }
  ucsdet_setText(detector, bytes.p, (int32_t)(bytes.n < SAMPLE ? bytes.n : SAMPLE), &code);
  const UCharsetMatch *const match = ucsdet_detect(detector, &code);
  const char *const name = U_SUCCESS(code) && match != NULL ? ucsdet_getName(match, &code) : NULL;
  if (name != NULL && U_SUCCESS(code)) {
    *opinion = strcmp(name, "GB18030") == 0 ? 1 : strcmp(name, "Big5") == 0 ? -1 : 0;
  }
  ucsdet_close(detector);
  return YANSHU_OK;
}
