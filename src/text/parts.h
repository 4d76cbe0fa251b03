/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file parts.h
 * What the parts of the text room share. Private to src/text.
 *
 * bytes -> decode -> page (lines of placed characters; by markdown, html or plain) -> layout (blocks of lines)
 * -> normalise (one block at a time) -> document.
 */
#ifndef YS_TEXT_PARTS_H
#define YS_TEXT_PARTS_H

#include "base/base.h"
#include "text/text.h"

/** A character with its place: characters [from, to) of the decoded input. */
typedef struct ys_piece {
  uint32_t c;
  uint32_t from;
  uint32_t to;
} ys_piece;

/** What markup says of a line. */
typedef enum ys_hint {
  YS_HINT_NONE,
  YS_HINT_TITLE,   /**< the headline, said so by markup that is no heading (front matter, h1 outside the article) */
  YS_HINT_HEADING, /**< with a level */
  YS_HINT_CAPTION, /**< figcaption */
  YS_HINT_ITEM,    /**< list item */
  YS_HINT_VERBATIM /**< table row or code: stays a line of its own */
} ys_hint;

/** A line of the page: pieces [begin, end), blanks at both ends trimmed, never empty. */
typedef struct ys_line {
  uint32_t begin;
  uint32_t end;
  uint8_t hint;  /**< ys_hint */
  uint8_t level; /**< of a heading */
  bool gap;      /**< a blank line or the end of a paragraph element stands before it */
  bool hard;     /**< the break before it was asked for (two blanks, br) */
  bool solid;    /**< the break before it is one of markup: never a column break */
  bool indent;   /**< begins with blanks as paragraphs do */
} ys_line;

/** Metadata as found in the input, unchecked. */
typedef struct ys_meta {
  ys_view title;
  ys_view date;
  ys_view source;
  ys_view url;
  ys_view author;
} ys_meta;

/** Characters that a line of text or Markdown may have. */
#define YS_LINE_MOST (1024 * 1024)

/** The input as lines. Appending after a failed allocation does nothing; `failed` is checked once at the end. */
typedef struct ys_page {
  ys_arena *arena;
  YS_ARRAY(ys_piece) piece;
  YS_ARRAY(ys_line) line;
  ys_meta meta;
  uint32_t start; /**< first piece of the line that is being built */
  uint8_t hint;   /**< of the line that is being built */
  uint8_t level;
  bool gap;
  bool hard;
  bool solid;
  bool indent;
  bool failed;
  size_t too_long; /**< byte where a line became too long, 0 for none: reading has stopped there */
} ys_page;

/** Makes room for @p n pieces at once; without it the array grows. */
void ys_page_reserve(ys_page *page, uint32_t n);
void ys_page_add(ys_page *page, uint32_t c, uint32_t from, uint32_t to);
/** The same for @p n pieces. */
void ys_page_add_all(ys_page *page, const ys_piece *piece, uint32_t n);
/** Ends the line: it is kept unless it is blank; hint and level go back to none. */
void ys_page_break(ys_page *page);

/** A position in UTF-8 text, in bytes and in characters. */
typedef struct ys_cursor {
  size_t byte;
  uint32_t at;
} ys_cursor;

/** Decodes the character at the cursor (text is well-formed and not at its end) and moves on. */
uint32_t ys_cursor_next(ys_view text, ys_cursor *cursor);

/** The characters of one line of input. */
typedef struct ys_row {
  YS_ARRAY(ys_piece) at;
  YS_ARRAY(uint32_t) mark; /**< where ASCII punctuation stands, in order */
  uint64_t ascii[2];       /**< bits of the ASCII characters that are in it */
} ys_row;

/** ASCII punctuation. */
static inline bool ys_is_ascii_mark(uint32_t c) {
  return c > ' ' && c < 0x7F && !ys_is_digit(c) && !ys_is_latin(c);
}

/** Whether an ASCII character is in the row: most marks are in few. */
static inline bool ys_row_has(const ys_row *row, char c) {
  return row->ascii[(unsigned char)c >> 6] >> ((unsigned char)c & 63U) & 1U;
}

/** Takes the next line (ended by LF, CR, CR LF or a separator) without its end; false at the end of the text. */
bool ys_row_read(ys_view text, ys_cursor *cursor, ys_page *page, ys_row *row);
bool ys_row_blank(const ys_row *row);

/* decode.c */

/** 1-based line of the end of @p text; lines end in LF, CR LF or CR. */
size_t ys_line_at_end(ys_view text);

/** Bytes to UTF-8 in the arena, without a byte order mark. @p declared: the page's own encoding name, or empty. */
ys_status ys_text_decode(ys_arena *arena, const yanshu_input *input, ys_view declared, const ys_log *log, ys_view *out);

/* charset.c */

/**
 * What ICU takes the first 256 KiB for: *opinion is 1 for GB18030, -1 for Big5, 0 for neither.
 * @return YANSHU_INTERNAL when the module that knows can't be loaded.
 */
ys_status ys_charset_opinion(ys_view bytes, int *opinion);

/* entity.c */

/** A character reference at p[0..n) ("&amp;", "&#20013;"): its character, *length its bytes; YS_NO_CHAR for none. */
uint32_t ys_entity_decode(const char *p, size_t n, size_t *length);

/* meta.c */

/** Real calendar date "YYYY-MM-DD", "YYYY-MM" or "YYYY", nothing else. */
bool ys_date_valid(ys_view date);
/** Reads any of the usual spellings at the start of @p text; p is NULL when it is none or out of memory. */
ys_view ys_date_read(ys_arena *arena, ys_view text);
/** Front matter at the start of @p text: fills page->meta and gives a title line; moves the cursor behind it. */
void ys_front_matter(ys_view text, ys_page *page, ys_cursor *cursor);

/* json.c */

/** Takes headline, date, author, publisher and address from schema.org metadata in JSON; broken JSON gives less. */
void ys_json_meta(ys_arena *arena, ys_view json, ys_meta *meta);

/* The three readers. Each fills the page from well-formed @p text. */

void ys_plain_read(ys_view text, ys_page *page);
void ys_markdown_read(ys_view text, ys_page *page);
/** YANSHU_NO_MEMORY, or YANSHU_INTERNAL when libxml2 fails. */
ys_status ys_html_read(ys_view text, ys_page *page);

/* htmlscan.c */

/** A run of text between tags: bytes of the input. */
typedef struct ys_run {
  ys_cursor begin;
  size_t end;   /**< byte offset, exclusive */
  bool literal; /**< script or style: no character references */
} ys_run;

typedef struct ys_html_skeleton {
  ys_view text; /**< the markup with each run of text replaced by "y<number>;" */
  const ys_run *run;
  uint32_t n;
} ys_html_skeleton;

/** False when out of memory. */
bool ys_html_scan(ys_arena *arena, ys_view text, ys_html_skeleton *out);

/* tags.c */

/** What an element is to the page. */
typedef enum ys_tag_kind {
  YS_TAG_INLINE, /**< and all unknown ones */
  YS_TAG_BLOCK,  /**< begins and ends a paragraph */
  YS_TAG_HEADING,
  YS_TAG_BREAK, /**< br */
  YS_TAG_ITEM,
  YS_TAG_ROW,
  YS_TAG_CELL,
  YS_TAG_CAPTION,
  YS_TAG_PRE,
  YS_TAG_LINK,
  YS_TAG_ARTICLE,
  YS_TAG_HEADER,
  YS_TAG_RAW,  /**< script and style: what is in it is no markup */
  YS_TAG_SKIP, /**< nothing in it is read: nav, form … */
  YS_TAG_TEXT  /**< not an element: a run of text */
} ys_tag_kind;

typedef struct ys_tag {
  const char *name;
  uint8_t kind;  /**< ys_tag_kind */
  uint8_t level; /**< of a heading */
} ys_tag;

/** The element of that name, in any case of letters; NULL when unknown. */
const ys_tag *ys_tag_find(ys_view name);

/* htmltree.c */

enum { YS_NODE_LIKELY = 1, YS_NODE_BODY = 2, YS_NODE_UNLIKELY = 4 };

#define YS_RUN_BLANK (UINT32_MAX - 1)
#define YS_RUN_LINE UINT32_MAX
#define YS_NO_NODE UINT32_MAX

/** Elements and runs in document order; the subtree of node i is [i, end). */
typedef struct ys_node {
  uint32_t parent; /**< UINT32_MAX for none */
  uint32_t end;
  uint32_t run;  /**< of text; YS_RUN_BLANK, YS_RUN_LINE: white space without and with a line end */
  uint8_t kind;  /**< ys_tag_kind */
  uint8_t level; /**< of headings */
  uint8_t flags; /**< what id, class and itemprop suggest */
  uint8_t hint;  /**< ys_hint of lines in it, handed down */
} ys_node;

typedef struct ys_html_tree {
  ys_arena *arena;
  YS_ARRAY(ys_node) node;
  YS_ARRAY(uint32_t) json; /**< runs that are linked data */
  ys_meta meta;            /**< what meta elements say */
  ys_meta weak;            /**< what is less sure: name of the site, time elements */
  uint32_t open;           /**< innermost open element */
  uint32_t title_run;      /**< of the title element; YS_NO_NODE for none */
  uint32_t runs;           /**< how many there are */
  bool in_json;
  bool in_title;
  bool failed;
} ys_html_tree;

/** Parses the skeleton with libxml2. */
ys_status ys_html_parse(const ys_html_skeleton *skeleton, ys_html_tree *tree);

/* press.c: what a line says of itself */

/** Characters of a line, for tests of its wording. */
typedef struct ys_words {
  const ys_piece *p;
  uint32_t n;
} ys_words;

bool ys_press_mark(uint32_t c);         /**< ■ ● ▶ … that begin or end a line */
bool ys_press_caption_mark(uint32_t c); /**< those that point to a picture */
bool ys_press_stop(uint32_t c);         /**< 。！？ and their half-width forms, … */
bool ys_press_comma(uint32_t c);        /**< ，、；： and their half-width forms */
bool ys_press_close(uint32_t c);        /**< closing quotes and brackets */
bool ys_press_open(uint32_t c);
/** The line is a credit as a whole. */
bool ys_press_credit(ys_words w);
/** Where a credit begins that ends the line; w.n for none. */
uint32_t ys_press_credit_start(ys_words w);
bool ys_press_byline(ys_words w);
bool ys_press_caption(ys_words w);   /**< begins as captions do: 图为 上图 … */
bool ys_press_furniture(ys_words w); /**< page number, scan-me line, end sign */
/** A line of the page head that has a full date; gives its three numbers. */
bool ys_press_date_line(ys_words w, uint32_t date[3]);
/** The value after 来源：, as [*begin, *end); false for none. */
bool ys_press_source(ys_words w, uint32_t *begin, uint32_t *end);

/* layout.c */

/** A block as parts of lines: pieces [begin, end) of each part in turn. */
typedef struct ys_part {
  uint32_t begin;
  uint32_t end;
  bool blank; /**< a blank stands before it (joined Latin words) */
} ys_part;

typedef struct ys_draft {
  ys_block_kind kind;
  uint8_t level;
  uint32_t part; /**< first of its parts */
  uint32_t n;
} ys_draft;

typedef struct ys_layout {
  YS_ARRAY(ys_draft) block;
  YS_ARRAY(ys_part) part;
  uint32_t date[3];   /**< of the page head; 0 for none */
  uint32_t source[2]; /**< pieces of the source line; equal for none */
} ys_layout;

/** False when out of memory. */
bool ys_layout_make(ys_arena *arena, const ys_lexicon *lexicon, const ys_page *page, ys_layout *out);

/* normalise.c */

/** A character of the document. */
typedef struct ys_cooked {
  uint32_t ch;
  uint32_t raw;
  uint32_t from;
  uint32_t to;
} ys_cooked;

typedef struct ys_style {
  const ys_lexicon *lexicon; /**< for simplifying; NULL: not */
  bool spaced;               /**< the text puts blanks between Han and digits or letters */
} ys_style;

/** Characters that pieces are simplified by, before anything else: compatibility ideographs, radicals. */
uint32_t ys_plain_rare(uint32_t c);
static inline uint32_t ys_plain_ideograph(uint32_t c) {
  const bool rare = (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
  return rare ? ys_plain_rare(c) : c;
}
/** Normalises one block; writes at most n characters to @p out, returns how many. Works in @p p. */
uint32_t ys_normalise(const ys_style *style, ys_piece *p, uint32_t n, ys_cooked *out);

/* sentence.c */

/** Fills sentences and sections from characters and blocks. False when out of memory. */
bool ys_sentences(ys_arena *arena, ys_document *d);
bool ys_sections(ys_arena *arena, ys_document *d, ys_block *block);

#endif
