/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file rdf.h
 * Resolutions to triples, triples to syntaxes. The only room that touches raptor and librdf; every term is checked
 * before they see it, and every write error is noticed.
 */
#ifndef YS_RDF_H
#define YS_RDF_H

#include "resolve/resolve.h"

/* ---- one article, streamed: pure functions, any number of threads at once ---- */

/** NULL, or what is wrong: an absolute ASCII http(s) IRI that ends in '/' or '#' is right. */
const char *ys_base_fault(ys_view base);
/** NULL, or what is wrong: an absolute ASCII http(s) IRI is right. */
const char *ys_web_iri_fault(ys_view iri);

/** The triples of one article: checked terms, sorted by the bytes of their N-Triples, distinct. Lives in its arena. */
typedef struct ys_triples ys_triples;

/**
 * Maps @p article. @p arena: all memory, scratch too; @p base must outlive *out and be one of which ys_base_fault()
 * says nothing. No state is kept: calls with different arenas may run at once.
 * @return YANSHU_BAD_TERM or YANSHU_LIMIT (reported) when a term can't be written faithfully, YANSHU_INTERNAL
 *         (reported) when an index points nowhere, YANSHU_NO_MEMORY.
 */
ys_status ys_triples_make(ys_arena *arena, ys_view base, yanshu_detail detail, const ys_lexicon *lexicon,
                          const ys_resolution *article, const ys_log *log, const ys_triples **out);
size_t ys_triples_size(const ys_triples *triples); /**< distinct triples */

/**
 * A document is begin, articles in any number and order, end; each appends to @p out, and the pieces may come from
 * different threads. The bytes of an article depend on it alone, but for @p first: true for the first one in a document
 * (JSON-LD has commas between). The base is that of the triples.
 * @return YANSHU_NO_MEMORY, YANSHU_BAD_ARGUMENT for an unknown syntax.
 */
ys_status ys_syntax_begin(yanshu_syntax syntax, ys_view base, ys_buffer *out);
ys_status ys_syntax_article(yanshu_syntax syntax, const ys_triples *triples, bool first, ys_buffer *out);
ys_status ys_syntax_end(yanshu_syntax syntax, ys_buffer *out);
/** Appends the description (CSVW) of the table in the file @p name, which belongs beside it in NAME-metadata.json. */
ys_status ys_syntax_describe(ys_view name, ys_buffer *out);

/**
 * Appends to @p out, in Turtle without prefixes, what is said of each of n things; of an assertion first the triple
 * that it is about. For reading: the parts are to be shown one by one.
 * @param iri paths below the base, or absolute
 * @param end n: bytes of @p out behind each part
 */
ys_status ys_turtle_parts(const ys_triples *triples, const ys_view *iri, size_t n, ys_buffer *out, size_t *end);

/* ---- what is in a dataset ---- */

/** Counts of triples, things and properties, taken as articles go by. Not for several threads at once. */
typedef struct ys_description ys_description;

/** What no counting can tell; each may be empty. */
typedef struct ys_dataset_facts {
  ys_view title;
  ys_view source;     /**< newspaper or archive */
  ys_view license;    /**< IRI */
  ys_view file;       /**< IRI of the dump, mostly relative: its name beside the description, percent-encoded */
  ys_view media_type; /**< of the dump, before it was compressed */
  ys_view packed;     /**< media type of how it is compressed, or empty */
  bool rdf;           /**< the dump is RDF */
} ys_dataset_facts;

/** When a triple that is there already counts again. */
typedef enum ys_counting {
  YS_COUNT_GRAPHS,    /**< in another graph, or with another addition: what N-Quads have lines for */
  YS_COUNT_ONCE,      /**< never; all of them come by one addition */
  YS_COUNT_REMEMBERED /**< never; of more than 4 million triples and things no number of triples is given then */
} ys_counting;

/** @p allocator NULL: the C library's. @p base must outlive it. */
ys_status ys_description_new(const yanshu_allocator *allocator, ys_view base, ys_counting counting,
                             ys_description **out);
void ys_description_free(ys_description *description);
/** Adds the triples of one article (each counts for its graph), or all of a merged dataset. */
ys_status ys_description_add(ys_description *description, const ys_triples *triples);
/** Appends VoID and DCAT in Turtle; the same bytes whatever order the articles came in. IRIs must be checked before. */
ys_status ys_description_write(const ys_description *description, const ys_dataset_facts *facts, ys_buffer *out);

/* ---- what the project publishes ---- */

/** Appends the scheme of roles as plain SKOS, in Turtle. */
ys_status ys_roles_write(const yanshu_allocator *allocator, const ys_lexicon *lexicon, ys_buffer *out);
/** Appends the context of our JSON-LD, as a document of its own. */
ys_status ys_context_write(ys_buffer *out);

/* ---- many articles, merged ---- */

/** The RDF libraries, opened once a process. */
typedef struct ys_rdf_world ys_rdf_world;
ys_status ys_rdf_world_new(const yanshu_allocator *allocator, const ys_log *log, ys_rdf_world **out);
void ys_rdf_world_free(ys_rdf_world *world);
/** Opens the libraries when they are not yet. */
ys_status ys_rdf_open(ys_rdf_world *world);
/** The libraries themselves, once open, for the room `store`; owned by the world. */
struct raptor_world_s *ys_rdf_world_raptor(ys_rdf_world *world);
struct librdf_world_s *ys_rdf_world_librdf(ys_rdf_world *world);
/**
 * Appends a document of Turtle in another syntax, blank nodes and all, through raptor.
 * @return YANSHU_BAD_ARGUMENT (reported) for JSON-LD, CSV, DOT; YANSHU_INTERNAL when it is no Turtle.
 */
ys_status ys_turtle_copy(ys_rdf_world *world, ys_view turtle, yanshu_syntax syntax, ys_buffer *out);
/** Where messages go from now on. */
void ys_rdf_world_log(ys_rdf_world *world, const ys_log *log);

/** A graph (with, for N-Quads, the article that each triple is from). */
typedef struct ys_graph ys_graph;

/** @return YANSHU_BAD_ARGUMENT when @p base is no absolute ASCII http(s) IRI that ends in '/' or '#'. */
ys_status ys_graph_new(ys_rdf_world *world, ys_view base, yanshu_detail detail, ys_graph **out);
void ys_graph_free(ys_graph *graph);
size_t ys_graph_size(const ys_graph *graph); /**< distinct triples */
/** Appends the description of what the graph holds; @p graphs: of its named graphs. */
ys_status ys_graph_describe(ys_graph *graph, bool graphs, const ys_dataset_facts *facts, ys_buffer *out);

/**
 * Adds all triples of one article, or (on failure) none. What is written then also says which persons may be the same
 * (ys:possiblySame), in a graph of its own. @p lexicon must outlive the graph.
 */
ys_status ys_graph_add(ys_graph *graph, const ys_lexicon *lexicon, const ys_resolution *article);

/**
 * Adds all triples of a document that Yanshu wrote, or (on failure) none: Turtle, RDF/XML, N-Triples, N-Quads. Terms
 * are checked as Yanshu's own; what it never writes (blank nodes, relative IRIs, document types) is refused.
 * @param name of the file, for messages
 * @return YANSHU_BAD_INPUT, YANSHU_BAD_TERM or YANSHU_LIMIT (reported); YANSHU_BAD_ARGUMENT (reported) for other
 *         syntaxes.
 */
ys_status ys_graph_read(ys_graph *graph, ys_view text, yanshu_syntax syntax, ys_view name);

/** From now on, of documents that are read, only what links between persons are found by is kept. */
void ys_graph_names_only(ys_graph *graph);
/** Appends a document of the links between the persons that the graph holds, without the graph itself. */
ys_status ys_graph_links(ys_graph *graph, const ys_lexicon *lexicon, yanshu_syntax syntax, ys_buffer *out);

/** Serializes; the first failure of @p write, or any error that the serializer logs, is the result. */
ys_status ys_graph_write(ys_graph *graph, yanshu_syntax syntax, yanshu_write_func write, void *user);

/** Writes @p text to @p path, whole or not at all. */
ys_status ys_text_write_file(const yanshu_allocator *allocator, const ys_log *log, ys_view text, const char *path);
/** Whole or not at all: temporary file in the same folder, checked writes, fsync, rename. @p path as given. */
ys_status ys_graph_write_file(ys_graph *graph, yanshu_syntax syntax, const char *path);

#endif
