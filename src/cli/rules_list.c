/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "rules.h"

/** A place where a rule found something; text of its own. */
typedef struct sample {
  char *file;
  char *words;
  char *fact;
  size_t begin;
} sample;

typedef struct tally {
  size_t facts;
  size_t articles;
  size_t last_article; /**< number + 1 of the last article in which it found something */
  sample *sample;
  size_t n_sample;
} tally;

typedef struct listing {
  const cli_rules *options;
  yanshu_world *world;
  tally *tally; /**< by rule */
  size_t n;
  size_t article; /**< number + 1 of the one being read */
  size_t read;    /**< articles that could be read */
} listing;

/* ---- collecting ---- */

static char *copy_of(yanshu_view text) {
  char *copy = malloc(text.n + 1);
  if (copy) {
    memcpy(copy, text.n > 0 ? text.p : "", text.n);
    copy[text.n] = '\0';
  }
  return copy;
}

static const char *const role_name[YANSHU_ROLES] = {"subject", "object", "date", "place", "text"};

/** As an example states it: type[status] subject=… object=… */
static char *fact_of(const yanshu_finding *f) {
  size_t room = f->type.n + f->status.n + 4;
  for (size_t i = 0; i < YANSHU_ROLES; i++) {
    room += f->argument[i].n + 10;
  }
  char *text = malloc(room);
  if (!text) {
    return NULL;
  }
  int n = snprintf(text, room, "%.*s", (int)f->type.n, f->type.p);
  if (f->status.n > 0) {
    n += snprintf(text + n, room - (size_t)n, "[%.*s]", (int)f->status.n, f->status.p);
  }
  for (size_t i = 0; i < YANSHU_ROLES; i++) {
    if (f->argument[i].n > 0) {
      n += snprintf(text + n, room - (size_t)n, " %s=%.*s", role_name[i], (int)f->argument[i].n, f->argument[i].p);
    }
  }
  return text;
}

static yanshu_status take(void *user, const yanshu_finding *f) {
  listing *l = user;
  tally *t = &l->tally[f->rule];
  t->facts++;
  t->articles += t->last_article != l->article;
  t->last_article = l->article;
  if (t->n_sample == l->options->samples) {
    return YANSHU_OK;
  }
  sample *more = realloc(t->sample, (t->n_sample + 1) * sizeof *more);
  if (!more) {
    return YANSHU_NO_MEMORY;
  }
  t->sample = more;
  more[t->n_sample] = (sample){copy_of(f->file), copy_of(f->words), fact_of(f), f->begin};
  const sample *s = &more[t->n_sample++];
  return s->file && s->words && s->fact ? YANSHU_OK : YANSHU_NO_MEMORY;
}

static int read_all(listing *l, cli_console *c) {
  int code = CLI_OK;
  for (int i = 0; i < l->options->n_input; i++) {
    cli_show_progress(c, i, l->options->n_input, l->options->input[i]);
    l->article = (size_t)i + 1;
    const yanshu_status status = yanshu_rules_apply_file(l->world, l->options->input[i], &l->options->article, take, l);
    if (status == YANSHU_BAD_ARGUMENT) {
      return CLI_USAGE;
    }
    if (status == YANSHU_NO_MEMORY) {
      cli_say("out of memory");
      return CLI_BROKEN;
    }
    l->read += status == YANSHU_OK;
    code = status == YANSHU_OK ? code : CLI_REFUSED;
  }
  cli_clear_progress(c);
  return code;
}

static void release(listing *l) {
  for (size_t i = 0; i < l->n; i++) {
    for (size_t k = 0; k < l->tally[i].n_sample; k++) {
      free(l->tally[i].sample[k].file);
      free(l->tally[i].sample[k].words);
      free(l->tally[i].sample[k].fact);
    }
    free(l->tally[i].sample);
  }
  free(l->tally);
}

/* ---- writing ---- */

static yanshu_view view_of(const char *text) {
  return (yanshu_view){text, strlen(text)};
}

static yanshu_view description_of(const listing *l, const yanshu_rule *rule) {
  return l->options->chinese ? rule->description_zh : rule->description_en;
}

#define SAMPLE_WIDTH 60

static void put_samples_of_table(const tally *t) {
  for (size_t k = 0; k < t->n_sample; k++) {
    const sample *s = &t->sample[k];
    fputs("      ", stdout);
    cli_put_cell(stdout, view_of(s->words), SAMPLE_WIDTH);
    fputs("  ", stdout);
    cli_put_text(stdout, view_of(s->fact));
    fputs("  ", stdout);
    cli_put_text(stdout, view_of(s->file));
    printf(":%zu\n", s->begin);
  }
}

/** The widest id and place, so that the columns stand below each other. */
static void widths(const listing *l, size_t *id, size_t *place) {
  *id = *place = 0;
  for (size_t i = 0; i < l->n; i++) {
    yanshu_rule rule;
    if (yanshu_rules_get(l->world, i, &rule) == YANSHU_OK) {
      char line[32];
      const size_t n = cli_text_width(rule.file) + (size_t)snprintf(line, sizeof line, ":%zu", rule.line);
      *id = rule.id.n > *id ? rule.id.n : *id;
      *place = n > *place ? n : *place;
    }
  }
}

static void put_row_of_table(const listing *l, size_t i, const yanshu_rule *rule, size_t id, size_t place) {
  if (l->options->n_input > 0) {
    printf("%7zu %7zu  ", l->tally[i].facts, l->tally[i].articles);
  }
  cli_put_cell(stdout, rule->id, id);
  printf("  %3d  ", rule->priority);
  if (l->options->n_input == 0) {
    char line[32];
    (void)snprintf(line, sizeof line, ":%zu", rule->line);
    cli_put_text(stdout, rule->file);
    fputs(line, stdout);
    printf("%*s  ", (int)(place - cli_text_width(rule->file) - strlen(line)), "");
  }
  cli_put_text(stdout, description_of(l, rule));
  fputc('\n', stdout);
  put_samples_of_table(&l->tally[i]);
}

/** A field of a table of tabs: what would end it becomes a blank. */
static void put_field(yanshu_view text) {
  cli_put_text(stdout, text);
}

static void put_row_of_tsv(const listing *l, size_t i, const yanshu_rule *rule) {
  const tally *t = &l->tally[i];
  for (size_t k = 0; k == 0 || k < t->n_sample; k++) {
    put_field(rule->iri);
    printf("\t%d\t%d\t", rule->priority, rule->own);
    put_field(rule->file);
    printf("\t%zu\t%zu\t%zu\t", rule->line, t->facts, t->articles);
    put_field(rule->description_en);
    fputc('\t', stdout);
    put_field(rule->description_zh);
    if (l->options->samples > 0) {
      const sample *s = k < t->n_sample ? &t->sample[k] : NULL;
      fputc('\t', stdout);
      put_field(view_of(s ? s->file : ""));
      s ? (void)printf("\t%zu\t", s->begin) : (void)printf("\t\t");
      put_field(view_of(s ? s->words : ""));
      fputc('\t', stdout);
      put_field(view_of(s ? s->fact : ""));
    }
    fputc('\n', stdout);
  }
}

static void put_json(yanshu_view text) {
  fputc('"', stdout);
  for (size_t i = 0; i < text.n; i++) {
    const unsigned char c = (unsigned char)text.p[i];
    if (c == '"' || c == '\\') {
      printf("\\%c", c);
    } else if (c < 0x20 || c == 0x7F) {
      printf("\\u%04x", c);
    } else {
      fputc(c, stdout);
    }
  }
  fputc('"', stdout);
}

static void put_member(const char *name, yanshu_view text) {
  printf("\"%s\": ", name);
  put_json(text);
  fputs(", ", stdout);
}

static void put_row_of_json(const listing *l, size_t i, const yanshu_rule *rule) {
  const tally *t = &l->tally[i];
  printf("%s  {", i > 0 ? ",\n" : "");
  put_member("id", rule->id);
  put_member("iri", rule->iri);
  put_member("en", rule->description_en);
  put_member("zh", rule->description_zh);
  put_member("file", rule->file);
  printf("\"line\": %zu, \"priority\": %d, \"own\": %s, \"examples\": %zu, \"counterExamples\": %zu", rule->line,
         rule->priority, rule->own ? "true" : "false", rule->examples, rule->counter_examples);
  if (l->options->n_input > 0) {
    printf(", \"facts\": %zu, \"articles\": %zu, \"samples\": [", t->facts, t->articles);
    for (size_t k = 0; k < t->n_sample; k++) {
      printf("%s{", k > 0 ? ", " : "");
      put_member("file", view_of(t->sample[k].file));
      put_member("words", view_of(t->sample[k].words));
      put_member("fact", view_of(t->sample[k].fact));
      printf("\"begin\": %zu}", t->sample[k].begin);
    }
    fputc(']', stdout);
  }
  fputc('}', stdout);
}

static void put_head(const listing *l, size_t id, size_t place) {
  switch (l->options->format) {
  case CLI_RULES_TABLE:
    fputs(l->options->n_input > 0 ? "  facts articles " : "", stdout);
    cli_put_cell(stdout, view_of("rule"), id);
    fputs("  prio ", stdout);
    if (l->options->n_input == 0) {
      cli_put_cell(stdout, view_of("where"), place);
      fputs("  ", stdout);
    }
    fputs("description\n", stdout);
    break;
  case CLI_RULES_TSV:
    fputs("rule\tpriority\town\tfile\tline\tfacts\tarticles\ten\tzh", stdout);
    fputs(l->options->samples > 0 ? "\tsample-file\tsample-begin\tsample-words\tsample-fact\n" : "\n", stdout);
    break;
  case CLI_RULES_JSON:
    fputs("[\n", stdout);
    break;
  }
}

static void put_all(const listing *l) {
  size_t id = 0;
  size_t place = 0;
  widths(l, &id, &place);
  put_head(l, id, place);
  for (size_t i = 0; i < l->n; i++) {
    yanshu_rule rule;
    if (yanshu_rules_get(l->world, i, &rule) != YANSHU_OK) {
      continue;
    }
    switch (l->options->format) {
    case CLI_RULES_TABLE:
      put_row_of_table(l, i, &rule, id, place);
      break;
    case CLI_RULES_TSV:
      put_row_of_tsv(l, i, &rule);
      break;
    case CLI_RULES_JSON:
      put_row_of_json(l, i, &rule);
      break;
    }
  }
  if (l->options->format == CLI_RULES_JSON) {
    fputs("\n]\n", stdout);
  }
}

int cli_rules_list(yanshu_world *world, const cli_rules *options, cli_console *c) {
  listing l = {.options = options, .world = world, .n = yanshu_rules_count(world)};
  l.tally = calloc(l.n + 1, sizeof *l.tally);
  if (!l.tally) {
    cli_say("out of memory");
    return CLI_BROKEN;
  }
  int code = read_all(&l, c);
  if (code == CLI_OK || (code == CLI_REFUSED && l.read > 0)) {
    put_all(&l);
    code = cli_close_output(code);
  }
  release(&l);
  return code;
}
