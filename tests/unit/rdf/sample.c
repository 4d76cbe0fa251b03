/* SPDX-License-Identifier: Apache-2.0 */
#include "sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/** What an allocation gave; a test without memory can't go on. */
static void *must(void *block) {
  if (block == NULL) {
    fail_msg("out of memory");
    abort();
  }
  return block;
}

/* ---- the resolution ---- */

static ys_entity *entity(ys_arena *arena, ys_resolution *r, ys_entity_kind kind, const char *iri) {
  ys_entity *const e = must(YS_PUSH(arena, &r->entity));
  e->kind = kind;
  e->iri = ys_view_of(iri);
  e->jurisdiction = e->parent = e->role = e->organization = YS_NO_ENTITY;
  e->mentioned = kind != YS_ENTITY_ROLE && kind != YS_ENTITY_POST;
  return e;
}

void sample_label(ys_arena *arena, ys_entity *e, const char *text, ys_language language) {
  ys_label *const label = must(YS_PUSH(arena, &e->label));
  *label = (ys_label){ys_view_of(text), language};
}

static void other_form(ys_arena *arena, ys_entity *e, const char *text) {
  ys_label *const label = must(YS_PUSH(arena, &e->alt));
  *label = (ys_label){ys_view_of(text), YS_LANG_HANS};
}

static ys_record *record(ys_arena *arena, ys_resolution *r, ys_record_kind kind, const char *iri) {
  ys_record *const record = must(YS_PUSH(arena, &r->record));
  record->kind = kind;
  record->iri = ys_view_of(iri);
  record->subject = record->object = record->role = record->organization = YS_NO_ENTITY;
  record->post = record->jurisdiction = YS_NO_ENTITY;
  ys_evidence *const at = must(YS_PUSH(arena, &record->evidence));
  const uint32_t begin = r->record.n * 10;
  *at = (ys_evidence){begin, begin + 4, YS_VIEW("云岭市长"), YS_VIEW("https://w3id.org/yanshu/rule/title-chain")};
  return record;
}

/** Texts that are legal and that a writer or a reader may still spoil. */
static void fill_texts(ys_arena *arena, ys_entity *e) {
  static const char *const texts[] = {
      " 前后空格 ",
      "\n",
      "\n前\n\n后\n",
      "\t制表\t",
      "]]>",
      "<a b=\"c\">&amp;'</a>",
      "\"\"\"",
      "末尾引号\"",
      "\"\n",
      "反斜杠\\",
      "\\\"\n\\",
      "\\u4e2d\\n",
      "\xC2\x85行",
      "\xE2\x80\xA8行",
      "\xEF\xBB\xBF首",
      "𠮷𫝆𰀀",
      "\xEE\x80\x80专用",
      "😀\xE2\x80\x8D👩",
      "@prefix a: .",
      "<!--",
      "?>",
      "%s%n",
      "'''",
      "a\n\"",
      "\xC2\xA0",
      "　",
      "zh-Hans",
      "_:b",
      "#",
      "·•‧",
  };
  for (size_t i = 0; i < YS_LENGTH(texts); i++) {
    other_form(arena, e, texts[i]);
  }
}

static void fill_things(ys_arena *arena, ys_resolution *r) {
  ys_entity *e = entity(arena, r, YS_ENTITY_PERSON, "person/lu-yunshan-00000001");
  sample_label(arena, e, "吕云山", YS_LANG_HANS);
  sample_label(arena, e, "lyu yunshan", YS_LANG_PINYIN);
  e = entity(arena, r, YS_ENTITY_ORGANIZATION, "org/990100/peoples-government");
  sample_label(arena, e, "云岭市人民政府", YS_LANG_HANS);
  other_form(arena, e, "云岭市政府");
  other_form(arena, e, "云岭市人民政府");
  e->jurisdiction = SAMPLE_CITY;
  e->type = YS_VIEW("government");
  e = entity(arena, r, YS_ENTITY_ORGANIZATION, "org/yunling-ribao-00000002");
  sample_label(arena, e, "云岭日报", YS_LANG_HANS);
  e->type = YS_VIEW("media");
  e = entity(arena, r, YS_ENTITY_DISTRICT, "division/990000");
  sample_label(arena, e, "南屏省", YS_LANG_HANS);
  sample_label(arena, e, "Nanping Province", YS_LANG_EN);
  e->code = YS_VIEW("990000");
  e->mentioned = false;
  e = entity(arena, r, YS_ENTITY_DISTRICT, "division/990100");
  sample_label(arena, e, "云岭市", YS_LANG_HANS);
  e->code = YS_VIEW("990100");
  e->parent = SAMPLE_PROVINCE;
  e = entity(arena, r, YS_ENTITY_PLACE, "place/qingquan-hu-00000003");
  sample_label(arena, e, "清泉湖", YS_LANG_HANS);
  fill_texts(arena, e);
  e->jurisdiction = SAMPLE_CITY;
}

static void fill_posts(ys_arena *arena, ys_resolution *r) {
  ys_entity *e = entity(arena, r, YS_ENTITY_ROLE, "https://w3id.org/yanshu/role/mayor");
  sample_label(arena, e, "市长", YS_LANG_HANS);
  sample_label(arena, e, "mayor", YS_LANG_EN);
  e->parent = SAMPLE_ROLE_HEAD;
  e = entity(arena, r, YS_ENTITY_ROLE, "https://w3id.org/yanshu/role/government-head");
  sample_label(arena, e, "政府首长", YS_LANG_HANS);
  e->mentioned = false;
  e = entity(arena, r, YS_ENTITY_POST, "post/990100/peoples-government/mayor");
  sample_label(arena, e, "云岭市市长", YS_LANG_HANS);
  e->role = SAMPLE_ROLE;
  e->organization = SAMPLE_GOVERNMENT;
  e = entity(arena, r, YS_ENTITY_PROGRAM, "program/qingshui-xingdong-00000004");
  sample_label(arena, e, "清水行动", YS_LANG_HANS);
  e->type = YS_VIEW("campaign");
  e->ordinal = 14;
  e->start = (ys_date){2021, 0, 0, YS_DATE_YEAR, false};
  e->end = (ys_date){2035, 0, 0, YS_DATE_YEAR, false};
  e = entity(arena, r, YS_ENTITY_EVENT, "event/990100-15-3");
  sample_label(arena, e, "云岭市十五届人大三次会议", YS_LANG_HANS);
  e->type = YS_VIEW("session");
  e->ordinal = 15;
  e->session = 3;
  e->start = (ys_date){2025, 1, 0, YS_DATE_MONTH, false};
  e->end = (ys_date){2025, 1, 20, YS_DATE_DAY, true};
  e->jurisdiction = SAMPLE_CITY;
}

static void fill_records(ys_arena *arena, ys_resolution *r) {
  ys_record *x = record(arena, r, YS_RECORD_TENURE, "tenure/0000000000000001");
  x->subject = SAMPLE_PERSON;
  x->role = SAMPLE_ROLE;
  x->organization = SAMPLE_GOVERNMENT;
  x->post = SAMPLE_POST;
  x->jurisdiction = SAMPLE_CITY;
  x->title = YS_VIEW("云岭市长");
  x->date = (ys_date){2025, 1, 17, YS_DATE_DAY, true};
  x = record(arena, r, YS_RECORD_STATEMENT, "statement/0000000000000002");
  x->subject = SAMPLE_PERSON;
  x->literal = YS_VIEW("清水行动\n要“办好”\\ \"一件\"\t事");
  x->direct = true;
  uint32_t *const about = must(YS_PUSH(arena, &x->about));
  *about = SAMPLE_PROGRAM;
  x = record(arena, r, YS_RECORD_FIGURE, "figure/0000000000000003");
  x->subject = SAMPLE_CITY;
  x->number = YS_VIEW("12.5");
  x->unit = YS_VIEW("%");
  x->what = YS_VIEW("绿地 𠮷");
  x->jurisdiction = SAMPLE_CITY;
  x = record(arena, r, YS_RECORD_RELATION, "assertion/0000000000000004");
  x->subject = SAMPLE_PROGRAM;
  x->predicate = YS_VIEW("ys:covers");
  x->object = SAMPLE_CITY;
  x = record(arena, r, YS_RECORD_RELATION, "assertion/0000000000000005");
  x->subject = SAMPLE_PROGRAM;
  x->predicate = YS_VIEW("ys:approvedOn");
  x->date = (ys_date){2024, 12, 0, YS_DATE_MONTH, false};
  x = record(arena, r, YS_RECORD_RELATION, "assertion/0000000000000006");
  x->subject = SAMPLE_PROGRAM;
  x->predicate = YS_VIEW("skos:altLabel");
  x->literal = YS_VIEW("《清水》");
}

void sample_make(ys_arena *arena, ys_resolution *r) {
  *r = (ys_resolution){.iri = YS_VIEW("article/00000000000000aa"),
                       .title = YS_VIEW("云岭市长吕云山谈“清水行动”"),
                       .language = YS_LANG_HANS,
                       .date = {2025, 1, 17, YS_DATE_DAY, false},
                       .publisher = SAMPLE_PAPER,
                       .url = YS_VIEW("https://news.example/a b/云?x=1&y=2"),
                       .input_chars = 1000,
                       .input_digest = 0x0123456789abcdefULL};
  fill_things(arena, r);
  fill_posts(arena, r);
  fill_records(arena, r);
  assert_int_equal(r->entity.n, SAMPLE_ENTITIES);
  assert_int_equal(r->record.n, SAMPLE_RECORDS);
  uint32_t *const creator = must(YS_PUSH(arena, &r->creator));
  ys_entity_mention *const mention = must(YS_PUSH(arena, &r->mention));
  *creator = SAMPLE_PERSON;
  *mention = (ys_entity_mention){SAMPLE_PERSON, {14, 17, YS_VIEW("吕云山"), {NULL, 0}}, false};
}

/* ---- output ---- */

yanshu_status sample_write(void *user, const void *bytes, size_t n) {
  sample_output *const o = user;
  if (o->failed) {
    o->calls_after++;
    return YANSHU_WRITE_ERROR;
  }
  if (n > o->limit - o->n) {
    o->failed = true;
    return YANSHU_WRITE_ERROR;
  }
  if (o->n + n > o->room) {
    o->room = (o->n + n) * 2;
    o->p = realloc(o->p, o->room);
    assert_non_null(o->p);
  }
  memcpy(o->p + o->n, bytes, n);
  o->n += n;
  return YANSHU_OK;
}

void sample_output_free(sample_output *o) {
  free(o->p);
  *o = (sample_output){.limit = SIZE_MAX};
}

/* ---- memory ---- */

static void *resize(void *user, void *block, size_t size) {
  sample_allocator *const a = user;
  if (size == 0) {
    a->held -= block == NULL ? 0 : 1;
    free(block);
    return NULL;
  }
  a->calls++;
  if (a->fail_at != 0 && (a->once ? a->calls == a->fail_at : a->calls >= a->fail_at)) {
    return NULL;
  }
  void *const p = realloc(block, size);
  assert_non_null(p);
  a->held += block == NULL ? 1 : 0;
  return p;
}

void sample_allocator_start(sample_allocator *a, size_t fail_at, bool once) {
  *a = (sample_allocator){.allocator = {resize, a}, .fail_at = fail_at, .once = once};
}

/* ---- messages ---- */

static void keep(void *user, const yanshu_message *m) {
  sample_log *const l = user;
  if (l->n + m->text.n + 2 < sizeof l->text) {
    memcpy(l->text + l->n, m->text.p, m->text.n);
    l->n += m->text.n;
    l->text[l->n++] = '\n';
    l->text[l->n] = '\0';
  }
}

void sample_log_start(sample_log *l) {
  *l = (sample_log){.log = {keep, l}};
}
