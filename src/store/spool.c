/* SPDX-License-Identifier: Apache-2.0 */
/** @file spool.c Triples on disk, sorted by graph: runs that fit into memory, then merged. */
#include "store/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/answer.h"

/** Pieces that are sorted in memory at once, and those of a run that are read at once. */
#define RUN ((size_t)1 << 15)
#define AHEAD ((size_t)64)
#define BLOCK ((size_t)1 << 16)

/** Triples of one graph that came one after the other; the graph's name stands before them. */
typedef struct piece {
  uint64_t key; /**< digest of the graph's name */
  int64_t at;   /**< of the first triple */
  int64_t size;
  uint64_t triples;
  uint32_t name; /**< bytes of the graph's name */
  uint32_t blank;
} piece;

/** A sorted part of the index. */
typedef struct run {
  size_t next; /**< piece of the index file that is read next */
  size_t end;
  size_t n; /**< pieces in `ahead` */
  size_t at;
  piece ahead[AHEAD];
} run;

struct ys_spool {
  yanshu_allocator allocator;
  ys_log log;
  int text;  /**< N-Triples */
  int index; /**< pieces */
  int whole; /**< triples of one graph that lay in several pieces */
  ys_sheet *sheet;
  int64_t triples; /**< bytes of triples */
  ys_buffer graph; /**< name of the current graph */
  piece now;
  piece *page; /**< pieces that are not yet in the index file */
  size_t n_page;
  size_t n_piece;
  run *run;
  size_t n_run;
  uint64_t graphs;
  piece pending; /**< the first piece of the next graph */
  bool has_pending;
};

/* ---- files ---- */

static ys_status fail(const ys_spool *s, const char *what, int number) {
  char text[128] = "unknown error";
  const char *const said = strerror_r(number, text, sizeof text);
  return YS_FAIL(&s->log, YANSHU_WRITE_ERROR, YS_VIEW(""), 0, "%s: %s", what, said);
}

static int open_nameless(void) {
  const char *const folder = getenv("TMPDIR");
  return open(folder != NULL && *folder != '\0' ? folder : "/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

static ys_status write_all(const ys_spool *s, int file, const void *bytes, size_t n) {
  const char *p = bytes;
  while (n > 0) {
    const ssize_t done = write(file, p, n);
    if (done < 0 && errno == EINTR) {
      continue;
    }
    if (done <= 0) {
      return fail(s, "no room for the triples in the temporary folder", done < 0 ? errno : ENOSPC);
    }
    p += done;
    n -= (size_t)done;
  }
  return YANSHU_OK;
}

static ys_status read_all(const ys_spool *s, int file, void *bytes, size_t n, int64_t at) {
  char *p = bytes;
  while (n > 0) {
    const ssize_t done = pread(file, p, n, at);
    if (done < 0 && errno == EINTR) {
      continue;
    }
    if (done <= 0) {
      return fail(s, "the temporary file can't be read again", done < 0 ? errno : EIO);
    }
    p += done;
    at += done;
    n -= (size_t)done;
  }
  return YANSHU_OK;
}

static yanshu_status write_text(void *user, const void *bytes, size_t n) {
  const ys_spool *const s = user;
  return write_all(s, s->text, bytes, n);
}

ys_status ys_spool_new(const yanshu_allocator *allocator, const ys_log *log, ys_spool **out) {
  *out = NULL;
  ys_spool *const s = ys_resize(allocator, NULL, sizeof *s);
  if (s == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *s = (ys_spool){.allocator = *allocator, .log = *log, .text = open_nameless(), .index = open_nameless()};
  s->whole = open_nameless();
  ys_buffer_init(&s->graph, &s->allocator);
  s->sheet = ys_resize(allocator, NULL, sizeof *s->sheet);
  s->page = ys_resize(allocator, NULL, RUN * sizeof *s->page);
  ys_status status = YANSHU_OK;
  if (s->text < 0 || s->index < 0 || s->whole < 0) {
    status = fail(s, "no temporary file", errno);
  } else if (s->sheet == NULL || s->page == NULL) {
    status = YANSHU_NO_MEMORY;
  }
  if (status != YANSHU_OK) {
    ys_spool_free(s);
    return status;
  }
  ys_sheet_begin(s->sheet, write_text, s);
  *out = s;
  return YANSHU_OK;
}

void ys_spool_free(ys_spool *s) {
  if (s == NULL) {
    return;
  }
  const int file[] = {s->text, s->index, s->whole};
  void *const block[] = {s->sheet, s->page, s->run};
  for (size_t i = 0; i < YS_LENGTH(file); i++) {
    if (file[i] >= 0) {
      (void)close(file[i]);
    }
    if (block[i] != NULL) {
      (void)ys_resize(&s->allocator, block[i], 0);
    }
  }
  ys_buffer_free(&s->graph);
  const yanshu_allocator allocator = s->allocator;
  (void)ys_resize(&allocator, s, 0);
}

/* ---- in ---- */

bool ys_is_iri(ys_view iri) {
  for (size_t i = 0; i < iri.n; i++) {
    const unsigned char c = (unsigned char)iri.p[i];
    if (c <= 0x20 || c == 0x7F || strchr("<>\"{}|^`\\", c) != NULL) {
      return false;
    }
  }
  return iri.n > 0;
}

static bool is_word(ys_view text) {
  for (size_t i = 0; i < text.n; i++) {
    const char c = text.p[i];
    if (!ys_is_digit((unsigned char)c) && !ys_is_latin((unsigned char)c) && (c != '-' || i == 0)) {
      return false;
    }
  }
  return text.n > 0;
}

static bool is_term(const ys_cell *cell) {
  switch (cell->kind) {
  case YS_CELL_IRI:
    return ys_is_iri(cell->text);
  case YS_CELL_BLANK:
    return is_word(cell->text);
  case YS_CELL_LITERAL:
    return (cell->language.n == 0 || is_word(cell->language)) && (cell->datatype.n == 0 || ys_is_iri(cell->datatype));
  case YS_CELL_NONE:
    break;
  }
  return false;
}

static int compare_pieces(const void *x, const void *y) {
  const piece *const a = x;
  const piece *const b = y;
  if (a->key != b->key) {
    return a->key < b->key ? -1 : 1;
  }
  return a->at < b->at ? -1 : a->at > b->at ? 1 : 0;
}

/** Sorts the pieces in memory and writes them as one run. */
static ys_status put_page(ys_spool *s) {
  qsort(s->page, s->n_page, sizeof *s->page, compare_pieces);
  YS_TRY(write_all(s, s->index, s->page, s->n_page * sizeof *s->page));
  s->n_piece += s->n_page;
  s->n_page = 0;
  s->n_run++;
  return YANSHU_OK;
}

static ys_status end_piece(ys_spool *s) {
  if (s->now.triples == 0) {
    return YANSHU_OK;
  }
  s->now.size = s->sheet->total - s->now.at;
  s->triples += s->now.size;
  s->page[s->n_page++] = s->now;
  s->now.triples = 0;
  return s->n_page == RUN ? put_page(s) : YANSHU_OK;
}

static ys_status begin_piece(ys_spool *s, ys_view graph) {
  YS_TRY(end_piece(s));
  s->graph.n = 0;
  ys_buffer_append_view(&s->graph, graph);
  if (s->graph.failed) {
    return YANSHU_NO_MEMORY;
  }
  ys_sheet_view(s->sheet, graph);
  s->now = (piece){.key = ys_digest(graph), .at = s->sheet->total, .name = (uint32_t)graph.n};
  return s->sheet->status;
}

ys_status ys_spool_put(ys_spool *s, ys_view name, ys_view graph, const ys_cell term[3]) {
  if (graph.n > 0 && !ys_is_iri(graph)) {
    return YS_FAIL(&s->log, YANSHU_BAD_TERM, name, 0, "the name of a graph can't be written as an IRI");
  }
  for (size_t k = 0; k < 3; k++) {
    if (!is_term(&term[k])) {
      return YS_FAIL(&s->log, YANSHU_BAD_TERM, name, 0, "a term that can't be written as RDF: '%.*s'",
                     (int)(term[k].text.n < 60 ? term[k].text.n : 60), term[k].text.p);
    }
  }
  if (s->now.triples == 0 || !ys_view_equal(ys_buffer_view(&s->graph), graph)) {
    YS_TRY(begin_piece(s, graph));
  }
  for (size_t k = 0; k < 3; k++) {
    s->now.blank |= term[k].kind == YS_CELL_BLANK ? 1 : 0;
    ys_sheet_cell(s->sheet, &term[k]);
    ys_sheet_text(s->sheet, k < 2 ? " " : " .\n");
  }
  s->now.triples++;
  return s->sheet->status;
}

/* ---- out ---- */

/** The next piece of a run without taking it; *out is NULL behind the last one. */
static ys_status look(const ys_spool *s, run *r, const piece **out) {
  if (r->at == r->n && r->next < r->end) {
    r->n = r->end - r->next < AHEAD ? r->end - r->next : AHEAD;
    r->at = 0;
    YS_TRY(read_all(s, s->index, r->ahead, r->n * sizeof *r->ahead, (int64_t)(r->next * sizeof *r->ahead)));
    r->next += r->n;
  }
  *out = r->at < r->n ? &r->ahead[r->at] : NULL;
  return YANSHU_OK;
}

/** Takes the least piece of all runs; *found is false when there is none. */
static ys_status take(ys_spool *s, piece *out, bool *found) {
  run *from = NULL;
  *found = false;
  for (size_t i = 0; i < s->n_run; i++) {
    const piece *first = NULL;
    YS_TRY(look(s, &s->run[i], &first));
    if (first != NULL && (!*found || compare_pieces(first, out) < 0)) {
      *out = *first;
      from = &s->run[i];
      *found = true;
    }
  }
  if (from != NULL) {
    from->at++;
  }
  return YANSHU_OK;
}

static void rewind_runs(ys_spool *s) {
  for (size_t i = 0; i < s->n_run; i++) {
    s->run[i].next = i * RUN;
    s->run[i].end = (i + 1) * RUN < s->n_piece ? (i + 1) * RUN : s->n_piece;
    s->run[i].n = s->run[i].at = 0;
  }
}

ys_status ys_spool_end(ys_spool *s) {
  YS_TRY(end_piece(s));
  YS_TRY(ys_sheet_end(s->sheet));
  YS_TRY(put_page(s));
  s->run = ys_resize(&s->allocator, NULL, s->n_run * sizeof *s->run);
  if (s->run == NULL) {
    return YANSHU_NO_MEMORY;
  }
  rewind_runs(s);
  piece last = {.key = 0};
  for (bool found = true; found;) {
    piece next = {.key = 0};
    YS_TRY(take(s, &next, &found));
    s->graphs += found && (s->graphs == 0 || next.key != last.key) ? 1 : 0;
    last = next;
  }
  rewind_runs(s);
  return take(s, &s->pending, &s->has_pending);
}

static ys_status copy_piece(const ys_spool *s, const piece *p) {
  char *const block = ys_resize(&s->allocator, NULL, BLOCK);
  ys_status status = block == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
  for (int64_t done = 0; done < p->size && status == YANSHU_OK;) {
    const size_t n = p->size - done < (int64_t)BLOCK ? (size_t)(p->size - done) : BLOCK;
    status = read_all(s, s->text, block, n, p->at + done);
    status = status == YANSHU_OK ? write_all(s, s->whole, block, n) : status;
    done += (int64_t)n;
  }
  if (block != NULL) {
    (void)ys_resize(&s->allocator, block, 0);
  }
  return status;
}

/** Whether @p p belongs to the current graph, whose digest it has. */
static ys_status check_name(const ys_spool *s, const piece *p) {
  char *const name = ys_resize(&s->allocator, NULL, p->name + 1);
  ys_status status = name == NULL ? YANSHU_NO_MEMORY : read_all(s, s->text, name, p->name, p->at - p->name);
  if (status == YANSHU_OK && !ys_view_equal(ys_buffer_view(&s->graph), (ys_view){name, p->name})) {
    status = YS_FAIL(&s->log, YANSHU_INTERNAL, YS_VIEW(""), 0, "two names of graphs have one digest");
  }
  if (name != NULL) {
    (void)ys_resize(&s->allocator, name, 0);
  }
  return status;
}

/** Puts the pieces of the graph that @p first begins one behind the other, when there are several. */
static ys_status gather(ys_spool *s, const piece *first, ys_spooled *out) {
  bool copied = false;
  YS_TRY(take(s, &s->pending, &s->has_pending));
  while (s->has_pending && s->pending.key == first->key) {
    YS_TRY(check_name(s, &s->pending));
    if (!copied) {
      if (ftruncate(s->whole, 0) != 0 || lseek(s->whole, 0, SEEK_SET) != 0) {
        return fail(s, "the temporary file", errno);
      }
      YS_TRY(copy_piece(s, first));
      out->file = s->whole;
      out->at = 0;
      copied = true;
    }
    YS_TRY(copy_piece(s, &s->pending));
    out->size += s->pending.size;
    out->triples += s->pending.triples;
    out->blank |= s->pending.blank != 0;
    YS_TRY(take(s, &s->pending, &s->has_pending));
  }
  return YANSHU_OK;
}

ys_status ys_spool_next(ys_spool *s, ys_spooled *out, bool *found) {
  *found = s->has_pending;
  if (!*found) {
    return YANSHU_OK;
  }
  const piece first = s->pending;
  s->graph.n = 0;
  char *const name = ys_buffer_room(&s->graph, first.name + 1);
  if (name == NULL) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(read_all(s, s->text, name, first.name, first.at - first.name));
  s->graph.n = first.name;
  *out = (ys_spooled){
      .file = s->text, .at = first.at, .size = first.size, .triples = first.triples, .blank = first.blank != 0};
  YS_TRY(gather(s, &first, out));
  out->graph = ys_buffer_view(&s->graph);
  return YANSHU_OK;
}

uint64_t ys_spool_graphs(const ys_spool *s) {
  return s->graphs;
}

int64_t ys_spool_size(const ys_spool *s) {
  return s->triples;
}
