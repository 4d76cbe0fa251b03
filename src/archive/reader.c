/* SPDX-License-Identifier: Apache-2.0 */
/** @file reader.c Files to items, in the order of the input, with a digest of all that was read. */
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "archive/private.h"

struct ys_reader {
  yanshu_allocator allocator;
  const yanshu_archive_options *options;
  ys_walk *walk;
  ys_records *records; /**< of the file that is being read */
  ys_buffer path;      /**< its path, NUL-terminated (not counted) */
  ys_record_mode mode;
  bool open;    /**< records are being read */
  uint64_t raw; /**< bytes of the files that are done */
  ys_digester digest;
};

ys_status ys_reader_new(const ys_archive_tools *tools, const yanshu_archive_options *options, ys_reader **out) {
  *out = NULL;
  ys_reader *const r = ys_resize(&tools->allocator, NULL, sizeof *r);
  if (r == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *r = (ys_reader){.allocator = tools->allocator, .options = options};
  ys_buffer_init(&r->path, &r->allocator);
  ys_digester_start(&r->digest);
  const ys_status status = ys_walk_new(&r->allocator, options, &r->walk);
  if (status != YANSHU_OK) {
    ys_reader_free(r);
    return status;
  }
  *out = r;
  return YANSHU_OK;
}

void ys_reader_free(ys_reader *r) {
  if (r == NULL) {
    return;
  }
  ys_records_free(r->records);
  ys_walk_free(r->walk);
  ys_buffer_free(&r->path);
  const yanshu_allocator a = r->allocator;
  (void)ys_resize(&a, r, 0);
}

/* ---- what a file holds ---- */

/** The name without what says how it is compressed. */
static ys_view plain_name(ys_view path) {
  static const char *const packed[] = {".gz", ".zst"};
  for (size_t i = 0; i < YS_LENGTH(packed); i++) {
    const ys_view end = ys_view_of(packed[i]);
    if (path.n > end.n && ys_view_ends(path, end)) {
      return (ys_view){path.p, path.n - end.n};
    }
  }
  return path;
}

static bool has_ending(ys_view name, const char *const *ending) {
  for (; *ending != NULL; ending++) {
    const size_t n = strlen(*ending);
    if (name.n > n && strncasecmp(name.p + name.n - n, *ending, n) == 0) {
      return true;
    }
  }
  return false;
}

static ys_record_mode mode_of(const yanshu_archive_options *o, ys_view path) {
  static const char *const lines[] = {".jsonl", ".ndjson", NULL};
  static const char *const others[] = {".html", ".htm", ".xhtml", ".shtml", ".txt", ".text", NULL};
  const ys_view name = plain_name(path);
  switch (o->container) {
  case YANSHU_CONTAINER_JSON_LINES:
    return YS_RECORDS_LINES;
  case YANSHU_CONTAINER_ARTICLE:
    break;
  case YANSHU_CONTAINER_AUTO:
    if (has_ending(name, lines)) {
      return YS_RECORDS_LINES;
    }
    break;
  }
  const yanshu_format format = o->article.format;
  const bool markdown = format == YANSHU_FORMAT_MARKDOWN || (format == YANSHU_FORMAT_AUTO && !has_ending(name, others));
  return o->split_at_heading > 0 && markdown ? YS_RECORDS_HEADINGS : YS_RECORDS_WHOLE;
}

/* ---- shards ---- */

bool ys_shard_takes(const yanshu_archive_options *options, uint64_t key) {
  return options->shards == 0 || key % options->shards == options->shard - 1;
}

/** Whether another shard takes the article; what is not yet known (the id of a line) is decided by who reads it. */
static bool is_foreign(const ys_reader *r, const ys_item *item) {
  if (r->options->shards == 0 || r->mode == YS_RECORDS_LINES) {
    return false;
  }
  ys_digester d;
  ys_digester_start(&d);
  ys_digester_add(&d, ys_buffer_view(&item->path));
  if (r->mode == YS_RECORDS_HEADINGS) {
    const unsigned long long line = item->place.line;
    ys_digester_add(&d, (ys_view){(const char *)&line, sizeof line});
  }
  return !ys_shard_takes(r->options, ys_digester_end(&d));
}

/* ---- items ---- */

static ys_status set_path(ys_item *item, ys_view path) {
  item->path.n = 0;
  ys_buffer_append_view(&item->path, path);
  ys_buffer_append(&item->path, "", 1);
  if (item->path.failed) {
    return YANSHU_NO_MEMORY;
  }
  item->path.n--;
  item->notes.file = ys_buffer_view(&item->path);
  return YANSHU_OK;
}

/** Ends the file that is being read. */
static void close_file(ys_reader *r) {
  if (r->records != NULL) {
    r->raw += ys_records_raw(r->records);
    ys_records_free(r->records);
    r->records = NULL;
  }
  r->open = false;
}

/** Goes to the next file. @return what is wrong with it: then the item says so. */
static ys_status open_file(ys_reader *r, ys_item *item, const ys_log *log, bool *end) {
  ys_view path = {NULL, 0};
  const ys_status walked = ys_walk_next(r->walk, log, &path);
  *end = walked == YANSHU_OK && path.n == 0;
  YS_TRY(set_path(item, path));
  YS_TRY(walked);
  if (*end) {
    return YANSHU_OK;
  }
  r->path.n = 0;
  ys_buffer_append(&r->path, path.p, path.n + 1);
  if (r->path.failed) {
    return YANSHU_NO_MEMORY;
  }
  r->path.n--;
  r->mode = mode_of(r->options, path);
  item->mode = r->mode;
  if (r->mode == YS_RECORDS_WHOLE && is_foreign(r, item)) {
    item->foreign = true; /* it is not even opened */
    return YANSHU_OK;
  }
  ys_bytes *bytes = NULL;
  YS_TRY(ys_bytes_open(&r->allocator, r->path.p, log, &bytes));
  YS_TRY(ys_records_new(&r->allocator, bytes, ys_buffer_view(&r->path), r->mode, r->options->split_at_heading,
                        &r->records));
  r->open = true;
  return YANSHU_OK;
}

/** The next article of the open file; *got is false at its end. */
static ys_status next_article(ys_reader *r, ys_item *item, const ys_log *log, bool *got) {
  bool more = false;
  YS_TRY(set_path(item, ys_buffer_view(&r->path)));
  item->mode = r->mode;
  const ys_status status = ys_records_next(r->records, log, &item->bytes, &item->place, &more);
  item->notes.line = item->place.line;
  item->notes.fixed = r->mode == YS_RECORDS_LINES;
  *got = more || status != YANSHU_OK;
  if (more && status == YANSHU_OK) {
    const ys_records_head *const head = ys_records_about(r->records);
    ys_buffer_append_view(&item->date, ys_buffer_view(&head->date));
    ys_buffer_append_view(&item->source, ys_buffer_view(&head->source));
    item->foreign = is_foreign(r, item);
    if (item->date.failed || item->source.failed) {
      return YANSHU_NO_MEMORY;
    }
  }
  if (!more) {
    close_file(r);
  }
  return status;
}

/** Adds the item to the digest of all. */
static void add_digest(ys_reader *r, ys_item *item) {
  const unsigned char about[] = {(unsigned char)item->mode, (unsigned char)item->status, item->foreign ? 1 : 0};
  ys_digester_add(&r->digest, (ys_view){(const char *)about, sizeof about});
  ys_digester_add(&r->digest, ys_buffer_view(&item->path));
  ys_digester_add(&r->digest, ys_buffer_view(&item->bytes));
  ys_digester_add(&r->digest, ys_buffer_view(&item->date));
  item->digest = ys_digester_end(&r->digest);
}

ys_status ys_reader_next(ys_reader *r, ys_item *item) {
  const ys_log log = ys_notes_log(&item->notes);
  bool end = false;
  bool got = false;
  ys_status status = YANSHU_OK;
  while (!end && !got && status == YANSHU_OK && !item->foreign) {
    if (r->open) {
      status = next_article(r, item, &log, &got);
    } else {
      item->notes.line = 0;
      status = open_file(r, item, &log, &end);
    }
  }
  if (status == YANSHU_NO_MEMORY) {
    return status;
  }
  item->status = status;
  item->last = end;
  item->raw = r->raw + (r->records != NULL ? ys_records_raw(r->records) : 0);
  add_digest(r, item);
  return YANSHU_OK;
}

ys_status ys_archive_weigh(const ys_archive_tools *tools, const yanshu_archive_options *options, uint64_t *bytes) {
  *bytes = 0;
  for (size_t i = 0; i < options->n_list; i++) {
    if (strcmp(options->list[i], "-") == 0) {
      return YANSHU_OK; /* it can be read only once */
    }
  }
  ys_walk *walk = NULL;
  YS_TRY(ys_walk_new(&tools->allocator, options, &walk));
  const ys_log silent = {NULL, NULL};
  uint64_t sum = 0;
  bool known = true;
  ys_view path = {"", 1};
  ys_status status = YANSHU_OK;
  while (known && path.n > 0) {
    status = ys_walk_next(walk, &silent, &path);
    if (status == YANSHU_NO_MEMORY) {
      break;
    }
    struct stat about;
    const bool is_file = status == YANSHU_OK && path.n > 0;
    known = !is_file || strcmp(path.p, "-") != 0;
    if (is_file && known && stat(path.p, &about) == 0) {
      known = S_ISREG(about.st_mode);
      sum += (uint64_t)about.st_size;
    }
  }
  ys_walk_free(walk);
  *bytes = known ? sum : 0;
  return status == YANSHU_NO_MEMORY ? status : YANSHU_OK;
}
