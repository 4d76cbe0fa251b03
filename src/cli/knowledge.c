/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

static bool add_path(const char **list, size_t *n, const char *value, const char *name) {
  if (*n == CLI_PATHS_MAX) {
    (void)cli_usage("--%s: more than %d are given; put them into one folder", name, CLI_PATHS_MAX);
    return false;
  }
  list[(*n)++] = value;
  return true;
}

bool cli_set_knowledge(cli_knowledge *k, cli_knowledge_option option, const char *value) {
  switch (option) {
  case CLI_RULES:
    return add_path(k->rules, &k->n_rules, value, "rules");
  case CLI_LEXICON:
    return add_path(k->lexicon, &k->n_lexicon, value, "lexicon");
  case CLI_ONLY_RULES:
    k->only_rules = true;
    break;
  case CLI_TOWNSHIPS:
    k->townships = true;
    break;
  }
  return true;
}

void cli_use_knowledge(const cli_knowledge *k, yanshu_world_options *options) {
  options->rules = k->rules;
  options->n_rules = k->n_rules;
  options->only_rules = k->only_rules ? 1 : 0;
  options->townships = k->townships ? 1 : 0;
  options->lexicon = k->lexicon;
  options->n_lexicon = k->n_lexicon;
}
