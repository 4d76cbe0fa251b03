/* SPDX-License-Identifier: Apache-2.0 */
/** @file load.c Files into a store on the network, graph by graph, by the Graph Store Protocol or SPARQL Update. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/http.h"
#include "store/memory.h"
#include "store/spool.h"

/** Virtuoso looks at the first line to tell what a body is, and takes a long one for plain text. */
#define FIRST_LINE "@prefix yanshu: <https://w3id.org/yanshu/ontology#> .\n"
/** What one INSERT DATA carries at most: Virtuoso breaks down at some 4,900 triples. */
#define CHUNK_TRIPLES 1000U
#define CHUNK_BYTES ((int64_t)1 << 20)
#define BLOCK ((size_t)1 << 16)
/** The name of a graph beside the one that is loaded, which is copied when it is whole. */
#define BESIDE "https://w3id.org/yanshu/loading/"

/** A load while it goes on. */
typedef struct loading {
  const ys_load *how;
  const yanshu_allocator *allocator;
  const ys_log *log;
  ys_store *reader; /**< empty: what parsers hang on */
  ys_spool *spool;
  ys_http *http;
  ys_view name; /**< of the file that is read */
  bool update;
} loading;

/* ---- in: files to the spool ---- */

static ys_status take_quad(void *user, ys_view graph, const ys_cell term[3]) {
  const loading *const l = user;
  if (!l->how->graphs) {
    return ys_spool_put(l->spool, l->name, l->how->graph, term);
  }
  if (graph.n == 0 && l->how->graph.n == 0) {
    return YS_FAIL(l->log, YANSHU_BAD_INPUT, l->name, 0,
                   "has triples outside of any graph; --graph=IRI names one for them, and N-Quads name their own");
  }
  return ys_spool_put(l->spool, l->name, graph.n > 0 ? graph : l->how->graph, term);
}

static yanshu_status put_input(void *user, const void *bytes, size_t n) {
  return ys_store_input_put(user, bytes, n);
}

static ys_status read_article(loading *l, const char *path) {
  ys_store_input *in = NULL;
  YS_TRY(ys_store_input_new(l->reader, YS_RDF_NQUADS, l->name, &in));
  ys_store_input_divert(in, take_quad, l);
  ys_status status = l->how->article(l->how->article_user, path, put_input, in);
  const ys_status end = ys_store_input_end(in);
  return status == YANSHU_OK ? end : status;
}

static ys_status read_files(loading *l, const char *const *path, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const ys_rdf_syntax syntax = ys_rdf_syntax_of(ys_view_of(path[i]));
    l->name = ys_view_of(path[i]);
    YS_TRY(syntax == YS_RDF_NONE ? read_article(l, path[i])
                                 : ys_store_read_to(l->reader, syntax, path[i], take_quad, l));
  }
  return ys_spool_end(l->spool);
}

/* ---- out: the Graph Store Protocol ---- */

/** The address of the graph: URL?graph=IRI (Virtuoso wants graph-uri). */
static ys_status make_address(const loading *l, ys_view graph, ys_buffer *out) {
  const char *const url = l->how->url;
  ys_buffer_append_view(out, ys_view_of(url));
  ys_buffer_append(out, strchr(url, '?') == NULL ? "?" : "&", 1);
  if (graph.n == 0) {
    ys_buffer_append_view(out, YS_VIEW("default"));
  } else {
    const bool virtuoso = strstr(url, "/sparql-graph-crud") != NULL;
    ys_buffer_append_view(out, virtuoso ? YS_VIEW("graph-uri=") : YS_VIEW("graph="));
    YS_TRY(ys_http_escape(l->http, graph, out));
  }
  ys_buffer_append(out, "", 1);
  return out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

static ys_status send_whole(const loading *l, const ys_spooled *g) {
  ys_buffer address;
  ys_buffer_init(&address, l->allocator);
  ys_status status = make_address(l, g->graph, &address);
  if (status == YANSHU_OK) {
    status = ys_http_send(l->http, &(ys_http_request){.method = l->how->replace ? "PUT" : "POST",
                                                      .address = address.p,
                                                      .type = "text/turtle",
                                                      .what = "Graph Store Protocol",
                                                      .head = YS_VIEW(FIRST_LINE),
                                                      .file = g->file,
                                                      .at = g->at,
                                                      .size = g->size});
  }
  ys_buffer_free(&address);
  return status;
}

/* ---- out: SPARQL Update ---- */

/** GRAPH <iri>, or DEFAULT. */
static void put_graph(ys_buffer *out, ys_view graph) {
  if (graph.n == 0) {
    ys_buffer_append_view(out, YS_VIEW("DEFAULT"));
    return;
  }
  ys_buffer_append_view(out, YS_VIEW("GRAPH <"));
  ys_buffer_append_view(out, graph);
  ys_buffer_append_view(out, YS_VIEW(">"));
}

static ys_status send_update(const loading *l, ys_view head, const ys_spooled *part, ys_view tail) {
  return ys_http_send(l->http, &(ys_http_request){.method = "POST",
                                                  .address = l->how->url,
                                                  .type = "application/sparql-update",
                                                  .what = "SPARQL Update",
                                                  .head = head,
                                                  .file = part == NULL ? -1 : part->file,
                                                  .at = part == NULL ? 0 : part->at,
                                                  .size = part == NULL ? 0 : part->size,
                                                  .tail = tail});
}

/** `word` graph [TO other]. */
static ys_status send_command(const loading *l, const char *word, ys_view graph, const ys_view *to) {
  ys_buffer text;
  ys_buffer_init(&text, l->allocator);
  ys_buffer_append_view(&text, ys_view_of(word));
  put_graph(&text, graph);
  if (to != NULL) {
    ys_buffer_append_view(&text, YS_VIEW(" TO "));
    put_graph(&text, *to);
  }
  const ys_status status = text.failed ? YANSHU_NO_MEMORY : send_update(l, ys_buffer_view(&text), NULL, YS_VIEW(""));
  ys_buffer_free(&text);
  return status;
}

/** @p drop: in the same request, behind emptying the graph. */
static ys_status send_insert(const loading *l, ys_view graph, bool drop, const ys_spooled *part) {
  ys_buffer head;
  ys_buffer_init(&head, l->allocator);
  if (drop) {
    ys_buffer_append_view(&head, YS_VIEW("DROP SILENT "));
    put_graph(&head, graph);
    ys_buffer_append_view(&head, YS_VIEW(" ;\n"));
  }
  /* INSERT DATA may have blank nodes, but Virtuoso doesn't take them there. */
  ys_buffer_append_view(&head, part->blank ? YS_VIEW("INSERT {\n") : YS_VIEW("INSERT DATA {\n"));
  if (graph.n > 0) {
    put_graph(&head, graph);
    ys_buffer_append_view(&head, YS_VIEW(" {\n"));
  }
  ys_view tail = graph.n > 0 ? YS_VIEW("} }\n") : YS_VIEW("}\n");
  if (part->blank) {
    tail = graph.n > 0 ? YS_VIEW("} } WHERE {}\n") : YS_VIEW("} WHERE {}\n");
  }
  const ys_status status = head.failed ? YANSHU_NO_MEMORY : send_update(l, ys_buffer_view(&head), part, tail);
  ys_buffer_free(&head);
  return status;
}

/** Cuts what one request carries off the beginning of @p rest: whole lines, one at least. */
static ys_status cut(const loading *l, ys_spooled *rest, ys_spooled *out) {
  char *const block = ys_resize(l->allocator, NULL, BLOCK);
  ys_status status = block == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
  int64_t end = 0; /* of the last line that goes in */
  unsigned lines = 0;
  bool full = false;
  for (int64_t at = 0; at < rest->size && !full && status == YANSHU_OK;) {
    const size_t wanted = rest->size - at < (int64_t)BLOCK ? (size_t)(rest->size - at) : BLOCK;
    const ssize_t n = pread(rest->file, block, wanted, rest->at + at);
    if (n <= 0) {
      status = YS_FAIL(l->log, YANSHU_READ_ERROR, YS_VIEW(""), 0, "the temporary file can't be read again");
    }
    for (ssize_t i = 0; i < n && !full; i++) {
      if (block[i] == '\n') {
        full = lines > 0 && at + i + 1 > CHUNK_BYTES;
        end = full ? end : at + i + 1;
        lines += full ? 0 : 1;
        full |= lines == CHUNK_TRIPLES;
      }
    }
    at += n;
  }
  if (block != NULL) {
    (void)ys_resize(l->allocator, block, 0);
  }
  *out = *rest;
  out->size = end;
  rest->at += end;
  rest->size -= end;
  return status;
}

/**
 * Piece by piece into a graph beside it; when that is whole, one request copies or adds it. Every request may be
 * repeated, and what fails leaves the graph itself alone.
 */
static ys_status send_beside(const loading *l, const ys_spooled *g) {
  char name[sizeof BESIDE + 16];
  (void)snprintf(name, sizeof name, BESIDE "%016llx", (unsigned long long)ys_digest(g->graph));
  const ys_view beside = ys_view_of(name);
  if (g->blank) {
    return YS_FAIL(l->log, YANSHU_UNSUPPORTED, g->graph, 0,
                   "more than %u triples with blank nodes among them: SPARQL Update can't carry those over several "
                   "requests, the Graph Store Protocol can",
                   CHUNK_TRIPLES);
  }
  YS_TRY(send_command(l, "DROP SILENT ", beside, NULL));
  ys_status status = YANSHU_OK;
  for (ys_spooled rest = *g; rest.size > 0 && status == YANSHU_OK;) {
    ys_spooled part;
    status = cut(l, &rest, &part);
    status = status == YANSHU_OK ? send_insert(l, beside, false, &part) : status;
  }
  status = status == YANSHU_OK ? send_command(l, l->how->replace ? "COPY " : "ADD ", beside, &g->graph) : status;
  const ys_status dropped = send_command(l, "DROP SILENT ", beside, NULL);
  return status == YANSHU_OK ? dropped : status;
}

static ys_status send_graph(const loading *l, const ys_spooled *g) {
  if (!l->update) {
    return send_whole(l, g);
  }
  return g->triples <= CHUNK_TRIPLES && g->size <= CHUNK_BYTES ? send_insert(l, g->graph, l->how->replace, g)
                                                               : send_beside(l, g);
}

static ys_status send_graphs(const loading *l) {
  ys_spooled g = {.size = 0};
  uint64_t n = 0;
  bool found = true;
  ys_http_expect(l->http, ys_spool_size(l->spool));
  YS_TRY(ys_spool_next(l->spool, &g, &found));
  for (; found; n++) {
    const ys_status status = send_graph(l, &g);
    if (status != YANSHU_OK && ys_spool_graphs(l->spool) > 1) {
      return YS_FAIL(l->log, status, g.graph, 0,
                     "%llu of %llu graphs are loaded, this one failed, those behind it are as they were; the same "
                     "command loads them all",
                     (unsigned long long)n, (unsigned long long)ys_spool_graphs(l->spool));
    }
    YS_TRY(status);
    YS_TRY(ys_spool_next(l->spool, &g, &found));
  }
  if (n == 0 && l->how->replace && !l->how->graphs) {
    /* files without a triple */
    const ys_spooled none = {.graph = l->how->graph, .file = -1};
    return l->update ? send_command(l, "DROP SILENT ", l->how->graph, NULL) : send_whole(l, &none);
  }
  return YANSHU_OK;
}

/** What the path of an address ends in tells what is spoken there, in the stores that we know. */
static bool is_update(const ys_load *how) {
  static const char *const usual[] = {"/update", "/sparql-auth", "/sparql", "/statements"};
  if (how->protocol != YANSHU_PROTOCOL_GUESS) {
    return how->protocol == YANSHU_PROTOCOL_UPDATE;
  }
  const ys_view path = {how->url, strcspn(how->url, "?#")};
  for (size_t i = 0; i < YS_LENGTH(usual); i++) {
    if (ys_view_ends(path, ys_view_of(usual[i]))) {
      return true;
    }
  }
  return false;
}

ys_status ys_store_load(ys_rdf_world *world, const yanshu_allocator *allocator, const ys_log *log, const ys_load *how,
                        const char *const *path, size_t n) {
  if (how->graph.n > 0 && (!ys_is_iri(how->graph) || memchr(how->graph.p, ':', how->graph.n) == NULL)) {
    return YS_FAIL(log, YANSHU_BAD_ARGUMENT, YS_VIEW(""), 0, "no IRI for a graph: %.*s", (int)how->graph.n,
                   how->graph.p);
  }
  loading l = {.how = how, .allocator = allocator, .log = log, .update = is_update(how)};
  ys_status status = ys_store_new(world, allocator, log, &l.reader);
  status = status == YANSHU_OK ? ys_spool_new(allocator, log, &l.spool) : status;
  status = status == YANSHU_OK ? ys_http_new(allocator, log, how, &l.http) : status;
  status = status == YANSHU_OK ? read_files(&l, path, n) : status;
  status = status == YANSHU_OK ? send_graphs(&l) : status;
  ys_http_free(l.http);
  ys_spool_free(l.spool);
  ys_store_free(l.reader);
  return status;
}
