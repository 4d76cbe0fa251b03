/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file store.h
 * Questions to what was written: an embedded store that answers SPARQL, the way into real stores
 * by their HTTP protocols, and the history that a corpus tells of its posts.
 */
#ifndef YS_STORE_H
#define YS_STORE_H

#include "rdf/rdf.h"

/* ---- triples in memory ---- */

/** Triples of any vocabulary, each once. */
typedef struct ys_store ys_store;
ys_status ys_store_new(ys_rdf_world *world, const yanshu_allocator *allocator, const ys_log *log, ys_store **out);
void ys_store_free(ys_store *store);
/** Distinct triples. */
size_t ys_store_size(ys_store *store);

typedef enum ys_rdf_syntax { YS_RDF_NONE, YS_RDF_TURTLE, YS_RDF_XML, YS_RDF_NTRIPLES, YS_RDF_NQUADS } ys_rdf_syntax;
/** By the end of the name: .ttl, .rdf, .owl, .nt, .nq; YS_RDF_NONE for anything else. */
ys_rdf_syntax ys_rdf_syntax_of(ys_view path);

/** Bytes of one file on their way into a store. */
typedef struct ys_store_input ys_store_input;
/** @param name for messages; must outlive the input. */
ys_status ys_store_input_new(ys_store *store, ys_rdf_syntax syntax, ys_view name, ys_store_input **out);
ys_status ys_store_input_put(ys_store_input *input, const void *bytes, size_t n);
/** Ends the file and frees the input, whatever the result. What was wrong with it has been said then. */
ys_status ys_store_input_end(ys_store_input *input);

/** Reads a whole file, streaming; "-" is standard input. */
ys_status ys_store_read(ys_store *store, ys_rdf_syntax syntax, const char *path);

/* ---- stores on the network ---- */

/** Writes the N-Quads of the article in the file @p path. */
typedef ys_status (*ys_load_article)(void *user, const char *path, yanshu_write_func write, void *write_user);

/** Where to and how. Strings are borrowed. */
typedef struct ys_load {
  const char *url; /**< http or https */
  yanshu_protocol protocol;
  ys_view graph;    /**< the named graph; empty: the default graph, or with `graphs` none */
  bool graphs;      /**< each triple goes into the graph that its file names, `graph` is for those without */
  bool replace;     /**< a graph becomes what the files say, else they are added to it */
  const char *user; /**< NULL: what the netrc file has */
  const char *password;
  const char *netrc; /**< NULL: ~/.netrc, if there is one */
  const char *ca;    /**< file of certificates to trust; NULL: the system's */
  unsigned retries;  /**< after passing failures: broken connections, 429, 500, 502, 503, 504 */
  unsigned silence;  /**< seconds without a byte after which a connection counts as broken; 0: 300 */
  void (*progress)(void *user, unsigned percent); /**< may be NULL */
  void *progress_user;
  ys_load_article article; /**< for what is named as no RDF */
  void *article_user;
} ys_load;

/**
 * Sends all files, graph by graph. They are read first, into temporary files: what can't be read never reaches the
 * store. Memory does not grow with them.
 * @return YANSHU_REMOTE when the store refused or could not be reached.
 */
ys_status ys_store_load(ys_rdf_world *world, const yanshu_allocator *allocator, const ys_log *log, const ys_load *how,
                        const char *const *path, size_t n);

/* ---- history ---- */

/** Which posts have one holder at a time. */
typedef struct ys_timeline_rule {
  bool (*one_holder)(void *user, ys_view role); /**< @param role IRI */
  void *user;
} ys_timeline_rule;

/**
 * Writes the history of every post that RDF files tell of. Memory grows with the tenures in them, not with the files.
 * @return YANSHU_BAD_INPUT, YANSHU_READ_ERROR (said), YANSHU_NO_MEMORY, or what @p write returned.
 */
ys_status ys_store_timeline(ys_rdf_world *world, const yanshu_allocator *allocator, const ys_log *log,
                            const ys_timeline_rule *rule, const yanshu_timeline_options *how, const char *const *path,
                            size_t n, yanshu_write_func write, void *user);

/* ---- queries ---- */

/**
 * Answers a query, or says why not.
 * @param columns width of the terminal for YANSHU_ANSWER_TABLE; 0: as wide as it gets.
 * @return YANSHU_BAD_ARGUMENT (no SPARQL, or no such form of answer), YANSHU_UNSUPPORTED, …
 */
ys_status ys_store_ask(ys_store *store, ys_view query, yanshu_answer form, unsigned columns, yanshu_write_func write,
                       void *user);

#endif
