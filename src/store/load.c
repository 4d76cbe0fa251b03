/* SPDX-License-Identifier: Apache-2.0 */
/** @file load.c Triples into a store on the network, by the SPARQL 1.1 Graph Store HTTP Protocol. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <curl/curl.h>

#include "store/answer.h"
#include "store/store.h"

/** Virtuoso looks at the first line to tell what a body is, and takes a long one for plain text. */
#define FIRST_LINE "@prefix yanshu: <https://w3id.org/yanshu/ontology#> .\n"
#define AGENT "yanshu"
/** Seconds without a byte after which a connection counts as broken, and those to make one. */
#define SILENCE 300L
#define CONNECT 30L

/** A load while it goes on. */
typedef struct loading {
  const ys_load *how;
  const ys_log *log;
  int file; /**< the body */
  int64_t size;
  int64_t at;
  char said[200]; /**< the beginning of the server's answer */
  size_t n_said;
  int last_percent;
} loading;

/* ---- the body: all files as one, in a temporary file ---- */

static ys_status fail(const loading *l, const char *what, int number) {
  char text[128] = "unknown error";
  const char *const said = strerror_r(number, text, sizeof text);
  return YS_FAIL(l->log, YANSHU_WRITE_ERROR, YS_VIEW(""), 0, "%s: %s", what, said);
}

static yanshu_status write_body(void *user, const void *bytes, size_t n) {
  loading *const l = user;
  const char *p = bytes;
  while (n > 0) {
    const ssize_t done = write(l->file, p, n);
    if (done < 0 && errno == EINTR) {
      continue;
    }
    if (done <= 0) {
      return fail(l, "no room for the triples in the temporary folder", done < 0 ? errno : ENOSPC);
    }
    p += done;
    n -= (size_t)done;
    l->size += done;
  }
  return YANSHU_OK;
}

static int open_body(void) {
  const char *const folder = getenv("TMPDIR");
  return open(folder != NULL && *folder != '\0' ? folder : "/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

static ys_status make_body(loading *l, ys_rdf_world *world, const yanshu_allocator *a, const char *const *path,
                           size_t n) {
  ys_sheet *const out = ys_resize(a, NULL, sizeof *out);
  if (out == NULL) {
    return YANSHU_NO_MEMORY;
  }
  out->write = write_body;
  out->user = l;
  out->status = YANSHU_OK;
  out->n = 0;
  ys_sheet_text(out, FIRST_LINE);
  ys_status status = YANSHU_OK;
  for (size_t i = 0; i < n && status == YANSHU_OK; i++) {
    status = ys_rdf_copy(world, a, l->log, path[i], out);
  }
  const ys_status end = ys_sheet_end(out);
  (void)ys_resize(a, out, 0);
  return status == YANSHU_OK ? end : status;
}

/* ---- what curl calls ---- */

static size_t on_read(char *buffer, size_t size, size_t count, void *user) {
  loading *const l = user;
  const ssize_t n = pread(l->file, buffer, size * count, l->at);
  if (n < 0) {
    return CURL_READFUNC_ABORT;
  }
  l->at += n;
  return (size_t)n;
}

static int on_seek(void *user, curl_off_t offset, int origin) {
  loading *const l = user;
  if (origin != SEEK_SET) {
    return CURL_SEEKFUNC_CANTSEEK;
  }
  l->at = offset;
  return CURL_SEEKFUNC_OK;
}

/* curl wants its parameter so. NOLINTNEXTLINE(readability-non-const-parameter) */
static size_t on_answer(char *bytes, size_t size, size_t count, void *user) {
  loading *const l = user;
  for (size_t i = 0; i < size * count && l->n_said < sizeof l->said - 1; i++) {
    const unsigned char c = (unsigned char)bytes[i];
    l->said[l->n_said++] = (char)(c < 0x20 ? ' ' : c);
    l->said[l->n_said] = '\0';
  }
  return size * count;
}

static int on_progress(void *user, curl_off_t down_total, curl_off_t down, curl_off_t up_total, curl_off_t up) {
  loading *const l = user;
  (void)down_total;
  (void)down;
  const int percent = up_total > 0 ? (int)(up * 100 / up_total) : 0;
  if (l->how->progress != NULL && percent != l->last_percent) {
    l->last_percent = percent;
    l->how->progress(l->how->progress_user, (unsigned)percent);
  }
  return 0;
}

/* ---- requests ---- */

/** The address of the graph: URL?graph=IRI (Virtuoso wants graph-uri). */
static ys_status make_address(CURL *curl, const ys_load *how, ys_buffer *out) {
  ys_buffer_append_view(out, ys_view_of(how->url));
  ys_buffer_append(out, strchr(how->url, '?') == NULL ? "?" : "&", 1);
  if (how->graph.n == 0) {
    ys_buffer_append_view(out, YS_VIEW("default"));
  } else {
    char *const graph = curl_easy_escape(curl, how->graph.p, (int)how->graph.n);
    if (graph == NULL) {
      return YANSHU_NO_MEMORY;
    }
    const bool virtuoso = strstr(how->url, "/sparql-graph-crud") != NULL;
    ys_buffer_append_view(out, virtuoso ? YS_VIEW("graph-uri=") : YS_VIEW("graph="));
    ys_buffer_append_view(out, ys_view_of(graph));
    curl_free(graph);
  }
  ys_buffer_append(out, "", 1);
  return out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

static void set_options(CURL *curl, loading *l, const char *address, struct curl_slist *header) {
  const ys_load *const how = l->how;
  (void)curl_easy_setopt(curl, CURLOPT_URL, address);
  (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  (void)curl_easy_setopt(curl, CURLOPT_USERAGENT, AGENT);
  (void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, header);
  (void)curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  (void)curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, how->replace ? "PUT" : "POST");
  (void)curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)l->size);
  (void)curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_read);
  (void)curl_easy_setopt(curl, CURLOPT_READDATA, l);
  (void)curl_easy_setopt(curl, CURLOPT_SEEKFUNCTION, on_seek);
  (void)curl_easy_setopt(curl, CURLOPT_SEEKDATA, l);
  (void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_answer);
  (void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, l);
  (void)curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  (void)curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
  (void)curl_easy_setopt(curl, CURLOPT_XFERINFODATA, l);
  (void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  (void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, CONNECT);
  (void)curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  (void)curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, how->silence > 0 ? (long)how->silence : SILENCE);
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

static ys_status complain(const loading *l, CURLcode result, long code, yanshu_level level, const char *then) {
  const ys_view where = ys_view_of(l->how->url);
  if (result != CURLE_OK) {
    return ys_report(l->log, level, YANSHU_REMOTE, where, 0, "%s%s", curl_easy_strerror(result), then);
  }
  const char *const hint = code == 401   ? " (name or password: a netrc file, or YANSHU_USER and YANSHU_PASSWORD)"
                           : code == 403 ? " (no right to write)"
                           : code == 404 || code == 405 ? " (is this the address of its Graph Store Protocol?)"
                           : code == 413 || code == 507 ? " (no room)"
                                                        : "";
  return ys_report(l->log, level, YANSHU_REMOTE, where, 0, "answered %ld%s%s%s%s", code, hint,
                   l->n_said > 0 ? ": " : "", l->said, then);
}

static ys_status send_body(loading *l, CURL *curl) {
  for (unsigned attempt = 0;; attempt++) {
    long code = 0;
    l->at = 0;
    l->n_said = 0;
    l->said[0] = '\0';
    l->last_percent = -1;
    const CURLcode result = curl_easy_perform(curl);
    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    if (result == CURLE_OK && code >= 200 && code < 300) {
      return YANSHU_OK;
    }
    if (attempt == l->how->retries || !is_passing(result, code)) {
      return complain(l, result, code, YANSHU_ERROR, "");
    }
    (void)complain(l, result, code, YANSHU_WARNING, "; trying again");
    const struct timespec pause = {(time_t)1 << (attempt < 5 ? attempt : 5), 0};
    (void)nanosleep(&pause, NULL);
  }
}

static ys_status request(loading *l, const yanshu_allocator *a) {
  CURL *const curl = curl_easy_init();
  struct curl_slist *header = curl_slist_append(NULL, "Content-Type: text/turtle");
  ys_buffer address;
  ys_buffer_init(&address, a);
  ys_status status = curl == NULL || header == NULL ? YANSHU_NO_MEMORY : make_address(curl, l->how, &address);
  if (status == YANSHU_OK) {
    set_options(curl, l, address.p, header);
    status = send_body(l, curl);
  }
  ys_buffer_free(&address);
  curl_slist_free_all(header);
  curl_easy_cleanup(curl);
  return status;
}

ys_status ys_store_load(ys_rdf_world *world, const yanshu_allocator *allocator, const ys_log *log, const ys_load *how,
                        const char *const *path, size_t n) {
  loading l = {.how = how, .log = log, .file = open_body()};
  if (l.file < 0) {
    return fail(&l, "no temporary file", errno);
  }
  ys_status status = make_body(&l, world, allocator, path, n);
  if (status == YANSHU_OK) {
    status = request(&l, allocator);
  }
  (void)close(l.file);
  return status;
}
