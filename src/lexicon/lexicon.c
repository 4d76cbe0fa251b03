/* SPDX-License-Identifier: Apache-2.0 */
/** @file lexicon.c Opening the compiled lexicon and walking its trie. */
#include "lexicon/lexicon.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <xxhash.h>

#include "lexicon/private.h"

/** Bytes of one element of each section, and how many there must be at least. */
static const struct {
  uint32_t size;
  uint32_t least;
} SECTION[YS_IMAGE_SECTIONS] = {
    [YS_IMAGE_PAGE] = {sizeof(uint16_t), YS_IMAGE_PAGES},
    [YS_IMAGE_SLOT] = {sizeof(ys_image_slot), YS_IMAGE_PAGE_SIZE},
    [YS_IMAGE_CHARACTER] = {sizeof(ys_character), 1},
    [YS_IMAGE_PINYIN] = {sizeof(uint16_t), 1},
    [YS_IMAGE_SYLLABLE] = {sizeof(uint32_t), 1},
    [YS_IMAGE_UNIT] = {sizeof(ys_image_unit), 1},
    [YS_IMAGE_SET] = {sizeof(uint64_t), 1},
    [YS_IMAGE_ENTRY] = {sizeof(ys_entry), 0},
    [YS_IMAGE_CLASS] = {sizeof(ys_image_class), YS_CLASS_KNOWN},
    [YS_IMAGE_CONCEPT] = {sizeof(ys_image_concept), 0},
    [YS_IMAGE_FEATURE] = {sizeof(ys_image_feature), 0},
    [YS_IMAGE_KEY] = {sizeof(uint32_t), 0},
    [YS_IMAGE_READING] = {sizeof(ys_image_reading), 0},
    [YS_IMAGE_STRING] = {sizeof(uint32_t), 1},
    [YS_IMAGE_BYTE] = {sizeof(char), 0},
    [YS_IMAGE_TOKEN] = {sizeof(ys_image_token), 0},
    [YS_IMAGE_KIND] = {sizeof(uint32_t), 0},
};

/** NULL when the mapped file is a sound lexicon, otherwise what is wrong with it. */
static const char *image_fault(const void *map, size_t bytes) {
  if (bytes < sizeof(ys_image_header)) {
    return "too short to be a compiled lexicon";
  }
  ys_image_header header;
  memcpy(&header, map, sizeof header);
  if (memcmp(header.magic, YS_IMAGE_MAGIC, sizeof header.magic) != 0) {
    return "not a compiled lexicon";
  }
  if (header.order != YS_IMAGE_ORDER) {
    return "compiled on a machine of another byte order";
  }
  if (header.version != YS_IMAGE_VERSION) {
    return "compiled for another version of this program";
  }
  const uint64_t seal = header.seal;
  header.seal = 0;
  if (XXH64(&header, sizeof header, 0) != seal) {
    return "damaged: its header does not fit its seal";
  }
  if (header.bytes != bytes) {
    return "cut short or grown";
  }
  for (size_t i = 0; i < YS_IMAGE_SECTIONS; i++) {
    const ys_image_place *place = &header.section[i];
    if (place->size != SECTION[i].size || place->count < SECTION[i].least || place->offset % YS_IMAGE_ALIGN != 0 ||
        place->offset < sizeof header || place->offset > bytes ||
        (uint64_t)place->count * place->size > bytes - place->offset) {
      return "damaged: a section lies outside of the file";
    }
  }
  if (header.section[YS_IMAGE_PINYIN].count != header.section[YS_IMAGE_CHARACTER].count) {
    return "damaged: its character tables differ in length";
  }
  return NULL;
}

void ys_lexicon_settle(ys_lexicon *lexicon, const void *map, size_t bytes) {
  lexicon->bytes = bytes;
  lexicon->header = (const ys_image_header *)map;
  const void *at[YS_IMAGE_SECTIONS];
  for (size_t i = 0; i < YS_IMAGE_SECTIONS; i++) {
    at[i] = (const char *)map + lexicon->header->section[i].offset;
  }
  lexicon->page = at[YS_IMAGE_PAGE];
  lexicon->slot = at[YS_IMAGE_SLOT];
  lexicon->character = at[YS_IMAGE_CHARACTER];
  lexicon->pinyin = at[YS_IMAGE_PINYIN];
  lexicon->syllable = at[YS_IMAGE_SYLLABLE];
  lexicon->unit = at[YS_IMAGE_UNIT];
  lexicon->set = at[YS_IMAGE_SET];
  lexicon->entry = at[YS_IMAGE_ENTRY];
  lexicon->class_at = at[YS_IMAGE_CLASS];
  lexicon->concept_at = at[YS_IMAGE_CONCEPT];
  lexicon->feature = at[YS_IMAGE_FEATURE];
  lexicon->key = at[YS_IMAGE_KEY];
  lexicon->reading = at[YS_IMAGE_READING];
  lexicon->string = at[YS_IMAGE_STRING];
  lexicon->byte = at[YS_IMAGE_BYTE];
  lexicon->token = at[YS_IMAGE_TOKEN];
  lexicon->kind = at[YS_IMAGE_KIND];
  lexicon->n_slot = ys_lexicon_count(lexicon, YS_IMAGE_SLOT);
  lexicon->n_unit = ys_lexicon_count(lexicon, YS_IMAGE_UNIT);
  lexicon->n_set = ys_lexicon_count(lexicon, YS_IMAGE_SET);
  lexicon->n_entry = ys_lexicon_count(lexicon, YS_IMAGE_ENTRY);
  lexicon->n_concept = ys_lexicon_count(lexicon, YS_IMAGE_CONCEPT);
  lexicon->n_token = ys_lexicon_count(lexicon, YS_IMAGE_TOKEN);
  lexicon->n_kind = ys_lexicon_count(lexicon, YS_IMAGE_KIND);
}

/** Maps the file read-only. @p fault says what is wrong when the result is NULL. */
static void *map_file(const char *path, size_t *bytes, const char **fault) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    *fault = strerror(errno);
    return NULL;
  }
  struct stat about;
  void *map = NULL;
  if (fstat(fd, &about) != 0) {
    *fault = strerror(errno);
  } else if (!S_ISREG(about.st_mode)) {
    *fault = "not a file";
  } else if (about.st_size < (off_t)sizeof(ys_image_header)) {
    *fault = "too short to be a compiled lexicon";
  } else {
    *bytes = (size_t)about.st_size;
    map = mmap(NULL, *bytes, PROT_READ, MAP_SHARED, fd, 0);
    if (map == MAP_FAILED) {
      *fault = strerror(errno);
      map = NULL;
    }
  }
  (void)close(fd);
  return map;
}

ys_status ys_lexicon_open(const yanshu_allocator *allocator, const char *path, const ys_log *log, ys_lexicon **out) {
  *out = NULL;
  const char *fault = "it can't be mapped";
  size_t bytes = 0;
  void *map = map_file(path, &bytes, &fault);
  if (map != NULL) {
    fault = image_fault(map, bytes);
  }
  if (fault != NULL) {
    if (map != NULL) {
      (void)munmap(map, bytes);
    }
    return YS_FAIL(log, YANSHU_BAD_LEXICON, ys_view_of(path), 0, "the lexicon can't be used: %s", fault);
  }
  ys_lexicon *lexicon = ys_resize(allocator, NULL, sizeof *lexicon);
  if (lexicon == NULL) {
    (void)munmap(map, bytes);
    return YANSHU_NO_MEMORY;
  }
  *lexicon = (ys_lexicon){.allocator = allocator, .map = map};
  ys_lexicon_settle(lexicon, map, bytes);
  if (!ys_lexicon_name_all(lexicon)) {
    ys_lexicon_close(lexicon);
    return YANSHU_NO_MEMORY;
  }
  *out = lexicon;
  return YANSHU_OK;
}

void ys_lexicon_close(ys_lexicon *lexicon) {
  if (lexicon != NULL) {
    ys_lexicon_close(lexicon->own);
    if (lexicon->map != NULL) {
      (void)munmap(lexicon->map, lexicon->bytes);
    } else {
      ys_buffer_free(&lexicon->image);
    }
    (void)ys_resize(lexicon->allocator, lexicon->class_names.number, 0);
    (void)ys_resize(lexicon->allocator, lexicon->key_names.number, 0);
    (void)ys_resize(lexicon->allocator, lexicon, 0);
  }
}

ys_status ys_lexicon_verify(const ys_lexicon *lexicon, const ys_log *log) {
  const ys_image_header *header = lexicon->header;
  if (XXH3_64bits((const char *)header + sizeof *header, lexicon->bytes - sizeof *header) != header->digest) {
    return YS_FAIL(log, YANSHU_BAD_LEXICON, YS_VIEW(""), 0,
                   "the lexicon can't be used: damaged: its content does not fit its digest");
  }
  return YANSHU_OK;
}

uint64_t ys_lexicon_digest(const ys_lexicon *lexicon) {
  if (lexicon->own == NULL) {
    return lexicon->header->digest;
  }
  const uint64_t both[] = {lexicon->header->digest, lexicon->own->header->digest};
  return XXH3_64bits(both, sizeof both);
}

ys_view ys_lexicon_string(const ys_lexicon *lexicon, uint32_t number) {
  const ys_view none = {"", 0};
  const uint32_t n = ys_lexicon_count(lexicon, YS_IMAGE_STRING);
  if (number >= n || number + 1u >= n) {
    return none;
  }
  const uint32_t begin = lexicon->string[number];
  const uint32_t end = lexicon->string[number + 1u];
  if (begin >= end || end > ys_lexicon_count(lexicon, YS_IMAGE_BYTE)) {
    return none;
  }
  return (ys_view){lexicon->byte + begin, end - begin - 1u};
}

/* ---- the trie ---- */

/** The number of @p c in the trie's alphabet, 0 when it is in no form. */
static inline uint32_t code_of(const ys_lexicon *lexicon, uint32_t c) {
  return ys_lexicon_slot(lexicon, c).code;
}

/** The state after @p state on character number @p code; 0 (the root, which no step leads to) when there is none. */
static inline uint32_t step_on(const ys_lexicon *lexicon, uint32_t state, uint32_t code) {
  const uint32_t next = lexicon->unit[state].base + code;
  return code != 0 && next < lexicon->n_unit && lexicon->unit[next].check == state ? next : 0;
}

/** The same, on a character. */
static inline uint32_t step(const ys_lexicon *lexicon, uint32_t state, uint32_t c) {
  return step_on(lexicon, state, code_of(lexicon, c));
}

/** The classes of the set; all of them when there is no such set. */
static inline uint64_t classes_of(const ys_lexicon *lexicon, uint16_t set) {
  return set < lexicon->n_set ? lexicon->set[set] : UINT64_MAX;
}

/** The form that ends in @p state, of @p length characters; n is 0 when none does. */
static inline ys_match match_at(const ys_lexicon *lexicon, uint32_t state, size_t length) {
  const ys_image_unit *unit = &lexicon->unit[state];
  const uint32_t entry = unit->value & (YS_IMAGE_MAX_ENTRIES - 1u);
  const uint32_t n = unit->value >> YS_IMAGE_VALUE_BITS;
  if (entry + n > lexicon->n_entry) {
    return (ys_match){0, 0, 0, 0};
  }
  return (ys_match){entry, (uint16_t)length, (uint16_t)n, classes_of(lexicon, unit->here)};
}

static size_t match_in(const ys_lexicon *lexicon, const uint32_t *ch, size_t n, ys_match *out, size_t room) {
  size_t found = 0;
  uint32_t state = 0;
  for (size_t i = 0; i < n && found < room; i++) {
    state = step(lexicon, state, ch[i]);
    if (state == 0) {
      break;
    }
    if (lexicon->unit[state].value != 0) {
      out[found] = match_at(lexicon, state, i + 1u);
      found += out[found].n != 0 ? 1 : 0;
    }
  }
  return found;
}

enum { OWN_AT_ONCE = 64 }; /* forms have at most so many characters; so many begin one position */

/** Puts the @p n_own forms of the added words among the @p n of the others, by length; of two of one length the added
 * one stays, which has the readings of both. */
static size_t merge(ys_match *out, size_t n, size_t room, const ys_match *own, size_t n_own) {
  ys_match other[OWN_AT_ONCE];
  n = n < OWN_AT_ONCE ? n : OWN_AT_ONCE;
  memcpy(other, out, n * sizeof *other);
  size_t found = 0;
  for (size_t i = 0, k = 0; found < room && (i < n || k < n_own);) {
    const bool take_own = k < n_own && (i >= n || own[k].length <= other[i].length);
    if (take_own && i < n && own[k].length == other[i].length) {
      i++;
    }
    out[found++] = take_own ? own[k++] : other[i++];
  }
  return found;
}

static ys_match of_own(const ys_lexicon *lexicon, ys_match match) {
  match.entry += lexicon->n_entry;
  return match;
}

size_t ys_lexicon_match(const ys_lexicon *lexicon, const uint32_t *ch, size_t n, ys_match *out, size_t room) {
  const size_t found = match_in(lexicon, ch, n, out, room);
  if (lexicon->own == NULL) {
    return found;
  }
  ys_match own[OWN_AT_ONCE];
  const size_t n_own = match_in(lexicon->own, ch, n, own, OWN_AT_ONCE);
  for (size_t i = 0; i < n_own; i++) {
    own[i] = of_own(lexicon, own[i]);
  }
  return n_own == 0 ? found : merge(out, found, room, own, n_own);
}

/* ---- all positions of a text ---- */

enum {
  SECOND =
      16,   /* positions ahead of which the second step's unit is fetched: the units fill more than the near caches */
  THIRD = 8 /* the third step's */
};

/** What the look-ups of a stretch of text have in common: its characters' numbers in the trie's alphabet, and where the
 * second step of each position leads if it leads anywhere. Both have room for more than the stretch, all 0. */
typedef struct stretch {
  const ys_lexicon *lexicon;
  uint32_t *second;
  uint16_t *code;
  size_t n;
} stretch;

static bool read_codes(stretch *s, ys_arena *arena, const uint32_t *ch) {
  s->code = s->n <= SIZE_MAX / sizeof *s->second - 2 * SECOND
                ? ys_arena_alloc(arena, (s->n + 2 * SECOND) * sizeof *s->code)
                : NULL;
  s->second = s->code != NULL ? ys_arena_alloc(arena, (s->n + 2 * SECOND) * sizeof *s->second) : NULL;
  for (size_t i = 0; s->second != NULL && i < s->n; i++) {
    s->code[i] = ys_lexicon_slot(s->lexicon, ch[i]).code;
  }
  return s->second != NULL;
}

/** Begins to fetch what the steps of positions ahead of @p i will read. What is fetched needlessly does no harm. */
static inline void look_ahead(const stretch *s, size_t i) {
  const ys_image_unit *unit = s->lexicon->unit;
  const uint32_t n = s->lexicon->n_unit;
  const uint32_t first = step_on(s->lexicon, 0, s->code[i + SECOND]);
  const uint32_t second = first != 0 ? unit[first].base + s->code[i + SECOND + 1] : 0;
  s->second[i + SECOND] = second < n ? second : 0;
  __builtin_prefetch(&unit[s->second[i + SECOND]]);
  const uint32_t third = unit[s->second[i + THIRD]].base + s->code[i + THIRD + 2];
  __builtin_prefetch(&unit[third < n ? third : 0]);
}

/** Appends the forms that begin position @p i; @p classes: of all of them. */
static inline ys_status match_from(const stretch *s, ys_arena *arena, size_t i, ys_matches *out, uint64_t *classes) {
  const ys_lexicon *lexicon = s->lexicon;
  if (out->room - out->n < OWN_AT_ONCE && !YS_RESERVE(arena, out, OWN_AT_ONCE)) {
    return YANSHU_NO_MEMORY;
  }
  uint32_t state = 0;
  uint32_t n = out->n;
  uint64_t all = 0;
  for (size_t k = i; k < s->n && n - out->n < OWN_AT_ONCE; k++) {
    state = step_on(lexicon, state, s->code[k]);
    if (state == 0) {
      break;
    }
    if (lexicon->unit[state].value != 0) {
      const ys_match match = match_at(lexicon, state, k + 1u - i);
      __builtin_prefetch(&lexicon->token[match.entry]); /* what is asked of it next (ys_lexicon_token) */
      out->at[n] = match;
      n += match.n != 0 ? 1 : 0;
      all |= match.classes;
    }
  }
  *classes = all;
  out->n = n;
  return YANSHU_OK;
}

/** The same with words added: position by position. */
static ys_status match_each(const ys_lexicon *lexicon, ys_arena *arena, const uint32_t *ch, size_t n, ys_matches *out,
                            uint32_t *first, uint64_t *classes) {
  for (size_t i = 0; i < n; i++) {
    first[i] = out->n;
    classes[i] = 0;
    ys_match found[OWN_AT_ONCE];
    const size_t n_found = ys_lexicon_match(lexicon, ch + i, n - i, found, OWN_AT_ONCE);
    for (size_t k = 0; k < n_found; k++) {
      ys_match *m = YS_PUSH(arena, out);
      if (m == NULL) {
        return YANSHU_NO_MEMORY;
      }
      *m = found[k];
      classes[i] |= found[k].classes;
    }
  }
  return YANSHU_OK;
}

ys_status ys_lexicon_match_all(const ys_lexicon *lexicon, ys_arena *arena, const uint32_t *ch, size_t n,
                               ys_matches *out, uint32_t *first, uint64_t *classes) {
  if (lexicon->own != NULL) {
    return match_each(lexicon, arena, ch, n, out, first, classes);
  }
  stretch s = {.lexicon = lexicon, .n = n};
  if (!read_codes(&s, arena, ch)) {
    return YANSHU_NO_MEMORY;
  }
  for (size_t i = 0; i < n; i++) {
    first[i] = out->n;
    look_ahead(&s, i);
    YS_TRY(match_from(&s, arena, i, out, &classes[i]));
  }
  return YANSHU_OK;
}

static uint32_t reach_in(const ys_lexicon *lexicon, const uint32_t *ch, size_t n) {
  uint32_t reach = 0;
  uint32_t state = 0;
  for (size_t i = 0; i < n; i++) {
    state = step(lexicon, state, ch[i]);
    if (state == 0) {
      break;
    }
    reach = lexicon->unit[state].value != 0 ? (uint32_t)(i + 1u) : reach;
  }
  return reach;
}

/** The first entry of the class of the form that ends in @p state, or NULL. */
static inline const ys_entry *reading_at(const ys_lexicon *lexicon, uint32_t state, uint16_t class_id) {
  if ((classes_of(lexicon, lexicon->unit[state].here) & YS_CLASS_BIT(class_id)) == 0) {
    return NULL;
  }
  const ys_match match = match_at(lexicon, state, 1);
  for (uint32_t k = 0; k < match.n; k++) {
    if (lexicon->entry[match.entry + k].class_id == class_id) {
      return &lexicon->entry[match.entry + k];
    }
  }
  return NULL;
}

static uint32_t longest_in(const ys_lexicon *lexicon, const uint32_t *ch, size_t n, uint16_t class_id,
                           const ys_entry **entry) {
  uint32_t longest = 0;
  uint32_t state = 0;
  for (size_t i = 0; i < n; i++) {
    state = step(lexicon, state, ch[i]);
    if (state == 0 || (classes_of(lexicon, lexicon->unit[state].below) & YS_CLASS_BIT(class_id)) == 0) {
      break;
    }
    const ys_entry *reading = reading_at(lexicon, state, class_id);
    if (reading != NULL) {
      longest = (uint32_t)(i + 1u);
      *entry = reading;
    }
  }
  return longest;
}

static const ys_entry *reading_in(const ys_lexicon *lexicon, const uint32_t *ch, size_t n, uint16_t class_id) {
  uint32_t state = 0;
  for (size_t i = 0; i < n; i++) {
    state = step(lexicon, state, ch[i]);
    if (state == 0 || (classes_of(lexicon, lexicon->unit[state].below) & YS_CLASS_BIT(class_id)) == 0) {
      return NULL;
    }
  }
  return n == 0 ? NULL : reading_at(lexicon, state, class_id);
}

/* What both have is whole among the added words: their readings include those of the others. */

uint32_t ys_lexicon_reach(const ys_lexicon *lexicon, const uint32_t *ch, size_t n) {
  const uint32_t reach = reach_in(lexicon, ch, n);
  const uint32_t own = lexicon->own != NULL ? reach_in(lexicon->own, ch, n) : 0;
  return own > reach ? own : reach;
}

uint32_t ys_lexicon_longest(const ys_lexicon *lexicon, const uint32_t *ch, size_t n, uint16_t class_id,
                            const ys_entry **entry) {
  const ys_entry *found = NULL;
  uint32_t longest = longest_in(lexicon, ch, n, class_id, &found);
  if (lexicon->own != NULL) {
    const ys_entry *added = NULL;
    const uint32_t own = longest_in(lexicon->own, ch, n, class_id, &added);
    found = own >= longest && own != 0 ? added : found;
    longest = own > longest ? own : longest;
  }
  if (found != NULL && entry != NULL) {
    *entry = found;
  }
  return longest;
}

const ys_entry *ys_lexicon_reading(const ys_lexicon *lexicon, const uint32_t *ch, size_t n, uint16_t class_id) {
  const ys_entry *own = lexicon->own != NULL ? reading_in(lexicon->own, ch, n, class_id) : NULL;
  return own != NULL ? own : reading_in(lexicon, ch, n, class_id);
}

static ys_match find_in(const ys_lexicon *lexicon, const uint32_t *ch, size_t n) {
  const ys_match none = {0, 0, 0, 0};
  uint32_t state = 0;
  for (size_t i = 0; i < n; i++) {
    state = step(lexicon, state, ch[i]);
    if (state == 0) {
      return none;
    }
  }
  return n == 0 ? none : match_at(lexicon, state, n);
}

ys_match ys_lexicon_find(const ys_lexicon *lexicon, const uint32_t *ch, size_t n) {
  const ys_match own = lexicon->own != NULL ? find_in(lexicon->own, ch, n) : (ys_match){0, 0, 0, 0};
  return own.n != 0 ? of_own(lexicon, own) : find_in(lexicon, ch, n);
}

static ys_match find_view_in(const ys_lexicon *lexicon, ys_view text) {
  const ys_match none = {0, 0, 0, 0};
  uint32_t state = 0;
  size_t count = 0;
  size_t length = 0;
  for (size_t i = 0; i < text.n; i += length, count++) {
    state = step(lexicon, state, ys_utf8_decode(text.p + i, text.n - i, &length));
    if (state == 0) {
      return none;
    }
  }
  return count == 0 ? none : match_at(lexicon, state, count);
}

ys_match ys_lexicon_find_view(const ys_lexicon *lexicon, ys_view text) {
  const ys_match own = lexicon->own != NULL ? find_view_in(lexicon->own, text) : (ys_match){0, 0, 0, 0};
  return own.n != 0 ? of_own(lexicon, own) : find_view_in(lexicon, text);
}

/** What the image has of the form whose first entry that is. */
static inline ys_form_token token_of(const ys_lexicon *lexicon, uint32_t entry) {
  const ys_image_token token = lexicon->token[entry < lexicon->n_token ? entry : 0];
  return (ys_form_token){token.kind < lexicon->n_kind ? lexicon->kind[token.kind] : 0, token.weight};
}

ys_form_token ys_lexicon_token(const ys_lexicon *lexicon, const uint32_t *ch, const ys_match *match) {
  const bool made = lexicon->own != NULL; /* added words may make others compounds */
  return made || match->entry >= lexicon->n_token ? ys_lexicon_make_token(lexicon, ch, match)
                                                  : token_of(lexicon, match->entry);
}

const ys_form_token *ys_lexicon_tokens(const ys_lexicon *lexicon, ys_arena *arena, const uint32_t *ch,
                                       const ys_matches *found, const uint32_t *first) {
  ys_form_token *out = ys_arena_room(arena, ((size_t)found->n + 1) * sizeof *out);
  if (out == NULL) {
    return NULL;
  }
  if (lexicon->own == NULL && lexicon->n_token == lexicon->n_entry) {
    for (uint32_t m = 0; m < found->n; m++) {
      out[m] = token_of(lexicon, found->at[m].entry);
    }
    return out;
  }
  for (uint32_t i = 0, m = 0; m < found->n; i++) {
    for (; m < first[i + 1]; m++) {
      out[m] = ys_lexicon_token(lexicon, ch + i, &found->at[m]);
    }
  }
  return out;
}

const ys_entry *ys_lexicon_entry(const ys_lexicon *lexicon, uint32_t entry) {
  static const ys_entry NONE = {0, 0, 0, YS_NO_CONCEPT};
  if (entry < lexicon->n_entry) {
    return &lexicon->entry[entry];
  }
  const ys_lexicon *own = lexicon->own;
  return own != NULL && entry - lexicon->n_entry < own->n_entry ? &own->entry[entry - lexicon->n_entry] : &NONE;
}
