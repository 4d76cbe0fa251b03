/* SPDX-License-Identifier: Apache-2.0 */
#include "marked.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rules/model.h"

static const char *const KIND[] = {"person",  "post",  "organization", "division", "country",   "place",
                                   "program", "event", "date",         "quantity", "quotation", "speech"};

typedef struct builder {
  marked *m;
  uint32_t *ch;
  ys_block *block;
  ys_sentence *sentence;
  uint32_t open[16];
  unsigned depth;
} builder;

static const char *open_mention(builder *b, const char *p) {
  const char *colon = strchr(p, ':');
  assert_non_null(colon);
  assert_true(b->depth < 16);
  ys_mention *mention = YS_PUSH(b->m->arena, &b->m->mentions.list);
  assert_non_null(mention);
  *mention = (ys_mention){.kind = YS_MENTION_KINDS, .begin = b->m->document.n, .host = YS_NO_MENTION};
  mention->concept_id = mention->division = mention->head = YS_NO_CONCEPT;
  for (unsigned k = 0; k < YS_MENTION_KINDS; k++) {
    if (strlen(KIND[k]) == (size_t)(colon - p - 1) && memcmp(KIND[k], p + 1, strlen(KIND[k])) == 0) {
      mention->kind = (ys_mention_kind)k;
    }
  }
  assert_int_not_equal(mention->kind, YS_MENTION_KINDS);
  b->open[b->depth++] = b->m->mentions.list.n - 1;
  return colon + 1;
}

static bool ends_sentence(uint32_t c) {
  return c == 0x3002 || c == 0xff01 || c == 0xff1f;
}

static void close_sentence(builder *b, uint32_t begin, uint32_t end) {
  if (end > begin) {
    b->sentence[b->m->document.n_sentence++] = (ys_sentence){b->m->document.n_block - 1, begin, end};
  }
}

static void split_sentences(builder *b, uint32_t begin, uint32_t end) {
  uint32_t first = begin;
  for (uint32_t i = begin; i < end; i++) {
    if (ends_sentence(b->ch[i]) && (i + 1 == end || !ends_sentence(b->ch[i + 1]))) {
      i += i + 1 < end && b->ch[i + 1] == 0x201d;
      close_sentence(b, first, i + 1);
      first = i + 1;
    }
  }
  close_sentence(b, first, end);
}

static const char *read_line(builder *b, const char *p) {
  ys_block *block = &b->block[b->m->document.n_block++];
  const uint32_t begin = b->m->document.n;
  block->kind = *p == '#'   ? YS_BLOCK_HEADING
                : *p == '^' ? YS_BLOCK_CAPTION
                : *p == '@' ? YS_BLOCK_CREDIT
                : *p == '~' ? YS_BLOCK_BYLINE
                            : YS_BLOCK_PARAGRAPH;
  p += *p && strchr("#^@~", *p) ? 1 : 0;
  while (*p && *p != '\n') {
    if (*p == '{') {
      p = open_mention(b, p);
    } else if (*p == '}') {
      assert_true(b->depth > 0);
      b->m->mentions.list.at[b->open[--b->depth]].end = b->m->document.n;
      p++;
    } else {
      size_t length = 0;
      b->ch[b->m->document.n++] = ys_utf8_decode(p, strlen(p), &length);
      p += length;
    }
  }
  block->begin = begin;
  block->end = b->m->document.n;
  split_sentences(b, begin, block->end);
  return p;
}

static int compare_mentions(const void *a, const void *b) {
  const ys_mention *x = a;
  const ys_mention *y = b;
  if (x->begin != y->begin) {
    return x->begin < y->begin ? -1 : 1;
  }
  return x->end > y->end ? -1 : x->end < y->end;
}

void marked_read(marked *m, ys_arena *arena, const char *text) {
  const size_t room = strlen(text) + 2;
  *m = (marked){.arena = arena};
  builder b = {.m = m};
  b.ch = ys_arena_alloc(arena, room * sizeof *b.ch);
  b.block = ys_arena_alloc(arena, room * sizeof *b.block);
  b.sentence = ys_arena_alloc(arena, room * sizeof *b.sentence);
  uint32_t *from = ys_arena_alloc(arena, room * sizeof *from);
  assert_true(b.ch && b.block && b.sentence && from);
  for (const char *p = text; *p;) {
    p = read_line(&b, p);
    if (*p) {
      b.ch[m->document.n++] = '\n';
      p++;
    }
  }
  assert_int_equal(b.depth, 0);
  for (uint32_t i = 0; i < m->document.n; i++) {
    from[i] = i;
  }
  m->document.name = YS_VIEW("marked");
  m->document.ch = b.ch;
  m->document.raw = b.ch;
  m->document.from = from;
  m->document.to = from;
  m->document.block = b.block;
  m->document.sentence = b.sentence;
  if (m->mentions.list.n) {
    qsort(m->mentions.list.at, m->mentions.list.n, sizeof *m->mentions.list.at, compare_mentions);
  }
}

static void append_text(ys_buffer *out, const marked *m, uint32_t begin, uint32_t end) {
  for (uint32_t i = begin; i < end; i++) {
    ys_buffer_append_char(out, m->document.ch[i]);
  }
}

static void append_argument(ys_buffer *out, const marked *m, const char *role, const ys_argument *arg) {
  if (arg->begin == arg->end) {
    return;
  }
  ys_buffer_append_view(out, YS_VIEW(" "));
  ys_buffer_append_view(out, ys_view_of(role));
  ys_buffer_append_view(out, YS_VIEW("="));
  for (uint32_t i = 0; i < arg->n; i++) {
    const ys_mention *mention = &m->mentions.list.at[arg->mention[i]];
    ys_buffer_append_view(out, i ? YS_VIEW("|") : YS_VIEW(""));
    append_text(out, m, mention->begin, mention->end);
  }
  if (!arg->n) {
    append_text(out, m, arg->begin, arg->end);
  }
}

ys_view marked_facts(const marked *m, const ys_facts *facts) {
  static const char *const role[] = {"subject", "object", "date", "place", "text"};
  ys_buffer out;
  ys_buffer_init(&out, ys_allocator_system());
  for (uint32_t i = 0; i < facts->list.n; i++) {
    const ys_fact *f = &facts->list.at[i];
    ys_buffer_append_view(&out, f->type);
    if (f->status.n) {
      ys_buffer_append_view(&out, YS_VIEW("["));
      ys_buffer_append_view(&out, f->status);
      ys_buffer_append_view(&out, YS_VIEW("]"));
    }
    for (unsigned r = 0; r < YS_ARG_ROLES; r++) {
      append_argument(&out, m, role[r], &f->arg[r]);
    }
    ys_buffer_append_view(&out, YS_VIEW(" @"));
    ys_buffer_append_view(&out, (ys_view){f->rule.p + strlen(YS_RULE_IRI), f->rule.n - strlen(YS_RULE_IRI)});
    ys_buffer_append_view(&out, YS_VIEW("\n"));
  }
  const ys_view copy = ys_arena_copy(m->arena, ys_buffer_view(&out));
  ys_buffer_free(&out);
  assert_non_null(copy.p);
  return copy;
}

ys_status marked_rules(const char *inside, const ys_log *log, ys_rules **out) {
  ys_buffer text;
  ys_buffer_init(&text, ys_allocator_system());
  ys_buffer_append_view(&text, YS_VIEW("<rules xmlns='" YS_RULES_NAMESPACE "'>"));
  ys_buffer_append_view(&text, ys_view_of(inside));
  ys_buffer_append_view(&text, YS_VIEW("</rules>"));
  const ys_rule_file file = {YS_VIEW("test.xml"), ys_buffer_view(&text), false, false, false};
  const ys_status status = ys_rules_open_files(ys_allocator_system(), &file, 1, NULL, log, out);
  ys_buffer_free(&text);
  return status;
}

static void add_message(void *user, const yanshu_message *message) {
  messages *m = user;
  m->count++;
  const int n = snprintf(m->text + m->n, sizeof m->text - m->n, "%.*s:%zu: %.*s\n", (int)message->file.n,
                         message->file.n ? message->file.p : "", message->line, (int)message->text.n, message->text.p);
  if (n > 0 && (size_t)n < sizeof m->text - m->n) {
    m->n += (size_t)n;
  }
}

ys_log messages_log(messages *m) {
  return (ys_log){add_message, m};
}
