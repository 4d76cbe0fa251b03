/* SPDX-License-Identifier: Apache-2.0 */
/** @file test_rdf_write.c Output that fails, memory that runs out, files that must not be left half written. */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "sample.h"

#define BASE YS_VIEW("https://data.example.org/")

static ys_rdf_world *world;
static sample_log messages;
static ys_arena *arena;
static ys_graph *graph;
static char folder[] = "/tmp/yanshu-rdf-XXXXXX";

static int set_up(void **state) {
  (void)state;
  ys_resolution r;
  sample_log_start(&messages);
  arena = ys_arena_new(NULL);
  sample_make(arena, &r);
  return mkdtemp(folder) != NULL && ys_rdf_world_new(NULL, &messages.log, &world) == YANSHU_OK &&
                 ys_graph_new(world, BASE, YANSHU_DETAIL_EVIDENCE, &graph) == YANSHU_OK &&
                 ys_graph_add(graph, NULL, &r) == YANSHU_OK
             ? 0
             : -1;
}

static int tear_down(void **state) {
  (void)state;
  ys_graph_free(graph);
  ys_rdf_world_free(world);
  ys_arena_free(arena);
  return rmdir(folder); /* fails, and with it the group, when a file was left behind */
}

static const char *in_folder(const char *name) {
  static char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static int files(void) {
  DIR *const dir = opendir(folder);
  assert_non_null(dir);
  int n = 0;
  while (readdir(dir) != NULL) {
    n++;
  }
  closedir(dir);
  return n - 2;
}

/** Fails after many numbers of bytes that the callback may have taken: nothing is called after, nothing is OK. */
static void every_write_error_is_noticed(void **state) {
  (void)state;
  for (int syntax = 0; syntax < SAMPLE_SYNTAXES; syntax++) {
    sample_output whole = {.limit = SIZE_MAX};
    assert_int_equal(ys_graph_write(graph, (yanshu_syntax)syntax, sample_write, &whole), YANSHU_OK);
    const size_t n = whole.n;
    sample_output_free(&whole);
    for (size_t limit = 0; limit < n; limit += limit < 64 || limit + 64 > n ? 1 : 61) {
      sample_output o = {.limit = limit};
      assert_int_equal(ys_graph_write(graph, (yanshu_syntax)syntax, sample_write, &o), YANSHU_WRITE_ERROR);
      assert_int_equal(o.calls_after, 0);
      sample_output_free(&o);
    }
  }
}

static void large_output_fails_in_the_middle(void **state) {
  (void)state;
  /* Long enough for several pieces of output. */
  static char text[200000];
  memset(text, 'a', sizeof text - 1);
  ys_resolution r;
  sample_make(arena, &r);
  r.title = (ys_view){text, sizeof text - 1};
  ys_graph *large;
  assert_int_equal(ys_graph_new(world, BASE, YANSHU_DETAIL_FACTS, &large), YANSHU_OK);
  assert_int_equal(ys_graph_add(large, NULL, &r), YANSHU_OK);
  for (int syntax = 0; syntax < SAMPLE_WHOLE; syntax++) {
    for (size_t limit = 0; limit < sizeof text; limit += 30011) {
      sample_output o = {.limit = limit};
      assert_int_equal(ys_graph_write(large, (yanshu_syntax)syntax, sample_write, &o), YANSHU_WRITE_ERROR);
      assert_int_equal(o.calls_after, 0);
      sample_output_free(&o);
    }
    sample_output o = {.limit = SIZE_MAX};
    assert_int_equal(ys_graph_write(large, (yanshu_syntax)syntax, sample_write, &o), YANSHU_OK);
    assert_true(o.n > sizeof text);
    sample_output_free(&o);
  }
  ys_graph_free(large);
}

static yanshu_status refuse(void *user, const void *bytes, size_t n) {
  (void)user;
  (void)bytes;
  (void)n;
  return YANSHU_LIMIT;
}

static void the_callback_chooses_the_status(void **state) {
  (void)state;
  for (int syntax = 0; syntax < SAMPLE_SYNTAXES; syntax++) {
    assert_int_equal(ys_graph_write(graph, (yanshu_syntax)syntax, refuse, NULL), YANSHU_LIMIT);
  }
}

/** All of new, add, write with the n-th allocation failing, for every n until nothing fails. */
static void memory_runs_out(void **state) {
  (void)state;
  ys_resolution r;
  sample_make(arena, &r);
  for (int mode = 0; mode < 2; mode++) {
    bool done = false;
    for (size_t n = 1; !done; n++) {
      assert_true(n < 10000);
      sample_allocator a;
      sample_allocator_start(&a, n, mode == 0);
      ys_rdf_world *w = NULL;
      ys_graph *g = NULL;
      sample_output o = {.limit = SIZE_MAX};
      ys_status status = ys_rdf_world_new(&a.allocator, NULL, &w);
      if (status == YANSHU_OK) {
        status = ys_graph_new(w, BASE, YANSHU_DETAIL_MENTIONS, &g);
      }
      if (status == YANSHU_OK) {
        status = ys_graph_add(g, NULL, &r);
        assert_true(status == YANSHU_OK || ys_graph_size(g) == 0);
      }
      for (int syntax = 0; syntax < SAMPLE_SYNTAXES && status == YANSHU_OK; syntax++) {
        status = ys_graph_write(g, (yanshu_syntax)syntax, sample_write, &o);
      }
      assert_true(status == YANSHU_OK || status == YANSHU_NO_MEMORY);
      done = status == YANSHU_OK;
      assert_int_equal(done, a.calls < n);
      sample_output_free(&o);
      ys_graph_free(g);
      ys_rdf_world_free(w);
      assert_int_equal(a.held, 0);
    }
  }
}

static void writes_a_file(void **state) {
  (void)state;
  char path[256];
  snprintf(path, sizeof path, "%s", in_folder("a.nt"));
  assert_int_equal(ys_graph_write_file(graph, YANSHU_NTRIPLES, path), YANSHU_OK);
  assert_int_equal(files(), 1);
  struct stat s;
  assert_int_equal(stat(path, &s), 0);
  sample_output whole = {.limit = SIZE_MAX};
  assert_int_equal(ys_graph_write(graph, YANSHU_NTRIPLES, sample_write, &whole), YANSHU_OK);
  assert_int_equal((size_t)s.st_size, whole.n);
  sample_output_free(&whole);

  /* Replaced, with the same permissions; through a link, the file behind it. */
  char link_path[256];
  snprintf(link_path, sizeof link_path, "%s", in_folder("link.nt"));
  assert_int_equal(chmod(path, 0640), 0);
  assert_int_equal(symlink("a.nt", link_path), 0);
  assert_int_equal(ys_graph_write_file(graph, YANSHU_NQUADS, link_path), YANSHU_OK);
  struct stat after;
  assert_int_equal(lstat(link_path, &after), 0);
  assert_true(S_ISLNK(after.st_mode));
  assert_int_equal(stat(path, &after), 0);
  assert_int_equal(after.st_mode & 0777, 0640);
  assert_true(after.st_size > s.st_size);
  assert_int_equal(files(), 2);
  unlink(link_path);
  unlink(path);
}

static void refuses_files(void **state) {
  (void)state;
  static const char *const bad[] = {"/dev/full", "/nonexistent-folder/a.nt", "/proc/self/a.nt", "/dev/null/a.nt", ""};
  for (size_t i = 0; i < YS_LENGTH(bad); i++) {
    for (int syntax = 0; syntax < SAMPLE_SYNTAXES; syntax++) {
      sample_log_start(&messages);
      assert_int_equal(ys_graph_write_file(graph, (yanshu_syntax)syntax, bad[i]), YANSHU_WRITE_ERROR);
      assert_int_not_equal(messages.n, 0);
    }
  }
  assert_int_equal(ys_graph_write_file(graph, YANSHU_TURTLE, folder), YANSHU_WRITE_ERROR);
  assert_int_equal(ys_graph_write_file(graph, YANSHU_TURTLE, "/dev/null"), YANSHU_OK);
  struct stat s;
  assert_int_equal(stat("/dev/full", &s), 0);
  assert_true(S_ISCHR(s.st_mode)); /* still the device */
  assert_int_equal(files(), 0);
}

/** As another user where the tests run as root, for whom every folder is writable. */
static void unwritable_folder(void **state) {
  (void)state;
  const uid_t user = geteuid();
  assert_int_equal(chmod(folder, 0555), 0);
  if (user == 0) {
    assert_int_equal(seteuid(65534), 0);
  }
  const ys_status status = ys_graph_write_file(graph, YANSHU_TURTLE, in_folder("a.ttl"));
  assert_int_equal(seteuid(user), 0);
  assert_int_equal(chmod(folder, 0700), 0);
  assert_int_equal(status, YANSHU_WRITE_ERROR);
  assert_int_equal(files(), 0);
}

/** A file system that is full after any number of bytes, by way of the limit on the size of files. */
static void full_disk_leaves_nothing(void **state) {
  (void)state;
  struct rlimit old;
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
  void (*const handler)(int) = signal(SIGXFSZ, SIG_IGN);
  char path[256];
  snprintf(path, sizeof path, "%s", in_folder("old.ttl"));
  FILE *const f = fopen(path, "w");
  assert_non_null(f);
  assert_true(fputs("old", f) >= 0);
  assert_int_equal(fclose(f), 0);
  for (rlim_t limit = 0; limit < 4000; limit += 397) {
    const struct rlimit small = {limit, old.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    const ys_status replaced = ys_graph_write_file(graph, YANSHU_TURTLE, path);
    const ys_status made = ys_graph_write_file(graph, YANSHU_RDFXML, in_folder("new.rdf"));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_int_equal(replaced, YANSHU_WRITE_ERROR);
    assert_int_equal(made, YANSHU_WRITE_ERROR);
    assert_int_equal(files(), 1);
  }
  struct stat s;
  assert_int_equal(stat(path, &s), 0);
  assert_int_equal(s.st_size, 3); /* as it was */
  unlink(path);
  signal(SIGXFSZ, handler);
}

static void temporary_names_are_not_followed(void **state) {
  (void)state;
  char trap[256];
  char target[256];
  snprintf(target, sizeof target, "%s", in_folder("target"));
  snprintf(trap, sizeof trap, "%s/.yanshu-%ld-0.tmp", folder, (long)getpid());
  assert_int_equal(symlink(target, trap), 0);
  char path[256];
  snprintf(path, sizeof path, "%s", in_folder("a.nt"));
  assert_int_equal(ys_graph_write_file(graph, YANSHU_NTRIPLES, path), YANSHU_OK);
  assert_int_not_equal(access(target, F_OK), 0);
  unlink(trap);
  unlink(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_write_error_is_noticed),
      cmocka_unit_test(large_output_fails_in_the_middle),
      cmocka_unit_test(the_callback_chooses_the_status),
      cmocka_unit_test(memory_runs_out),
      cmocka_unit_test(writes_a_file),
      cmocka_unit_test(refuses_files),
      cmocka_unit_test(unwritable_folder),
      cmocka_unit_test(full_disk_leaves_nothing),
      cmocka_unit_test(temporary_names_are_not_followed),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
