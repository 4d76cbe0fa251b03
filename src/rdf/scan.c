/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file scan.c
 * What is refused before a parser sees it: what Yanshu never writes and parsers of Debian 12 fall over. Blank nodes and
 * lists (deep ones end in a crash, some labels in a read outside memory), lines that take time in the square of their
 * length, document types, depth.
 */
#include <string.h>

#include "rdf/read.h"

/** Longest line of N-Triples and N-Quads, in bytes: a literal of YS_LITERAL_BYTES with every character escaped. */
#define LINE_BYTES ((size_t)5 << 19)
/** Deepest element of RDF/XML: Yanshu writes three. */
enum { DEPTH_MOST = 32 };

static size_t line_of(ys_view text, size_t at) {
  size_t line = 1;
  for (size_t i = 0; i < at && i < text.n; i++) {
    line += text.p[i] == '\n';
  }
  return line;
}

static ys_status refuse(const ys_log *log, ys_view name, ys_view text, size_t at, const char *fault) {
  return YS_FAIL(log, YANSHU_BAD_INPUT, name, line_of(text, at), "%s", fault);
}

static bool starts(ys_view text, size_t at, ys_view word) {
  return text.n - at >= word.n && memcmp(text.p + at, word.p, word.n) == 0;
}

/** Behind the first @p word at or after @p at, or the end. */
static size_t behind(ys_view text, size_t at, ys_view word) {
  const char *const found = at >= text.n ? NULL : memmem(text.p + at, text.n - at, word.p, word.n);
  return found == NULL ? text.n : (size_t)(found - text.p) + word.n;
}

/* ---- Turtle, N-Triples, N-Quads ---- */

/** Behind the string that begins at @p at, long or short. */
static size_t skip_string(ys_view text, size_t at) {
  const char quote = text.p[at];
  const char three[] = {quote, quote, quote};
  const bool is_long = starts(text, at, (ys_view){three, 3});
  for (size_t i = at + (is_long ? 3 : 1); i < text.n; i++) {
    if (text.p[i] == '\\') {
      i++;
    } else if (is_long ? starts(text, i, (ys_view){three, 3}) : text.p[i] == quote || text.p[i] == '\n') {
      return i + (is_long ? 3 : 1);
    }
  }
  return text.n;
}

static bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == ':' || c == '.' || (unsigned char)c >= 0x80;
}

static ys_status scan_turtle(ys_view text, ys_view name, const ys_log *log) {
  for (size_t i = 0; i < text.n;) {
    const char c = text.p[i];
    if (c == '#') {
      i = behind(text, i, YS_VIEW("\n"));
    } else if (c == '<') {
      i = behind(text, i, YS_VIEW(">"));
    } else if (c == '"' || c == '\'') {
      i = skip_string(text, i);
    } else if (c == '[' || c == '(' || (starts(text, i, YS_VIEW("_:")) && (i == 0 || !is_name(text.p[i - 1])))) {
      return refuse(log, name, text, i, "a blank node or a list, which Yanshu doesn't write");
    } else {
      i += c == '\\' ? 2 : 1;
    }
  }
  return YANSHU_OK;
}

static ys_status scan_lines(ys_view text, ys_view name, const ys_log *log) {
  for (size_t i = 0; i < text.n;) {
    const size_t end = behind(text, i, YS_VIEW("\n"));
    if (end - i > LINE_BYTES) {
      (void)refuse(log, name, text, i, "line too long");
      return YANSHU_LIMIT;
    }
    i = end;
  }
  return scan_turtle(text, name, log);
}

/* ---- RDF/XML ---- */

/** NULL, or what is wrong with the XML declaration: another encoding could hide a document type. */
static const char *declaration_fault(ys_view text) {
  const size_t start = starts(text, 0, YS_VIEW("\xEF\xBB\xBF")) ? 3 : 0;
  if (!starts(text, start, YS_VIEW("<?xml"))) {
    return NULL;
  }
  const ys_view declaration = {text.p + start, behind(text, start, YS_VIEW("?>")) - start};
  const char *const encoding = memmem(declaration.p, declaration.n, "encoding", 8);
  if (encoding == NULL) {
    return NULL;
  }
  const ys_view value = {encoding, declaration.n - (size_t)(encoding - declaration.p)};
  static const char *const good[] = {"\"utf-8\"", "'utf-8'", "\"UTF-8\"", "'UTF-8'"};
  for (size_t i = 0; i < YS_LENGTH(good); i++) {
    if (memmem(value.p, value.n, good[i], 7) != NULL) {
      return NULL;
    }
  }
  return "an encoding other than UTF-8";
}

/** Behind the tag at @p at; *depth goes up or down with it. */
static size_t skip_tag(ys_view text, size_t at, int *depth) {
  char quote = '\0';
  for (size_t i = at + 1; i < text.n; i++) {
    const char c = text.p[i];
    if (quote != '\0') {
      quote = c == quote ? '\0' : quote;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      *depth += starts(text, at, YS_VIEW("</")) ? -1 : text.p[i - 1] == '/' ? 0 : 1;
      return i + 1;
    }
  }
  return text.n;
}

static ys_status scan_xml(ys_view text, ys_view name, const ys_log *log) {
  const char *const fault = declaration_fault(text);
  if (fault != NULL) {
    return refuse(log, name, text, 0, fault);
  }
  int depth = 0;
  for (size_t i = behind(text, 0, YS_VIEW("<")); i > 0 && i <= text.n;) {
    const size_t at = i - 1;
    size_t next = 0;
    if (text.p[at] != '<') {
      break; /* the end */
    }
    if (starts(text, at, YS_VIEW("<!--"))) {
      next = behind(text, at, YS_VIEW("-->"));
    } else if (starts(text, at, YS_VIEW("<![CDATA["))) {
      next = behind(text, at, YS_VIEW("]]>"));
    } else if (starts(text, at, YS_VIEW("<!"))) {
      return refuse(log, name, text, at, "a document type or an entity, which Yanshu doesn't write");
    } else if (starts(text, at, YS_VIEW("<?"))) {
      next = behind(text, at, YS_VIEW("?>"));
    } else {
      next = skip_tag(text, at, &depth);
    }
    if (depth > DEPTH_MOST) {
      (void)refuse(log, name, text, at, "elements nested too deep");
      return YANSHU_LIMIT;
    }
    i = next >= text.n ? text.n + 1 : behind(text, next, YS_VIEW("<"));
  }
  return YANSHU_OK;
}

ys_status ys_rdf_scan(ys_view text, yanshu_syntax syntax, ys_view name, const ys_log *log) {
  const size_t bad = ys_utf8_check(text);
  const char *const zero = text.n == 0 ? NULL : memchr(text.p, '\0', text.n);
  if (bad != SIZE_MAX || zero != NULL) {
    return refuse(log, name, text, bad != SIZE_MAX ? bad : (size_t)(zero - text.p), "text that is not UTF-8");
  }
  switch (syntax) {
  case YANSHU_NTRIPLES:
  case YANSHU_NQUADS:
    return scan_lines(text, name, log);
  case YANSHU_TURTLE:
    return scan_turtle(text, name, log);
  case YANSHU_RDFXML:
  case YANSHU_RDFXML_ABBREV:
    return scan_xml(text, name, log);
  case YANSHU_JSONLD:
  case YANSHU_CSV:
  case YANSHU_DOT:
    break;
  }
  return YS_FAIL(log, YANSHU_BAD_ARGUMENT, name, 0,
                 "tables and pictures don't hold the whole graph and can't be read back");
}
