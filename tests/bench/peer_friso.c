/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file peer_friso.c
 * peer_friso SETTINGS FILE: splits each line of the file into words by friso (it has no tags), and prints seconds of
 * processor time to load, seconds to split, words.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <friso/friso.h>
#include <friso/friso_API.h>

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: peer_friso SETTINGS FILE\n");
    return 2;
  }
  const double start = seconds();
  friso_t friso = friso_new();
  friso_config_t settings = friso_new_config();
  FILE *const file = fopen(argv[2], "rb");
  if (friso == NULL || settings == NULL || file == NULL || friso_init_from_ifile(friso, settings, argv[1]) != 1) {
    fprintf(stderr, "peer_friso: cannot load\n");
    return 1;
  }
  friso_task_t task = friso_new_task();
  const double loaded = seconds();
  size_t words = 0;
  size_t room = 0;
  char *line = NULL;
  while (task != NULL && getline(&line, &room, file) >= 0) {
    friso_set_text(task, line);
    while (settings->next_token(friso, settings, task) != NULL) {
      words++;
    }
  }
  printf("%.4f\t%.4f\t%zu\n", loaded - start, seconds() - loaded, words);
  free(line);
  fclose(file);
  friso_free_task(task);
  friso_free_config(settings);
  friso_free(friso);
  return 0;
}
