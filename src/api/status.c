/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"

const char *yanshu_version(void) {
  return ys_version();
}

const char *yanshu_strerror(yanshu_status status) {
  /* No default: the compiler names a status that is missing here. */
  switch (status) {
  case YANSHU_OK:
    return "success";
  case YANSHU_NO_MEMORY:
    return "out of memory";
  case YANSHU_BAD_ARGUMENT:
    return "bad argument";
  case YANSHU_BAD_INPUT:
    return "not a readable article";
  case YANSHU_BAD_ENCODING:
    return "bytes that are not of the encoding";
  case YANSHU_READ_ERROR:
    return "cannot read the input";
  case YANSHU_WRITE_ERROR:
    return "cannot write the output";
  case YANSHU_BAD_LEXICON:
    return "the lexicon is missing or damaged";
  case YANSHU_BAD_RULES:
    return "the rules are not valid";
  case YANSHU_LIMIT:
    return "a limit was exceeded";
  case YANSHU_BAD_TERM:
    return "a term that RDF cannot hold";
  case YANSHU_INTERNAL:
    return "internal error";
  case YANSHU_UNSUPPORTED:
    return "the embedded engine can't answer this query";
  case YANSHU_REMOTE:
    return "the store on the network failed";
  }
  return "unknown status";
}
