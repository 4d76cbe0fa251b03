/* SPDX-License-Identifier: Apache-2.0 */
/* Compiled rules to bytes and back. */
#include "rules/image.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <xxhash.h>

#define IMAGE_MAGIC "YanshuRl"
#define IMAGE_ORDER 0x01020304u
#define IMAGE_VERSION 2u /* to be raised when a compiled array or what is compiled to it changes */
#define IMAGE_ALIGN 8u

/* Every array that is compiled. */
#define FIRST_ARRAYS(EACH)                                                                                             \
  EACH(rule) EACH(fact) EACH(name) EACH(condition) EACH(feature) EACH(value) EACH(concept_id) EACH(ends)
#define MORE_ARRAYS(EACH) EACH(gap) EACH(inside) EACH(choice) EACH(ahead) EACH(code) EACH(program) EACH(pool)
#define LAST_ARRAYS(EACH)                                                                                              \
  EACH(literal) EACH(anchor) EACH(unanchored) EACH(state) EACH(step) EACH(gate) EACH(begin) EACH(byte)
#define ARRAYS(EACH) FIRST_ARRAYS(EACH) MORE_ARRAYS(EACH) LAST_ARRAYS(EACH)

#define NUMBER_OF(array) SECTION_##array,
enum { ARRAYS(NUMBER_OF) SECTIONS };

typedef struct place {
  uint64_t offset; /* bytes from the start of the file */
  uint32_t count;  /* elements */
  uint32_t size;   /* bytes of one element */
} place;

typedef struct header {
  char magic[8];
  uint32_t order;
  uint32_t version;
  char program[16]; /* version of the program, NULs behind it */
  uint64_t bytes;   /* of the whole file */
  uint64_t rules;   /* digest of the rule files */
  uint64_t lexicon; /* digest of the lexicon */
  uint64_t content; /* XXH3 (64 bits) of all that follows the header */
  uint64_t seal;    /* XXH64 of the header with this field 0 */
  place section[SECTIONS];
} header;

static void put_version(header *h) {
  const char *version = ys_version();
  const size_t n = strlen(version);
  memcpy(h->program, version, n < sizeof h->program ? n : sizeof h->program);
}

static uint64_t seal_of(const header *h) {
  header unsealed = *h;
  unsealed.seal = 0;
  return XXH64(&unsealed, sizeof unsealed, 0);
}

/* ---- writing ---- */

static void put(ys_buffer *out, size_t begin, place *section, const void *array, uint32_t n, size_t size) {
  static const char ZERO[IMAGE_ALIGN] = {0};
  ys_buffer_append(out, ZERO, (IMAGE_ALIGN - (out->n - begin) % IMAGE_ALIGN) % IMAGE_ALIGN);
  *section = (place){out->n - begin, n, (uint32_t)size};
  if (n) {
    ys_buffer_append(out, array, n * size);
  }
}

ys_status ys_rules_write_image(const ys_rules *rules, ys_buffer *out) {
  if (!rules->lexicon) {
    return YANSHU_BAD_ARGUMENT;
  }
  const size_t begin = out->n;
  header h;
  memset(&h, 0, sizeof h);
  ys_buffer_append(out, &h, sizeof h);
#define PUT(array)                                                                                                     \
  put(out, begin, &h.section[SECTION_##array], rules->array.at, rules->array.n, sizeof *rules->array.at);
  ARRAYS(PUT)
  if (out->failed) {
    return YANSHU_NO_MEMORY;
  }
  memcpy(h.magic, IMAGE_MAGIC, sizeof h.magic);
  h.order = IMAGE_ORDER;
  h.version = IMAGE_VERSION;
  put_version(&h);
  h.bytes = out->n - begin;
  h.rules = rules->digest;
  h.lexicon = ys_lexicon_digest(rules->lexicon);
  h.content = XXH3_64bits(out->p + begin + sizeof h, out->n - begin - sizeof h);
  h.seal = seal_of(&h);
  memcpy(out->p + begin, &h, sizeof h);
  return YANSHU_OK;
}

/* ---- reading ---- */

static bool is_array(const header *h, unsigned section, size_t size) {
  const place *p = &h->section[section];
  return p->size == size && p->offset % IMAGE_ALIGN == 0 && p->offset >= sizeof *h && p->offset <= h->bytes &&
         (uint64_t)p->count * p->size <= h->bytes - p->offset;
}

/* Whether the file is a whole image of these rules. It is small: all of it is compared with its digest. */
static bool is_sound(const void *map, size_t bytes, uint64_t rules, uint64_t lexicon) {
  header h;
  header this;
  memset(&this, 0, sizeof this);
  put_version(&this);
  if (bytes < sizeof h) {
    return false;
  }
  memcpy(&h, map, sizeof h);
  bool good = memcmp(h.magic, IMAGE_MAGIC, sizeof h.magic) == 0 && h.order == IMAGE_ORDER &&
              h.version == IMAGE_VERSION && memcmp(h.program, this.program, sizeof h.program) == 0 &&
              h.bytes == bytes && h.rules == rules && h.lexicon == lexicon && h.seal == seal_of(&h);
#define CHECK(array) good = good && is_array(&h, SECTION_##array, sizeof *((ys_rules *)NULL)->array.at);
  ARRAYS(CHECK)
  return good && h.content == XXH3_64bits((const char *)map + sizeof h, bytes - sizeof h);
}

static void *map_file(const char *path, size_t *bytes) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  struct stat about;
  void *map = MAP_FAILED;
  if (fd >= 0 && fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size >= (off_t)sizeof(header)) {
    *bytes = (size_t)about.st_size;
    map = mmap(NULL, *bytes, PROT_READ, MAP_SHARED, fd, 0);
  }
  if (fd >= 0) {
    (void)close(fd);
  }
  return map == MAP_FAILED ? NULL : map;
}

bool ys_rules_map_image(ys_rules *rules, const char *path, uint64_t digest) {
  size_t bytes = 0;
  void *map = rules->lexicon ? map_file(path, &bytes) : NULL;
  if (!map || !is_sound(map, bytes, digest, ys_lexicon_digest(rules->lexicon))) {
    if (map) {
      (void)munmap(map, bytes);
    }
    return false;
  }
  const header *h = map;
#define TAKE(array)                                                                                                    \
  rules->array.at = (void *)((char *)map + h->section[SECTION_##array].offset);                                        \
  rules->array.n = h->section[SECTION_##array].count;
  ARRAYS(TAKE)
  rules->digest = digest;
  rules->map = map;
  rules->map_bytes = bytes;
  return true;
}

void ys_rules_unmap(const ys_rules *rules) {
  if (rules->map) {
    (void)munmap(rules->map, rules->map_bytes);
  }
}
