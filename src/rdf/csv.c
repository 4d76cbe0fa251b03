/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file csv.c
 * The facts as a table, one row a fact and article, for spreadsheets and data frames: RFC 4180, UTF-8. A table for
 * people: it has the labels beside the IRIs, and leaves out what no fact needs; it can't be read back.
 */
#include <string.h>

#include "rdf/triples.h"

enum {
  COL_KIND,
  COL_FACT,
  COL_SUBJECT,
  COL_SUBJECT_LABEL,
  COL_PREDICATE,
  COL_OBJECT,
  COL_OBJECT_LABEL,
  COL_ROLE,
  COL_ORGANIZATION,
  COL_DIVISION_CODE,
  COL_STATUS,
  COL_DATE,
  COL_ARTICLE,
  COL_SOURCE,
  COL_WORDS,
  COL_BEGIN,
  COL_END,
  COL_RULE,
  COLUMNS
};

static const struct {
  const char *name;
  const char *datatype;
  const char *description;
  const char *format; /**< regular expression that values fulfil; NULL: any of the datatype */
  bool required;
} columns[COLUMNS] = {
    [COL_KIND] = {"kind", "string", "what sort of fact", "tenure|statement|figure|assertion", true},
    [COL_FACT] = {"fact", "anyURI", "IRI of the fact", NULL, true},
    [COL_SUBJECT] = {"subject", "anyURI", "whom or what it is about: person, speaker, subject of the relation", NULL,
                     false},
    [COL_SUBJECT_LABEL] = {"subject_label", "string", "the name of that", NULL, false},
    [COL_PREDICATE] = {"predicate", "string", "relation, as prefix and name; ys:post of a tenure", NULL, false},
    [COL_OBJECT] = {"object", "anyURI", "the post, the other end of the relation, what a statement is about first",
                    NULL, false},
    [COL_OBJECT_LABEL] = {"object_label", "string",
                          "title as printed, name, words quoted, number with unit, text or date", NULL, false},
    [COL_ROLE] = {"role", "string", "of a tenure: the position alone", NULL, false},
    [COL_ORGANIZATION] = {"organization", "string", "of a tenure: the organisation's name", NULL, false},
    [COL_DIVISION_CODE] = {"division_code", "string", "GB/T 2260 code of the division that it holds for",
                           "[0-9]{6}|[0-9]{12}", false},
    [COL_STATUS] = {"status", "string", "of a tenure: how the person stands to the post",
                    "current|former|acting|elected|appointed|dismissed|nominated", false},
    [COL_DATE] = {"date", "string", "as of when: year, month or day", "[0-9]{4}(-[0-9]{2}){0,2}", false},
    [COL_ARTICLE] = {"article", "anyURI", "where it is reported", NULL, false},
    [COL_SOURCE] = {"source", "string", "name of the publisher", NULL, false},
    [COL_WORDS] = {"words", "string", "the words that say it; the first ones when there are more", NULL, false},
    [COL_BEGIN] = {"begin", "nonNegativeInteger", "their first character in the decoded input, from 0", NULL, false},
    [COL_END] = {"end", "nonNegativeInteger", "the character behind them", NULL, false},
    [COL_RULE] = {"rule", "anyURI", "the rule that read them", NULL, false},
};

/* ---- header and metadata ---- */

void ys_csv_begin(ys_buffer *out) {
  for (size_t i = 0; i < COLUMNS; i++) {
    ys_buffer_append(out, ",", i > 0 ? 1 : 0);
    ys_buffer_append_view(out, ys_view_of(columns[i].name));
  }
  YS_OUT_TEXT(out, "\r\n");
}

/** A path as a relative reference: what it may not hold is percent-encoded. */
static void put_reference(ys_view name, ys_buffer *b) {
  static const char hex[] = "0123456789ABCDEF";
  for (size_t i = 0; i < name.n; i++) {
    const unsigned char c = (unsigned char)name.p[i];
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    const char escaped[] = {'%', hex[c >> 4], hex[c & 15]};
    ys_buffer_append(b, plain ? name.p + i : escaped, plain ? 1 : sizeof escaped);
  }
}

static void put_datatype(size_t column, ys_buffer *out) {
  if (columns[column].required) {
    YS_OUT_TEXT(out, "\"required\": true, ");
  }
  YS_OUT_TEXT(out, "\"datatype\": ");
  ys_buffer_append_view(out, columns[column].format == NULL ? YS_VIEW("\"") : YS_VIEW("{\"base\": \""));
  ys_buffer_append_view(out, ys_view_of(columns[column].datatype));
  YS_OUT_TEXT(out, "\"");
  if (columns[column].format != NULL) {
    YS_OUT_TEXT(out, ", \"format\": \"");
    ys_buffer_append_view(out, ys_view_of(columns[column].format));
    YS_OUT_TEXT(out, "\"}");
  }
}

void ys_csv_metadata(ys_view name, ys_buffer *out) {
  YS_OUT_TEXT(out, "{\n  \"@context\": [\"http://www.w3.org/ns/csvw\", {\"@language\": \"en\"}],\n  \"url\": \"");
  put_reference(name, out);
  YS_OUT_TEXT(out, "\",\n  \"dc:title\": \"Facts read by Yanshu\",\n  \"dialect\": {\"encoding\": \"utf-8\", "
                   "\"header\": true, \"lineTerminators\": [\"\\r\\n\"]},\n  \"tableSchema\": {\n    \"columns\": [");
  for (size_t i = 0; i < COLUMNS; i++) {
    ys_buffer_append_view(out, i > 0 ? YS_VIEW(",\n      {\"name\": \"") : YS_VIEW("\n      {\"name\": \""));
    ys_buffer_append_view(out, ys_view_of(columns[i].name));
    YS_OUT_TEXT(out, "\", \"titles\": \"");
    ys_buffer_append_view(out, ys_view_of(columns[i].name));
    YS_OUT_TEXT(out, "\", ");
    put_datatype(i, out);
    YS_OUT_TEXT(out, ", \"dc:description\": \"");
    ys_buffer_append_view(out, ys_view_of(columns[i].description));
    YS_OUT_TEXT(out, "\"}");
  }
  YS_OUT_TEXT(out, "\n    ],\n    \"primaryKey\": [\"fact\", \"article\"],\n    "
                   "\"aboutUrl\": \"{+fact}\"\n  }\n}\n");
}

/* ---- rows ---- */

/** The cells of one row; views of terms, but for the object's label of a figure. */
typedef struct row {
  ys_view cell[COLUMNS];
} row;

static void put_cell(ys_view cell, ys_buffer *b) {
  bool quoted = false;
  for (size_t i = 0; i < cell.n && !quoted; i++) {
    quoted = cell.p[i] == ',' || cell.p[i] == '"' || cell.p[i] == '\n' || cell.p[i] == '\r';
  }
  if (!quoted) {
    ys_buffer_append_view(b, cell);
    return;
  }
  YS_OUT_TEXT(b, "\"");
  for (size_t i = 0; i < cell.n; i++) {
    ys_buffer_append(b, "\"", cell.p[i] == '"' ? 1 : 0);
    ys_buffer_append(b, cell.p + i, 1);
  }
  YS_OUT_TEXT(b, "\"");
}

static void put_row(const row *r, ys_buffer *b) {
  for (size_t i = 0; i < COLUMNS; i++) {
    ys_buffer_append(b, ",", i > 0 ? 1 : 0);
    put_cell(r->cell[i], b);
  }
  YS_OUT_TEXT(b, "\r\n");
}

static ys_view text_of(const ys_triples *t, uint32_t id) {
  return id == YS_NO_TERM ? (ys_view){NULL, 0} : t->term[id].text;
}

static ys_view object_text(const ys_triples *t, uint32_t subject, ys_vocab predicate) {
  return subject == YS_NO_TERM ? (ys_view){NULL, 0} : text_of(t, ys_triples_object(t, subject, predicate));
}

static ys_view label_of(const ys_triples *t, uint32_t id) {
  const ys_term *const label = id == YS_NO_TERM ? NULL : ys_triples_label(t, id);
  return label == NULL ? (ys_view){NULL, 0} : label->text;
}

/** "ys:covers" for terms of the vocabulary, the IRI for others. */
static ys_view name_of(const ys_triples *t, uint32_t id) {
  return id != YS_NO_TERM && t->term[id].vocab != YS_VOCAB_TERMS ? ys_vocab_get((ys_vocab)t->term[id].vocab)->curie
                                                                 : text_of(t, id);
}

static void set_subject(const ys_triples *t, uint32_t id, row *r) {
  r->cell[COL_SUBJECT] = text_of(t, id);
  r->cell[COL_SUBJECT_LABEL] = label_of(t, id);
}

static void set_object(const ys_triples *t, uint32_t id, row *r) {
  if (id != YS_NO_TERM && t->term[id].literal) {
    r->cell[COL_OBJECT_LABEL] = t->term[id].text;
  } else {
    r->cell[COL_OBJECT] = text_of(t, id);
    r->cell[COL_OBJECT_LABEL] = label_of(t, id);
  }
}

static void read_tenure(const ys_triples *t, uint32_t fact, row *r) {
  const ys_view status = name_of(t, ys_triples_object(t, fact, YS_V_ys_status));
  r->cell[COL_KIND] = YS_VIEW("tenure");
  set_subject(t, ys_triples_object(t, fact, YS_V_org_member), r);
  r->cell[COL_PREDICATE] = YS_VIEW("ys:post");
  r->cell[COL_OBJECT] = object_text(t, fact, YS_V_ys_post);
  r->cell[COL_OBJECT_LABEL] = object_text(t, fact, YS_V_ys_title);
  r->cell[COL_ROLE] = label_of(t, ys_triples_object(t, fact, YS_V_org_role));
  r->cell[COL_ORGANIZATION] = label_of(t, ys_triples_object(t, fact, YS_V_org_organization));
  r->cell[COL_DIVISION_CODE] = object_text(t, ys_triples_object(t, fact, YS_V_ys_jurisdiction), YS_V_ys_divisionCode);
  r->cell[COL_STATUS] = ys_view_starts(status, YS_VIEW("ys:")) ? (ys_view){status.p + 3, status.n - 3} : status;
}

static void read_statement(const ys_triples *t, uint32_t fact, row *r) {
  r->cell[COL_KIND] = YS_VIEW("statement");
  set_subject(t, ys_triples_object(t, fact, YS_V_ys_speaker), r);
  r->cell[COL_PREDICATE] = YS_VIEW("schema:text");
  r->cell[COL_OBJECT] = object_text(t, fact, YS_V_schema_about);
  r->cell[COL_OBJECT_LABEL] = object_text(t, fact, YS_V_schema_text);
}

/** @p text: where the number, its unit and what is counted are put together. */
static void read_figure(const ys_triples *t, uint32_t fact, row *r, ys_buffer *text) {
  r->cell[COL_KIND] = YS_VIEW("figure");
  set_subject(t, ys_triples_object(t, fact, YS_V_schema_about), r);
  r->cell[COL_PREDICATE] = YS_VIEW("ys:number");
  text->n = 0;
  ys_buffer_append_view(text, object_text(t, fact, YS_V_ys_number));
  ys_buffer_append_view(text, object_text(t, fact, YS_V_ys_unit));
  const ys_view what = object_text(t, fact, YS_V_ys_measures);
  ys_buffer_append(text, " ", what.n > 0 ? 1 : 0);
  ys_buffer_append_view(text, what);
  r->cell[COL_OBJECT_LABEL] = ys_buffer_view(text);
  r->cell[COL_DIVISION_CODE] = object_text(t, ys_triples_object(t, fact, YS_V_ys_place), YS_V_ys_divisionCode);
}

static void read_assertion(const ys_triples *t, uint32_t fact, row *r) {
  r->cell[COL_KIND] = YS_VIEW("assertion");
  set_subject(t, ys_triples_object(t, fact, YS_V_rdf_subject), r);
  r->cell[COL_PREDICATE] = name_of(t, ys_triples_object(t, fact, YS_V_rdf_predicate));
  set_object(t, ys_triples_object(t, fact, YS_V_rdf_object), r);
}

/** The article that a mention stands in. */
static uint32_t article_of(const ys_triples *t, uint32_t mention) {
  const uint32_t context = ys_triples_object(t, mention, YS_V_nif_referenceContext);
  return context == YS_NO_TERM ? YS_NO_TERM : ys_triples_object(t, context, YS_V_prov_wasDerivedFrom);
}

/** Whether the number @p a is less than @p b: both canonical. */
static bool is_less(ys_view a, ys_view b) {
  return a.n != b.n ? a.n < b.n : ys_view_compare(a, b) < 0;
}

/** Sets where @p article says it first; triples [begin, end) are those of the fact. */
static void set_evidence(const ys_triples *t, uint32_t begin, uint32_t end, uint32_t article, row *r) {
  r->cell[COL_ARTICLE] = text_of(t, article);
  r->cell[COL_SOURCE] = label_of(t, ys_triples_object(t, article, YS_V_dcterms_publisher));
  r->cell[COL_WORDS] = r->cell[COL_BEGIN] = r->cell[COL_END] = r->cell[COL_RULE] = (ys_view){NULL, 0};
  for (uint32_t i = begin; i < end; i++) {
    const uint32_t mention = t->triple[i].o;
    if (t->term[t->triple[i].p].vocab != YS_V_prov_wasDerivedFrom || article_of(t, mention) != article) {
      continue;
    }
    const ys_view at = object_text(t, mention, YS_V_nif_beginIndex);
    if (at.n > 0 && (r->cell[COL_BEGIN].n == 0 || is_less(at, r->cell[COL_BEGIN]))) {
      r->cell[COL_BEGIN] = at;
      r->cell[COL_END] = object_text(t, mention, YS_V_nif_endIndex);
      r->cell[COL_WORDS] = object_text(t, mention, YS_V_nif_anchorOf);
      r->cell[COL_RULE] = object_text(t, mention, YS_V_ys_byRule);
    }
  }
}

/** A row an article that the fact is from; one without article when none is known. */
static void put_rows(const ys_triples *t, uint32_t begin, uint32_t end, row *r, ys_buffer *b) {
  uint32_t rows = 0;
  for (uint32_t i = begin; i < end; i++) {
    const uint32_t source = t->triple[i].o;
    const bool repeated = i > begin && t->triple[i - 1].p == t->triple[i].p && t->triple[i - 1].o == source;
    if (!repeated && t->term[t->triple[i].p].vocab == YS_V_prov_wasDerivedFrom && article_of(t, source) == YS_NO_TERM) {
      set_evidence(t, begin, end, source, r);
      put_row(r, b);
      rows++;
    }
  }
  if (rows == 0) {
    put_row(r, b);
  }
}

/** The kind of fact that @p class_term is; false for none. */
static bool read_fact(const ys_triples *t, uint32_t fact, uint16_t class_term, row *r, ys_buffer *text) {
  switch (class_term) {
  case YS_V_ys_Tenure:
    read_tenure(t, fact, r);
    break;
  case YS_V_ys_Statement:
    read_statement(t, fact, r);
    break;
  case YS_V_ys_Figure:
    read_figure(t, fact, r, text);
    break;
  case YS_V_ys_Assertion:
    read_assertion(t, fact, r);
    break;
  default:
    return false;
  }
  r->cell[COL_FACT] = text_of(t, fact);
  r->cell[COL_DATE] = object_text(t, fact, YS_V_ys_asOf);
  return true;
}

void ys_csv_write(const ys_triples *t, ys_out *out) {
  ys_buffer text;
  ys_buffer_init(&text, out->b->allocator);
  for (uint32_t begin = 0; begin < t->n && ys_out_settle(out);) {
    const uint32_t fact = t->triple[begin].s;
    uint32_t end = begin;
    row r = {.cell = {{NULL, 0}}};
    bool found = false;
    for (; end < t->n && t->triple[end].s == fact; end++) {
      if (!found && t->term[t->triple[end].p].vocab == YS_V_rdf_type) {
        found = read_fact(t, fact, t->term[t->triple[end].o].vocab, &r, &text);
      }
    }
    if (found) {
      put_rows(t, begin, end, &r, out->b);
    }
    begin = end;
  }
  out->b->failed = out->b->failed || text.failed;
  ys_buffer_free(&text);
}
