/* SPDX-License-Identifier: Apache-2.0 */
/** What a program that uses libyanshu looks like: one article from memory, Turtle to standard output. */
#include <stdio.h>
#include <string.h>
#include <yanshu.h>

static void show_message(void *user, const yanshu_message *message) {
  (void)user;
  fprintf(stderr, "%.*s\n", (int)message->text.n, message->text.p);
}

static yanshu_status write_bytes(void *user, const void *bytes, size_t n) {
  return fwrite(bytes, 1, n, user) == n ? YANSHU_OK : YANSHU_WRITE_ERROR;
}

int main(void) {
  static const char text[] = "广州市天河区委书记林晓岚到石牌街道调研。\n";
  const yanshu_world_options options = {.log = show_message};
  const yanshu_input article = {
      .name = {"article", 7},
      .bytes = {text, sizeof text - 1},
      .date = {"2025-03-04", 10},
  };
  yanshu_world *world = NULL;
  yanshu_dataset *dataset = NULL;
  yanshu_status status = yanshu_world_new(&options, &world);
  if (status == YANSHU_OK) {
    status = yanshu_dataset_new(world, NULL, &dataset);
  }
  if (status == YANSHU_OK) {
    status = yanshu_dataset_add(dataset, &article);
  }
  if (status == YANSHU_OK) {
    status = yanshu_dataset_write(dataset, YANSHU_TURTLE, write_bytes, stdout);
  }
  yanshu_dataset_free(dataset);
  yanshu_world_free(world);
  return status == YANSHU_OK && fflush(stdout) == 0 ? 0 : 1;
}
