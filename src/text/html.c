/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file html.c
 * From an HTML page the article: which element holds it, its headline, and its text as lines.
 */
#include "text/parts.h"

enum { INFO_MOST = 80, TITLE_LEAST = 5, TITLE_MOST = 80 };

/** What is known of each node, beside the node itself. */
typedef struct measure {
  uint32_t text;   /**< characters in the subtree that are no blanks */
  uint32_t link;   /**< of these, in links */
  uint32_t credit; /**< of these, in paragraphs right under it */
  bool skip;
  bool in_link;
} measure;

typedef struct reader {
  ys_view text;
  ys_page *page;
  const ys_run *run;
  const ys_html_tree *tree;
  measure *of;
  uint32_t place;     /**< behind the last character */
  uint32_t space_end; /**< of the first white space that was passed over; its begin when no character stands for it */
  bool space;         /**< white space was passed over */
  bool space_line;    /**< … with a line end in it */
  bool broken;        /**< nothing came after the last br */
} reader;

/* ---- which element holds the article ---- */

/** Characters of a run that are no blanks; in Chinese about three bytes each, markup references apart. */
static uint32_t run_size(const reader *r, uint32_t run) {
  uint32_t n = 0;
  for (ys_cursor at = r->run[run].begin; at.byte < r->run[run].end;) {
    n += !ys_is_space(ys_cursor_next(r->text, &at));
  }
  return n;
}

static bool is_run(uint32_t run) {
  return run < YS_RUN_BLANK;
}

/** Sums over subtrees; leaves what is skipped out. */
static void sum_up(reader *r, const uint32_t *size) {
  const ys_html_tree *const tree = r->tree;
  for (uint32_t i = 0; i < tree->node.n; i++) {
    measure *const m = &r->of[i];
    const uint32_t up = tree->node.at[i].parent;
    m->skip = m->skip || (up != YS_NO_NODE && r->of[up].skip);
    m->in_link = tree->node.at[i].kind == YS_TAG_LINK || (up != YS_NO_NODE && r->of[up].in_link);
    m->text = m->skip ? 0 : size[i];
    m->link = m->in_link ? m->text : 0;
  }
  for (uint32_t i = tree->node.n; i-- > 0;) {
    const uint32_t up = tree->node.at[i].parent;
    if (up != YS_NO_NODE) {
      r->of[up].text += r->of[i].text;
      r->of[up].link += r->of[i].link;
    }
  }
}

/** Menus and such by their names, unless most of the page is in them; headers unless they hold a headline. */
static void skip_unlikely(reader *r) {
  const ys_html_tree *const tree = r->tree;
  const uint32_t total = tree->node.n > 0 ? r->of[0].text : 0;
  for (uint32_t i = 0; i < tree->node.n; i++) {
    const ys_node *const node = &tree->node.at[i];
    const bool unlikely = (node->flags & YS_NODE_UNLIKELY) != 0 && (node->flags & YS_NODE_BODY) == 0;
    r->of[i].skip = r->of[i].skip || (unlikely && node->kind != YS_TAG_HEADING && r->of[i].text < total / 2);
  }
}

static void skip_headers(reader *r) {
  const ys_html_tree *const tree = r->tree;
  for (uint32_t i = 0; i < tree->node.n; i++) {
    if (tree->node.at[i].kind != YS_TAG_HEADER) {
      continue;
    }
    bool keep = false;
    for (uint32_t k = i + 1; k < tree->node.at[i].end && !keep; k++) {
      keep = tree->node.at[k].kind == YS_TAG_HEADING && tree->node.at[k].level == 1;
    }
    for (uint32_t up = tree->node.at[i].parent; up != YS_NO_NODE && !keep; up = tree->node.at[up].parent) {
      keep = tree->node.at[up].kind == YS_TAG_ARTICLE;
    }
    r->of[i].skip = r->of[i].skip || !keep;
  }
}

/** Fills r->of; false when out of memory. */
static bool measure_all(reader *r) {
  const ys_html_tree *const tree = r->tree;
  uint32_t *const size = ys_arena_alloc(r->page->arena, (tree->node.n + 1) * sizeof *size);
  r->of = ys_arena_alloc(r->page->arena, (tree->node.n + 1) * sizeof *r->of);
  if (size == NULL || r->of == NULL) {
    return false;
  }
  for (uint32_t i = 0; i < tree->node.n; i++) {
    const ys_node *const node = &tree->node.at[i];
    r->of[i].skip = node->kind == YS_TAG_SKIP || node->kind == YS_TAG_RAW;
    size[i] = node->kind == YS_TAG_TEXT && is_run(node->run) ? run_size(r, node->run) : 0;
  }
  skip_headers(r);
  sum_up(r, size);
  skip_unlikely(r);
  sum_up(r, size);
  return true;
}

/** Text that is no link. */
static uint32_t prose(const reader *r, uint32_t i) {
  return r->of[i].text - r->of[i].link;
}

/** The innermost element that calls itself the article and holds nearly all that any such element holds. */
static uint32_t by_name(const reader *r, uint32_t total) {
  const ys_html_tree *const tree = r->tree;
  for (int sure = 1; sure >= 0; sure--) {
    uint32_t most = 0;
    uint32_t best = YS_NO_NODE;
    for (int pass = 0; pass < 2; pass++) {
      for (uint32_t i = 0; i < tree->node.n; i++) {
        const ys_node *const node = &tree->node.at[i];
        const bool named = sure ? (node->flags & YS_NODE_BODY) != 0
                                : node->kind == YS_TAG_ARTICLE || (node->flags & YS_NODE_LIKELY) != 0;
        if (!named || r->of[i].skip || node->kind == YS_TAG_TEXT || node->kind == YS_TAG_HEADING) {
          continue;
        }
        most = pass == 0 && prose(r, i) > most ? prose(r, i) : most;
        const bool inside = best == YS_NO_NODE || i < tree->node.at[best].end;
        if (pass == 1 && inside && prose(r, i) > 0 && prose(r, i) >= most - most / 5) {
          best = i;
        }
      }
    }
    if (best != YS_NO_NODE && most >= total / 3) {
      return best;
    }
  }
  return YS_NO_NODE;
}

/** The element under which most paragraph text stands, widened until it holds half of the prose. */
static uint32_t by_density(reader *r, uint32_t total) {
  const ys_html_tree *const tree = r->tree;
  uint32_t best = 0;
  for (uint32_t i = 0; i < tree->node.n; i++) {
    if (tree->node.at[i].kind != YS_TAG_TEXT || r->of[i].skip || r->of[i].in_link) {
      continue;
    }
    uint32_t up = tree->node.at[i].parent;
    while (up != YS_NO_NODE && (tree->node.at[up].kind == YS_TAG_INLINE || tree->node.at[up].kind == YS_TAG_LINK)) {
      up = tree->node.at[up].parent;
    }
    const uint32_t above = up != YS_NO_NODE ? tree->node.at[up].parent : YS_NO_NODE;
    if (above != YS_NO_NODE) {
      r->of[above].credit += r->of[i].text;
      best = r->of[above].credit > r->of[best].credit ? above : best;
    }
  }
  while (prose(r, best) < total / 2 && tree->node.at[best].parent != YS_NO_NODE) {
    best = tree->node.at[best].parent;
  }
  return best;
}

/* ---- text as lines ---- */

static void line_break(reader *r) {
  ys_page_break(r->page);
  r->space = r->space_line = false;
}

static void paragraph_break(reader *r) {
  line_break(r);
  r->page->gap = r->page->solid = true;
  r->broken = false;
}

/** Puts the white space that was passed over before @p c, as a browser would, but none between wrapped Han lines. */
static void settle_space(reader *r, uint32_t c) {
  if (r->space && r->page->piece.n > r->page->start) {
    const uint32_t before = r->page->piece.at[r->page->piece.n - 1].c;
    if (!r->space_line || (before < 0x80 && c < 0x80)) {
      ys_page_add(r->page, ' ', r->place, r->space_end);
    }
  }
  r->space = r->space_line = false;
}

/** A blank that no character of a run stands for. */
static void open_space(reader *r) {
  if (!r->space) {
    r->space_end = r->place;
  }
  r->space = true;
}

static void add_char(reader *r, uint32_t c, uint32_t from, uint32_t to, const ys_node *node, bool pre) {
  if (c == ' ' || (c >= '\t' && c <= '\r')) {
    if (pre && c == '\n') {
      line_break(r);
      return;
    }
    if (!r->space) {
      r->place = from;
      r->space_end = to;
    }
    r->space = true;
    r->space_line = r->space_line || c == '\n' || c == '\r';
    return;
  }
  settle_space(r, c);
  r->page->hint = pre ? YS_HINT_VERBATIM : node->hint;
  r->page->level = node->level;
  ys_page_add(r->page, c, from, to);
  r->place = to;
  r->broken = false;
}

static void add_run(reader *r, const ys_node *node, bool pre) {
  if (!is_run(node->run)) { /* between elements: even a line end is a blank */
    open_space(r);
    return;
  }
  const ys_run *const run = &r->run[node->run];
  for (ys_cursor at = run->begin; at.byte < run->end && !r->page->failed;) {
    const uint32_t from = at.at;
    size_t length;
    uint32_t c = ys_entity_decode(r->text.p + at.byte, run->end - at.byte, &length);
    if (c != YS_NO_CHAR) {
      at.byte += length; /* references are ASCII */
      at.at += (uint32_t)length;
    } else {
      c = ys_cursor_next(r->text, &at);
    }
    add_char(r, c, from, at.at, node, pre);
  }
}

static bool is_paragraph(uint8_t kind) {
  return kind != YS_TAG_INLINE && kind != YS_TAG_LINK && kind != YS_TAG_CELL && kind != YS_TAG_BREAK &&
         kind != YS_TAG_TEXT && kind != YS_TAG_RAW && kind != YS_TAG_SKIP;
}

/** Writes nodes [begin, end). */
static void write(reader *r, uint32_t begin, uint32_t end) {
  const ys_node *const node = r->tree->node.at;
  uint32_t open = YS_NO_NODE; /* innermost open element within the range */
  uint32_t pre = 0;           /* end of the pre element that we are in */
  for (uint32_t i = begin; i < end && !r->page->failed;) {
    while (open != YS_NO_NODE && i >= node[open].end) {
      if (is_paragraph(node[open].kind)) {
        paragraph_break(r);
      }
      open = node[open].parent >= begin && node[open].parent != YS_NO_NODE ? node[open].parent : YS_NO_NODE;
    }
    if (r->of[i].skip) {
      i = node[i].end;
      continue;
    }
    if (node[i].kind == YS_TAG_TEXT) {
      add_run(r, &node[i], i < pre);
    } else if (node[i].kind == YS_TAG_BREAK) {
      line_break(r);
      r->page->hard = true;
      r->page->gap = r->page->gap || r->broken;
      r->broken = true;
    } else {
      if (is_paragraph(node[i].kind)) {
        paragraph_break(r);
      }
      if (node[i].kind == YS_TAG_CELL) {
        open_space(r);
      }
      pre = node[i].kind == YS_TAG_PRE ? node[i].end : pre;
      open = i;
    }
    i++;
  }
  paragraph_break(r);
}

/* ---- headline and what stands beside it ---- */

/** Decodes run @p run (of the title element) into text. */
static ys_view run_text(reader *r, uint32_t run) {
  ys_buffer b;
  ys_buffer_init(&b, ys_arena_allocator(r->page->arena));
  for (size_t at = r->run[run].begin.byte; at < r->run[run].end;) {
    size_t length;
    uint32_t c = ys_entity_decode(r->text.p + at, r->run[run].end - at, &length);
    if (c == YS_NO_CHAR) {
      c = ys_utf8_decode(r->text.p + at, r->text.n - at, &length);
    }
    at += length;
    ys_buffer_append_char(&b, c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
  }
  ys_view copy = {NULL, 0};
  if (!b.failed) {
    copy = ys_arena_copy(r->page->arena, ys_view_trim(ys_buffer_view(&b)));
  }
  r->page->failed = r->page->failed || copy.p == NULL;
  ys_buffer_free(&b);
  return copy;
}

/** The h1 before the article's text, the nearest one. */
static uint32_t find_headline(const reader *r, uint32_t article) {
  const ys_html_tree *const tree = r->tree;
  for (uint32_t i = article; i < tree->node.at[article].end; i++) {
    if (tree->node.at[i].kind == YS_TAG_HEADING && tree->node.at[i].level == 1 && r->of[i].text > 0) {
      return YS_NO_NODE; /* inside: written with the rest */
    }
  }
  for (uint32_t i = article; i-- > 0;) {
    if (tree->node.at[i].kind == YS_TAG_HEADING && tree->node.at[i].level == 1 && r->of[i].text > 0) {
      return i;
    }
  }
  return YS_NO_NODE;
}

/** Without h1: the run before or in the article that the page's title begins with. */
static uint32_t find_title_run(const reader *r, uint32_t end, ys_view title) {
  const ys_html_tree *const tree = r->tree;
  for (uint32_t i = 0; i < end; i++) {
    const ys_node *const node = &tree->node.at[i];
    if (node->kind != YS_TAG_TEXT || r->of[i].skip || !is_run(node->run)) {
      continue;
    }
    const ys_run *const run = &r->run[node->run];
    const ys_view text = ys_view_trim((ys_view){r->text.p + run->begin.byte, run->end - run->begin.byte});
    if (ys_view_starts(title, text) && ys_utf8_count(text) >= TITLE_LEAST && ys_utf8_count(text) <= TITLE_MOST) {
      return i;
    }
  }
  return YS_NO_NODE;
}

/** Keeps of the lines written since @p line only those that tell date, source or author. */
static void keep_info(reader *r, uint32_t line) {
  uint32_t kept = line;
  for (uint32_t i = line; i < r->page->line.n; i++) {
    const ys_line l = r->page->line.at[i];
    const ys_words w = {&r->page->piece.at[l.begin], l.end - l.begin};
    uint32_t date[3];
    uint32_t begin;
    uint32_t end;
    if (w.n <= INFO_MOST && (ys_press_date_line(w, date) || ys_press_source(w, &begin, &end) || ys_press_byline(w))) {
      r->page->line.at[kept++] = l;
    }
  }
  r->page->line.n = kept;
}

static void write_title(reader *r, uint32_t begin, uint32_t end) {
  const uint32_t line = r->page->line.n;
  write(r, begin, end);
  for (uint32_t i = line; i < r->page->line.n; i++) {
    r->page->line.at[i].hint = YS_HINT_TITLE;
  }
}

static void write_page(reader *r, uint32_t article, ys_view title) {
  const ys_node *const node = r->tree->node.at;
  uint32_t head = find_headline(r, article);
  uint32_t end = article;
  if (head == YS_NO_NODE && title.n > 0) {
    head = find_title_run(r, node[article].end, title);
  }
  uint32_t from = article;
  if (head != YS_NO_NODE) {
    end = node[head].kind == YS_TAG_TEXT ? head + 1 : node[head].end;
    if (head >= article) { /* a run in the article: what stands before it is no text */
      from = end;
    }
    write_title(r, head, end);
    if (end < article) {
      const uint32_t info = r->page->line.n;
      write(r, end, article);
      keep_info(r, info);
    }
  }
  write(r, from, node[article].end);
}

/* ---- metadata ---- */

static void take(ys_view *slot, ys_view value) {
  if (slot->n == 0) {
    *slot = value;
  }
}

/** "Headline - Newspaper", "Headline_Channel_Site": the part before the site. */
static ys_view headline_part(ys_view title) {
  static const ys_view marks[] = {YS_VIEW("_"), YS_VIEW("|"),  YS_VIEW(" - "),
                                  YS_VIEW("-"), YS_VIEW("——"), YS_VIEW("–")};
  for (size_t k = 0; k < YS_LENGTH(marks); k++) {
    for (size_t i = 1; i + marks[k].n < title.n; i++) {
      if (ys_view_starts((ys_view){title.p + i, title.n - i}, marks[k])) {
        const ys_view part = ys_view_trim((ys_view){title.p, i});
        return ys_utf8_count(part) >= TITLE_LEAST ? part : title;
      }
    }
  }
  return title;
}

static void collect_meta(reader *r, ys_view title) {
  ys_meta *const meta = &r->page->meta;
  ys_meta json = {.title = {NULL, 0}};
  for (uint32_t i = 0; i < r->tree->json.n; i++) {
    const ys_run *const run = &r->run[r->tree->json.at[i]];
    ys_json_meta(r->page->arena, (ys_view){r->text.p + run->begin.byte, run->end - run->begin.byte}, &json);
  }
  const ys_meta *const ranks[] = {&json, &r->tree->meta, &r->tree->weak};
  for (size_t i = 0; i < YS_LENGTH(ranks); i++) {
    take(&meta->title, ranks[i]->title);
    take(&meta->date, ranks[i]->date);
    take(&meta->source, ranks[i]->source);
    take(&meta->url, ranks[i]->url);
    take(&meta->author, ranks[i]->author);
  }
  take(&meta->title, headline_part(title));
}

ys_status ys_html_read(ys_view text, ys_page *page) {
  ys_html_skeleton skeleton;
  if (!ys_html_scan(page->arena, text, &skeleton)) {
    return YANSHU_NO_MEMORY;
  }
  ys_html_tree tree = {.arena = page->arena};
  YS_TRY(ys_html_parse(&skeleton, &tree));
  reader r = {.text = text, .page = page, .run = skeleton.run, .tree = &tree};
  const ys_view title = tree.title_run != YS_NO_NODE ? run_text(&r, tree.title_run) : (ys_view){NULL, 0};
  collect_meta(&r, title);
  if (tree.node.n == 0) {
    return page->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
  }
  if (!measure_all(&r)) {
    return YANSHU_NO_MEMORY;
  }
  const uint32_t total = prose(&r, 0);
  uint32_t article = by_name(&r, total);
  if (article == YS_NO_NODE) {
    article = by_density(&r, total);
  }
  write_page(&r, article, title.n > 0 ? title : page->meta.title);
  return page->failed ? YANSHU_NO_MEMORY : YANSHU_OK;
}
