/* SPDX-License-Identifier: Apache-2.0 */
/** @file sparql_token.c The words of a query, as strictly as SPARQL 1.1 has them. */
#include <string.h>

#include "store/sparql.h"

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
/** A part of a name; every character that is not ASCII counts as one. */
static bool is_name(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || (unsigned char)c >= 0x80;
}

static char at(const ys_tokens *t, size_t i) {
  return i < t->text.n ? t->text.p[i] : '\0';
}

static void take(ys_tokens *t, ys_token *out, ys_token_kind kind, size_t skip, size_t end) {
  out->kind = kind;
  out->text = (ys_view){t->text.p + t->at + skip, end - t->at - skip};
  for (size_t i = t->at; i < end; i++) {
    t->line += t->text.p[i] == '\n' ? 1 : 0;
  }
  t->at = end;
}

static void bad(ys_token *out, const char *what) {
  out->kind = YS_TOKEN_BAD;
  out->text = ys_view_of(what);
}

static void skip_blanks(ys_tokens *t) {
  for (; t->at < t->text.n; t->at++) {
    const char c = t->text.p[t->at];
    if (c == '#') {
      while (t->at + 1 < t->text.n && t->text.p[t->at + 1] != '\n' && t->text.p[t->at + 1] != '\r') {
        t->at++;
      }
    } else if (c == '\n') {
      t->line++;
    } else if (c != ' ' && c != '\t' && c != '\r') {
      return;
    }
  }
}

/** End of the IRI that begins at t->at, or 0 when `<` is the operator. */
static size_t iri_end(const ys_tokens *t) {
  for (size_t i = t->at + 1; i < t->text.n; i++) {
    const unsigned char c = (unsigned char)t->text.p[i];
    if (c == '>') {
      return i + 1;
    }
    if (c <= 0x20 || strchr("<\"{}|^`\\", c) != NULL) {
      return 0;
    }
  }
  return 0;
}

static bool is_escape(const ys_tokens *t, size_t i, size_t *length) {
  const char c = at(t, i + 1);
  if (c != '\0' && strchr("tbnrf\"'\\", c) != NULL) {
    *length = 2;
    return true;
  }
  return false;
}

/** A string in one or three quotation marks. */
static void take_string(ys_tokens *t, ys_token *out) {
  const char quote = t->text.p[t->at];
  const size_t n = at(t, t->at + 1) == quote && at(t, t->at + 2) == quote ? 3 : 1;
  for (size_t i = t->at + n; i < t->text.n;) {
    const char c = t->text.p[i];
    size_t length = 1;
    if (c == '\\' && !is_escape(t, i, &length)) {
      bad(out, at(t, i + 1) == 'u' || at(t, i + 1) == 'U' ? "\\u escapes; write the character itself"
                                                          : "an unknown escape in a string");
      return;
    }
    if (n == 1 && (c == '\n' || c == '\r')) {
      break;
    }
    if (c == quote && (n == 1 || (at(t, i + 1) == quote && at(t, i + 2) == quote))) {
      take(t, out, YS_TOKEN_STRING, 0, i + n);
      return;
    }
    i += length;
  }
  bad(out, "a string without an end");
}

static void take_number(ys_tokens *t, ys_token *out) {
  size_t i = t->at;
  while (is_digit(at(t, i))) {
    i++;
  }
  if (at(t, i) == '.' && is_digit(at(t, i + 1))) {
    for (i++; is_digit(at(t, i));) {
      i++;
    }
  }
  size_t exponent = i + (at(t, i) == 'e' || at(t, i) == 'E' ? 1 : 0);
  exponent += exponent > i && (at(t, exponent) == '-' || at(t, exponent) == '+') ? 1 : 0;
  if (exponent > i && is_digit(at(t, exponent))) {
    for (i = exponent; is_digit(at(t, i));) {
      i++;
    }
  }
  if (is_name(at(t, i))) {
    bad(out, "a number with letters");
    return;
  }
  take(t, out, YS_TOKEN_NUMBER, 0, i);
}

/** A word, or a name with a prefix. */
static void take_word(ys_tokens *t, ys_token *out) {
  size_t i = t->at;
  while (is_name(at(t, i)) || at(t, i) == '-') {
    i++;
  }
  if (at(t, i) != ':') {
    /* A minus behind a word is an operator. */
    for (i = t->at; is_name(at(t, i));) {
      i++;
    }
    take(t, out, YS_TOKEN_WORD, 0, i);
    return;
  }
  const bool blank = i == t->at + 1 && t->text.p[t->at] == '_';
  for (i++;
       is_name(at(t, i)) || at(t, i) == '-' || (at(t, i) == '.' && (is_name(at(t, i + 1)) || at(t, i + 1) == '-'));) {
    i++;
  }
  if (at(t, i) == '%' || at(t, i) == '\\' || at(t, i) == ':') {
    bad(out, "a local name with % or \\ or a second colon; write the whole IRI in < >");
    return;
  }
  take(t, out, blank ? YS_TOKEN_BLANK : YS_TOKEN_NAME, 0, i);
}

static void take_marked(ys_tokens *t, ys_token *out, ys_token_kind kind, const char *what) {
  size_t i = t->at + 1;
  while (kind == YS_TOKEN_VARIABLE ? is_name(at(t, i)) : is_letter(at(t, i)) || is_digit(at(t, i)) || at(t, i) == '-') {
    i++;
  }
  if (i == t->at + 1 || (kind == YS_TOKEN_LANGUAGE && (!is_letter(t->text.p[t->at + 1]) || at(t, i - 1) == '-'))) {
    bad(out, what);
    return;
  }
  take(t, out, kind, 1, i);
}

static void take_mark(ys_tokens *t, ys_token *out) {
  static const char *const two[] = {"^^", "&&", "||", "!=", "<=", ">="};
  for (size_t i = 0; i < YS_LENGTH(two); i++) {
    if (t->text.p[t->at] == two[i][0] && at(t, t->at + 1) == two[i][1]) {
      take(t, out, YS_TOKEN_MARK, 0, t->at + 2);
      return;
    }
  }
  const char c = t->text.p[t->at];
  if (c == '\0' || strchr("{}()[].,;=<>+-*/!|^?", c) == NULL) {
    bad(out, "a character that SPARQL has no use for here");
    return;
  }
  take(t, out, YS_TOKEN_MARK, 0, t->at + 1);
}

void ys_token_next(ys_tokens *t, ys_token *out) {
  skip_blanks(t);
  *out = (ys_token){.start = t->at, .line = t->line};
  if (t->at >= t->text.n) {
    out->kind = YS_TOKEN_END;
    out->text = YS_VIEW("the end");
    return;
  }
  const char c = t->text.p[t->at];
  const size_t iri = c == '<' ? iri_end(t) : 0;
  if (iri > 0) {
    take(t, out, YS_TOKEN_IRI, 1, iri);
    out->text.n--;
  } else if (c == '"' || c == '\'') {
    take_string(t, out);
  } else if (is_digit(c)) {
    take_number(t, out);
  } else if (is_name(c) || c == ':') {
    take_word(t, out);
  } else if ((c == '?' && is_name(at(t, t->at + 1))) || c == '$') {
    take_marked(t, out, YS_TOKEN_VARIABLE, "a variable without a name");
  } else if (c == '@') {
    take_marked(t, out, YS_TOKEN_LANGUAGE, "a broken language tag");
  } else {
    take_mark(t, out);
  }
}

bool ys_token_is(const ys_token *token, const char *mark) {
  return token->kind == YS_TOKEN_MARK && ys_view_equal(token->text, ys_view_of(mark));
}

bool ys_token_is_word(const ys_token *token, const char *word) {
  if (token->kind != YS_TOKEN_WORD || token->text.n != strlen(word)) {
    return false;
  }
  for (size_t i = 0; i < token->text.n; i++) {
    const char c = token->text.p[i];
    if ((c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c) != word[i]) {
      return false;
    }
  }
  return true;
}
