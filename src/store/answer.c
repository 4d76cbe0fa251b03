/* SPDX-License-Identifier: Apache-2.0 */
/** @file answer.c The result formats of SPARQL 1.1: CSV, TSV, JSON, XML. */
#include "store/answer.h"

#include <stdio.h>
#include <string.h>

/* ---- output ---- */

static void flush(ys_sheet *out) {
  if (out->status == YANSHU_OK && out->n > 0) {
    out->status = out->write(out->user, out->bytes, out->n);
  }
  out->n = 0;
}

void ys_sheet_begin(ys_sheet *out, yanshu_write_func write, void *user) {
  out->write = write;
  out->user = user;
  out->status = YANSHU_OK;
  out->total = 0;
  out->n = 0;
}

void ys_sheet_put(ys_sheet *out, const void *bytes, size_t n) {
  const char *p = bytes;
  out->total += (int64_t)n;
  while (n > 0 && out->status == YANSHU_OK) {
    const size_t room = sizeof out->bytes - out->n;
    const size_t now = n < room ? n : room;
    memcpy(out->bytes + out->n, p, now);
    out->n += now;
    p += now;
    n -= now;
    if (out->n == sizeof out->bytes) {
      flush(out);
    }
  }
}

void ys_sheet_text(ys_sheet *out, const char *text) {
  ys_sheet_put(out, text, strlen(text));
}

void ys_sheet_view(ys_sheet *out, ys_view text) {
  ys_sheet_put(out, text.p, text.n);
}

ys_status ys_sheet_end(ys_sheet *out) {
  flush(out);
  return out->status;
}

/** What stands for one byte in some syntax; NULL: itself. */
typedef const char *(*escape_func)(char c);

static void put_escaped(ys_sheet *out, ys_view text, escape_func escape) {
  size_t done = 0;
  for (size_t i = 0; i < text.n; i++) {
    const char *const instead = escape(text.p[i]);
    if (instead != NULL) {
      ys_sheet_put(out, text.p + done, i - done);
      ys_sheet_text(out, instead);
      done = i + 1;
    }
  }
  if (done < text.n) {
    ys_sheet_put(out, text.p + done, text.n - done);
  }
}

/* ---- Turtle's terms ---- */

static const char *escape_turtle(char c) {
  switch (c) {
  case '"':
    return "\\\"";
  case '\\':
    return "\\\\";
  case '\n':
    return "\\n";
  case '\r':
    return "\\r";
  case '\t':
    return "\\t";
  default:
    return NULL;
  }
}

void ys_sheet_cell(ys_sheet *out, const ys_cell *cell) {
  switch (cell->kind) {
  case YS_CELL_NONE:
    return;
  case YS_CELL_IRI:
    ys_sheet_text(out, "<");
    ys_sheet_view(out, cell->text);
    ys_sheet_text(out, ">");
    return;
  case YS_CELL_BLANK:
    ys_sheet_text(out, "_:");
    ys_sheet_view(out, cell->text);
    return;
  case YS_CELL_LITERAL:
    ys_sheet_text(out, "\"");
    put_escaped(out, cell->text, escape_turtle);
    ys_sheet_text(out, "\"");
    if (cell->language.n > 0) {
      ys_sheet_text(out, "@");
      ys_sheet_view(out, cell->language);
    } else if (cell->datatype.n > 0) {
      ys_sheet_text(out, "^^<");
      ys_sheet_view(out, cell->datatype);
      ys_sheet_text(out, ">");
    }
    return;
  }
}

/* ---- CSV and TSV ---- */

static const char *escape_csv(char c) {
  return c == '"' ? "\"\"" : NULL;
}

static bool needs_quotes(ys_view text) {
  for (size_t i = 0; i < text.n; i++) {
    if (strchr(",\"\r\n", text.p[i]) != NULL) {
      return true;
    }
  }
  return false;
}

static void put_csv(ys_sheet *out, const ys_cell *cell) {
  if (cell->kind == YS_CELL_BLANK) {
    ys_sheet_text(out, "_:");
  }
  if (!needs_quotes(cell->text)) {
    ys_sheet_view(out, cell->text);
    return;
  }
  ys_sheet_text(out, "\"");
  put_escaped(out, cell->text, escape_csv);
  ys_sheet_text(out, "\"");
}

void ys_answer_csv(const ys_answer *a, ys_sheet *out) {
  for (size_t k = 0; k < a->n_column; k++) {
    ys_sheet_text(out, k == 0 ? "" : ",");
    ys_sheet_view(out, a->column[k]);
  }
  ys_sheet_text(out, "\r\n");
  for (uint32_t i = 0; i < a->row.n; i++) {
    for (size_t k = 0; k < a->n_column; k++) {
      ys_sheet_text(out, k == 0 ? "" : ",");
      put_csv(out, &a->row.at[i][k]);
    }
    ys_sheet_text(out, "\r\n");
  }
}

void ys_answer_tsv(const ys_answer *a, ys_sheet *out) {
  for (size_t k = 0; k < a->n_column; k++) {
    ys_sheet_text(out, k == 0 ? "?" : "\t?");
    ys_sheet_view(out, a->column[k]);
  }
  ys_sheet_text(out, "\n");
  for (uint32_t i = 0; i < a->row.n; i++) {
    for (size_t k = 0; k < a->n_column; k++) {
      ys_sheet_text(out, k == 0 ? "" : "\t");
      ys_sheet_cell(out, &a->row.at[i][k]);
    }
    ys_sheet_text(out, "\n");
  }
}

/* ---- JSON ---- */

static const char *escape_json(char c) {
  /* The other control characters can't be in a literal that a parser let in. */
  return c == '\b' ? "\\b" : c == '\f' ? "\\f" : escape_turtle(c);
}

static void put_json_string(ys_sheet *out, ys_view text) {
  ys_sheet_text(out, "\"");
  size_t done = 0;
  for (size_t i = 0; i < text.n; i++) {
    const unsigned char c = (unsigned char)text.p[i];
    char code[8];
    const char *instead = escape_json(text.p[i]);
    if (instead == NULL && c < 0x20) {
      (void)snprintf(code, sizeof code, "\\u%04x", c);
      instead = code;
    }
    if (instead != NULL) {
      ys_sheet_put(out, text.p + done, i - done);
      ys_sheet_text(out, instead);
      done = i + 1;
    }
  }
  ys_sheet_put(out, text.p == NULL ? "" : text.p + done, text.n - done);
  ys_sheet_text(out, "\"");
}

static void put_json(ys_sheet *out, const ys_cell *cell) {
  static const char *const kind[] = {"", "uri", "bnode", "literal"};
  ys_sheet_text(out, "{ \"type\": \"");
  ys_sheet_text(out, kind[cell->kind]);
  ys_sheet_text(out, "\", \"value\": ");
  put_json_string(out, cell->text);
  if (cell->language.n > 0) {
    ys_sheet_text(out, ", \"xml:lang\": ");
    put_json_string(out, cell->language);
  } else if (cell->datatype.n > 0) {
    ys_sheet_text(out, ", \"datatype\": ");
    put_json_string(out, cell->datatype);
  }
  ys_sheet_text(out, " }");
}

static void put_json_row(ys_sheet *out, const ys_answer *a, const ys_cell *row) {
  bool first = true;
  ys_sheet_text(out, "{");
  for (size_t k = 0; k < a->n_column; k++) {
    if (row[k].kind != YS_CELL_NONE) {
      ys_sheet_text(out, first ? " " : ", ");
      put_json_string(out, a->column[k]);
      ys_sheet_text(out, ": ");
      put_json(out, &row[k]);
      first = false;
    }
  }
  ys_sheet_text(out, " }");
}

void ys_answer_json(const ys_answer *a, ys_sheet *out) {
  if (a->boolean) {
    ys_sheet_text(out, a->yes ? "{ \"head\": {}, \"boolean\": true }\n" : "{ \"head\": {}, \"boolean\": false }\n");
    return;
  }
  ys_sheet_text(out, "{ \"head\": { \"vars\": [");
  for (size_t k = 0; k < a->n_column; k++) {
    ys_sheet_text(out, k == 0 ? " " : ", ");
    put_json_string(out, a->column[k]);
  }
  ys_sheet_text(out, " ] },\n  \"results\": { \"bindings\": [");
  for (uint32_t i = 0; i < a->row.n; i++) {
    ys_sheet_text(out, i == 0 ? "\n    " : ",\n    ");
    put_json_row(out, a, a->row.at[i]);
  }
  ys_sheet_text(out, " ] } }\n");
}

/* ---- XML ---- */

static const char *escape_xml(char c) {
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  case '\r':
    return "&#13;";
  case '\n':
    return "&#10;";
  case '\t':
    return "&#9;";
  default:
    /* XML has no way to write the others at all. */
    return (unsigned char)c < 0x20 ? "\xEF\xBF\xBD" : NULL;
  }
}

static void put_xml(ys_sheet *out, const ys_cell *cell) {
  static const char *const kind[] = {"", "uri", "bnode", "literal"};
  ys_sheet_text(out, "<");
  ys_sheet_text(out, kind[cell->kind]);
  if (cell->language.n > 0 || cell->datatype.n > 0) {
    ys_sheet_text(out, cell->language.n > 0 ? " xml:lang=\"" : " datatype=\"");
    put_escaped(out, cell->language.n > 0 ? cell->language : cell->datatype, escape_xml);
    ys_sheet_text(out, "\"");
  }
  ys_sheet_text(out, ">");
  put_escaped(out, cell->text, escape_xml);
  ys_sheet_text(out, "</");
  ys_sheet_text(out, kind[cell->kind]);
  ys_sheet_text(out, ">");
}

static void put_xml_row(ys_sheet *out, const ys_answer *a, const ys_cell *row) {
  ys_sheet_text(out, "    <result>\n");
  for (size_t k = 0; k < a->n_column; k++) {
    if (row[k].kind != YS_CELL_NONE) {
      ys_sheet_text(out, "      <binding name=\"");
      put_escaped(out, a->column[k], escape_xml);
      ys_sheet_text(out, "\">");
      put_xml(out, &row[k]);
      ys_sheet_text(out, "</binding>\n");
    }
  }
  ys_sheet_text(out, "    </result>\n");
}

void ys_answer_xml(const ys_answer *a, ys_sheet *out) {
  ys_sheet_text(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                     "<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\">\n  <head>\n");
  for (size_t k = 0; k < a->n_column; k++) {
    ys_sheet_text(out, "    <variable name=\"");
    put_escaped(out, a->column[k], escape_xml);
    ys_sheet_text(out, "\"/>\n");
  }
  ys_sheet_text(out, "  </head>\n");
  if (a->boolean) {
    ys_sheet_text(out, a->yes ? "  <boolean>true</boolean>\n" : "  <boolean>false</boolean>\n");
  } else {
    ys_sheet_text(out, "  <results>\n");
    for (uint32_t i = 0; i < a->row.n; i++) {
      put_xml_row(out, a, a->row.at[i]);
    }
    ys_sheet_text(out, "  </results>\n");
  }
  ys_sheet_text(out, "</sparql>\n");
}
