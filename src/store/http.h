/* SPDX-License-Identifier: Apache-2.0 */
/** @file http.h Requests to a store: who we are, when to try again, what went wrong. Inside of the room. */
#ifndef YS_STORE_HTTP_H
#define YS_STORE_HTTP_H

#include "store/store.h"

/** A connection that is kept from one request to the next. */
typedef struct ys_http ys_http;

/** One request; its body is head, a part of a file, tail. */
typedef struct ys_http_request {
  const char *method;
  const char *address;
  const char *type; /**< of the body */
  const char *what; /**< that the address should be, for messages */
  ys_view head;
  int file;
  int64_t at;
  int64_t size;
  ys_view tail;
} ys_http_request;

ys_status ys_http_new(const yanshu_allocator *allocator, const ys_log *log, const ys_load *how, ys_http **out);
void ys_http_free(ys_http *http);
/** Bytes of files that all requests together send, for the progress. */
void ys_http_expect(ys_http *http, int64_t size);
/**
 * Sends it, again after passing failures; it must be one that may be done twice.
 * @return YANSHU_REMOTE (reported) when the answer was no success.
 */
ys_status ys_http_send(ys_http *http, const ys_http_request *request);
/** As in an address: %E4%B8%80. Appends to @p out. */
ys_status ys_http_escape(ys_http *http, ys_view text, ys_buffer *out);

#endif
