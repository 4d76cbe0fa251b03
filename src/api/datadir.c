/* SPDX-License-Identifier: Apache-2.0 */
#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/api.h"

/** Appends @p text and a NUL that is not counted, so that out->p is a C string. */
static ys_status put(ys_buffer *out, const char *text) {
  ys_buffer_append(out, text, strlen(text) + 1);
  if (out->failed) {
    return YANSHU_NO_MEMORY;
  }
  out->n--;
  return YANSHU_OK;
}

/** Does folder(@p file)/@p relative hold a lexicon? Then @p out is that folder, without "..": messages name its files.
 */
static ys_status try_beside(const char *file, const char *relative, ys_buffer *out, bool *found) {
  *found = false;
  out->n = 0;
  const char *slash = strrchr(file, '/');
  if (!slash || file[0] != '/') {
    return YANSHU_OK;
  }
  ys_buffer_append(out, file, (size_t)(slash - file) + 1);
  YS_TRY(put(out, relative));
  char folder[PATH_MAX];
  const bool exists = realpath(out->p, folder) != NULL;
  out->n = 0;
  if (!exists) {
    return YANSHU_OK;
  }
  YS_TRY(put(out, folder));
  const size_t n = out->n;
  YS_TRY(put(out, "/yanshu.lex"));
  *found = access(out->p, R_OK) == 0;
  out->n = *found ? n : 0;
  out->p[out->n] = '\0';
  return YANSHU_OK;
}

/** The same for the places where a library and a program have their data. */
static ys_status try_installed(const char *file, ys_buffer *out, bool *found) {
  YS_TRY(try_beside(file, YANSHU_LIB_TO_DATA, out, found));
  if (*found) {
    return YANSHU_OK;
  }
  return try_beside(file, YANSHU_BIN_TO_DATA, out, found);
}

ys_status ys_data_dir(const char *given, ys_buffer *out) {
  const char *environment = getenv("YANSHU_DATA");
  if (given && *given) {
    return put(out, given);
  }
  if (environment && *environment) {
    return put(out, environment);
  }

  bool found = false;
  /* Any object of this library: which file was it loaded from? */
  static const char anchor = 0;
  Dl_info info;
  if (dladdr(&anchor, &info) != 0 && info.dli_fname) {
    YS_TRY(try_installed(info.dli_fname, out, &found));
    if (found) {
      return YANSHU_OK;
    }
  }

  /* Linked statically: dladdr gives the program's name as it was called, which may have no folder. */
  char program[PATH_MAX];
  const ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
  if (n > 0) {
    program[n] = '\0';
    YS_TRY(try_installed(program, out, &found));
    if (found) {
      return YANSHU_OK;
    }
  }
  return put(out, YANSHU_FULL_DATADIR);
}
