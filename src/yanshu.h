/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file yanshu.h
 * Yanshu: reads Chinese-language news and writes what it says about people, posts, organisations,
 * divisions and programs as RDF. The only public header of libyanshu.
 *
 * Conventions
 * - Every function that can fail returns ::yanshu_status; details go to the log function of the world.
 * - The library never prints, never exits, never aborts, and keeps no mutable state outside its handles.
 * - A ::yanshu_view is borrowed: sized, UTF-8, not NUL-terminated.
 * - One ::yanshu_world serves one thread; the objects made from it must be freed before it.
 */
#ifndef YANSHU_H
#define YANSHU_H

#include <stddef.h>
#include <stdint.h>

#if defined(YANSHU_STATIC)
#define YANSHU_API
#elif defined(__GNUC__)
#define YANSHU_API __attribute__((visibility("default")))
#else
#define YANSHU_API
#endif

#if defined(__GNUC__)
#define YANSHU_NODISCARD __attribute__((warn_unused_result))
#else
#define YANSHU_NODISCARD
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** What became of a call. Zero is success; everything else is an error. */
typedef enum yanshu_status {
  YANSHU_OK = 0,       /**< done */
  YANSHU_NO_MEMORY,    /**< the allocator returned NULL */
  YANSHU_BAD_ARGUMENT, /**< an option or argument makes no sense (date, IRI, encoding name …) */
  YANSHU_BAD_INPUT,    /**< the article can't be read as text: empty, binary, no text in it */
  YANSHU_BAD_ENCODING, /**< bytes that are not of the encoding */
  YANSHU_READ_ERROR,   /**< the system could not read the input */
  YANSHU_WRITE_ERROR,  /**< the output could not be written whole */
  YANSHU_BAD_LEXICON,  /**< the compiled lexicon is missing, damaged or of another version */
  YANSHU_BAD_RULES,    /**< a rule file is not well formed or not valid */
  YANSHU_LIMIT,        /**< an explicit limit was exceeded (input size, line length, mentions …) */
  YANSHU_BAD_TERM,     /**< an RDF term that no serializer could write faithfully */
  YANSHU_INTERNAL,     /**< a library below reported what should not happen */
  YANSHU_UNSUPPORTED,  /**< a query beyond what the embedded engine knows */
  YANSHU_REMOTE        /**< a store on the network refused, failed or could not be reached */
} yanshu_status;

/** A short English text for @p status; never NULL. */
YANSHU_API const char *yanshu_strerror(yanshu_status status);

/** The version of the library, "major.minor.patch". */
YANSHU_API const char *yanshu_version(void);

/** Borrowed text: @p n bytes of UTF-8 at @p p, not NUL-terminated. */
typedef struct yanshu_view {
  const char *p; /**< first byte, may be NULL when n is 0 */
  size_t n;      /**< bytes */
} yanshu_view;

/** Where memory comes from. @p resize behaves as realloc and free: size 0 frees and returns NULL. */
typedef struct yanshu_allocator {
  void *(*resize)(void *user, void *block, size_t size);
  void *user;
} yanshu_allocator;

typedef enum yanshu_level { YANSHU_NOTE, YANSHU_WARNING, YANSHU_ERROR } yanshu_level;

/** One message. Views are valid during the call only. */
typedef struct yanshu_message {
  yanshu_level level;
  yanshu_status status;
  yanshu_view file; /**< input or rule file; empty when none */
  size_t line;      /**< 1-based; 0 when none */
  yanshu_view text; /**< one line, no line feed */
  size_t column;    /**< 1-based, in characters; 0 when none */
} yanshu_message;

typedef void (*yanshu_log_func)(void *user, const yanshu_message *message);

/** How a world is made. Zero-initialise, then set what differs. */
typedef struct yanshu_world_options {
  const yanshu_allocator *allocator; /**< NULL: the C library's */
  yanshu_log_func log;               /**< NULL: messages are dropped */
  void *log_user;
  const char *data_dir; /**< folder with yanshu.lex and rules/; NULL: $YANSHU_DATA, then the installed one */
  /** Rule files, or folders of them, that are added to those of the data folder. Copied. */
  const char *const *rules;
  size_t n_rules;
  /** Not 0: the rules of the data folder are not applied; their fragments can still be referred to. */
  int only_rules;
  /** Words of one's own: SKOS Turtle (*.ttl), tables (words-CLASS.tsv), or folders of them. Compiled in memory, and
   * looked up together with those of the data folder. */
  const char *const *lexicon;
  size_t n_lexicon;
  /** Not 0: the data folder's yanshu-townships.lex is opened instead of yanshu.lex: it knows towns and streets, too. */
  int townships;
} yanshu_world_options;

/** Lexicon, rules and the RDF libraries, opened once. Immutable after opening but for the RDF libraries. */
typedef struct yanshu_world yanshu_world;

YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_world_new(const yanshu_world_options *options, yanshu_world **world);
YANSHU_API void yanshu_world_free(yanshu_world *world);

/** How much of the evidence is written. */
typedef enum yanshu_detail {
  YANSHU_DETAIL_FACTS,    /**< facts with prov:wasDerivedFrom their article */
  YANSHU_DETAIL_EVIDENCE, /**< … and the mention that each was read from (default) */
  YANSHU_DETAIL_MENTIONS  /**< … and every mention in the text */
} yanshu_detail;

/** What an input is; YANSHU_FORMAT_AUTO looks at name and first bytes. */
typedef enum yanshu_format {
  YANSHU_FORMAT_AUTO,
  YANSHU_FORMAT_TEXT,
  YANSHU_FORMAT_MARKDOWN,
  YANSHU_FORMAT_HTML
} yanshu_format;

/** One article as bytes, with what the caller knows of it (overriding what the file says). */
typedef struct yanshu_input {
  yanshu_view name;  /**< for messages and format detection: a path, or "-" */
  yanshu_view bytes; /**< the whole file, undecoded */
  yanshu_format format;
  const char *encoding; /**< "utf-8", "gb18030", "big5", any ICU name; NULL: recognised */
  yanshu_view title;    /**< each of these: empty = take it from the file */
  yanshu_view date;     /**< YYYY-MM-DD, YYYY-MM or YYYY */
  yanshu_view source;   /**< publishing newspaper or site */
  yanshu_view url;      /**< where the article is published */
  uint64_t offset;      /**< characters of the decoded file before these bytes; places in the data count from there */
} yanshu_input;

/** A rule as its file describes it. Views live as long as the world. */
typedef struct yanshu_rule {
  yanshu_view id;
  yanshu_view iri;
  yanshu_view description_en;
  yanshu_view description_zh;
  yanshu_view file;
  size_t line; /**< 1-based, as the column */
  size_t column;
  int priority; /**< 0 to 100 */
  int own;      /**< not 0: added by the caller, not from the data folder */
  size_t examples;
  size_t counter_examples;
} yanshu_rule;

/** How many rules there are: those of the data folder, then those added. */
YANSHU_API size_t yanshu_rules_count(const yanshu_world *world);
/** Rule @p i. @return YANSHU_BAD_ARGUMENT when there is none such. */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_rules_get(const yanshu_world *world, size_t i, yanshu_rule *rule);

/** What a check found. */
typedef struct yanshu_rules_report {
  size_t rules;    /**< checked */
  size_t examples; /**< run, counter-examples included */
  size_t failed;   /**< of them */
  size_t needless; /**< rules that say what another one says, or that another one always overrules */
} yanshu_rules_report;

/**
 * Runs every rule against its own examples, and looks for rules that can be done without. Each finding is reported as
 * an error, with file, line and column, what was expected and what came.
 * @param own_only not 0: only rules that were added by the caller
 * @return YANSHU_BAD_RULES when there is a finding.
 */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_rules_check(yanshu_world *world, int own_only,
                                                             yanshu_rules_report *report);

/** Roles of a fact, in this order in yanshu_finding. */
typedef enum yanshu_role {
  YANSHU_ROLE_SUBJECT,
  YANSHU_ROLE_OBJECT,
  YANSHU_ROLE_DATE,
  YANSHU_ROLE_PLACE,
  YANSHU_ROLE_TEXT,
  YANSHU_ROLES /**< number of the above */
} yanshu_role;

/** A fact as a rule found it, before it is known who is who. Views are valid during the call only. */
typedef struct yanshu_finding {
  size_t rule;        /**< number of the rule */
  yanshu_view type;   /**< "holds", "said" … */
  yanshu_view status; /**< "elected" …, or empty */
  yanshu_view file;   /**< name of the input */
  yanshu_view words;  /**< that were matched, as printed */
  size_t begin;       /**< characters of the decoded input, end exclusive */
  size_t end;
  yanshu_view argument[YANSHU_ROLES]; /**< words of each role, several joined by '|'; empty: none */
} yanshu_finding;

/** Takes a finding; anything but YANSHU_OK stops the reading and is handed back. */
typedef yanshu_status (*yanshu_finding_func)(void *user, const yanshu_finding *finding);

/** Reads one article and hands on every fact that the rules find in it, in the order of the text. */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_rules_apply(yanshu_world *world, const yanshu_input *input,
                                                             yanshu_finding_func func, void *user);
/** The same for a file; as yanshu_dataset_add_file. */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_rules_apply_file(yanshu_world *world, const char *path,
                                                                  const yanshu_input *defaults,
                                                                  yanshu_finding_func func, void *user);

/* ---- explaining: how an article was read ---- */

typedef enum yanshu_explain_form {
  YANSHU_EXPLAIN_TEXT, /**< for a terminal */
  YANSHU_EXPLAIN_HTML  /**< one page that needs nothing else, and asks no network */
} yanshu_explain_form;

/** What is told, and how. Zero-initialise, then set what differs. */
typedef struct yanshu_explain_options {
  yanshu_explain_form form;
  yanshu_view base; /**< namespace of data IRIs; empty: as for a dataset */
  int color;        /**< text: mark mentions by colour, not by brackets and letters */
  unsigned columns; /**< text: width of the terminal; 0: 80 */
  size_t fact;      /**< text: tell all about this fact, 1 being the first; 0: the whole article */
  yanshu_view at;   /**< text: tell what was considered where these words stand */
  int at_offset;    /**< not 0: text: tell what was considered at character `offset` of the decoded input */
  uint64_t offset;
  const char *output; /**< a file, which appears whole or not at all; NULL: `write` is called */
} yanshu_explain_options;

/** Takes @p n bytes; anything but YANSHU_OK stops the writing and is handed back. */
typedef yanshu_status (*yanshu_write_func)(void *user, const void *bytes, size_t n);

/**
 * Reads one article and tells how: its text with the mentions marked by kind, the facts read from it with their words,
 * rules and triples, and what else was considered at a place and why it lost.
 * @param write where the text goes, UTF-8; not called when there is an output.
 * @return YANSHU_BAD_ARGUMENT when there is no such fact, place or words in the article.
 */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_explain(yanshu_world *world, const yanshu_input *input,
                                                         const yanshu_explain_options *options, yanshu_write_func write,
                                                         void *user);
/** The same for a file; as yanshu_dataset_add_file. */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_explain_file(yanshu_world *world, const char *path,
                                                              const yanshu_input *defaults,
                                                              const yanshu_explain_options *options,
                                                              yanshu_write_func write, void *user);

typedef struct yanshu_dataset_options {
  yanshu_view base; /**< namespace of data IRIs, ends in '/' or '#'; empty: https://data.example.org/ */
  yanshu_detail detail;
} yanshu_dataset_options;

/** What is written. Values are fixed. */
typedef enum yanshu_syntax {
  YANSHU_TURTLE = 0,
  YANSHU_RDFXML = 1, /**< one rdf:Description a subject */
  YANSHU_NTRIPLES = 2,
  YANSHU_NQUADS = 3,        /**< a graph an article */
  YANSHU_RDFXML_ABBREV = 4, /**< elements named after classes */
  YANSHU_JSONLD = 5,        /**< JSON-LD 1.1 with its context inside */
  YANSHU_CSV = 6,           /**< facts as a table; a file gets its description beside it (FILE-metadata.json, CSVW) */
  YANSHU_DOT = 7            /**< a picture of entities and facts, for Graphviz */
} yanshu_syntax;

/** A graph that articles are added to. */
typedef struct yanshu_dataset yanshu_dataset;

YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_dataset_new(yanshu_world *world, const yanshu_dataset_options *options,
                                                             yanshu_dataset **dataset);
YANSHU_API void yanshu_dataset_free(yanshu_dataset *dataset);

/**
 * Reads one article and adds its triples. On failure the dataset is as it was before the call.
 * @return YANSHU_BAD_ARGUMENT when what the caller says of the article makes no sense (date, encoding name, format):
 *         the next article will fail alike. Every other error is about this article only.
 */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_dataset_add(yanshu_dataset *dataset, const yanshu_input *input);

/**
 * The same for a file; "-" is standard input.
 * @param defaults what the caller knows of the article; its name and bytes are ignored. NULL: nothing.
 */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_dataset_add_file(yanshu_dataset *dataset, const char *path,
                                                                  const yanshu_input *defaults);

/**
 * Adds the triples of a file that Yanshu wrote, in Turtle, RDF/XML, N-Triples or N-Quads; "-" is standard input. What
 * Yanshu never writes (blank nodes, relative IRIs, document types) is refused, and nothing of the file is added then.
 * @return YANSHU_BAD_ARGUMENT also for a syntax that is not read.
 */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_dataset_load_file(yanshu_dataset *dataset, const char *path,
                                                                   yanshu_syntax syntax);

/**
 * As yanshu_dataset_load_file(), but of this and all later files only names and tenures of persons are kept: what
 * yanshu_dataset_write_links() needs of a dataset that has been written article by article.
 */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_dataset_load_names(yanshu_dataset *dataset, const char *path,
                                                                    yanshu_syntax syntax);

/** Distinct triples held so far. */
YANSHU_API size_t yanshu_dataset_size(const yanshu_dataset *dataset);

/** Serializes the whole dataset. The first error of @p write is the result, and is not reported: its owner knows why.
 */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_dataset_write(yanshu_dataset *dataset, yanshu_syntax syntax,
                                                               yanshu_write_func write, void *user);

/**
 * Writes which persons that the dataset holds may be the same (ys:possiblySame; docs/identity.md has the rules), and
 * nothing else. Datasets that articles were added to are written with these links anyway, in the graph BASElinks.
 */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_dataset_write_links(yanshu_dataset *dataset, yanshu_syntax syntax,
                                                                     yanshu_write_func write, void *user);
/** The same to a file, which appears whole or not at all. */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_dataset_write_links_file(yanshu_dataset *dataset, yanshu_syntax syntax,
                                                                          const char *path);

/** Writes to @p path whole or not at all (temporary file beside it, synchronised, renamed). */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_dataset_write_file(yanshu_dataset *dataset, yanshu_syntax syntax,
                                                                    const char *path);

/** What a description of a dataset says beside what is counted; each may be empty. */
typedef struct yanshu_description {
  yanshu_view title;    /**< Chinese */
  yanshu_view source;   /**< newspaper or archive that it was read from */
  yanshu_view license;  /**< IRI, http or https */
  yanshu_view file;     /**< path of the dump; only its last part is published, as a relative IRI */
  yanshu_syntax syntax; /**< of the dump */
} yanshu_description;

/* ---- archives: many inputs, several threads, constant memory ---- */

/** What a file of an archive holds. */
typedef enum yanshu_container {
  YANSHU_CONTAINER_AUTO,      /**< by its name: *.jsonl and *.ndjson are JSON Lines, others hold one article */
  YANSHU_CONTAINER_ARTICLE,   /**< one article */
  YANSHU_CONTAINER_JSON_LINES /**< one article a line, an object with yanshu_fields */
} yanshu_container;

/** How files are compressed. Every MiB ends a frame, so that an interrupted file can be continued. */
typedef enum yanshu_compression {
  YANSHU_COMPRESSION_AUTO, /**< by the name of the output: *.gz, *.zst, else not */
  YANSHU_COMPRESSION_NONE,
  YANSHU_COMPRESSION_GZIP,
  YANSHU_COMPRESSION_ZSTD
} yanshu_compression;

/** The names of the fields in JSON Lines; NULL: as here. Of these only text is required. */
typedef struct yanshu_fields {
  const char *id; /**< what the article is called in messages, by shards and in file names */
  const char *title;
  const char *text;
  const char *date; /**< in any usual spelling */
  const char *source;
  const char *url;
} yanshu_fields;

/** How far a run has come. */
typedef struct yanshu_progress {
  uint64_t articles;     /**< exported */
  uint64_t refused;      /**< could not be read */
  uint64_t skipped;      /**< taken over from the run that is resumed */
  uint64_t bytes_read;   /**< of the input files, as they lie there */
  uint64_t bytes_total;  /**< of all input files; 0: unknown */
  uint64_t bytes_output; /**< written, before compression */
} yanshu_progress;

/** Called in the calling thread, after each article. */
typedef void (*yanshu_progress_func)(void *user, const yanshu_progress *progress);

/** What to read, how, and where to. Zero-initialise, then set what differs. Everything is borrowed. */
typedef struct yanshu_archive_options {
  /* inputs, in this order */
  const char *const *path;    /**< files, folders (read with all below them, sorted by name), "-": standard input */
  size_t n_path;              /**< how many paths */
  const char *const *list;    /**< files that list such paths, one a line; "-": standard input */
  size_t n_list;              /**< how many lists */
  int list_nul;               /**< paths in lists end in NUL instead of a line feed */
  const char *const *include; /**< patterns of files in folders; none: those whose names are of a known kind */
  size_t n_include;
  const char *const *exclude; /**< patterns of files and folders that are left out */
  size_t n_exclude;
  yanshu_container container;
  yanshu_fields fields;
  unsigned split_at_heading; /**< 1..6: each such heading of a Markdown file begins an article; 0: not */
  yanshu_input article;      /**< what holds for every article: date, source, encoding, format */
  unsigned shard;            /**< 1..shards: which part of the articles to take */
  unsigned shards;           /**< 0: all */

  /* output: one of write, output, folder */
  yanshu_write_func write; /**< where bytes go when output and folder are NULL */
  void *write_user;
  const char *output; /**< one file, or with part_size NAME-00001.EXTENSION and so on */
  const char *folder; /**< one file an article, named by the input and the article's IRI */
  uint64_t part_size; /**< bytes before compression; a part is larger only when a single article is; 0: no parts */
  yanshu_compression compression;
  yanshu_syntax syntax;
  yanshu_dataset_options dataset;
  const char *errors;       /**< refused articles go here as JSON Lines; NULL: nowhere but to the log */
  const char *describe;     /**< a description of what is exported goes here, whole or not at all; NULL: nowhere */
  yanshu_description about; /**< what it says beside what is counted */

  /* running */
  unsigned threads;              /**< 0: as many as there are processors */
  int resume;                    /**< go on where an interrupted run to the same output was */
  unsigned checkpoint_ms;        /**< how often that is saved; 0: every second */
  yanshu_progress_func progress; /**< NULL: nobody wants to know */
  void *progress_user;
} yanshu_archive_options;

/** What became of it. */
typedef struct yanshu_archive_result {
  uint64_t articles; /**< exported */
  uint64_t refused;  /**< reported, and left out */
  uint64_t triples;  /**< counting those that several articles say for each of them */
  uint64_t bytes;    /**< before compression */
} yanshu_archive_result;

/**
 * Exports an archive article by article, in memory that does not depend on its size. The bytes written depend on the
 * input and the options alone, never on the number of threads.
 *
 * An article that can't be read is reported to the log of the world (with its file and line), counted, and left out.
 * Several articles may say the same triple. N-Quads and N-Triples are sorted within each article.
 *
 * Output files appear whole or not at all. Until then the data stand beside them in OUTPUT.yanshu-part, with
 * OUTPUT.yanshu-journal; a run that was killed at any instant leaves both, and one with `resume` and the same options,
 * inputs and data continues from there: with the very bytes of an undisturbed run, or YANSHU_BAD_ARGUMENT when
 * something differs. When no article could be exported nothing is written.
 *
 * With `describe`, triples are counted as in yanshu_dataset_describe(), in memory that is bounded: where a triple that
 * several articles say counts once, no number of triples is given of more than 4 million; and of more than so many
 * things, no number of things. A run that goes on from an interrupted one can't describe what it did not count, and is
 * refused (YANSHU_BAD_ARGUMENT) before anything is done.
 *
 * The log, `write` and `progress` are called in the calling thread; the allocator of the world from several threads,
 * if there are several.
 *
 * @param result may be NULL.
 * @return YANSHU_OK even when articles were refused; YANSHU_BAD_ARGUMENT, YANSHU_WRITE_ERROR (reported, but for errors
 *         of `write`), YANSHU_NO_MEMORY.
 */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_archive_export(yanshu_world *world,
                                                                const yanshu_archive_options *options,
                                                                yanshu_archive_result *result);

/**
 * Writes a description of what the dataset holds, in Turtle, by VoID and DCAT: triples, things by class, triples by
 * property, vocabularies, first and last date of publication. It depends on the content alone, not on the order. For
 * N-Quads a triple counts in each graph that has it, for other syntaxes once.
 * @param about NULL: nothing but the counts.
 * @return YANSHU_BAD_ARGUMENT when the licence is no web address; what @p write returned when it failed.
 */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_dataset_describe(yanshu_dataset *dataset,
                                                                  const yanshu_description *about,
                                                                  yanshu_write_func write, void *user);
/** The same to a file, which appears whole or not at all. */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_dataset_describe_file(yanshu_dataset *dataset,
                                                                       const yanshu_description *about,
                                                                       const char *path);

/** What the project publishes beside its data. */
typedef enum yanshu_ontology {
  YANSHU_ONTOLOGY_TERMS = 0,  /**< classes and properties (OWL) */
  YANSHU_ONTOLOGY_KINDS = 1,  /**< kinds of organisations, programs and events (SKOS) */
  YANSHU_ONTOLOGY_ROLES = 2,  /**< roles (SKOS) */
  YANSHU_ONTOLOGY_SHAPES = 3, /**< what well-formed data is (SHACL); not in JSON-LD */
  YANSHU_ONTOLOGY_CONTEXT = 4 /**< the context of JSON-LD; in JSON-LD only */
} yanshu_ontology;

/**
 * Writes a part of the ontology as it is installed.
 * @return YANSHU_BAD_ARGUMENT for a syntax that it does not come in; what @p write returned when it failed.
 */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_ontology_write(yanshu_world *world, yanshu_ontology part,
                                                                yanshu_syntax syntax, yanshu_write_func write,
                                                                void *user);
/** The same to a file, which appears whole or not at all. */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_ontology_write_file(yanshu_world *world, yanshu_ontology part,
                                                                     yanshu_syntax syntax, const char *path);

/** RDF in memory that answers SPARQL. Named graphs fall together into one. */
typedef struct yanshu_store yanshu_store;

YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_store_new(yanshu_world *world, yanshu_store **store);
YANSHU_API void yanshu_store_free(yanshu_store *store);

/**
 * Adds a file: RDF when its name ends in .ttl, .rdf, .owl, .nt or .nq, else an article, which is read first.
 * On failure the store may hold a part of the file, and its answers are of no use.
 * @param defaults as in yanshu_dataset_add_file(), for articles.
 */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_store_add_file(yanshu_store *store, const char *path,
                                                                const yanshu_input *defaults);

/** Adds what a dataset holds. */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_store_add_dataset(yanshu_store *store, yanshu_dataset *dataset);

/** Distinct triples. */
YANSHU_API size_t yanshu_store_size(yanshu_store *store);

/** How an answer is written: for people, or in the formats of SPARQL 1.1; N-Triples for CONSTRUCT. */
typedef enum yanshu_answer {
  YANSHU_ANSWER_TABLE,
  YANSHU_ANSWER_CSV,
  YANSHU_ANSWER_TSV,
  YANSHU_ANSWER_JSON,
  YANSHU_ANSWER_XML,
  YANSHU_ANSWER_NTRIPLES
} yanshu_answer;

/**
 * Answers a query of SPARQL 1.1, but for some constructs; nothing is written before the whole answer is there. A query
 * may use much time and memory: who answers those of strangers does so in a process of its own, as the command does.
 * @param columns width of the terminal for YANSHU_ANSWER_TABLE; 0: as wide as it gets.
 * @return YANSHU_BAD_ARGUMENT: no SPARQL, or an answer that can't have this form. YANSHU_UNSUPPORTED: said which
 *         construct, and which stores know it.
 */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_store_ask(yanshu_store *store, yanshu_view query, yanshu_answer answer,
                                                           unsigned columns, yanshu_write_func write, void *user);

/** How to talk to a store. */
typedef enum yanshu_protocol {
  YANSHU_PROTOCOL_GUESS,  /**< by the address: SPARQL Update when its path ends in one of the usual names for that */
  YANSHU_PROTOCOL_GRAPHS, /**< SPARQL 1.1 Graph Store HTTP Protocol */
  YANSHU_PROTOCOL_UPDATE  /**< SPARQL 1.1 Update */
} yanshu_protocol;

/** Where to load, and how. Zero-initialise, then set what differs; strings are borrowed. */
typedef struct yanshu_load_options {
  const char *url;          /**< http or https */
  yanshu_protocol protocol; /**< what the store speaks there */
  yanshu_view graph;        /**< the named graph; empty: the default graph, or with `graphs` none */
  int graphs;               /**< not 0: each triple goes into the graph that N-Quads name, in `graph` without one */
  int replace;              /**< not 0: a graph becomes what the files say; 0: they are added to it */
  const char *user;         /**< NULL: what the netrc file has for the host */
  const char *password;     /**< with user */
  const char *netrc;        /**< path; NULL: ~/.netrc, if there is one */
  const char *ca;           /**< file of certificates (PEM) to trust; NULL: those of the system */
  unsigned retries;         /**< after broken connections and answers 429, 500, 502, 503, 504 */
  unsigned silence;         /**< seconds without a byte after which a connection counts as broken; 0: 300 */
  yanshu_input article;     /**< defaults for articles, as in yanshu_dataset_add_file() */
  void (*progress)(void *user, unsigned percent); /**< may be NULL */
  void *progress_user;
} yanshu_load_options;

/**
 * Sends RDF files and articles (as in yanshu_store_add_file()) graph by graph: one request each by the Graph Store
 * Protocol; by SPARQL Update one request, or when a graph is large a graph beside it that is copied at the end. So each
 * graph is replaced whole or stays as it was, as far as the store carries out a request whole. Files are read first,
 * into $TMPDIR: nothing of what can't be read reaches the store. Memory does not grow with them.
 * @return YANSHU_REMOTE when the store refused or could not be reached.
 */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_load(yanshu_world *world, const yanshu_load_options *options,
                                                      const char *const *path, size_t n);

/** How a timeline is written. */
typedef enum yanshu_timeline_form {
  YANSHU_TIMELINE_TABLE,
  YANSHU_TIMELINE_CSV,
  YANSHU_TIMELINE_TURTLE
} yanshu_timeline_form;

/** Zero-initialise, then set what differs. */
typedef struct yanshu_timeline_options {
  yanshu_timeline_form form;
  int contradictions; /**< not 0: only reports that contradict each other (table and CSV) */
  unsigned columns;   /**< width of the terminal for the table; 0: as wide as it gets */
  const char *output; /**< a file that appears whole or not at all; NULL: it goes to `write` */
} yanshu_timeline_options;

/**
 * Writes who held which post when, as far as exported files (.ttl, .rdf, .nt, .nq) report it: consecutive reports of
 * one person in one post become one interval, with the dates of the first and last report and, where they are
 * reported, of its beginning and end. Reports that contradict each other are listed, and none of them is left out.
 * Memory grows with the tenures, not with the files; nothing is written before all is read.
 * @param write may be called many times; what it returns when it fails is returned. NULL with options->output.
 */
YANSHU_API YANSHU_NODISCARD yanshu_status yanshu_timeline(yanshu_world *world, const yanshu_timeline_options *options,
                                                          const char *const *path, size_t n, yanshu_write_func write,
                                                          void *user);

#ifdef __cplusplus
}
#endif
#endif
