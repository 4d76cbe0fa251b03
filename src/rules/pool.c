/* SPDX-License-Identifier: Apache-2.0 */
/* What is kept of characters, strings and rules: numbers instead of addresses. */
#include <string.h>

#include "rules/read.h"

ys_pooled ys_pool_chars(ys_reader *reader, ys_chars text) {
  ys_rules *rules = reader->rules;
  if (!YS_RESERVE(reader->arena, &rules->pool, text.n)) {
    reader->no_memory = true;
    return (ys_pooled){0, 0};
  }
  const ys_pooled pooled = {rules->pool.n, text.n};
  if (text.n) {
    memcpy(rules->pool.at + rules->pool.n, text.at, text.n * sizeof *text.at);
    rules->pool.n += text.n;
  }
  return pooled;
}

ys_string ys_pool_string(ys_reader *reader, ys_view text) {
  ys_rules *rules = reader->rules;
  const uint32_t n = (uint32_t)text.n; /* a rule file is smaller */
  if (!YS_RESERVE(reader->arena, &rules->byte, n + 1)) {
    reader->no_memory = true;
    return (ys_string){0, 0};
  }
  const ys_string string = {rules->byte.n, n};
  if (n) {
    memcpy(rules->byte.at + rules->byte.n, text.p, n);
  }
  rules->byte.at[rules->byte.n + n] = '\0';
  rules->byte.n += n + 1;
  return string;
}

static void pack_fact(ys_reader *reader, const ys_fact_source *source) {
  ys_fact_template *fact = YS_PUSH(reader->arena, &reader->rules->fact);
  if (!fact) {
    reader->no_memory = true;
    return;
  }
  fact->type = ys_pool_string(reader, source->type);
  fact->status = ys_pool_string(reader, source->status);
  fact->needed = source->needed;
  for (unsigned role = 0; role < YS_ARG_ROLES; role++) {
    fact->slots[role] = source->arg[role].slots;
  }
}

static void pack_rule(ys_reader *reader, const ys_rule_source *source) {
  ys_rules *rules = reader->rules;
  ys_rule *rule = YS_PUSH(reader->arena, &rules->rule);
  if (!rule) {
    reader->no_memory = true;
    return;
  }
  *rule = (ys_rule){.id = ys_pool_string(reader, source->id),
                    .iri = ys_pool_string(reader, source->iri),
                    .description_en = ys_pool_string(reader, source->description_en),
                    .description_zh = ys_pool_string(reader, source->description_zh),
                    .file = source->file_number,
                    .place = source->place,
                    .priority = source->priority,
                    .blocks = source->blocks,
                    .overlap = source->overlap,
                    .own = source->own,
                    .fact = rules->fact.n,
                    .n_fact = source->fact.n,
                    .program = source->program,
                    .n_program = source->pattern.n,
                    .n_exception = source->exception.n};
  for (uint32_t i = 0; i < source->example.n; i++) {
    *(source->example.at[i].counter ? &rule->n_counter : &rule->n_example) += 1;
  }
  for (uint32_t i = 0; i < source->fact.n; i++) {
    pack_fact(reader, &source->fact.at[i]);
  }
}

void ys_pack_rules(ys_reader *reader) {
  for (uint32_t i = 0; i < reader->rules->source.n && !reader->no_memory; i++) {
    pack_rule(reader, &reader->rules->source.at[i]);
  }
}
