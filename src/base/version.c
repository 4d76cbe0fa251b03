/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"

const char *ys_version(void) {
  return YANSHU_VERSION;
}
