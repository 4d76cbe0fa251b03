/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file private.h
 * What the parts of the archive room share. Private to src/archive.
 *
 * walk (paths) -> bytes (decompressed) -> record (articles as bytes) -> pool (threads) -> article (text to triples)
 * -> output (files, with a journal of how far they are).
 */
#ifndef YS_ARCHIVE_PRIVATE_H
#define YS_ARCHIVE_PRIVATE_H

#include <pthread.h>

#include "archive/archive.h"
#include "base/base.h"

/** The largest article, in bytes: as for a single input. */
#define YS_ARTICLE_BYTES ((size_t)64 << 20)

/* ---- notes.c: messages that wait for their turn ---- */

/** Messages of one article, kept until its turn comes. */
typedef struct ys_notes {
  ys_buffer bytes;
  ys_view file; /**< that messages name, whatever name the rooms know; borrowed */
  size_t line;  /**< added to lines within the article; 0: the article is a file of its own */
  bool fixed;   /**< every message stands at `line`: lines within the article mean nothing to a reader */
} ys_notes;

void ys_notes_init(ys_notes *notes, const yanshu_allocator *a);
void ys_notes_free(ys_notes *notes);
/** Forgets the messages. */
void ys_notes_clear(ys_notes *notes);
/** A log that keeps messages in @p notes. */
ys_log ys_notes_log(ys_notes *notes);
/** Hands all on in their order. */
void ys_notes_replay(const ys_notes *notes, const ys_log *to);
/** The first error among them; its views point into the notes. False when there is none. */
bool ys_notes_error(const ys_notes *notes, yanshu_message *error);

/* ---- walk.c: which files ---- */

typedef struct ys_walk ys_walk;

/** Strings of @p options are borrowed. */
ys_status ys_walk_new(const yanshu_allocator *a, const yanshu_archive_options *options, ys_walk **out);
void ys_walk_free(ys_walk *walk);
/**
 * The next file, NUL-terminated and valid until the next call; an empty path at the end.
 * @return not YANSHU_OK, reported to @p log, for something that can't be listed (then *path says what): call again for
 *         the rest; YANSHU_NO_MEMORY ends the walk.
 */
ys_status ys_walk_next(ys_walk *walk, const ys_log *log, ys_view *path);

/* ---- bytes.c: a file as a stream, decompressed ---- */

typedef struct ys_bytes ys_bytes;

/** Opens @p path ("-": standard input); gzip and Zstandard are known by their first bytes. */
ys_status ys_bytes_open(const yanshu_allocator *a, const char *path, const ys_log *log, ys_bytes **out);
void ys_bytes_close(ys_bytes *bytes); /**< NULL is allowed */
/** Up to @p n bytes, 0 at the end. A file that changed since it was opened, or ends early, is a read error. */
ys_status ys_bytes_read(ys_bytes *bytes, const ys_log *log, void *to, size_t n, size_t *got);
uint64_t ys_bytes_raw(const ys_bytes *bytes); /**< bytes of the file itself that were read so far */

/* ---- record.c: the articles of a stream ---- */

typedef enum ys_record_mode {
  YS_RECORDS_WHOLE,   /**< the file is one article */
  YS_RECORDS_LINES,   /**< each line that is not blank is one, in JSON */
  YS_RECORDS_HEADINGS /**< each heading of a level of Markdown begins one */
} ys_record_mode;

typedef struct ys_records ys_records;

/** What a file with several articles says of all of them, for YS_RECORDS_HEADINGS. */
typedef struct ys_records_head {
  ys_buffer date; /**< of the front matter, a heading above the articles, or the file's name */
  ys_buffer source;
} ys_records_head;

/** Takes @p bytes over, in failure too. @p path is borrowed. */
ys_status ys_records_new(const yanshu_allocator *a, ys_bytes *bytes, ys_view path, ys_record_mode mode, unsigned level,
                         ys_records **out);
void ys_records_free(ys_records *records);

/** Where an article stands. */
typedef struct ys_place {
  size_t line;         /**< 1-based line of its beginning */
  uint64_t characters; /**< of the decoded file before it */
} ys_place;

/**
 * Appends the next article's bytes to @p out and says where it begins; *more is false when there is none.
 * @return not YANSHU_OK, reported, for one that is refused (too long); *more then tells whether others follow.
 */
ys_status ys_records_next(ys_records *records, const ys_log *log, ys_buffer *out, ys_place *place, bool *more);
const ys_records_head *ys_records_about(const ys_records *records);
uint64_t ys_records_raw(const ys_records *records);

/* ---- heading.c ---- */

/** Where in a file its lines are. Zero-initialise. */
typedef struct ys_headings {
  unsigned lines; /**< seen so far */
  bool front;     /**< in front matter */
} ys_headings;

/** The level of the heading that @p line (without its end) is, 0 for none. Every line must pass here, in order. */
unsigned ys_headings_level(ys_headings *headings, ys_view line);

/* ---- jsonl.c ---- */

/** The fields of one line; all memory in the arena, p NULL when absent. */
typedef struct ys_json_article {
  ys_view id;
  ys_view title;
  ys_view text;
  ys_view date;
  ys_view source;
  ys_view url;
} ys_json_article;

/** Reads one line: an object whose @p fields are strings (numbers for id and date). Reports what is wrong. */
ys_status ys_json_article_read(ys_arena *arena, const yanshu_fields *fields, ys_view line, const ys_log *log,
                               ys_json_article *out);
/** @p text as a JSON string with its quotation marks; ill-formed UTF-8 becomes U+FFFD. */
void ys_json_put(ys_buffer *out, ys_view text);

/* ---- item: what goes through the pool ---- */

typedef struct ys_item {
  /* set by the reader */
  ys_buffer bytes; /**< the article, undecoded */
  ys_buffer path;  /**< NUL-terminated (not counted) */
  ys_buffer date;  /**< of the whole file, or empty */
  ys_buffer source;
  ys_record_mode mode;
  ys_place place;
  ys_status status; /**< not YANSHU_OK: it could not be read */
  uint64_t digest;  /**< of all items up to this one */
  uint64_t raw;     /**< bytes of input read up to here */
  bool last;        /**< the end: nothing else in it counts */
  /* set by a worker */
  ys_notes notes; /**< of the reader too */
  ys_buffer out;  /**< what it says, in the syntax of the run */
  ys_buffer id;   /**< the line's own id, in JSON Lines */
  ys_buffer name; /**< of the file that it goes to, when each has its own */
  bool foreign;   /**< another shard's */
  uint64_t triples;
} ys_item;

void ys_item_init(ys_item *item, const yanshu_allocator *a);
void ys_item_free(ys_item *item);
/** Empties it for the next article; what was large is given back. */
void ys_item_clear(ys_item *item);

/* ---- reader.c: items in their order ---- */

typedef struct ys_reader ys_reader;

ys_status ys_reader_new(const ys_archive_tools *tools, const yanshu_archive_options *options, ys_reader **out);
void ys_reader_free(ys_reader *reader);
/** Fills @p item, which is clear; an item that is `last` at the end. Only YANSHU_NO_MEMORY fails. */
ys_status ys_reader_next(ys_reader *reader, ys_item *item);
/** Whether the shard that takes @p key is the one of @p options. */
bool ys_shard_takes(const yanshu_archive_options *options, uint64_t key);
/** Sum of the sizes of all files to read, 0 when unknown. */
ys_status ys_archive_weigh(const ys_archive_tools *tools, const yanshu_archive_options *options, uint64_t *bytes);

/* ---- emit.c: triples to bytes ---- */

/** How articles are written; the same for all threads. */
typedef struct ys_emit {
  yanshu_syntax syntax;
  ys_view base;
  yanshu_detail detail;
  const ys_lexicon *lexicon;
} ys_emit;

ys_status ys_emit_check(const ys_archive_tools *tools, const yanshu_archive_options *options, ys_emit *out);
/** What stands before the first and behind the last article of a file. */
ys_status ys_emit_begin(const ys_emit *emit, ys_buffer *out);
ys_status ys_emit_end(const ys_emit *emit, ys_buffer *out);
/** One article; @p arena is the worker's. */
ys_status ys_emit_article(const ys_emit *emit, ys_arena *arena, const ys_resolution *article, const ys_log *log,
                          ys_buffer *out, const ys_triples **triples);
/** What of @p article (the bytes of one) to write when it is the first in its file. */
ys_view ys_emit_first(const ys_emit *emit, ys_view article);

/* ---- article.c: one item, by one worker ---- */

typedef struct ys_worker ys_worker;

/** @p counting: held while tools->description counts, which all workers share. */
ys_status ys_worker_new(const ys_archive_tools *tools, const yanshu_archive_options *options, const ys_emit *emit,
                        pthread_mutex_t *counting, ys_worker **out);
void ys_worker_free(ys_worker *worker);
/** Fills the second half of @p item; sets its status. */
void ys_worker_run(ys_worker *worker, ys_item *item);

/* ---- pool.c: threads ---- */

typedef struct ys_pool ys_pool;

/** Starts @p threads workers and the reader; with one thread everything runs in the calling one. */
ys_status ys_pool_new(const ys_archive_tools *tools, const yanshu_archive_options *options, const ys_emit *emit,
                      ys_reader *reader, unsigned threads, ys_pool **out);
/** The next item in the order of the input; it is the caller's until the next call. */
ys_status ys_pool_next(ys_pool *pool, ys_item **item);
/** Stops all threads, wherever they are, and waits for them. */
void ys_pool_free(ys_pool *pool);

/* ---- compress.c ---- */

typedef struct ys_compressor ys_compressor;

ys_status ys_compressor_new(const yanshu_allocator *a, yanshu_compression kind, ys_compressor **out);
void ys_compressor_free(ys_compressor *c);
/** Appends to @p to what @p n more bytes give. */
ys_status ys_compressor_put(ys_compressor *c, const void *bytes, size_t n, ys_buffer *to);
/** Ends the frame: what was appended can be decompressed, and another frame may follow. Nothing when it is empty. */
ys_status ys_compressor_end(ys_compressor *c, ys_buffer *to);

/* ---- journal.c ---- */

/** How far a run has come. */
typedef struct ys_state {
  uint64_t items;    /**< of the input that are done */
  uint64_t digest;   /**< of these items */
  uint64_t articles; /**< exported */
  uint64_t refused;
  uint64_t triples;
  uint64_t part;   /**< number of the file that is being written, from 1 */
  uint64_t length; /**< its bytes that are safe on disk */
  uint64_t plain;  /**< its bytes before compression */
  uint64_t count;  /**< its articles */
  uint64_t total;  /**< bytes before compression of all files */
  uint64_t errors; /**< bytes of the file of errors */
  bool complete;   /**< all is written; files may still have their temporary names */
} ys_state;

typedef struct ys_journal ys_journal;

/**
 * Opens the journal at @p path and locks it. With @p resume its last state goes to @p state (zero when there is none),
 * and it must be of the same @p run; without, it begins anew.
 */
ys_status ys_journal_open(const yanshu_allocator *a, const char *path, uint64_t run, bool resume, const ys_log *log,
                          ys_state *state, ys_journal **out);
/** Adds a state and waits until it is on disk. */
ys_status ys_journal_add(ys_journal *journal, const ys_log *log, const ys_state *state);
/** Closes; @p remove: the run is over, and so is the journal. */
void ys_journal_close(ys_journal *journal, bool remove);

/* ---- errors.c ---- */

typedef struct ys_errors ys_errors;

/** The file of refused articles at @p path, cut to @p length bytes; NULL: none is wanted. */
ys_status ys_errors_open(const yanshu_allocator *a, const char *path, uint64_t length, const ys_log *log,
                         ys_errors **out);
ys_status ys_errors_add(ys_errors *errors, const ys_log *log, const ys_item *item, uint64_t *length);
ys_status ys_errors_sync(ys_errors *errors, const ys_log *log);
ys_status ys_errors_close(ys_errors *errors, const ys_log *log);

/* ---- output.c: files that appear whole or not at all, and can be continued ---- */

typedef struct ys_output ys_output;

/** Where the run stands goes to @p state: zero, or with options->resume what the journal says. */
ys_status ys_output_open(const ys_archive_tools *tools, const yanshu_archive_options *options, const ys_emit *emit,
                         uint64_t run, ys_state *state, ys_output **out);
/** The file of errors, which must be on disk before the journal says how long it is. */
void ys_output_watch(ys_output *output, ys_errors *errors);
/**
 * Writes one article. @p state is that of the items before it; what is about files in it is updated.
 * @param name of its file, when each has its own.
 */
ys_status ys_output_article(ys_output *output, ys_state *state, ys_view bytes, ys_view name);
/** Between two articles, @p state being that of all items so far: tells the journal when it is time. */
ys_status ys_output_rest(ys_output *output, ys_state *state);
/** Ends everything; the files get their names. */
ys_status ys_output_finish(ys_output *output, ys_state *state);
/** Frees. @p keep: an unfinished run may be resumed; its files stay if the journal knows of any. @return they stay. */
bool ys_output_free(ys_output *output, bool keep);

/* ---- name.c: names of files ---- */

/** The name of part @p number of @p output, or @p output itself for 0; then @p suffix. NUL-terminated (not counted). */
ys_status ys_name_part(ys_buffer *out, const char *output, uint64_t number, const char *suffix);
/** The name of an article's file: what the input is called, made harmless, and the end of the article's IRI. */
ys_status ys_name_article(ys_buffer *out, const ys_item *item, ys_view iri, yanshu_syntax syntax,
                          yanshu_compression compression);
/** How @p options want their output compressed. */
yanshu_compression ys_name_compression(const yanshu_archive_options *options);

/* ---- files.c ---- */

/** What @p error means, with the file it is about. Always YANSHU_WRITE_ERROR. */
ys_status ys_write_error(const ys_log *log, const char *path, int error);
/** Writes all; 0, or an errno. */
int ys_write_all(int fd, const void *bytes, size_t n);
/** Makes a new name in the folder of @p path last through a power cut. */
void ys_sync_folder(const char *path);
/** Formats into @p out, NUL-terminated (not counted). */
ys_status ys_format(ys_buffer *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- digest.c ---- */

/** Everything that decides what a run writes, but the bytes of its inputs. */
uint64_t ys_run_digest(const ys_archive_tools *tools, const yanshu_archive_options *options);

#endif
