/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file markdown.c
 * Markdown as newspapers and scanners make it: headings, emphasis, links, lists, tables, fences, front matter and
 * inline HTML. One line at a time: marks first decides what is left out, emit then writes the rest.
 */
#include <string.h>

#include "text/parts.h"

enum { TAG_MOST = 15, REFERENCE_MOST = 16, ADDRESS_MOST = 300 };

/** In `skip`: the character is kept and means itself; any index beyond it: left out up to there. */
#define SKIP_NONE UINT32_MAX

typedef struct reader {
  ys_view text;
  ys_page *page;
  ys_cursor cursor;
  ys_row row;
  YS_ARRAY(uint32_t) skip;  /**< one for each character of the row; of use where a mark stands */
  YS_ARRAY(uint32_t) stack; /**< open square brackets */
  uint32_t fence;           /**< the character of the open code fence, 0 for none */
  const char *until;        /**< what ends the comment, script or style that we are in; NULL for none */
  bool hard;                /**< the line before asked for a break */
} reader;

static uint32_t at(const reader *r, uint32_t i) {
  return i < r->row.at.n ? r->row.at.at[i].c : 0;
}

static bool is_alnum(uint32_t c) {
  return ys_is_digit(c) || ys_is_latin(c);
}

/** Does @p word (lower case) stand at @p i? */
static bool stands(const reader *r, uint32_t i, const char *word) {
  for (; *word != '\0'; word++, i++) {
    const uint32_t c = at(r, i);
    if ((c >= 'A' && c <= 'Z' ? c | 0x20U : c) != (uint32_t)(unsigned char)*word) {
      return false;
    }
  }
  return true;
}

/** The element whose tag begins at @p i (a '<'), or NULL. */
static const ys_tag *tag_at(const reader *r, uint32_t i, bool *closing) {
  char name[TAG_MOST];
  size_t n = 0;
  *closing = at(r, i + 1) == '/';
  for (uint32_t k = i + 1 + *closing; is_alnum(at(r, k)) && n < TAG_MOST; k++) {
    name[n++] = (char)at(r, k);
  }
  return ys_tag_find((ys_view){name, n});
}

/* ---- what is left out ---- */

/** Escapes, and code spans' marks as any other emphasis. */
static void mark_escapes(reader *r) {
  if (!ys_row_has(&r->row, '\\')) {
    return;
  }
  for (uint32_t m = 0; m < r->row.mark.n; m++) {
    const uint32_t i = r->row.mark.at[m];
    if (at(r, i) == '\\' && ys_is_ascii_mark(at(r, i + 1))) {
      r->skip.at[i] = i + 1;
      r->skip.at[i + 1] = i + 1;
      m++;
    }
  }
}

/** Tags of known elements, autolinks and comments. */
static void mark_tags(reader *r) {
  const uint32_t *const mark = r->row.mark.at;
  const uint32_t n = r->row.mark.n;
  uint32_t end = 0; /* the mark that closes */
  if (!ys_row_has(&r->row, '<')) {
    return;
  }
  for (uint32_t m = 0; m < n; m++) {
    const uint32_t i = mark[m];
    if (at(r, i) != '<' || r->skip.at[i] != SKIP_NONE) {
      continue;
    }
    for (end = end > m ? end : m; end < n && at(r, mark[end]) != '>'; end++) {
    }
    bool closing;
    const bool comment = stands(r, i, "<!--");
    const bool link = stands(r, i, "<http://") || stands(r, i, "<https://") || stands(r, i, "<mailto:");
    if (end < n && (link || tag_at(r, i, &closing) != NULL)) {
      r->skip.at[i] = mark[end] + 1;
      m = end;
    } else if (comment) {
      r->skip.at[i] = i + 1; /* emit looks for its end, which may stand lines below */
    }
  }
}

/** A closing bracket at @p i whose opening one is at @p open, an address behind it up to @p end. */
static void mark_link(reader *r, uint32_t open, uint32_t i, uint32_t end) {
  if (open > 0 && at(r, open - 1) == '!' && r->skip.at[open - 1] == SKIP_NONE) {
    r->skip.at[open - 1] = end;
    return;
  }
  r->skip.at[open] = open + 1;
  r->skip.at[i] = end;
}

/** The bracket that closes the address which opens at @p i; the row's length when there is none near. */
static uint32_t address_end(const reader *r, uint32_t i) {
  uint32_t depth = 0;
  for (uint32_t k = i; k < r->row.at.n && k - i < ADDRESS_MOST; k++) {
    depth += at(r, k) == '(';
    if (at(r, k) == ')' && --depth == 0) {
      return k;
    }
  }
  return r->row.at.n;
}

static void mark_links(reader *r) {
  r->stack.n = 0;
  if (!ys_row_has(&r->row, ']')) {
    return;
  }
  uint32_t out = 0; /* what is left out up to here */
  for (uint32_t m = 0; m < r->row.mark.n && !r->page->failed; m++) {
    const uint32_t i = r->row.mark.at[m];
    const uint32_t c = at(r, i);
    if (i < out) {
      continue;
    }
    if (r->skip.at[i] != SKIP_NONE) {
      out = r->skip.at[i];
    } else if (c == '[') {
      uint32_t *const top = YS_PUSH(r->page->arena, &r->stack);
      r->page->failed = top == NULL;
      if (top != NULL) {
        *top = i;
      }
    } else if (c == ']' && r->stack.n > 0) {
      const uint32_t open = r->stack.at[--r->stack.n];
      const uint32_t close = at(r, i + 1) == '(' ? address_end(r, i + 1) : r->row.at.n;
      if (close < r->row.at.n) {
        mark_link(r, open, i, close + 1);
      } else if (at(r, open + 1) == '^') {
        r->skip.at[open] = i + 1; /* a footnote's number */
      }
    }
  }
}

/** Runs of one mark that opens or closes emphasis: left out when there are at least two of them. */
static void mark_emphasis(reader *r, uint32_t mark, uint32_t least) {
  uint32_t runs = 0;
  if (!ys_row_has(&r->row, (char)mark)) {
    return;
  }
  for (int pass = 0; pass < 2; pass++) {
    for (uint32_t m = 0; m < r->row.mark.n; m++) {
      const uint32_t i = r->row.mark.at[m];
      uint32_t end = i;
      while (at(r, end) == mark && r->skip.at[end] == SKIP_NONE) {
        end++;
      }
      if (end == i) {
        continue;
      }
      const uint32_t left = i > 0 ? at(r, i - 1) : ' ';
      const uint32_t right = end < r->row.at.n ? at(r, end) : ' ';
      const bool between = is_alnum(left) && is_alnum(right) && (mark == '_' || end - i == 1);
      if (end - i >= least && !between && !(ys_is_space(left) && ys_is_space(right))) {
        runs += pass == 0;
        if (pass == 1) {
          r->skip.at[i] = end;
        }
      }
      m += end - i - 1;
    }
    if (runs < 2) {
      return;
    }
  }
}

static void mark_all(reader *r) {
  r->skip.n = 0;
  if (!YS_RESERVE(r->page->arena, &r->skip, r->row.at.n)) {
    r->page->failed = true;
    return;
  }
  r->skip.n = r->row.at.n;
  for (uint32_t m = 0; m < r->row.mark.n; m++) {
    r->skip.at[r->row.mark.at[m]] = SKIP_NONE;
  }
  mark_escapes(r);
  mark_tags(r);
  mark_links(r);
  mark_emphasis(r, '`', 1);
  mark_emphasis(r, '*', 1);
  mark_emphasis(r, '_', 1);
  mark_emphasis(r, '~', 2);
}

/* ---- what is written ---- */

static void paragraph_break(ys_page *page) {
  ys_page_break(page);
  page->gap = page->solid = true;
}

/** Lets the tag at @p i take effect. */
static void obey_tag(reader *r, uint32_t i) {
  ys_page *const page = r->page;
  bool closing = false;
  const ys_tag *const tag = tag_at(r, i, &closing);
  if (tag == NULL || tag->kind == YS_TAG_INLINE || tag->kind == YS_TAG_LINK) {
    return;
  }
  switch ((ys_tag_kind)tag->kind) {
  case YS_TAG_BREAK:
    ys_page_break(page);
    page->hard = true;
    return;
  case YS_TAG_CELL:
    ys_page_add(page, ' ', r->row.at.at[i].from, r->row.at.at[i].from);
    return;
  case YS_TAG_RAW:
    r->until = closing ? r->until : tag->name[1] == 'c' ? "</script" : "</style";
    return;
  default:
    paragraph_break(page);
    break;
  }
  if (!closing) {
    page->hint = tag->kind == YS_TAG_HEADING   ? YS_HINT_HEADING
                 : tag->kind == YS_TAG_CAPTION ? YS_HINT_CAPTION
                 : tag->kind == YS_TAG_ITEM    ? YS_HINT_ITEM
                 : tag->kind == YS_TAG_ROW     ? YS_HINT_VERBATIM
                                               : YS_HINT_NONE;
    page->level = tag->level;
  }
}

/** Writes the character reference at @p i if there is one; returns how many characters it has. */
static uint32_t emit_reference(reader *r, uint32_t i) {
  char text[REFERENCE_MOST];
  size_t n = 0;
  while (n < sizeof text && at(r, i + (uint32_t)n) > 0 && at(r, i + (uint32_t)n) < 0x80) {
    text[n] = (char)at(r, i + (uint32_t)n);
    n++;
  }
  size_t length;
  const uint32_t c = ys_entity_decode(text, n, &length);
  if (c == YS_NO_CHAR) {
    return 0;
  }
  const uint32_t last = i + (uint32_t)length - 1;
  ys_page_add(r->page, c, r->row.at.at[i].from, r->row.at.at[last].to);
  return (uint32_t)length;
}

/** Goes on behind the end of the comment, script or style that we are in. */
static uint32_t skip_until(reader *r, uint32_t i) {
  for (; i < r->row.at.n; i++) {
    if (stands(r, i, r->until)) {
      const bool tag = r->until[0] == '<';
      i += tag ? 0U : 3U;
      while (tag && i < r->row.at.n && at(r, i) != '>') {
        i++;
      }
      r->until = NULL;
      return i + tag;
    }
  }
  return i;
}

/** The end of the run of characters from @p i that are written as they are; moves *m to the mark that ends it. */
static uint32_t plain_end(const reader *r, uint32_t i, uint32_t end, uint32_t *m) {
  const uint32_t *const mark = r->row.mark.at;
  const uint32_t n = r->row.mark.n;
  while (*m < n && (mark[*m] < i || (r->skip.at[mark[*m]] == SKIP_NONE && at(r, mark[*m]) != '&'))) {
    ++*m;
  }
  return *m < n && mark[*m] < end ? mark[*m] : end;
}

static void emit(reader *r, uint32_t begin, uint32_t end) {
  uint32_t m = 0; /* marks are passed by once */
  for (uint32_t i = begin; i < end && !r->page->failed;) {
    if (r->until != NULL) {
      i = skip_until(r, i);
      continue;
    }
    const uint32_t plain = plain_end(r, i, end, &m);
    if (plain > i) {
      ys_page_add_all(r->page, r->row.at.at + i, plain - i);
      i = plain;
      continue;
    }
    const ys_piece piece = r->row.at.at[i];
    const uint32_t skip = r->skip.at[i];
    if (skip != SKIP_NONE && skip > i) {
      if (piece.c == '<' && stands(r, i, "<!--")) {
        r->until = "-->";
      } else if (piece.c == '<') {
        obey_tag(r, i);
      }
      i = skip;
      continue;
    }
    const uint32_t n = piece.c == '&' && skip == SKIP_NONE ? emit_reference(r, i) : 0;
    if (n == 0) {
      ys_page_add(r->page, piece.c, piece.from, piece.to);
    }
    i += n > 0 ? n : 1;
  }
}

/* ---- lines ---- */

/** Only characters of @p set, at least @p least of the first of them. */
static bool made_of(const reader *r, const char *set, uint32_t least) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < r->row.at.n; i++) {
    const uint32_t c = at(r, i);
    bool found = ys_is_space(c);
    for (const char *s = set; *s != '\0'; s++) {
      found = found || c == (uint32_t)(unsigned char)*s;
    }
    if (!found) {
      return false;
    }
    n += c == (uint32_t)(unsigned char)set[0];
  }
  return n >= least;
}

static uint32_t run_length(const reader *r, uint32_t i) {
  uint32_t end = i;
  while (end < r->row.at.n && at(r, end) == at(r, i)) {
    end++;
  }
  return end - i;
}

/** Opens, closes or continues a code fence; true when the line is done with. */
static bool fence_line(reader *r, uint32_t i) {
  const uint32_t c = at(r, i);
  if ((c == '`' || c == '~') && run_length(r, i) >= 3 && (r->fence == 0 || r->fence == c)) {
    r->fence = r->fence == 0 ? c : 0;
    r->page->gap = r->page->solid = true;
    return true;
  }
  if (r->fence == 0) {
    return false;
  }
  r->page->hint = YS_HINT_VERBATIM;
  for (; i < r->row.at.n; i++) {
    ys_page_add(r->page, at(r, i), r->row.at.at[i].from, r->row.at.at[i].to);
  }
  ys_page_break(r->page);
  return true;
}

/** Level of the heading that the marks at @p *i make, 0 for none; moves behind them. */
static uint8_t heading_marks(const reader *r, uint32_t *i) {
  if (at(r, *i) != '#') {
    return 0;
  }
  const uint32_t n = run_length(r, *i);
  const uint32_t next = at(r, *i + n);
  if (n > 6 || next == 0) {
    return 0;
  }
  if (!ys_is_space(next)) {
    for (uint32_t k = *i + n; k < r->row.at.n; k++) {
      if (at(r, k) == '#') {
        return 0; /* #topic# */
      }
    }
  }
  *i += n;
  return (uint8_t)n;
}

/** End of a heading's text, without closing marks. */
static uint32_t heading_end(const reader *r, uint32_t begin) {
  uint32_t end = r->row.at.n;
  while (end > begin && ys_is_space(at(r, end - 1))) {
    end--;
  }
  uint32_t mark = end;
  while (mark > begin && at(r, mark - 1) == '#') {
    mark--;
  }
  return mark > begin && ys_is_space(at(r, mark - 1)) ? mark : end;
}

/** Behind a list marker at @p i, or @p i when there is none. */
static uint32_t list_marker(const reader *r, uint32_t i) {
  const uint32_t c = at(r, i);
  uint32_t end = i;
  if (c == '-' || c == '*' || c == '+') {
    end = i + 1;
  } else {
    while (ys_is_digit(at(r, end)) && end < i + 3) {
      end++;
    }
    if (end == i || (at(r, end) != '.' && at(r, end) != ')')) {
      return i;
    }
    end++;
  }
  return at(r, end) == ' ' || at(r, end) == '\t' ? end + 1 : i;
}

/** Behind indentation and quotation marks of the line. */
static uint32_t line_start(const reader *r) {
  uint32_t i = 0;
  while (i < r->row.at.n && (ys_is_space(at(r, i)) || at(r, i) == '>')) {
    i++;
  }
  return i;
}

/** A table row: its outer bars are dropped, those between the cells stay as boundaries. */
static void table_row(reader *r, uint32_t i) {
  if (made_of(r, "-|:", 1)) {
    return;
  }
  uint32_t end = r->row.at.n;
  while (end > i && ys_is_space(at(r, end - 1))) {
    end--;
  }
  end -= end > i + 1 && at(r, end - 1) == '|';
  r->page->hint = YS_HINT_VERBATIM;
  emit(r, i + 1, end);
  ys_page_break(r->page);
}

static bool asks_for_break(const reader *r) {
  const uint32_t n = r->row.at.n;
  return (n >= 2 && at(r, n - 1) == ' ' && at(r, n - 2) == ' ') || (n > 0 && at(r, n - 1) == '\\');
}

static void text_line(reader *r, uint32_t i) {
  uint32_t begin = i;
  uint32_t end = r->row.at.n;
  const uint8_t level = r->until == NULL ? heading_marks(r, &begin) : 0;
  if (level > 0) {
    end = heading_end(r, begin);
    r->page->hint = YS_HINT_HEADING;
    r->page->level = level;
  } else if (r->until == NULL) {
    begin = list_marker(r, i);
    r->page->hint = begin > i ? YS_HINT_ITEM : YS_HINT_NONE;
  }
  const bool hard = level == 0 && asks_for_break(r);
  if (hard && at(r, end - 1) == '\\') {
    end--;
  }
  emit(r, begin, end);
  ys_page_break(r->page);
  if (level > 0) {
    r->page->gap = r->page->solid = true;
  }
  r->page->hard = r->page->hard || hard;
}

static void line(reader *r) {
  const uint32_t i = line_start(r);
  if (r->until == NULL && fence_line(r, i)) {
    return;
  }
  if (ys_row_blank(&r->row)) {
    r->page->gap = true;
    return;
  }
  if (r->until == NULL && (made_of(r, "-", 3) || made_of(r, "*", 3) || made_of(r, "_", 3) || made_of(r, "=", 3))) {
    r->page->gap = r->page->solid = true;
    return;
  }
  mark_all(r);
  if (r->page->failed) {
    return;
  }
  if (r->until == NULL && at(r, i) == '|') {
    table_row(r, i);
  } else {
    text_line(r, r->until == NULL ? i : 0);
  }
}

void ys_markdown_read(ys_view text, ys_page *page) {
  reader r = {.text = text, .page = page};
  ys_front_matter(text, page, &r.cursor);
  while (!page->failed && ys_row_read(text, &r.cursor, page, &r.row)) {
    line(&r);
  }
}
