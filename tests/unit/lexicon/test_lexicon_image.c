/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file test_lexicon_image.c
 * Damaged files: refused, or, when only their content is, used without leaving the mapping.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <xxhash.h>

#include "lexicon/image.h"

static ys_buffer image;
static char path[] = "/tmp/yanshu-lexicon-XXXXXX";
static unsigned reports;

static void count_report(void *user, const yanshu_message *message) {
  (void)user;
  assert_int_equal(message->status, YANSHU_BAD_LEXICON);
  assert_true(message->text.n > 0);
  reports++;
}

static const ys_log LOG = {count_report, NULL};

static int read_image(void **state) {
  (void)state;
  char from[4096];
  const char *folder = getenv("YANSHU_DATA");
  (void)snprintf(from, sizeof from, "%s/yanshu.lex", folder == NULL ? "." : folder);
  ys_buffer_init(&image, ys_allocator_system());
  const int fd = mkstemp(path);
  if (fd < 0 || close(fd) != 0) {
    return -1;
  }
  return ys_read_file(from, (size_t)1 << 30, &LOG, &image) == YANSHU_OK ? 0 : -1;
}

static int drop_image(void **state) {
  (void)state;
  ys_buffer_free(&image);
  return remove(path);
}

static ys_status open_bytes(const char *bytes, size_t n, ys_lexicon **lexicon) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, n, file), n);
  assert_int_equal(fclose(file), 0);
  return ys_lexicon_open(ys_allocator_system(), path, &LOG, lexicon);
}

static void assert_refused(const char *bytes, size_t n) {
  ys_lexicon *lexicon = NULL;
  const unsigned before = reports;
  assert_int_equal(open_bytes(bytes, n, &lexicon), YANSHU_BAD_LEXICON);
  assert_null(lexicon);
  assert_int_equal(reports, before + 1);
}

static void test_no_file(void **state) {
  (void)state;
  ys_lexicon *lexicon = NULL;
  assert_int_equal(ys_lexicon_open(ys_allocator_system(), "/nonexistent/yanshu.lex", &LOG, &lexicon),
                   YANSHU_BAD_LEXICON);
  assert_int_equal(ys_lexicon_open(ys_allocator_system(), "/tmp", &LOG, &lexicon), YANSHU_BAD_LEXICON);
  assert_null(lexicon);
  ys_lexicon_close(NULL);
}

static void test_cut_files(void **state) {
  (void)state;
  for (size_t i = 0; i < 50; i++) {
    assert_refused(image.p, image.n * i / 50);
  }
  for (size_t n = 0; n <= sizeof(ys_image_header) + 8; n += 3) {
    assert_refused(image.p, n);
  }
  assert_refused(image.p, image.n - 1);
}

static void test_flipped_bytes(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof(ys_image_header); i++) {
    image.p[i] = (char)(image.p[i] ^ 0x41);
    assert_refused(image.p, image.n);
    image.p[i] = (char)(image.p[i] ^ 0x41);
  }
}

/** The content is not read at opening, but when it is asked for. */
static void test_flipped_content(void **state) {
  (void)state;
  ys_lexicon *lexicon = NULL;
  assert_int_equal(open_bytes(image.p, image.n, &lexicon), YANSHU_OK);
  assert_int_equal(ys_lexicon_verify(lexicon, &LOG), YANSHU_OK);
  const uint64_t digest = ys_lexicon_digest(lexicon);
  ys_lexicon_close(lexicon);
  for (size_t i = sizeof(ys_image_header); i < image.n; i += image.n / 40) {
    image.p[i] = (char)(image.p[i] ^ 0x10);
    assert_int_equal(open_bytes(image.p, image.n, &lexicon), YANSHU_OK);
    assert_true(ys_lexicon_digest(lexicon) == digest);
    const unsigned before = reports;
    assert_int_equal(ys_lexicon_verify(lexicon, &LOG), YANSHU_BAD_LEXICON);
    assert_int_equal(reports, before + 1);
    ys_lexicon_close(lexicon);
    image.p[i] = (char)(image.p[i] ^ 0x10);
  }
}

/** Makes digest and seal fit whatever the rest is. */
static void forge(char *bytes, size_t n) {
  ys_image_header header;
  memcpy(&header, bytes, sizeof header);
  header.bytes = n;
  header.digest = XXH3_64bits(bytes + sizeof header, n - sizeof header);
  header.seal = 0;
  header.seal = XXH64(&header, sizeof header, 0);
  memcpy(bytes, &header, sizeof header);
}

/** Calls everything; only that nothing is read outside of the mapping counts. */
static void use(const ys_lexicon *lexicon) {
  uint32_t ch[8];
  ys_match match[8];
  char out[64];
  size_t sum = 0;
  for (uint32_t c = 0x4E00; c < 0x9FA0; c += 7) {
    for (uint32_t i = 0; i < YS_LENGTH(ch); i++) {
      ch[i] = c + i * 131u % 0x3000u;
    }
    const size_t n = ys_lexicon_match(lexicon, ch, YS_LENGTH(ch), match, YS_LENGTH(match));
    for (size_t i = 0; i < n; i++) {
      sum += ys_lexicon_entry(lexicon, match[i].entry)->concept_id;
    }
    sum += ys_lexicon_pinyin(lexicon, c).n + ys_lexicon_surname_pinyin(lexicon, ch, 2, out, sizeof out);
    sum += (size_t)ys_lexicon_character(lexicon, c)->surname;
  }
  for (uint32_t i = 0; i < ys_lexicon_concepts(lexicon) && i < 20000; i += 3) {
    sum += ys_concept_id(lexicon, i).n + ys_concept_label(lexicon, i).n + ys_concept_label_en(lexicon, i).n;
    sum += ys_concept_feature(lexicon, i, "level").n + ys_concept_broader(lexicon, i) + ys_concept_iri(lexicon, i).n;
  }
  for (uint16_t i = 0; i < 64; i++) {
    sum += ys_lexicon_concept(lexicon, i, YS_VIEW("440104")) + ys_lexicon_class_name(lexicon, i).n;
  }
  sum += ys_lexicon_class(lexicon, YS_VIEW("organ"));
  assert_true(sum != 1);
}

static void test_forged_sections(void **state) {
  (void)state;
  char *copy = malloc(image.n);
  assert_non_null(copy);
  ys_image_header header;
  memcpy(&header, image.p, sizeof header);
  for (unsigned section = 0; section < YS_IMAGE_SECTIONS; section++) {
    for (unsigned round = 0; round < 3; round++) {
      memcpy(copy, image.p, image.n);
      uint32_t noise = 0x9E3779B9u * (section * 3u + round + 1u);
      char *at = copy + header.section[section].offset;
      const size_t n = (size_t)header.section[section].count * header.section[section].size;
      for (size_t i = 0; i < n; i += round == 2 ? 97 : 1) {
        noise = noise * 1664525u + 1013904223u;
        at[i] = round == 0 ? (char)0xFF : (char)(noise >> 24);
      }
      forge(copy, image.n);
      ys_lexicon *lexicon = NULL;
      if (open_bytes(copy, image.n, &lexicon) == YANSHU_OK) {
        use(lexicon);
      }
      ys_lexicon_close(lexicon);
    }
  }
  free(copy);
}

static void test_forged_table(void **state) {
  (void)state;
  char *copy = malloc(image.n);
  assert_non_null(copy);
  for (unsigned section = 0; section < YS_IMAGE_SECTIONS; section++) {
    for (unsigned field = 0; field < 3; field++) {
      memcpy(copy, image.p, image.n);
      ys_image_header header;
      memcpy(&header, copy, sizeof header);
      ys_image_place *place = &header.section[section];
      place->offset = field == 0 ? UINT64_MAX - 7u : place->offset;
      place->count = field == 1 ? UINT32_MAX : place->count;
      place->size = field == 2 ? place->size + 1u : place->size;
      memcpy(copy, &header, sizeof header);
      forge(copy, image.n);
      assert_refused(copy, image.n);
    }
  }
  free(copy);
}

static void *no_memory(void *user, void *block, size_t size) {
  (void)user;
  assert_true(block == NULL && size > 0);
  return NULL;
}

static void test_out_of_memory(void **state) {
  (void)state;
  ys_lexicon *lexicon = NULL;
  assert_int_equal(open_bytes(image.p, image.n, &lexicon), YANSHU_OK);
  ys_lexicon_close(lexicon);
  const yanshu_allocator none = {no_memory, NULL};
  const unsigned before = reports;
  assert_int_equal(ys_lexicon_open(&none, path, &LOG, &lexicon), YANSHU_NO_MEMORY);
  assert_null(lexicon);
  assert_int_equal(reports, before);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_no_file),         cmocka_unit_test(test_cut_files),
      cmocka_unit_test(test_flipped_bytes),   cmocka_unit_test(test_flipped_content),
      cmocka_unit_test(test_forged_sections), cmocka_unit_test(test_forged_table),
      cmocka_unit_test(test_out_of_memory),
  };
  return cmocka_run_group_tests(tests, read_image, drop_image);
}
