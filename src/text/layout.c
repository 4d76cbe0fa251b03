/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file layout.c
 * Lines into blocks: what each line is, which lines are one paragraph cut by a column or a fixed width, what is
 * page furniture. Markup hints win; without them the shape of a line and of its neighbours decides.
 */
#include <string.h>

#include "text/parts.h"

enum {
  TITLE_MOST = 60,
  SECOND_TITLE_MOST = 40,
  STANDFIRST_MOST = 120,
  HEADING_MOST = 30,
  MARKED_HEADING_MOST = 80,
  CAPTION_MOST = 160,
  CUT_LEAST = 20,    /* a line that long, or with a comma in it, can be the first half of a cut one */
  FRAGMENT_MOST = 3, /* what stands before the first comma of the second half of a cut word */
  WRAP_LEAST = 10,
  WRAP_MOST = 80
};

/** A line as layout sees it. */
typedef struct item {
  ys_words w;     /**< without marks */
  uint32_t begin; /**< piece of w.p[0] */
  uint32_t mark;  /**< the mark that it began with, 0 for none */
  ys_line line;
  bool stop;       /**< ends a sentence */
  bool inner_stop; /**< has 。 before its end */
  bool comma;
} item;

typedef struct layout {
  ys_arena *arena;
  const ys_lexicon *lexicon;
  const ys_page *page;
  ys_layout *out;
  YS_ARRAY(item) item;
  uint32_t top;       /**< least level of headings, 0 for none */
  uint32_t top_count; /**< headings of that level */
  uint32_t headings;  /**< that markup made */
  uint32_t wrap;      /**< width that lines are wrapped at, 0 for none */
  bool title;         /**< seen */
  bool body;          /**< a paragraph or heading was seen */
  bool failed;
} layout;

/* ---- lines ---- */

static uint32_t first(const item *t) {
  return t->w.p[0].c;
}

static uint32_t last(const item *t) {
  return t->w.p[t->w.n - 1].c;
}

/** Strips marks and blanks at both ends; false when nothing is left. */
static bool strip(const ys_page *page, const ys_line *line, item *out) {
  uint32_t begin = line->begin;
  uint32_t end = line->end;
  const ys_piece *const p = page->piece.at;
  const bool keep = line->hint == YS_HINT_VERBATIM;
  for (; begin < end && !keep && (ys_press_mark(p[begin].c) || ys_is_space(p[begin].c)); begin++) {
    out->mark = ys_is_space(p[begin].c) || out->mark != 0 ? out->mark : p[begin].c;
  }
  while (end > begin && !keep && (ys_press_mark(p[end - 1].c) || ys_is_space(p[end - 1].c))) {
    end--;
  }
  out->line = *line;
  out->begin = begin;
  out->w = (ys_words){p + begin, end - begin};
  return end > begin;
}

static void look(item *t) {
  uint32_t end = t->w.n;
  while (end > 0 && ys_press_close(t->w.p[end - 1].c)) {
    end--;
  }
  t->stop = end > 0 && ys_press_stop(t->w.p[end - 1].c);
  for (uint32_t i = 0; i < t->w.n && !(t->comma && t->inner_stop); i++) {
    const uint32_t c = t->w.p[i].c;
    if (c >= 0x4E00 && c <= 0x9FFF) {
      continue;
    }
    t->comma = t->comma || c == U',' || c == 0xFF0C;
    t->inner_stop = t->inner_stop || (c == 0x3002 && i + 1 < end);
  }
}

/** Takes date and source from lines of the page head; true when the line is to be dropped. */
static bool is_furniture(layout *l, const item *t) {
  uint32_t date[3];
  uint32_t begin;
  uint32_t end;
  if (t->line.hint == YS_HINT_HEADING || t->line.hint == YS_HINT_TITLE || t->line.hint == YS_HINT_VERBATIM) {
    return false;
  }
  if (l->out->source[0] == l->out->source[1] && ys_press_source(t->w, &begin, &end)) {
    l->out->source[0] = t->begin + begin;
    l->out->source[1] = t->begin + end;
  }
  if (ys_press_furniture(t->w)) {
    return true;
  }
  if (!ys_press_date_line(t->w, date) || l->out->date[0] != 0) {
    return false;
  }
  memcpy(l->out->date, date, sizeof date);
  return !ys_press_byline(t->w);
}

/** Fills l->item. */
static void collect(layout *l) {
  bool gap = false;
  bool titled = false; /* by a heading of the text itself */
  for (uint32_t i = 0; i < l->page->line.n; i++) {
    const ys_line *const line = &l->page->line.at[i];
    titled = titled || (line->hint == YS_HINT_HEADING && line->level == 1);
  }
  for (uint32_t i = 0; i < l->page->line.n && !l->failed; i++) {
    item t = {.mark = 0};
    const bool twice = titled && l->page->line.at[i].hint == YS_HINT_TITLE;
    if (twice || !strip(l->page, &l->page->line.at[i], &t) || is_furniture(l, &t)) {
      gap = true;
      continue;
    }
    t.line.gap = t.line.gap || gap;
    t.line.solid = t.line.solid || gap;
    gap = false;
    look(&t);
    item *const slot = YS_PUSH(l->arena, &l->item);
    l->failed = slot == NULL;
    if (slot != NULL) {
      *slot = t;
    }
  }
}

static void survey(layout *l) {
  uint32_t soft = 0;
  uint32_t most = 0;
  uint32_t full = 0;
  for (uint32_t i = 0; i < l->item.n; i++) {
    const item *const t = &l->item.at[i];
    if (t->line.hint == YS_HINT_HEADING) {
      l->top_count = l->top == 0 || t->line.level < l->top ? 0 : l->top_count;
      l->top = l->top == 0 || t->line.level < l->top ? t->line.level : l->top;
      l->top_count += t->line.level == l->top;
      l->headings++;
    }
  }
  for (uint32_t pass = 0; pass < 2; pass++) {
    for (uint32_t i = 0; i + 1 < l->item.n; i++) {
      const ys_line *const next = &l->item.at[i + 1].line;
      const uint32_t n = l->item.at[i].w.n;
      if (next->gap || next->hint != YS_HINT_NONE || next->indent || next->hard) {
        continue;
      }
      most = pass == 0 && n > most ? n : most;
      soft += pass == 0;
      full += pass == 1 && n + 2 >= most;
    }
  }
  l->wrap = most >= WRAP_LEAST && most <= WRAP_MOST && full >= 3 && full * 10 >= soft * 6 ? most : 0;
  /* a document with one heading, its title, tells nothing of its section heads */
  l->headings -= l->headings > 0 && l->top == 1 && l->top_count > 0;
}

/* ---- cut lines ---- */

/** Does a word run across the cut, or does the first half end in one that must go on? */
static bool word_crosses(const layout *l, const item *a, const item *b) {
  enum { REACH = 3, SIDE = 4 };
  uint32_t ch[REACH + SIDE];
  const uint32_t left = a->w.n < REACH ? a->w.n : REACH;
  const uint32_t right = b->w.n < SIDE ? b->w.n : SIDE;
  if (l->lexicon == NULL) {
    return false;
  }
  for (uint32_t i = 0; i < left; i++) {
    ch[i] = a->w.p[a->w.n - left + i].c;
  }
  for (uint32_t i = 0; i < right; i++) {
    ch[left + i] = b->w.p[i].c;
  }
  const ys_match tail = ys_lexicon_find(l->lexicon, &ch[left - 1], 1);
  for (uint32_t i = 0; i < tail.n; i++) {
    if (ys_lexicon_entry(l->lexicon, tail.entry + i)->class_id == YS_CLASS_STOP) {
      return true;
    }
  }
  for (uint32_t i = 0; i < left; i++) {
    ys_match match[8];
    const size_t n = ys_lexicon_match(l->lexicon, ch + i, left + right - i, match, YS_LENGTH(match));
    for (size_t k = 0; k < n; k++) {
      if (i + match[k].length > left) {
        return true;
      }
    }
  }
  return false;
}

/** The second half begins with the rest of a word and a comma: 以|来，…  */
static bool begins_with_rest(const item *b) {
  for (uint32_t i = 1; i < b->w.n && i <= FRAGMENT_MOST; i++) {
    if (ys_press_comma(b->w.p[i].c)) {
      return true;
    }
  }
  return false;
}

static bool is_word(uint32_t c) {
  return ys_is_han(c) || ys_is_digit(c) || ys_is_latin(c);
}

/** Signs that a line which could be a head is the first half of a cut one. */
static bool is_cut(const layout *l, const item *a, const item *b) {
  return is_word(first(b)) && (word_crosses(l, a, b) || begins_with_rest(b));
}

static bool plain_line(const item *t) {
  return t->line.hint == YS_HINT_NONE && t->mark == 0 && !ys_press_credit(t->w) && !ys_press_byline(t->w) &&
         !ys_press_caption(t->w);
}

/** Is @p b the rest of the paragraph line @p a? Without markup heads a short @p a needs a sign of being cut. */
static bool continues(const layout *l, const item *a, const item *b) {
  const uint32_t x = last(a);
  const uint32_t y = first(b);
  if (a->line.hint != YS_HINT_NONE || b->line.solid || b->line.hard || b->line.indent || !plain_line(b)) {
    return false;
  }
  if (!b->line.gap && l->wrap > 0 && a->w.n + 2 >= l->wrap) {
    return true;
  }
  if (a->stop || ys_press_credit_start(a->w) < a->w.n) {
    return false;
  }
  const bool comma = ys_press_comma(x);
  const bool open = ys_press_open(x);
  const bool left = is_word(x) || comma || open || (!b->line.gap && ys_press_close(x));
  const bool right = is_word(y) || ys_press_comma(y) || y == 0x3002 || (ys_press_close(y) && y != '"') ||
                     (ys_press_open(y) && (comma || !b->line.gap));
  if (!left || !right || !(a->w.n >= CUT_LEAST || a->comma || comma)) {
    return false;
  }
  return l->headings > 0 || a->w.n > HEADING_MOST || a->inner_stop || comma || open || is_cut(l, a, b);
}

/* ---- kinds ---- */

static const item *item_at(const layout *l, uint32_t i) {
  return i < l->item.n ? &l->item.at[i] : NULL;
}

/** Short, without final stop or comma, with some Han in it. */
static bool head_shape(const item *t, uint32_t most) {
  const bool asks = t->w.n <= HEADING_MOST / 2 && !t->comma && (last(t) == '?' || last(t) == 0xFF1F);
  uint32_t han = 0;
  for (uint32_t i = 0; i < t->w.n && han < 2; i++) {
    han += ys_is_han(t->w.p[i].c);
  }
  return t->w.n <= most && han >= 2 && (!t->stop || asks) && !t->inner_stop && !ys_press_comma(last(t)) &&
         t->line.hint != YS_HINT_ITEM && t->line.hint != YS_HINT_VERBATIM;
}

static bool is_long(const item *t) {
  return t->w.n > HEADING_MOST || (t->stop && t->w.n > HEADING_MOST / 2);
}

/** A head that no markup shows: a short line before a paragraph, or before such a head. */
static bool is_bare_heading(const layout *l, uint32_t i) {
  const item *const t = item_at(l, i);
  const item *const next = item_at(l, i + 1);
  if (t->mark != 0 && !ys_press_caption_mark(t->mark)) {
    return head_shape(t, MARKED_HEADING_MOST) && next != NULL;
  }
  if (l->headings > 0 || next == NULL || !head_shape(t, HEADING_MOST) || (!l->title && !l->body)) {
    return false;
  }
  if (!next->line.solid && plain_line(next) && is_cut(l, t, next)) {
    return false;
  }
  const item *const after = item_at(l, i + 2);
  return is_long(next) || next->line.hint == YS_HINT_HEADING ||
         (head_shape(next, HEADING_MOST) && after != NULL && is_long(after));
}

static bool is_bare_title(const layout *l, uint32_t i, const ys_draft *before) {
  const item *const t = item_at(l, i);
  const item *const next = item_at(l, i + 1);
  if (t->line.hint != YS_HINT_NONE || last(t) == 0x3002 || ys_press_comma(last(t)) || next == NULL) {
    return false;
  }
  if (!l->title) {
    return !l->body && l->top == 0 && t->w.n <= TITLE_MOST && !t->inner_stop;
  }
  /* the second line of a headline: close to it, and apart from what follows */
  return l->top == 0 && !l->body && before != NULL && before->kind == YS_BLOCK_TITLE && !t->line.gap &&
         next->line.gap && t->w.n <= SECOND_TITLE_MOST && !t->stop && !t->inner_stop && first(t) != 0x2014 && i == 1;
}

static bool is_standfirst(const layout *l, uint32_t i) {
  const item *const t = item_at(l, i);
  const item *const next = item_at(l, i + 1);
  if (!l->title || l->body || t->stop || t->inner_stop || t->w.n > STANDFIRST_MOST || ys_press_comma(last(t)) ||
      t->line.hint == YS_HINT_ITEM || t->line.hint == YS_HINT_VERBATIM || next == NULL) {
    return false;
  }
  const bool may_go_on = !next->line.solid && !next->line.indent && plain_line(next) && is_word(first(next));
  const bool wrapped = l->wrap > 0 && !next->line.gap && t->w.n + 2 >= l->wrap;
  const bool short_rest = t->w.n > HEADING_MOST && next->w.n < CUT_LEAST && next->stop;
  return !(may_go_on && (wrapped || is_cut(l, t, next) || short_rest || t->w.n > STANDFIRST_MOST / 2));
}

/** Heading of markup: the headline, or a section's head. */
static ys_block_kind heading_kind(const layout *l, const item *t, const ys_draft *before) {
  const bool only = l->top == 1 || l->top_count == 1;
  const bool follows = before == NULL || before->kind == YS_BLOCK_TITLE || !l->title;
  return t->line.level == l->top && only && !l->body && follows ? YS_BLOCK_TITLE : YS_BLOCK_HEADING;
}

static bool is_caption(const layout *l, uint32_t i) {
  const item *const t = item_at(l, i);
  const item *const next = item_at(l, i + 1);
  if (t->line.hint == YS_HINT_CAPTION || ys_press_caption_mark(t->mark) || ys_press_caption(t->w)) {
    return true;
  }
  if (t->w.n > CAPTION_MOST) {
    return false;
  }
  const uint32_t credit = ys_press_credit_start(t->w);
  return (credit > 0 && credit < t->w.n) ||
         (next != NULL && !next->line.gap && !next->line.solid && next->line.hint == YS_HINT_NONE &&
          ys_press_credit(next->w) && (l->title || l->body));
}

static ys_block_kind kind_of(const layout *l, uint32_t i, const ys_draft *before) {
  const item *const t = item_at(l, i);
  if (t->line.hint == YS_HINT_TITLE) {
    return YS_BLOCK_TITLE;
  }
  if (t->line.hint == YS_HINT_HEADING) {
    return heading_kind(l, t, before);
  }
  if (t->line.hint == YS_HINT_VERBATIM) {
    return YS_BLOCK_PARAGRAPH;
  }
  if (ys_press_credit(t->w)) {
    return YS_BLOCK_CREDIT;
  }
  if (ys_press_byline(t->w)) {
    return YS_BLOCK_BYLINE;
  }
  if (is_caption(l, i)) {
    return YS_BLOCK_CAPTION;
  }
  if (is_bare_title(l, i, before)) {
    return YS_BLOCK_TITLE;
  }
  if (t->mark == 0 && is_standfirst(l, i)) {
    return YS_BLOCK_STANDFIRST;
  }
  return is_bare_heading(l, i) ? YS_BLOCK_HEADING : YS_BLOCK_PARAGRAPH;
}

/* ---- blocks ---- */

static void add_part(layout *l, uint32_t begin, uint32_t end, bool blank) {
  ys_part *const part = YS_PUSH(l->arena, &l->out->part);
  if (part == NULL) {
    l->failed = true;
    return;
  }
  *part = (ys_part){begin, end, blank};
  l->out->block.at[l->out->block.n - 1].n++;
}

static void add_block(layout *l, ys_block_kind kind, uint8_t level, uint32_t begin, uint32_t end) {
  ys_draft *const draft = YS_PUSH(l->arena, &l->out->block);
  if (draft == NULL) {
    l->failed = true;
    return;
  }
  *draft = (ys_draft){kind, level, l->out->part.n, 0};
  add_part(l, begin, end, false);
}

/** Where a second credit may begin: captions and their credits become blocks of their own. */
static void add_caption(layout *l, const item *t) {
  uint32_t credit = ys_press_credit_start(t->w);
  uint32_t end = credit;
  while (end > 0 && ys_is_space(t->w.p[end - 1].c)) {
    end--;
  }
  if (end == 0) {
    add_block(l, YS_BLOCK_CREDIT, 0, t->begin, t->begin + t->w.n);
    return;
  }
  add_block(l, YS_BLOCK_CAPTION, 0, t->begin, t->begin + end);
  uint32_t close = t->w.n;
  if (credit < t->w.n && ys_press_open(t->w.p[credit].c)) { /* （张三 摄） */
    credit++;
    close -= ys_press_close(t->w.p[close - 1].c);
  }
  if (credit < close && !l->failed) {
    add_block(l, YS_BLOCK_CREDIT, 0, t->begin + credit, t->begin + close);
  }
}

static void add_item(layout *l, uint32_t i) {
  const item *const t = item_at(l, i);
  const ys_draft *const before = l->out->block.n > 0 ? &l->out->block.at[l->out->block.n - 1] : NULL;
  if (before != NULL && before->kind == YS_BLOCK_PARAGRAPH && continues(l, t - 1, t)) {
    const uint32_t x = last(t - 1);
    const uint32_t y = first(t);
    const bool blank = (ys_is_latin(x) || ys_is_latin(y) || x == ',' || x == '.') && x < 0x80 && y < 0x80;
    add_part(l, t->begin, t->begin + t->w.n, blank);
    return;
  }
  const ys_block_kind kind = kind_of(l, i, before);
  if (kind == YS_BLOCK_CAPTION) {
    add_caption(l, t);
    return;
  }
  const uint8_t level = kind != YS_BLOCK_HEADING ? 0 : t->line.hint == YS_HINT_HEADING ? t->line.level : 2;
  add_block(l, kind, level, t->begin, t->begin + t->w.n);
  l->title = l->title || kind == YS_BLOCK_TITLE;
  l->body = l->body || kind == YS_BLOCK_PARAGRAPH || kind == YS_BLOCK_HEADING;
}

bool ys_layout_make(ys_arena *arena, const ys_lexicon *lexicon, const ys_page *page, ys_layout *out) {
  layout l = {.arena = arena, .lexicon = lexicon, .page = page, .out = out};
  collect(&l);
  survey(&l);
  for (uint32_t i = 0; i < l.item.n && !l.failed; i++) {
    add_item(&l, i);
  }
  return !l.failed;
}
