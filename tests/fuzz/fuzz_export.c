/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file fuzz_export.c
 * Any bytes as an article. The first two bytes choose format, encoding, detail and syntax; the rest is the input.
 * Without libFuzzer (YANSHU_REPLAY) the files on the command line are replayed: each as it is, cut short at many
 * places, and with single bytes changed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "yanshu.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Nothing has to become of the bytes, but each must arrive. */
static yanshu_status weigh(void *user, const void *bytes, size_t n) {
  size_t *sum = user;
  const unsigned char *p = bytes;
  for (size_t i = 0; i < n; i++) {
    *sum += p[i];
  }
  return YANSHU_OK;
}

/** The world is opened once: the process has no other use for the time. */
static yanshu_world *world_once(void) {
  static yanshu_world *world = NULL;
  if (!world && yanshu_world_new(NULL, &world) != YANSHU_OK) {
    fprintf(stderr, "fuzz_export: no data; set YANSHU_DATA\n");
    exit(2);
  }
  return world;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const encodings[] = {NULL, NULL, NULL, "utf-8", "gb18030", "big5", "utf-16le", "iso-2022-jp"};
  if (size < 2) {
    return 0;
  }
  const yanshu_dataset_options options = {.detail = (yanshu_detail)(data[1] % 3)};
  /* An exact copy: reading past its end is found. */
  char *bytes = malloc(size - 1);
  yanshu_dataset *dataset = NULL;
  if (bytes && yanshu_dataset_new(world_once(), &options, &dataset) == YANSHU_OK) {
    memcpy(bytes, data + 2, size - 2);
    const yanshu_input input = {
        .name = {"fuzz", 4},
        .bytes = {bytes, size - 2},
        .format = (yanshu_format)(data[0] % 4),
        .encoding = encodings[(data[0] >> 2) % 8],
        .date = {"2025-03-04", (data[1] & 0x40) != 0 ? 10 : 0},
    };
    size_t sum = 0;
    if (yanshu_dataset_add(dataset, &input) == YANSHU_OK &&
        yanshu_dataset_write(dataset, (yanshu_syntax)((data[1] >> 2) % 4), weigh, &sum) != YANSHU_OK) {
      abort(); /* what was taken must be writable */
    }
  }
  yanshu_dataset_free(dataset);
  free(bytes);
  return 0;
}

#ifdef YANSHU_REPLAY

/** The file behind two bytes of room; NULL when it can't be read. */
static uint8_t *load(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  uint8_t *data = NULL;
  if (file && fseek(file, 0, SEEK_END) == 0) {
    const long end = ftell(file);
    if (end >= 0 && fseek(file, 0, SEEK_SET) == 0) {
      *size = (size_t)end + 2;
      data = malloc(*size);
      if (data && fread(data + 2, 1, *size - 2, file) != *size - 2) {
        free(data);
        data = NULL;
      }
    }
  }
  if (file) {
    (void)fclose(file);
  }
  return data;
}

static void replay(uint8_t *data, size_t size) {
  for (unsigned way = 0; way < 16; way++) {
    data[0] = (uint8_t)(way % 4);
    data[1] = (uint8_t)(way * 5);
    (void)LLVMFuzzerTestOneInput(data, size);
  }
  const size_t step = size / 40 + 1;
  for (size_t at = 2; at < size; at += step) {
    data[0] = 0;
    data[1] = (uint8_t)at;
    (void)LLVMFuzzerTestOneInput(data, at);
    const uint8_t kept = data[at];
    data[at] = (uint8_t)(kept ^ (at % 255 + 1));
    (void)LLVMFuzzerTestOneInput(data, size);
    data[at] = kept;
  }
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    size_t size = 0;
    uint8_t *data = load(argv[i], &size);
    if (!data) {
      fprintf(stderr, "fuzz_export: cannot read %s\n", argv[i]);
      return 1;
    }
    replay(data, size);
    free(data);
  }
  yanshu_world_free(world_once());
  printf("%d files replayed\n", argc - 1);
  return argc > 1 ? 0 : 1;
}
#endif
