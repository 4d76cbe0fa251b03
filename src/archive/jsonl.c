/* SPDX-License-Identifier: Apache-2.0 */
/** @file jsonl.c One line of JSON Lines to the fields of an article, parsed by yajl. */
#include <string.h>

#include "archive/private.h"
#include "base/json.h"

/** Arrays and objects within each other, in fields that are not ours. */
enum { DEPTH_MOST = 256 };

/** What is being read. */
typedef struct parsing {
  ys_arena *arena;
  ys_view name[6];   /**< of the fields */
  ys_view *value[6]; /**< where their values go */
  ys_json_article *out;
  size_t field; /**< whose value comes next; 6: of none of ours */
  unsigned depth;
  bool object;       /**< the line is an object */
  const char *fault; /**< what is wrong, when yajl was told to stop */
  ys_view faulty;    /**< the field that it is about */
  bool no_memory;
} parsing;

static int stop(parsing *p, const char *fault) {
  p->fault = fault;
  p->faulty = p->field < YS_LENGTH(p->name) ? p->name[p->field] : (ys_view){NULL, 0};
  return 0;
}

static int keep(parsing *p, const void *text, size_t n) {
  ys_view *const value = p->value[p->field];
  if (value->p != NULL) {
    return stop(p, "stands there twice");
  }
  *value = ys_arena_copy(p->arena, (ys_view){n > 0 ? text : "", n});
  p->no_memory = value->p == NULL;
  return p->no_memory ? 0 : 1;
}

/** A value that is no string: fine in fields that are not ours. */
static int on_other(parsing *p, const char *fault) {
  if (p->depth == 0) {
    return stop(p, "the line is no JSON object");
  }
  return p->depth == 1 && p->field < YS_LENGTH(p->name) ? stop(p, fault) : 1;
}

static int on_null(void *user) {
  parsing *const p = user;
  return p->depth == 0 ? on_other(p, "") : 1; /* as if the field were absent */
}

static int on_boolean(void *user, int value) {
  (void)value;
  return on_other(user, "is no string");
}

static int on_number(void *user, const char *text, size_t n) {
  parsing *const p = user;
  const bool ours = p->depth == 1 && p->field < YS_LENGTH(p->name);
  const bool may = ours && (p->value[p->field] == &p->out->id || p->value[p->field] == &p->out->date);
  return may ? keep(p, text, n) : on_other(p, "is no string");
}

static int on_string(void *user, const unsigned char *text, size_t n) {
  parsing *const p = user;
  return p->depth == 1 && p->field < YS_LENGTH(p->name) ? keep(p, text, n) : on_other(p, "");
}

static int on_open(parsing *p, bool object) {
  if (p->depth == 0 && object) {
    p->object = true;
  } else if (on_other(p, "is no string") == 0) {
    return 0;
  }
  return ++p->depth <= DEPTH_MOST ? 1 : stop(p, "arrays and objects are nested too deeply");
}

static int on_start_map(void *user) {
  return on_open(user, true);
}

static int on_start_array(void *user) {
  return on_open(user, false);
}

static int on_key(void *user, const unsigned char *key, size_t n) {
  parsing *const p = user;
  if (p->depth == 1) {
    p->field = 0;
    while (p->field < YS_LENGTH(p->name) && !ys_view_equal(p->name[p->field], (ys_view){(const char *)key, n})) {
      p->field++;
    }
  }
  return 1;
}

static int on_end(void *user) {
  parsing *const p = user;
  p->depth--;
  return 1;
}

static const yajl_callbacks callbacks = {
    .yajl_null = on_null,
    .yajl_boolean = on_boolean,
    .yajl_number = on_number,
    .yajl_string = on_string,
    .yajl_start_map = on_start_map,
    .yajl_map_key = on_key,
    .yajl_end_map = on_end,
    .yajl_start_array = on_start_array,
    .yajl_end_array = on_end,
};

static ys_status parse_in_arena(parsing *p, const ys_log *log, ys_view line) {
  ys_json_fault fault;
  const ys_status status = ys_json_parse(p->arena, &callbacks, p, line, &fault);
  if (p->no_memory || status == YANSHU_NO_MEMORY) {
    return YANSHU_NO_MEMORY;
  }
  if (p->fault != NULL && p->faulty.n > 0) {
    return YS_FAIL(log, YANSHU_BAD_INPUT, YS_VIEW(""), 0, "the field \"%.*s\" %s", (int)p->faulty.n, p->faulty.p,
                   p->fault);
  }
  if (p->fault != NULL) {
    return YS_FAIL(log, YANSHU_BAD_INPUT, YS_VIEW(""), 0, "%s", p->fault);
  }
  return status == YANSHU_OK ? status
                             : YS_FAIL(log, YANSHU_BAD_INPUT, YS_VIEW(""), 0, "bad JSON near byte %zu: %.*s", fault.at,
                                       (int)fault.text.n, fault.text.p);
}

ys_status ys_json_article_read(ys_arena *arena, const yanshu_fields *fields, ys_view line, const ys_log *log,
                               ys_json_article *out) {
  *out = (ys_json_article){.id = {NULL, 0}};
  parsing p = {.arena = arena, .out = out, .field = SIZE_MAX};
  const char *const given[] = {fields->id, fields->title, fields->text, fields->date, fields->source, fields->url};
  static const char *const usual[] = {"id", "title", "text", "date", "source", "url"};
  ys_view *const value[] = {&out->id, &out->title, &out->text, &out->date, &out->source, &out->url};
  for (size_t i = 0; i < YS_LENGTH(given); i++) {
    p.name[i] = ys_view_of(given[i] != NULL ? given[i] : usual[i]);
    p.value[i] = value[i];
  }
  ys_status status = parse_in_arena(&p, log, line);
  if (status == YANSHU_OK && (out->text.p == NULL || ys_view_trim(out->text).n == 0)) {
    status = YS_FAIL(log, YANSHU_BAD_INPUT, YS_VIEW(""), 0, "no text: the field \"%.*s\" is %s", (int)p.name[2].n,
                     p.name[2].p, out->text.p == NULL ? "missing" : "empty");
  }
  return status;
}

void ys_json_put(ys_buffer *out, ys_view text) {
  static const char hex[] = "0123456789abcdef";
  ys_buffer_append(out, "\"", 1);
  for (size_t i = 0; i < text.n;) {
    size_t length;
    const uint32_t c = ys_utf8_decode(text.p + i, text.n - i, &length);
    if (c == YS_NO_CHAR) {
      ys_buffer_append_char(out, 0xFFFD);
    } else if (c == '"' || c == '\\') {
      ys_buffer_append(out, (const char[]){'\\', (char)c}, 2);
    } else if (c < 0x20) {
      ys_buffer_append(out, (const char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6);
    } else {
      ys_buffer_append(out, text.p + i, length);
    }
    i += length;
  }
  ys_buffer_append(out, "\"", 1);
}
