/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"

#include <string.h>

#include "api/api.h"

struct yanshu_store {
  yanshu_world *world;
  ys_store *triples;
};

yanshu_status yanshu_store_new(yanshu_world *world, yanshu_store **out) {
  if (!world || !out) {
    return YANSHU_BAD_ARGUMENT;
  }
  *out = NULL;
  const size_t errors = world->errors;
  yanshu_store *store = ys_resize(&world->allocator, NULL, sizeof *store);
  if (!store) {
    return ys_world_finish(world, errors, YANSHU_NO_MEMORY, YS_VIEW(""));
  }
  *store = (yanshu_store){.world = world};
  const ys_status status = ys_store_new(world->rdf, &world->allocator, &world->log, &store->triples);
  if (status != YANSHU_OK) {
    yanshu_store_free(store);
    return ys_world_finish(world, errors, status, YS_VIEW(""));
  }
  *out = store;
  return YANSHU_OK;
}

void yanshu_store_free(yanshu_store *store) {
  if (store) {
    ys_store_free(store->triples);
    (void)ys_resize(&store->world->allocator, store, 0);
  }
}

static yanshu_status put(void *user, const void *bytes, size_t n) {
  return ys_store_input_put(user, bytes, n);
}

yanshu_status yanshu_store_add_dataset(yanshu_store *store, yanshu_dataset *dataset) {
  if (!store || !dataset) {
    return YANSHU_BAD_ARGUMENT;
  }
  const size_t errors = store->world->errors;
  ys_store_input *input = NULL;
  ys_status status = ys_store_input_new(store->triples, YS_RDF_NTRIPLES, YS_VIEW("dataset"), &input);
  if (status == YANSHU_OK) {
    status = ys_graph_write(dataset->graph, YANSHU_NTRIPLES, put, input);
    const ys_status end = ys_store_input_end(input);
    status = status == YANSHU_OK ? end : status;
  }
  return ys_world_finish(store->world, errors, status, YS_VIEW(""));
}

static ys_status add_article(yanshu_store *store, const char *path, const yanshu_input *defaults) {
  yanshu_dataset *dataset = NULL;
  YS_TRY(yanshu_dataset_new(store->world, NULL, &dataset));
  ys_status status = yanshu_dataset_add_file(dataset, path, defaults);
  if (status == YANSHU_OK) {
    status = yanshu_store_add_dataset(store, dataset);
  }
  yanshu_dataset_free(dataset);
  return status;
}

yanshu_status yanshu_store_add_file(yanshu_store *store, const char *path, const yanshu_input *defaults) {
  if (!store || !path) {
    return YANSHU_BAD_ARGUMENT;
  }
  const ys_rdf_syntax syntax = ys_rdf_syntax_of(ys_view_of(path));
  if (syntax == YS_RDF_NONE) {
    return add_article(store, path, defaults);
  }
  const size_t errors = store->world->errors;
  return ys_world_finish(store->world, errors, ys_store_read(store->triples, syntax, path), ys_view_of(path));
}

size_t yanshu_store_size(yanshu_store *store) {
  return store ? ys_store_size(store->triples) : 0;
}

/** The caller's function, and whether it failed. */
typedef struct destination {
  yanshu_write_func write;
  void *user;
  bool failed;
} destination;

static yanshu_status write_on(void *user, const void *bytes, size_t n) {
  destination *to = user;
  const yanshu_status status = to->write(to->user, bytes, n);
  to->failed |= status != YANSHU_OK;
  return status;
}

yanshu_status yanshu_store_ask(yanshu_store *store, yanshu_view query, yanshu_answer answer, unsigned columns,
                               yanshu_write_func write, void *user) {
  if (!store || !write || (!query.p && query.n > 0) || answer < YANSHU_ANSWER_TABLE ||
      answer > YANSHU_ANSWER_NTRIPLES) {
    return YANSHU_BAD_ARGUMENT;
  }
  const size_t errors = store->world->errors;
  destination to = {write, user, false};
  const ys_status status = ys_store_ask(store->triples, query, answer, columns, write_on, &to);
  return to.failed ? status : ys_world_finish(store->world, errors, status, YS_VIEW("query"));
}

/** What is needed to read an article that is to be loaded. */
typedef struct loaded_article {
  yanshu_world *world;
  const yanshu_input *defaults;
} loaded_article;

static ys_status write_article(void *user, const char *path, yanshu_write_func write, void *write_user) {
  const loaded_article *a = user;
  yanshu_dataset *dataset = NULL;
  YS_TRY(yanshu_dataset_new(a->world, NULL, &dataset));
  ys_status status = yanshu_dataset_add_file(dataset, path, a->defaults);
  if (status == YANSHU_OK) {
    status = ys_graph_write(dataset->graph, YANSHU_NQUADS, write, write_user);
  }
  yanshu_dataset_free(dataset);
  return status;
}

yanshu_status yanshu_load(yanshu_world *world, const yanshu_load_options *options, const char *const *path, size_t n) {
  if (!world || !options || !options->url || !path || n == 0 || options->protocol > YANSHU_PROTOCOL_UPDATE) {
    return YANSHU_BAD_ARGUMENT;
  }
  const size_t errors = world->errors;
  if (strncmp(options->url, "http://", 7) != 0 && strncmp(options->url, "https://", 8) != 0) {
    return YS_FAIL(&world->log, YANSHU_BAD_ARGUMENT, YS_VIEW(""), 0, "not an http or https address: %s", options->url);
  }
  loaded_article article = {world, &options->article};
  const ys_load how = {.url = options->url,
                       .protocol = options->protocol,
                       .graph = options->graph,
                       .graphs = options->graphs != 0,
                       .replace = options->replace != 0,
                       .user = options->user,
                       .password = options->password,
                       .netrc = options->netrc,
                       .ca = options->ca,
                       .retries = options->retries,
                       .silence = options->silence,
                       .progress = options->progress,
                       .progress_user = options->progress_user,
                       .article = write_article,
                       .article_user = &article};
  return ys_world_finish(world, errors, ys_store_load(world->rdf, &world->allocator, &world->log, &how, path, n),
                         YS_VIEW(""));
}

/** Whether the words say that a post of this role has one holder. */
static bool has_one_holder(void *user, ys_view role) {
  const ys_lexicon *lexicon = user;
  size_t at = role.n;
  while (at > 0 && role.p[at - 1] != '/') {
    at--;
  }
  const uint32_t found = ys_lexicon_concept(lexicon, YS_CLASS_ROLE, (ys_view){role.p + at, role.n - at});
  return found != YS_NO_CONCEPT && ys_view_equal(ys_concept_iri(lexicon, found), role) &&
         ys_view_equal(ys_concept_feature(lexicon, found, "holders"), YS_VIEW("one"));
}

static yanshu_status put_in_buffer(void *user, const void *bytes, size_t n) {
  ys_buffer *text = user;
  ys_buffer_append(text, bytes, n);
  return text->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}

yanshu_status yanshu_timeline(yanshu_world *world, const yanshu_timeline_options *options, const char *const *path,
                              size_t n, yanshu_write_func write, void *user) {
  if (!world || !options || !path || n == 0 || (!write && !options->output) || options->form > YANSHU_TIMELINE_TURTLE) {
    return YANSHU_BAD_ARGUMENT;
  }
  const size_t errors = world->errors;
  ys_buffer text;
  ys_buffer_init(&text, &world->allocator);
  destination to = {options->output ? put_in_buffer : write, options->output ? &text : user, false};
  const ys_timeline_rule rule = {has_one_holder, world->lexicon};
  ys_status status =
      ys_store_timeline(world->rdf, &world->allocator, &world->log, &rule, options, path, n, write_on, &to);
  if (status == YANSHU_OK && options->output) {
    status = ys_text_write_file(&world->allocator, &world->log, ys_buffer_view(&text), options->output);
  }
  ys_buffer_free(&text);
  return to.failed && !options->output ? status : ys_world_finish(world, errors, status, YS_VIEW("timeline"));
}
