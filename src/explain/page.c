/* SPDX-License-Identifier: Apache-2.0 */
/** @file page.c One HTML page: the article with its mentions, the facts beside it, and the data that its script shows.
 */
#include <stdlib.h>
#include <string.h>

#include "explain/model.h"
#include "page_parts.h"

#define PUT(b, literal) ys_buffer_append((b), (literal), sizeof(literal) - 1)

/* ---- escapes ---- */

/** Text of HTML, also in attributes between double quotation marks. Control characters become U+FFFD. */
static void put_text(ys_buffer *b, ys_view text) {
  for (size_t i = 0; i < text.n; i++) {
    const char c = text.p[i];
    if (c == '&') {
      PUT(b, "&amp;");
    } else if (c == '<') {
      PUT(b, "&lt;");
    } else if (c == '>') {
      PUT(b, "&gt;");
    } else if (c == '"') {
      PUT(b, "&quot;");
    } else if (((unsigned char)c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) {
      PUT(b, "\xEF\xBF\xBD");
    } else {
      ys_buffer_append(b, &c, 1);
    }
  }
}

/** A JSON string in a script element: nothing in it can end the element. */
static void put_json(ys_buffer *b, ys_view text) {
  static const char hex[] = "0123456789abcdef";
  PUT(b, "\"");
  for (size_t i = 0; i < text.n; i++) {
    const unsigned char c = (unsigned char)text.p[i];
    if (c < 0x20 || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == 0x7F) {
      const char escape[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
      ys_buffer_append(b, escape, sizeof escape);
    } else {
      ys_buffer_append(b, text.p + i, 1);
    }
  }
  PUT(b, "\"");
}

static void put_number(ys_buffer *b, uint32_t number) {
  char digits[12];
  size_t n = sizeof digits;
  do {
    digits[--n] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  ys_buffer_append(b, digits + n, sizeof digits - n);
}

/** Comma before every element but the first. */
static void put_comma(ys_buffer *b, bool first) {
  if (!first) {
    PUT(b, ",");
  }
}

/* ---- the text, cut wherever something begins or ends ---- */

typedef struct page {
  const ys_explanation *e;
  ys_buffer *out;
  bool *edge;               /**< n + 1: something begins or ends before the character */
  bool *asked;              /**< n: something was read or considered at the character */
  const ys_mention **inner; /**< n: the shortest mention over the character, or NULL */
  const ys_mention **outer; /**< n: the longest one */
} page;

static void mark(const page *p, uint32_t begin, uint32_t end) {
  for (uint32_t i = begin; i < end; i++) {
    p->asked[i] = true;
  }
  p->edge[begin] = p->edge[end] = true;
}

static void take_mention(const page *p, const ys_mention *m) {
  mark(p, m->begin, m->end);
  for (uint32_t i = m->begin; i < m->end && ys_kind_is_marked(m->kind); i++) {
    if (p->inner[i] == NULL || m->end - m->begin <= p->inner[i]->end - p->inner[i]->begin) {
      p->inner[i] = m;
    }
    if (p->outer[i] == NULL || m->end - m->begin > p->outer[i]->end - p->outer[i]->begin) {
      p->outer[i] = m;
    }
  }
}

static ys_status cut_text(page *p) {
  const ys_explanation *e = p->e;
  const size_t n = (size_t)e->document.n + 1;
  p->edge = ys_arena_alloc(e->arena, n * sizeof *p->edge);
  p->asked = ys_arena_alloc(e->arena, n * sizeof *p->asked);
  p->inner = ys_arena_alloc(e->arena, n * sizeof *p->inner);
  p->outer = ys_arena_alloc(e->arena, n * sizeof *p->outer);
  if (p->edge == NULL || p->asked == NULL || p->inner == NULL || p->outer == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t k = 0; k < e->mentions.list.n; k++) {
    take_mention(p, &e->mentions.list.at[k]);
  }
  for (uint32_t k = 0; k < e->trace.list.n; k++) {
    mark(p, e->trace.list.at[k].begin, e->trace.list.at[k].end);
  }
  for (uint32_t i = 0; i < e->n_fact; i++) {
    for (uint32_t k = 0; k < e->fact[i].words.n; k++) {
      p->edge[e->fact[i].words.at[k].begin] = p->edge[e->fact[i].words.at[k].end] = true;
    }
  }
  return YANSHU_OK;
}

/** One stretch that is the same throughout. */
static ys_status put_stretch(const page *p, uint32_t begin, uint32_t end) {
  ys_buffer *b = p->out;
  const ys_mention *inner = p->inner[begin];
  const ys_mention *outer = p->outer[begin];
  PUT(b, "<span class=\"w");
  if (inner != NULL) {
    PUT(b, " i-");
    put_number(b, inner->kind);
    PUT(b, " o-");
    put_number(b, outer->kind);
    if (outer->begin == begin) {
      PUT(b, " first");
    }
    if (outer->end == end) {
      PUT(b, " last");
    }
  }
  PUT(b, "\" data-a=\"");
  put_number(b, begin);
  PUT(b, "\"");
  if (p->asked[begin]) {
    PUT(b, " tabindex=\"-1\"");
  }
  PUT(b, ">");
  const ys_view words = ys_printed(p->e, begin, end);
  if (words.p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  put_text(b, words);
  PUT(b, "</span>");
  return YANSHU_OK;
}

static ys_status put_block(const page *p, const ys_block *block) {
  static const char *const tag[] = {
      [YS_BLOCK_TITLE] = "h1",  [YS_BLOCK_STANDFIRST] = "p", [YS_BLOCK_HEADING] = "h2", [YS_BLOCK_PARAGRAPH] = "p",
      [YS_BLOCK_CAPTION] = "p", [YS_BLOCK_CREDIT] = "p",     [YS_BLOCK_BYLINE] = "p"};
  static const char *const class[] = {
      [YS_BLOCK_TITLE] = "title",         [YS_BLOCK_STANDFIRST] = "standfirst", [YS_BLOCK_HEADING] = "heading",
      [YS_BLOCK_PARAGRAPH] = "paragraph", [YS_BLOCK_CAPTION] = "caption",       [YS_BLOCK_CREDIT] = "credit",
      [YS_BLOCK_BYLINE] = "byline"};
  ys_buffer *b = p->out;
  PUT(b, "<");
  ys_buffer_append_view(b, ys_view_of(tag[block->kind]));
  PUT(b, " class=\"");
  ys_buffer_append_view(b, ys_view_of(class[block->kind]));
  PUT(b, "\">");
  for (uint32_t begin = block->begin; begin < block->end;) {
    uint32_t end = begin + 1;
    while (end < block->end && !p->edge[end]) {
      end++;
    }
    YS_TRY(put_stretch(p, begin, end));
    begin = end;
  }
  PUT(b, "</");
  ys_buffer_append_view(b, ys_view_of(tag[block->kind]));
  PUT(b, ">\n");
  return YANSHU_OK;
}

/* ---- facts ---- */

static void put_fact(const page *p, uint32_t i) {
  const ys_shown *f = &p->e->fact[i];
  ys_buffer *b = p->out;
  PUT(b, "<li><button type=\"button\" class=\"fact\" tabindex=\"-1\" data-f=\"");
  put_number(b, i);
  PUT(b, "\"><span class=\"clip\"><span class=\"relation\">");
  put_text(b, f->relation);
  PUT(b, "</span> <span class=\"object\" lang=\"zh\">");
  put_text(b, f->object);
  PUT(b, "</span></span></button></li>\n");
}

/** Facts by subject, chained. */
typedef struct groups {
  uint32_t *first; /**< by entity, one more for facts without a subject: one past its first fact, 0 for none */
  uint32_t *next;  /**< by fact: one past the next one of its subject, 0 for none */
} groups;

static uint32_t subject_of(const ys_explanation *e, uint32_t fact) {
  const uint32_t s = e->fact[fact].record->subject;
  return s != YS_NO_ENTITY ? s : e->article.entity.n;
}

static ys_status chain_facts(const ys_explanation *e, groups *g) {
  const size_t subjects = (size_t)e->article.entity.n + 1;
  g->next = ys_arena_alloc(e->arena, ((size_t)e->n_fact + 1) * sizeof *g->next);
  g->first = ys_arena_alloc(e->arena, subjects * sizeof *g->first);
  uint32_t *last = ys_arena_alloc(e->arena, subjects * sizeof *last);
  if (g->next == NULL || g->first == NULL || last == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t i = 0; i < e->n_fact; i++) {
    const uint32_t s = subject_of(e, i);
    *(g->first[s] == 0 ? &g->first[s] : &g->next[last[s] - 1]) = i + 1;
    last[s] = i + 1;
  }
  return YANSHU_OK;
}

static void put_group(const page *p, const groups *g, uint32_t first) {
  const ys_explanation *e = p->e;
  const uint32_t s = subject_of(e, first);
  const ys_view name = e->fact[first].subject;
  PUT(p->out, "<section class=\"group\"><h3><span lang=\"zh\">");
  put_text(p->out, name.n > 0 ? name : e->document.title);
  PUT(p->out, "</span> <span class=\"kind\">");
  put_text(p->out, s == e->article.entity.n ? YS_VIEW("Article") : ys_entity_kind_name(e->article.entity.at[s].kind));
  PUT(p->out, "</span></h3>\n<ul>\n");
  for (uint32_t f = first + 1; f != 0; f = g->next[f - 1]) {
    put_fact(p, f - 1);
  }
  PUT(p->out, "</ul></section>\n");
}

/** Kinds of subjects one after the other, subjects in the order of their first fact; those of none at the end. */
static ys_status put_groups(const page *p) {
  static const ys_entity_kind order[] = {YS_ENTITY_PERSON,   YS_ENTITY_ORGANIZATION, YS_ENTITY_PROGRAM, YS_ENTITY_EVENT,
                                         YS_ENTITY_DISTRICT, YS_ENTITY_PLACE,        YS_ENTITY_POST,    YS_ENTITY_ROLE};
  const ys_explanation *e = p->e;
  groups g = {0};
  YS_TRY(chain_facts(e, &g));
  for (size_t k = 0; k <= YS_LENGTH(order); k++) {
    for (uint32_t i = 0; i < e->n_fact; i++) {
      const uint32_t s = subject_of(e, i);
      const bool none = s == e->article.entity.n;
      const bool now = k == YS_LENGTH(order) ? none : !none && e->article.entity.at[s].kind == order[k];
      if (now && g.first[s] == i + 1) {
        put_group(p, &g, i);
      }
    }
  }
  return YANSHU_OK;
}

/* ---- data for the script ---- */

static ys_view file_name(ys_view path) {
  size_t from = path.n;
  while (from > 0 && path.p[from - 1] != '/') {
    from--;
  }
  return (ys_view){path.p + from, path.n - from};
}

static void put_span(ys_buffer *b, uint32_t begin, uint32_t end) {
  put_number(b, begin);
  PUT(b, ",");
  put_number(b, end);
}

static void put_fact_data(const page *p, const ys_shown *f) {
  ys_buffer *b = p->out;
  PUT(b, "{\"s\":");
  put_json(b, f->subject);
  PUT(b, ",\"r\":");
  put_json(b, f->relation);
  PUT(b, ",\"o\":");
  put_json(b, f->object);
  PUT(b, ",\"t\":");
  put_json(b, f->turtle);
  PUT(b, ",\"w\":[");
  for (uint32_t k = 0; k < f->words.n; k++) {
    const ys_words *w = &f->words.at[k];
    put_comma(b, k == 0);
    PUT(b, "[");
    put_span(b, w->begin, w->end);
    PUT(b, ",");
    if (w->rule != YS_NO_RULE) {
      put_number(b, w->rule);
    } else {
      put_json(b, w->iri);
    }
    PUT(b, "]");
  }
  PUT(b, "]}");
}

static ys_status put_rules(const page *p) {
  ys_buffer *b = p->out;
  bool first = true;
  const size_t n = ys_rules_count(p->e->rules);
  bool *used = ys_arena_alloc(p->e->arena, n + 1);
  if (used == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t i = 0; i < p->e->n_fact; i++) {
    for (uint32_t k = 0; k < p->e->fact[i].words.n; k++) {
      used[p->e->fact[i].words.at[k].rule != YS_NO_RULE ? p->e->fact[i].words.at[k].rule : n] = true;
    }
  }
  for (size_t i = 0; i < n; i++) {
    if (!used[i]) {
      continue;
    }
    const yanshu_rule rule = ys_rules_get(p->e->rules, i);
    put_comma(b, first);
    first = false;
    PUT(b, "\"");
    put_number(b, (uint32_t)i);
    PUT(b, "\":[");
    const ys_view part[] = {rule.id, rule.iri, rule.description_en, rule.description_zh, file_name(rule.file)};
    for (size_t k = 0; k < YS_LENGTH(part); k++) {
      put_json(b, part[k]);
      PUT(b, ",");
    }
    put_number(b, (uint32_t)rule.line);
    PUT(b, "]");
  }
  return YANSHU_OK;
}

static ys_status put_reading(const page *p, ys_mention_kind kind, uint32_t begin, uint32_t end, ys_view note,
                             bool first) {
  ys_buffer *b = p->out;
  put_comma(b, first);
  PUT(b, "[");
  put_number(b, kind);
  PUT(b, ",");
  put_span(b, begin, end);
  PUT(b, ",");
  put_json(b, note);
  PUT(b, ",");
  const ys_view words = ys_printed(p->e, begin, end);
  put_json(b, words);
  PUT(b, "]");
  return words.p == NULL || (note.p == NULL && note.n > 0) ? YANSHU_NO_MEMORY : YANSHU_OK;
}

static ys_status put_data(const page *p) {
  const ys_explanation *e = p->e;
  ys_buffer *b = p->out;
  PUT(b, "{\"kinds\":[");
  for (unsigned k = 0; k < YS_MENTION_KINDS; k++) {
    put_comma(b, k == 0);
    put_json(b, ys_kind_name(k));
  }
  PUT(b, "],\"rules\":{");
  YS_TRY(put_rules(p));
  PUT(b, "},\"facts\":[");
  for (uint32_t i = 0; i < e->n_fact; i++) {
    put_comma(b, i == 0);
    put_fact_data(p, &e->fact[i]);
  }
  PUT(b, "],\"mentions\":[");
  for (uint32_t k = 0; k < e->mentions.list.n; k++) {
    const ys_mention *m = &e->mentions.list.at[k];
    YS_TRY(put_reading(p, m->kind, m->begin, m->end, ys_mention_note(e, m), k == 0));
  }
  PUT(b, "],\"lost\":[");
  for (uint32_t k = 0; k < e->trace.list.n; k++) {
    const ys_considered *c = &e->trace.list.at[k];
    YS_TRY(put_reading(p, c->kind, c->begin, c->end, ys_loss_text(e, c), k == 0));
  }
  PUT(b, "]}");
  return YANSHU_OK;
}

/* ---- the page ---- */

static void put_head(const page *p) {
  const ys_document *d = &p->e->document;
  ys_buffer *b = p->out;
  PUT(b,
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '" PAGE_css_DIGEST
      "'; script-src '" PAGE_js_DIGEST "'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
  put_text(b, d->title.n > 0 ? d->title : file_name(d->name));
  PUT(b, "</title>\n<style>");
  ys_buffer_append(b, page_css, sizeof page_css);
  PUT(b, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#facts\">Skip to the facts</a>\n"
         "<header>\n<p class=\"about\"><b lang=\"zh\">雁书</b> Yanshu <span class=\"meta\">");
  const ys_view part[] = {d->source, d->date, file_name(d->name)};
  for (size_t k = 0; k < YS_LENGTH(part); k++) {
    if (part[k].n > 0) {
      PUT(b, " · ");
      put_text(b, part[k]);
    }
  }
  PUT(b, " · ");
  put_number(b, p->e->n_fact);
  PUT(b, " facts</span></p>\n<ul class=\"legend\" aria-label=\"Kinds of mentions\">\n");
  for (unsigned k = 0; k < YS_MENTION_KINDS; k++) {
    if (ys_kind_is_marked(k)) {
      PUT(b, "<li><span class=\"w i-");
      put_number(b, k);
      PUT(b, " o-");
      put_number(b, k);
      PUT(b, " first last\" lang=\"zh\">");
      put_text(b, ys_kind_chinese(k));
      PUT(b, "</span> ");
      put_text(b, ys_kind_name(k));
      PUT(b, "</li>\n");
    }
  }
  PUT(b, "</ul>\n</header>\n");
}

ys_status ys_explain_page(const ys_explanation *e, ys_buffer *out) {
  page p = {.e = e, .out = out};
  YS_TRY(cut_text(&p));
  put_head(&p);
  PUT(out, "<main>\n<article id=\"text\" aria-label=\"Article\" aria-describedby=\"keys\" lang=\"");
  PUT(out, "zh");
  if (e->document.traditional) {
    PUT(out, "-Hant");
  }
  PUT(out, "\">\n");
  for (uint32_t k = 0; k < e->document.n_block; k++) {
    YS_TRY(put_block(&p, &e->document.block[k]));
  }
  PUT(out, "</article>\n<div class=\"side\">\n<section id=\"detail\" aria-label=\"Details\" tabindex=\"0\">\n<p "
           "id=\"keys\">Point at "
           "a fact to "
           "see its words, its rule and its triples; at a word, to see what was considered there. Arrow keys move, "
           "<kbd>Enter</kbd> keeps, <kbd>Esc</kbd> lets go.</p>\n</section>\n"
           "<section id=\"facts\" aria-labelledby=\"facts-head\" tabindex=\"-1\">\n<h2 id=\"facts-head\">Facts</h2>\n");
  YS_TRY(put_groups(&p));
  PUT(out,
      "</section>\n</div>\n</main>\n<div id=\"said\" class=\"unseen\" role=\"status\" aria-live=\"polite\"></div>\n"
      "<script type=\"application/json\" id=\"data\">");
  YS_TRY(put_data(&p));
  PUT(out, "</script>\n<script>");
  ys_buffer_append(out, page_js, sizeof page_js);
  PUT(out, "</script>\n</body>\n</html>\n");
  return out->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}
