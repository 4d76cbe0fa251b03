/* SPDX-License-Identifier: Apache-2.0 */
/** @file text.c Functions of texts: by characters, not by bytes; with their languages. */
#include <string.h>

#include <unicode/uregex.h>
#include <unicode/ustring.h>

#include "store/evaluate.h"

/** The longest text that is changed or searched. */
#define TEXT_LIMIT ((size_t)1 << 24)

/* ---- texts ---- */

/** A string, with or without a language. */
static bool is_text(const ys_cell *c) {
  return c->kind == YS_CELL_LITERAL && c->datatype.n == 0;
}

static bool is_simple(const ys_cell *c) {
  return is_text(c) && c->language.n == 0;
}

/** Whether the second may be looked for in the first. */
static bool are_compatible(const ys_cell *a, const ys_cell *b) {
  return is_text(a) && is_text(b) && (b->language.n == 0 || ys_view_equal(a->language, b->language));
}

static ys_cell simple(ys_view text) {
  return (ys_cell){.kind = YS_CELL_LITERAL, .text = text};
}

static ys_cell boolean(bool value) {
  return (ys_cell){.kind = YS_CELL_LITERAL,
                   .text = value ? YS_VIEW("true") : YS_VIEW("false"),
                   .datatype = YS_VIEW(YS_XSD "boolean")};
}

static const char *find(ys_view text, ys_view part) {
  return part.n == 0 ? (text.p == NULL ? "" : text.p) : text.n < part.n ? NULL : memmem(text.p, text.n, part.p, part.n);
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/** RFC 4647 basic filtering: the range is the tag, or a part of it before a hyphen. */
static bool matches_language(ys_view tag, ys_view range) {
  if (ys_view_equal(range, YS_VIEW("*"))) {
    return tag.n > 0;
  }
  if (tag.n < range.n || (tag.n > range.n && tag.p[range.n] != '-') || range.n == 0) {
    return false;
  }
  for (size_t i = 0; i < range.n; i++) {
    if (lower(tag.p[i]) != lower(range.p[i])) {
      return false;
    }
  }
  return true;
}

static ys_cell search(ys_operator op, const ys_cell *a, const ys_cell *b) {
  const ys_cell error = {.kind = YS_CELL_NONE};
  if (op == YS_OP_LANGMATCHES) {
    return is_simple(a) && is_simple(b) ? boolean(matches_language(a->text, b->text)) : error;
  }
  if (!are_compatible(a, b)) {
    return error;
  }
  const char *const at = find(a->text, b->text);
  ys_cell part = {.kind = YS_CELL_LITERAL, .language = a->language};
  switch ((int)op) {
  case YS_OP_STRSTARTS:
    return boolean(ys_view_starts(a->text, b->text));
  case YS_OP_STRENDS:
    return boolean(ys_view_ends(a->text, b->text));
  case YS_OP_CONTAINS:
    return boolean(at != NULL);
  default:
    break;
  }
  if (at == NULL) {
    return simple(YS_VIEW(""));
  }
  if (op == YS_OP_STRBEFORE) {
    part.text = (ys_view){a->text.p, b->text.n == 0 ? 0 : (size_t)(at - a->text.p)};
  } else {
    part.text =
        b->text.n == 0 ? a->text : (ys_view){at + b->text.n, (size_t)(a->text.p + a->text.n - (at + b->text.n))};
  }
  return part;
}

/** Bytes of the first @p n characters. */
static size_t bytes_of(ys_view text, int64_t n) {
  size_t at = 0;
  for (; n > 0 && at < text.n; n--) {
    at += ys_utf8_length(text.p[at]);
  }
  return at < text.n ? at : text.n;
}

/** SUBSTR(text, start, length): characters from start, counted from 1. */
static ys_cell cut(const ys_cell *argument, uint32_t n) {
  ys_number start;
  ys_number length = {.kind = YS_INTEGER};
  ys_cell out = argument[0];
  if (!is_text(&argument[0]) || !ys_number_of(&argument[1], &start) || start.kind != YS_INTEGER ||
      (n > 2 && (!ys_number_of(&argument[2], &length) || length.kind != YS_INTEGER))) {
    return (ys_cell){.kind = YS_CELL_NONE};
  }
  const int64_t limit = (int64_t)TEXT_LIMIT * 4;
  const int64_t first = start.integer < -limit ? -limit : start.integer > limit ? limit : start.integer;
  int64_t end = n > 2 ? (length.integer > limit ? limit * 2
                         : length.integer < 0   ? first
                                                : first + length.integer)
                      : limit * 2;
  end = end < 1 ? 1 : end;
  const size_t from = bytes_of(out.text, first - 1);
  const size_t to = bytes_of(out.text, end - 1);
  out.text = (ys_view){out.text.p + from, to > from ? to - from : 0};
  return out;
}

static ys_status concatenate(ys_evaluation *e, const ys_cell *argument, uint32_t n, ys_cell *out) {
  size_t size = 0;
  *out = (ys_cell){.kind = YS_CELL_LITERAL, .language = n > 0 ? argument[0].language : YS_VIEW("")};
  for (uint32_t i = 0; i < n; i++) {
    if (!is_text(&argument[i])) {
      out->kind = YS_CELL_NONE;
      return YANSHU_OK;
    }
    size += argument[i].text.n;
    if (!ys_view_equal(argument[i].language, out->language)) {
      out->language = YS_VIEW("");
    }
  }
  char *const text = ys_arena_alloc(e->scratch, size + 1);
  if (text == NULL) {
    return YANSHU_NO_MEMORY;
  }
  out->text = (ys_view){text, 0};
  for (uint32_t i = 0; i < n; i++) {
    if (argument[i].text.n > 0) {
      memcpy(text + out->text.n, argument[i].text.p, argument[i].text.n);
      out->text.n += argument[i].text.n;
    }
  }
  return YANSHU_OK;
}

static ys_status encode(ys_evaluation *e, const ys_cell *a, ys_cell *out) {
  static const char digits[] = "0123456789ABCDEF";
  if (!is_text(a)) {
    return YANSHU_OK;
  }
  char *const text = ys_arena_alloc(e->scratch, a->text.n * 3 + 1);
  size_t n = 0;
  if (text == NULL) {
    return YANSHU_NO_MEMORY;
  }
  for (size_t i = 0; i < a->text.n; i++) {
    const unsigned char c = (unsigned char)a->text.p[i];
    if (ys_is_latin(c) || ys_is_digit(c) || strchr("-_.~", c) != NULL) {
      text[n++] = (char)c;
    } else {
      text[n++] = '%';
      text[n++] = digits[c >> 4];
      text[n++] = digits[c & 15];
    }
  }
  *out = simple((ys_view){text, n});
  return YANSHU_OK;
}

/* ---- UTF-16, which ICU wants ---- */

static UChar *to_utf16(ys_arena *arena, ys_view text, int32_t *n) {
  UErrorCode error = U_ZERO_ERROR;
  UChar *const out = text.n > TEXT_LIMIT ? NULL : ys_arena_alloc(arena, (text.n + 1) * sizeof *out);
  if (out != NULL) {
    (void)u_strFromUTF8(out, (int32_t)text.n + 1, n, text.n == 0 ? "" : text.p, (int32_t)text.n, &error);
  }
  return out;
}

static bool to_utf8(ys_arena *arena, const UChar *text, int32_t n, ys_view *out) {
  UErrorCode error = U_ZERO_ERROR;
  char *const bytes = ys_arena_alloc(arena, (size_t)n * 3 + 1);
  int32_t length = 0;
  if (bytes == NULL) {
    return false;
  }
  (void)u_strToUTF8(bytes, n * 3 + 1, &length, text, n, &error);
  *out = (ys_view){bytes, (size_t)length};
  return U_SUCCESS(error) != 0;
}

static ys_status change_case(ys_evaluation *e, bool upper, const ys_cell *a, ys_cell *out) {
  UErrorCode error = U_ZERO_ERROR;
  int32_t n = 0;
  if (!is_text(a)) {
    return YANSHU_OK;
  }
  const UChar *const text = to_utf16(e->scratch, a->text, &n);
  UChar *const changed = text == NULL ? NULL : ys_arena_alloc(e->scratch, ((size_t)n * 3 + 1) * sizeof *changed);
  if (changed == NULL) {
    return YANSHU_NO_MEMORY;
  }
  const int32_t length = upper ? u_strToUpper(changed, n * 3 + 1, text, n, "", &error)
                               : u_strToLower(changed, n * 3 + 1, text, n, "", &error);
  *out = *a;
  return U_SUCCESS(error) != 0 && to_utf8(e->scratch, changed, length, &out->text) ? YANSHU_OK : YANSHU_NO_MEMORY;
}

/* ---- regular expressions ---- */

struct ys_regex {
  URegularExpression *compiled;
  ys_cell pattern; /**< in the arena */
  ys_view flags;
  bool wrong;
};

/**
 * The pattern for ICU. There `$` matches before a line end at the end of the text, in XPath at the end alone: \z.
 * @return NULL when out of memory.
 */
static UChar *translate(ys_evaluation *e, ys_view pattern, bool lines, int32_t *n) {
  char *const text = ys_arena_alloc(e->scratch, pattern.n * 2 + 1);
  size_t length = 0;
  unsigned class = 0;
  if (text == NULL) {
    return NULL;
  }
  for (size_t i = 0; i < pattern.n; i++) {
    const char c = pattern.p[i];
    class += c == '[' ? 1 : 0;
    class -= c == ']' && class > 0 ? 1 : 0;
    if (c == '$' && class == 0 && !lines) {
      text[length++] = '\\';
      text[length++] = 'z';
      continue;
    }
    text[length++] = c;
    if (c == '\\' && i + 1 < pattern.n) {
      text[length++] = pattern.p[++i];
    }
  }
  return to_utf16(e->scratch, (ys_view){text, length}, n);
}

static bool read_flags(ys_view flags, uint32_t *out) {
  static const struct {
    char letter;
    uint32_t flag;
  } known[] = {{'i', UREGEX_CASE_INSENSITIVE},
               {'s', UREGEX_DOTALL},
               {'m', UREGEX_MULTILINE},
               {'x', UREGEX_COMMENTS},
               {'q', UREGEX_LITERAL}};
  *out = UREGEX_UNIX_LINES;
  for (size_t i = 0; i < flags.n; i++) {
    size_t k = 0;
    while (k < YS_LENGTH(known) && known[k].letter != flags.p[i]) {
      k++;
    }
    if (k == YS_LENGTH(known)) {
      return false;
    }
    *out |= known[k].flag;
  }
  return true;
}

static ys_status compile(ys_evaluation *e, struct ys_regex *regex, const ys_cell *pattern, ys_view flags) {
  uint32_t options = 0;
  int32_t n = 0;
  UErrorCode error = U_ZERO_ERROR;
  if (regex->pattern.kind != YS_CELL_NONE && ys_view_equal(regex->pattern.text, pattern->text) &&
      ys_view_equal(regex->flags, flags)) {
    return YANSHU_OK;
  }
  uregex_close(regex->compiled);
  *regex = (struct ys_regex){.compiled = NULL};
  if (!read_flags(flags, &options)) {
    regex->wrong = true;
  } else {
    const bool literal = (options & UREGEX_LITERAL) != 0;
    UChar *const text = literal ? to_utf16(e->scratch, pattern->text, &n)
                                : translate(e, pattern->text, (options & UREGEX_MULTILINE) != 0, &n);
    if (text == NULL) {
      return YANSHU_NO_MEMORY;
    }
    regex->compiled = uregex_open(text, n, options, NULL, &error);
    regex->wrong = U_FAILURE(error) != 0;
  }
  regex->pattern = simple(ys_arena_copy(e->arena, pattern->text));
  regex->flags = ys_arena_copy(e->arena, flags);
  return regex->pattern.text.p == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
}

static ys_status replace(ys_evaluation *e, URegularExpression *regex, const ys_cell *with, ys_cell *out) {
  UErrorCode error = U_ZERO_ERROR;
  int32_t n = 0;
  const UChar *const replacement = to_utf16(e->scratch, with->text, &n);
  if (replacement == NULL) {
    return YANSHU_NO_MEMORY;
  }
  const int32_t length = uregex_replaceAll(regex, replacement, n, NULL, 0, &error);
  if (error != U_BUFFER_OVERFLOW_ERROR && U_FAILURE(error)) {
    out->kind = YS_CELL_NONE; /* $x */
    return YANSHU_OK;
  }
  UChar *const text = ys_arena_alloc(e->scratch, ((size_t)length + 1) * sizeof *text);
  if (text == NULL) {
    return YANSHU_NO_MEMORY;
  }
  error = U_ZERO_ERROR;
  (void)uregex_replaceAll(regex, replacement, n, text, length + 1, &error);
  return to_utf8(e->scratch, text, length, &out->text) ? YANSHU_OK : YANSHU_NO_MEMORY;
}

/** Whether a pattern matches nothing at all, where XPath has an error and engines differ. */
static bool matches_nothing(URegularExpression *regex) {
  static const UChar none[] = {0};
  UErrorCode error = U_ZERO_ERROR;
  uregex_setText(regex, none, 0, &error);
  return uregex_find(regex, 0, &error) != 0;
}

/** REGEX(text, pattern, flags) or REPLACE(text, pattern, with, flags) */
static ys_status apply_regex(ys_evaluation *e, const ys_expression *x, const ys_cell *argument, ys_cell *out) {
  const uint32_t others = x->op == YS_OP_REGEX ? 2 : 3;
  struct ys_regex *const regex = &e->regex[x->variable];
  for (uint32_t i = 1; i < x->argument.n; i++) {
    if (!is_simple(&argument[i])) {
      return YANSHU_OK;
    }
  }
  if (!is_text(&argument[0])) {
    return YANSHU_OK;
  }
  YS_TRY(compile(e, regex, &argument[1], x->argument.n > others ? argument[others].text : YS_VIEW("")));
  if (regex->wrong) {
    if (x->argument.at[1]->op == YS_OP_CONSTANT) {
      e->unsupported = "what stands in REGEX or REPLACE is no regular expression, or has unknown flags";
      return YANSHU_BAD_ARGUMENT;
    }
    return YANSHU_OK;
  }
  if (x->op == YS_OP_REPLACE && matches_nothing(regex->compiled)) {
    e->unsupported = "REPLACE with a pattern that matches an empty text";
    return YANSHU_UNSUPPORTED;
  }
  int32_t n = 0;
  UErrorCode error = U_ZERO_ERROR;
  const UChar *const text = to_utf16(e->scratch, argument[0].text, &n);
  if (text == NULL) {
    return YANSHU_NO_MEMORY;
  }
  uregex_setText(regex->compiled, text, n, &error);
  if (x->op == YS_OP_REGEX) {
    *out = boolean(uregex_find(regex->compiled, 0, &error) != 0);
    return U_FAILURE(error) ? YANSHU_LIMIT : YANSHU_OK;
  }
  *out = argument[0];
  return replace(e, regex->compiled, &argument[2], out);
}

ys_status ys_evaluation_begin(ys_evaluation *e) {
  e->scratch = ys_arena_new(&e->store->allocator);
  e->regex = ys_arena_alloc(e->arena, (e->query->n_regex + 1U) * sizeof *e->regex);
  return e->scratch == NULL || e->regex == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
}

void ys_evaluation_end(ys_evaluation *e) {
  for (uint32_t i = 0; e->regex != NULL && i < e->query->n_regex; i++) {
    uregex_close(e->regex[i].compiled);
  }
  ys_arena_free(e->scratch);
}

/* ---- all of them ---- */

ys_status ys_text_value(ys_evaluation *e, const ys_expression *x, const ys_cell *argument, ys_cell *out) {
  *out = (ys_cell){.kind = YS_CELL_NONE};
  switch ((int)x->op) {
  case YS_OP_SUBSTR:
    *out = cut(argument, x->argument.n);
    return YANSHU_OK;
  case YS_OP_CONCAT:
    return concatenate(e, argument, x->argument.n, out);
  case YS_OP_UCASE:
  case YS_OP_LCASE:
    return change_case(e, x->op == YS_OP_UCASE, &argument[0], out);
  case YS_OP_ENCODE:
    return encode(e, &argument[0], out);
  case YS_OP_REGEX:
  case YS_OP_REPLACE:
    return apply_regex(e, x, argument, out);
  case YS_OP_STRLEN:
    if (is_text(&argument[0])) {
      const ys_number n = ys_number_integer((int64_t)ys_utf8_count(argument[0].text));
      *out = ys_number_cell(e->scratch, &n);
      return out->text.p == NULL ? YANSHU_NO_MEMORY : YANSHU_OK;
    }
    return YANSHU_OK;
  case YS_OP_STRDT:
    if (is_simple(&argument[0]) && argument[1].kind == YS_CELL_IRI) {
      *out = argument[0];
      out->datatype = ys_view_equal(argument[1].text, YS_VIEW(YS_XSD "string")) ? YS_VIEW("") : argument[1].text;
    }
    return YANSHU_OK;
  case YS_OP_STRLANG:
    if (is_simple(&argument[0]) && is_simple(&argument[1]) && argument[1].text.n > 0) {
      *out = argument[0];
      out->language = argument[1].text;
    }
    return YANSHU_OK;
  default:
    *out = search(x->op, &argument[0], &argument[1]);
    return YANSHU_OK;
  }
}
