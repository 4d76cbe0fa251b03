/* SPDX-License-Identifier: Apache-2.0 */
/** @file http.c What libcurl is asked for. */
#include "store/http.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <curl/curl.h>

#define AGENT "yanshu"
/** Seconds without a byte after which a connection counts as broken, and those to make one. */
#define SILENCE 300L
#define CONNECT 30L
/** The longest pause between two attempts is 2 to the power of this, in seconds. */
#define PAUSE 5U

struct ys_http {
  yanshu_allocator allocator;
  ys_log log;
  const ys_load *how;
  CURL *curl;
  const ys_http_request *request;
  int64_t at;     /**< of the body */
  int64_t before; /**< bytes of files that earlier requests sent */
  int64_t all;
  int last_percent;
  size_t n_said;
  bool markup; /**< the answer is HTML or XML: tags are left out */
  bool in_tag;
  char said[300]; /**< the beginning of the server's answer */
};

/* ---- what curl calls ---- */

static int64_t body_size(const ys_http_request *r) {
  return (int64_t)r->head.n + r->size + (int64_t)r->tail.n;
}

static size_t copy_part(ys_view part, int64_t from, char *out, size_t room) {
  const size_t n = part.n - (size_t)from < room ? part.n - (size_t)from : room;
  memcpy(out, part.p + from, n);
  return n;
}

static size_t on_read(char *buffer, size_t size, size_t count, void *user) {
  ys_http *const h = user;
  const ys_http_request *const r = h->request;
  const size_t room = size * count;
  const int64_t in_file = h->at - (int64_t)r->head.n;
  size_t n = 0;
  if (in_file < 0) {
    n = copy_part(r->head, h->at, buffer, room);
  } else if (in_file < r->size) {
    const int64_t left = r->size - in_file;
    const ssize_t done = pread(r->file, buffer, left < (int64_t)room ? (size_t)left : room, r->at + in_file);
    if (done <= 0) {
      return CURL_READFUNC_ABORT;
    }
    n = (size_t)done;
  } else if (in_file < r->size + (int64_t)r->tail.n) {
    n = copy_part(r->tail, in_file - r->size, buffer, room);
  }
  h->at += (int64_t)n;
  return n;
}

static int on_seek(void *user, curl_off_t offset, int origin) {
  ys_http *const h = user;
  if (origin != SEEK_SET) {
    return CURL_SEEKFUNC_CANTSEEK;
  }
  h->at = offset;
  return CURL_SEEKFUNC_OK;
}

static void say(ys_http *h, unsigned char c) {
  const bool blank = c <= 0x20 || c == 0x7F;
  if (h->n_said == 0) {
    h->markup |= c == '<';
    if (blank) {
      return;
    }
  }
  if (h->markup && (c == '<' || h->in_tag)) {
    h->in_tag = c != '>';
    return;
  }
  if (h->n_said < sizeof h->said - 1 && !(blank && h->said[h->n_said - 1] == ' ')) {
    h->said[h->n_said++] = (char)(blank ? ' ' : c);
    h->said[h->n_said] = '\0';
  }
}

/* curl wants its parameter so. NOLINTNEXTLINE(readability-non-const-parameter) */
static size_t on_answer(char *bytes, size_t size, size_t count, void *user) {
  for (size_t i = 0; i < size * count; i++) {
    say(user, (unsigned char)bytes[i]);
  }
  return size * count;
}

static int on_progress(void *user, curl_off_t down_total, curl_off_t down, curl_off_t up_total, curl_off_t up) {
  ys_http *const h = user;
  (void)down_total;
  (void)down;
  (void)up_total;
  const int percent = h->all > 0 && up > 0 ? (int)((h->before + up) * 100 / h->all) : h->last_percent;
  if (h->how->progress != NULL && percent > h->last_percent && percent <= 100) {
    h->last_percent = percent;
    h->how->progress(h->how->progress_user, (unsigned)percent);
  }
  return 0;
}

/* ---- a connection ---- */

static void set_options(ys_http *h) {
  CURL *const curl = h->curl;
  const ys_load *const how = h->how;
  (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  (void)curl_easy_setopt(curl, CURLOPT_USERAGENT, AGENT);
  (void)curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  (void)curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_read);
  (void)curl_easy_setopt(curl, CURLOPT_READDATA, h);
  (void)curl_easy_setopt(curl, CURLOPT_SEEKFUNCTION, on_seek);
  (void)curl_easy_setopt(curl, CURLOPT_SEEKDATA, h);
  (void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_answer);
  (void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, h);
  (void)curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  (void)curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
  (void)curl_easy_setopt(curl, CURLOPT_XFERINFODATA, h);
  (void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  (void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT);
  (void)curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  (void)curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, how->silence > 0 ? (long)how->silence : SILENCE);
  (void)curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  (void)curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  if (how->ca != NULL) {
    (void)curl_easy_setopt(curl, CURLOPT_CAINFO, how->ca);
  }
  (void)curl_easy_setopt(curl, CURLOPT_HTTPAUTH, (long)(CURLAUTH_BASIC | CURLAUTH_DIGEST));
  (void)curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_OPTIONAL);
  if (how->netrc != NULL) {
    (void)curl_easy_setopt(curl, CURLOPT_NETRC_FILE, how->netrc);
  }
  if (how->user != NULL) {
    (void)curl_easy_setopt(curl, CURLOPT_USERNAME, how->user);
    (void)curl_easy_setopt(curl, CURLOPT_PASSWORD, how->password != NULL ? how->password : "");
  }
}

ys_status ys_http_new(const yanshu_allocator *allocator, const ys_log *log, const ys_load *how, ys_http **out) {
  *out = ys_resize(allocator, NULL, sizeof **out);
  if (*out == NULL) {
    return YANSHU_NO_MEMORY;
  }
  **out = (ys_http){.allocator = *allocator, .log = *log, .how = how, .curl = curl_easy_init(), .last_percent = -1};
  if ((*out)->curl == NULL) {
    ys_http_free(*out);
    *out = NULL;
    return YANSHU_NO_MEMORY;
  }
  set_options(*out);
  return YANSHU_OK;
}

void ys_http_free(ys_http *h) {
  if (h != NULL) {
    curl_easy_cleanup(h->curl);
    const yanshu_allocator allocator = h->allocator;
    (void)ys_resize(&allocator, h, 0);
  }
}

void ys_http_expect(ys_http *h, int64_t size) {
  h->all = size;
}

ys_status ys_http_escape(ys_http *h, ys_view text, ys_buffer *out) {
  char *const escaped = text.n > INT_MAX ? NULL : curl_easy_escape(h->curl, text.p, (int)text.n);
  if (escaped == NULL) {
    return YANSHU_NO_MEMORY;
  }
  ys_buffer_append_view(out, ys_view_of(escaped));
  curl_free(escaped);
  return out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

/* ---- requests ---- */

/** Whether the same request may do better in a while. */
static bool is_passing(CURLcode result, long code) {
  switch ((int)result) {
  case CURLE_OK:
    return code == 429 || code == 500 || code == 502 || code == 503 || code == 504;
  case CURLE_COULDNT_CONNECT:
  case CURLE_SEND_ERROR:
  case CURLE_RECV_ERROR:
  case CURLE_GOT_NOTHING:
  case CURLE_PARTIAL_FILE:
  case CURLE_OPERATION_TIMEDOUT:
    return true;
  default:
    return false;
  }
}

static ys_status complain(const ys_http *h, CURLcode result, long code, yanshu_level level, const char *then) {
  const ys_view where = ys_view_of(h->how->url);
  if (result != CURLE_OK) {
    return ys_report(&h->log, level, YANSHU_REMOTE, where, 0, "%s%s", curl_easy_strerror(result), then);
  }
  /* not in the middle of a character */
  const size_t broken = ys_utf8_check((ys_view){h->said, h->n_said});
  const int n_said = (int)(broken < h->n_said ? broken : h->n_said);
  char wrong_address[96];
  (void)snprintf(wrong_address, sizeof wrong_address, " (is this the address of its %s?)", h->request->what);
  const char *const hint = code == 401   ? " (name or password: a netrc file, or YANSHU_USER and YANSHU_PASSWORD)"
                           : code == 403 ? " (no right to write)"
                           : code == 404 || code == 405 || code == 415 || (code >= 300 && code < 400) ? wrong_address
                           : code == 413 || code == 507                                               ? " (no room)"
                                                                                                      : "";
  return ys_report(&h->log, level, YANSHU_REMOTE, where, 0, "answered %ld%s%s%.*s%s", code, hint,
                   n_said > 0 ? ": " : "", n_said, h->said, then);
}

static ys_status attempt(ys_http *h) {
  for (unsigned n = 0;; n++) {
    long code = 0;
    h->at = 0;
    h->n_said = 0;
    h->said[0] = '\0';
    h->markup = h->in_tag = false;
    const CURLcode result = curl_easy_perform(h->curl);
    (void)curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &code);
    if (result == CURLE_OK && code >= 200 && code < 300) {
      h->before += h->request->size;
      return YANSHU_OK;
    }
    if (n == h->how->retries || !is_passing(result, code)) {
      return complain(h, result, code, YANSHU_ERROR, "");
    }
    (void)complain(h, result, code, YANSHU_WARNING, "; trying again");
    const struct timespec pause = {(time_t)1 << (n < PAUSE ? n : PAUSE), 0};
    (void)nanosleep(&pause, NULL);
  }
}

ys_status ys_http_send(ys_http *h, const ys_http_request *request) {
  char type[80];
  (void)snprintf(type, sizeof type, "Content-Type: %s", request->type);
  struct curl_slist *const header = curl_slist_append(NULL, type);
  if (header == NULL) {
    return YANSHU_NO_MEMORY;
  }
  h->request = request;
  (void)curl_easy_setopt(h->curl, CURLOPT_URL, request->address);
  (void)curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, header);
  (void)curl_easy_setopt(h->curl, CURLOPT_CUSTOMREQUEST, request->method);
  (void)curl_easy_setopt(h->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)body_size(request));
  const ys_status status = attempt(h);
  (void)curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, NULL);
  curl_slist_free_all(header);
  h->request = NULL;
  return status;
}
