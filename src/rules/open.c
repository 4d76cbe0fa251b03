/* SPDX-License-Identifier: Apache-2.0 */
/* Opening a folder of rules. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "rules/image.h"
#include "rules/read.h"
#include "rules/seal.h"

/* Of the path what stands in a folder. */
static ys_view name_of(ys_view path) {
  size_t begin = path.n;
  while (begin > 0 && path.p[begin - 1] != '/') {
    begin--;
  }
  return (ys_view){path.p + begin, path.n - begin};
}

static bool add_name(ys_reader *reader, ys_view path) {
  reader->file_number = reader->rules->file.n;
  const ys_string string = ys_pool_string(reader, name_of(path));
  ys_string *name = YS_PUSH(reader->arena, &reader->rules->name);
  ys_view *file = YS_PUSH(reader->arena, &reader->rules->file);
  if (!name || !file) {
    return false;
  }
  *name = string;
  *file = path;
  return true;
}

static uint64_t digest_of(const ys_rule_file *file, size_t n) {
  ys_digester digest;
  ys_digester_start(&digest);
  for (size_t i = 0; i < n; i++) {
    ys_digester_add(&digest, file[i].bytes);
  }
  return ys_digester_end(&digest);
}

static ys_status read_all(ys_reader *reader, const ys_rule_file *file, size_t n) {
  for (size_t i = 0; i < n && !reader->no_memory; i++) {
    const ys_view name = ys_arena_copy(reader->arena, file[i].name);
    if (!name.p || !add_name(reader, name)) {
      return YANSHU_NO_MEMORY;
    }
    const ys_rule_file named = {.name = name,
                                .bytes = file[i].bytes,
                                .fragments_only = file[i].fragments_only,
                                .valid = file[i].valid,
                                .own = file[i].own};
    ys_read_file_bytes(reader, &named);
  }
  /* Names are looked up and programs made only of rules that could be read: one mistake, one message. */
  if (!reader->errors && !reader->no_memory) {
    ys_compile(reader);
  }
  if (!reader->errors && !reader->no_memory) {
    ys_index_rules(reader);
  }
  if (!reader->errors && !reader->no_memory) {
    ys_look_ahead(reader);
    ys_pack_rules(reader);
  }
  if (reader->no_memory) {
    return YANSHU_NO_MEMORY;
  }
  if (reader->errors > YS_RULE_ERRORS) {
    return YS_FAIL(reader->log, YANSHU_BAD_RULES, reader->file, 0, "%u more errors are not shown",
                   reader->errors - YS_RULE_ERRORS);
  }
  reader->rules->digest = digest_of(file, n);
  return reader->errors ? YANSHU_BAD_RULES : YANSHU_OK;
}

/* Rules in an arena of their own, still empty; NULL when out of memory. */
static ys_rules *new_rules(const yanshu_allocator *allocator, const ys_lexicon *lexicon) {
  ys_arena *arena = ys_arena_new(allocator);
  ys_rules *rules = arena ? ys_arena_alloc(arena, sizeof *rules) : NULL;
  if (!rules) {
    ys_arena_free(arena);
    return NULL;
  }
  rules->arena = arena;
  rules->lexicon = lexicon;
  return rules;
}

ys_status ys_rules_open_files(const yanshu_allocator *allocator, const ys_rule_file *file, size_t n,
                              const ys_lexicon *lexicon, const ys_log *log, ys_rules **out) {
  *out = NULL;
  ys_rules *rules = new_rules(allocator, lexicon);
  if (!rules) {
    return YANSHU_NO_MEMORY;
  }
  ys_reader reader = {.rules = rules, .arena = rules->arena, .log = log, .file = YS_VIEW("")};
  const ys_status status = read_all(&reader, file, n);
  if (status != YANSHU_OK) {
    ys_rules_close(rules);
    return status;
  }
  *out = rules;
  return YANSHU_OK;
}

void ys_rules_close(ys_rules *rules) {
  if (rules) {
    ys_rules_unmap(rules);
    ys_arena_free(rules->arena);
  }
}

uint64_t ys_rules_digest(const ys_rules *rules) {
  return rules->digest;
}

/* ---- files and folders ---- */

typedef struct ys_folder {
  ys_arena *arena;
  const ys_log *log;
  YS_ARRAY(ys_rule_file) file;
  ys_view seals; /**< lists beside the folders, one after the other */
} ys_folder;

static int compare_files(const void *a, const void *b) {
  const ys_rule_file *x = a;
  const ys_rule_file *y = b;
  return ys_view_compare(x->name, y->name);
}

static ys_status add_file(ys_folder *folder, ys_view path, const ys_rules_source *source) {
  if (!path.p) {
    return YANSHU_NO_MEMORY;
  }
  if (folder->file.n == YS_RULE_FILES) {
    return YS_FAIL(folder->log, YANSHU_LIMIT, path, 0, "more than %u rule files", YS_RULE_FILES);
  }
  ys_rule_file *file = YS_PUSH(folder->arena, &folder->file);
  if (!file) {
    return YANSHU_NO_MEMORY;
  }
  *file = (ys_rule_file){.name = path, .fragments_only = source->fragments_only, .own = source->own};
  return YANSHU_OK;
}

static void ignore(void *user, const yanshu_message *message) {
  (void)user;
  (void)message;
}

/* The list of valid files beside a folder; without one, or with one that can't be read, the files are validated. */
static ys_status add_seals(ys_folder *folder, const char *path) {
  const ys_view name = ys_arena_format(folder->arena, "%s" YS_SEALS_ENDING, path);
  const ys_log quiet = {ignore, NULL};
  if (!name.p) {
    return YANSHU_NO_MEMORY;
  }
  ys_buffer bytes;
  ys_buffer_init(&bytes, ys_arena_allocator(folder->arena));
  ys_buffer_append_view(&bytes, folder->seals);
  const ys_status status = ys_read_file(name.p, YS_SEALS_BYTES, &quiet, &bytes);
  if (status == YANSHU_OK) {
    folder->seals = ys_arena_copy(folder->arena, ys_buffer_view(&bytes));
  }
  ys_buffer_free(&bytes);
  return status == YANSHU_NO_MEMORY || !folder->seals.p ? YANSHU_NO_MEMORY : YANSHU_OK;
}

static ys_status add_folder(ys_folder *folder, const ys_rules_source *source) {
  const char *path = source->path;
  DIR *dir = opendir(path);
  if (!dir) {
    return YS_FAIL(folder->log, errno == ENOMEM ? YANSHU_NO_MEMORY : YANSHU_BAD_RULES, ys_view_of(path), 0,
                   "the folder of rules can't be opened");
  }
  const uint32_t first = folder->file.n;
  ys_status status = YANSHU_OK;
  for (const struct dirent *entry; status == YANSHU_OK && (entry = readdir(dir)) != NULL;) {
    const ys_view name = ys_view_of(entry->d_name);
    if (ys_view_ends(name, YS_VIEW(".xml")) && name.p[0] != '.') {
      status = add_file(folder, ys_arena_format(folder->arena, "%s/%s", path, entry->d_name), source);
    }
  }
  closedir(dir);
  const uint32_t n = folder->file.n - first;
  if (status == YANSHU_OK && !n) {
    return YS_FAIL(folder->log, YANSHU_BAD_RULES, ys_view_of(path), 0, "the folder has no rule files (*.xml)");
  }
  if (n) {
    qsort(folder->file.at + first, n, sizeof *folder->file.at, compare_files);
    YS_TRY(add_seals(folder, path));
  }
  return status;
}

static ys_status add_source(ys_folder *folder, const ys_rules_source *source) {
  struct stat about;
  if (stat(source->path, &about) != 0) {
    return YS_FAIL(folder->log, errno == ENOMEM ? YANSHU_NO_MEMORY : YANSHU_BAD_RULES, ys_view_of(source->path), 0,
                   errno == ENOENT ? "there is no such file or folder of rules" : "the rules can't be opened");
  }
  if (S_ISDIR(about.st_mode)) {
    return add_folder(folder, source);
  }
  return add_file(folder, ys_arena_copy(folder->arena, ys_view_of(source->path)), source);
}

static ys_status load_file(ys_folder *folder, ys_rule_file *file) {
  ys_buffer bytes;
  ys_buffer_init(&bytes, ys_arena_allocator(folder->arena));
  ys_status status = ys_read_file(file->name.p, YS_RULE_FILE_BYTES, folder->log, &bytes);
  if (status == YANSHU_OK) {
    file->bytes = ys_arena_copy(folder->arena, ys_buffer_view(&bytes));
    status = file->bytes.p ? YANSHU_OK : YANSHU_NO_MEMORY;
  }
  ys_buffer_free(&bytes);
  return status;
}

static ys_status load_sources(ys_folder *folder, const ys_rules_source *source, size_t n) {
  for (size_t i = 0; i < n; i++) {
    YS_TRY(add_source(folder, &source[i]));
  }
  for (uint32_t i = 0; i < folder->file.n; i++) {
    YS_TRY(load_file(folder, &folder->file.at[i]));
  }
  return YANSHU_OK;
}

/* ---- with an image ---- */

/* Files of an image are those of the folder when their names are, too; messages name them as they are found now. */
static ys_status name_files(ys_rules *rules, const ys_folder *folder, bool *same) {
  *same = rules->name.n == folder->file.n;
  for (uint32_t i = 0; i < folder->file.n && *same; i++) {
    const ys_view path = ys_arena_copy(rules->arena, folder->file.at[i].name);
    ys_view *file = YS_PUSH(rules->arena, &rules->file);
    if (!path.p || !file) {
      return YANSHU_NO_MEMORY;
    }
    *file = path;
    *same = ys_view_equal(name_of(path), ys_rules_string(rules, rules->name.at[i]));
  }
  return YANSHU_OK;
}

/* The rules of a folder out of its image; *out stays NULL when that does not fit. */
static ys_status open_image(const yanshu_allocator *allocator, const ys_rules_source *source, const ys_folder *folder,
                            const ys_lexicon *lexicon, ys_rules **out) {
  ys_rules *rules = new_rules(allocator, lexicon);
  if (!rules) {
    return YANSHU_NO_MEMORY;
  }
  bool good = ys_rules_map_image(rules, source->image, digest_of(folder->file.at, folder->file.n));
  ys_status status = good ? name_files(rules, folder, &good) : YANSHU_OK;
  rules->folder = ys_arena_copy(rules->arena, ys_view_of(source->path)).p;
  if (status == YANSHU_OK && !rules->folder) {
    status = YANSHU_NO_MEMORY;
  }
  if (status != YANSHU_OK || !good) {
    ys_rules_close(rules);
    return status;
  }
  *out = rules;
  return YANSHU_OK;
}

static ys_status open_loaded(const yanshu_allocator *allocator, const ys_rules_source *source, size_t n,
                             ys_folder *folder, const ys_lexicon *lexicon, ys_rules **out) {
  if (n == 1 && source->image && !source->fragments_only) {
    YS_TRY(open_image(allocator, source, folder, lexicon, out));
    if (*out) {
      return YANSHU_OK;
    }
  }
  for (uint32_t i = 0; i < folder->file.n && folder->seals.n > 0; i++) {
    ys_rule_file *file = &folder->file.at[i];
    file->valid = ys_seal_listed(ys_seal_of(file->bytes), folder->seals);
  }
  return ys_rules_open_files(allocator, folder->file.at, folder->file.n, lexicon, folder->log, out);
}

ys_status ys_rules_open_sources(const yanshu_allocator *allocator, const ys_rules_source *source, size_t n,
                                const ys_lexicon *lexicon, const ys_log *log, ys_rules **out) {
  *out = NULL;
  ys_folder f = {.arena = ys_arena_new(allocator), .log = log, .seals = YS_VIEW("")};
  if (!f.arena) {
    return YANSHU_NO_MEMORY;
  }
  ys_status status = load_sources(&f, source, n);
  if (status == YANSHU_OK) {
    status = open_loaded(allocator, source, n, &f, lexicon, out);
  }
  ys_arena_free(f.arena);
  return status;
}

ys_status ys_rules_open(const yanshu_allocator *allocator, const char *folder, const ys_lexicon *lexicon,
                        const ys_log *log, ys_rules **out) {
  const ys_rules_source source = {.path = folder};
  return ys_rules_open_sources(allocator, &source, 1, lexicon, log, out);
}
