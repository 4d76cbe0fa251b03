/* SPDX-License-Identifier: Apache-2.0 */
/* Rule files as XML: parsing, validation by the built-in schema, small readers of attributes. */
#include <string.h>

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/xmlerror.h>

#include "rules/read.h"

static ys_view xml_view(const xmlChar *text) {
  return ys_view_of((const char *)text);
}

ys_place ys_xml_place(const xmlNode *node) {
  if (node->type == XML_ELEMENT_NODE && node->_private) {
    return *(const ys_place *)node->_private;
  }
  const long line = xmlGetLineNo(node);
  return (ys_place){line > 0 ? (uint32_t)line : 0, 0};
}

ys_view ys_xml_name(const xmlNode *node) {
  return xml_view(node->name);
}

static bool in_namespace(const xmlNode *node) {
  return node->ns && node->ns->href && strcmp((const char *)node->ns->href, YS_RULES_NAMESPACE) == 0;
}

bool ys_xml_is(const xmlNode *node, const char *name) {
  return in_namespace(node) && strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *element_from(const xmlNode *node) {
  while (node && node->type != XML_ELEMENT_NODE) {
    node = node->next;
  }
  return node;
}

const xmlNode *ys_xml_first(const xmlNode *node) {
  return element_from(node->children);
}
const xmlNode *ys_xml_next(const xmlNode *node) {
  return element_from(node->next);
}

static ys_view take(ys_reader *reader, xmlChar *text) {
  if (!text) {
    return YS_VIEW("");
  }
  const ys_view copy = ys_arena_copy(reader->arena, xml_view(text));
  xmlFree(text);
  if (!copy.p) {
    reader->no_memory = true;
    return YS_VIEW("");
  }
  return copy;
}

ys_view ys_xml_attribute(ys_reader *reader, const xmlNode *node, const char *name) {
  return ys_view_trim(take(reader, xmlGetNoNsProp(node, (const xmlChar *)name)));
}

bool ys_xml_has(const xmlNode *node, const char *name) {
  for (const xmlAttr *a = node->properties; a; a = a->next) {
    if (!a->ns && strcmp((const char *)a->name, name) == 0) {
      return true;
    }
  }
  return false;
}

ys_view ys_xml_text(ys_reader *reader, const xmlNode *node) {
  ys_view text = take(reader, xmlNodeGetContent(node));
  while (text.n && strchr(" \t\r\n", text.p[0])) {
    text.p++;
    text.n--;
  }
  while (text.n && strchr(" \t\r\n", text.p[text.n - 1])) {
    text.n--;
  }
  return text;
}

ys_view ys_xml_lang(ys_reader *reader, const xmlNode *node) {
  return take(reader, xmlGetNsProp(node, (const xmlChar *)"lang", XML_XML_NAMESPACE));
}

/* ---- words of attributes ---- */

static bool next_between(ys_view *rest, ys_view *part, const char *marks) {
  if (rest->n == 0) { /* an attribute that is not there has no address to count from */
    *part = *rest;
    return false;
  }
  size_t i = 0;
  while (i < rest->n && strchr(marks, rest->p[i])) {
    i++;
  }
  const size_t begin = i;
  while (i < rest->n && !strchr(marks, rest->p[i])) {
    i++;
  }
  *part = (ys_view){rest->p + begin, i - begin};
  *rest = (ys_view){rest->p + i, rest->n - i};
  return part->n > 0;
}

bool ys_next_word(ys_view *rest, ys_view *word) {
  return next_between(rest, word, " \t\r\n");
}
bool ys_next_part(ys_view *rest, ys_view *part) {
  return next_between(rest, part, "|");
}

ys_chars ys_read_chars(ys_reader *reader, ys_view text) {
  uint32_t *at = ys_arena_alloc(reader->arena, (text.n + 1) * sizeof *at);
  ys_chars out = {at, 0};
  if (!at) {
    reader->no_memory = true;
    return out;
  }
  for (size_t i = 0, length = 0; i < text.n; i += length) {
    at[out.n++] = ys_utf8_decode(text.p + i, text.n - i, &length);
  }
  return out;
}

uint16_t ys_read_number(ys_reader *reader, const xmlNode *node, const char *name, uint16_t otherwise, uint16_t min,
                        uint16_t max) {
  const ys_view text = ys_xml_attribute(reader, node, name);
  if (!ys_xml_has(node, name)) {
    return otherwise;
  }
  uint32_t value = 0;
  bool good = text.n > 0 && text.n < 7;
  for (size_t i = 0; good && i < text.n; i++) {
    good = text.p[i] >= '0' && text.p[i] <= '9';
    value = value * 10 + (uint32_t)(text.p[i] - '0');
  }
  if (!good || value < min || value > max) {
    YS_RULE_ERROR(reader, ys_xml_place(node), "%s=\"%.*s\" of <%s> must be a number from %u to %u", name, YS_INT(text),
                  (const char *)node->name, (unsigned)min, (unsigned)max);
    return otherwise;
  }
  return (uint16_t)value;
}

static size_t name_index(const char *const *names, size_t n, ys_view word) {
  size_t i = 0;
  while (i < n && !ys_view_equal(ys_view_of(names[i]), word)) {
    i++;
  }
  return i;
}

static void report_unknown(ys_reader *reader, const xmlNode *node, const char *name, const char *const *names, size_t n,
                           ys_view word) {
  ys_buffer list;
  ys_buffer_init(&list, ys_arena_allocator(reader->arena));
  for (size_t i = 0; i < n; i++) {
    ys_buffer_append(&list, " ", 1);
    ys_buffer_append_view(&list, ys_view_of(names[i]));
  }
  const ys_view all = ys_buffer_view(&list);
  YS_RULE_ERROR(reader, ys_xml_place(node), "%s of <%s> can't be '%.*s'; it can be:%.*s", name,
                (const char *)node->name, YS_INT(word), YS_INT(all));
  ys_buffer_free(&list);
}

uint8_t ys_read_choice(ys_reader *reader, const xmlNode *node, const char *name, const char *const *names, size_t n,
                       uint8_t otherwise) {
  if (!ys_xml_has(node, name)) {
    return otherwise;
  }
  const ys_view word = ys_xml_attribute(reader, node, name);
  const size_t i = name_index(names, n, word);
  if (i == n) {
    report_unknown(reader, node, name, names, n, word);
    return otherwise;
  }
  return (uint8_t)i;
}

uint16_t ys_read_mask(ys_reader *reader, const xmlNode *node, const char *name, const char *const *names, size_t n) {
  ys_view rest = ys_xml_attribute(reader, node, name);
  uint16_t mask = 0;
  for (ys_view word; ys_next_word(&rest, &word);) {
    const size_t i = name_index(names, n, word);
    if (i == n) {
      report_unknown(reader, node, name, names, n, word);
    } else {
      mask = (uint16_t)(mask | (1u << i));
    }
  }
  if (!mask && ys_xml_has(node, name) && !ys_xml_attribute(reader, node, name).n) {
    YS_RULE_ERROR(reader, ys_xml_place(node), "%s of <%s> is empty", name, (const char *)node->name);
  }
  return mask;
}

/* ---- documents ---- */

/* libxml2 ends its messages with a line feed. */
static ys_view message_of(const xmlError *error) {
  ys_view text = ys_view_of(error && error->message ? error->message : "unknown error");
  while (text.n && (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == ' ')) {
    text.n--;
  }
  return text;
}

/* Without a const in libxml2 before 2.12, with one after: the cast serves both. */
static void on_schema_error(void *user, xmlErrorPtr error) {
  ys_reader *reader = user;
  if (error && error->code == XML_ERR_NO_MEMORY) {
    reader->no_memory = true;
    return;
  }
  const ys_view text = message_of(error);
  const xmlNode *node = error ? error->node : NULL;
  ys_place place = {error && error->line > 0 ? (uint32_t)error->line : 0, 0};
  if (node && node->type == XML_ELEMENT_NODE) {
    place = ys_xml_place(node);
  }
  YS_RULE_ERROR(reader, place, "%.*s", YS_INT(text));
}

static void validate(ys_reader *reader, xmlDoc *doc) {
  xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewMemParserCtxt(ys_rules_schema, (int)ys_rules_schema_size);
  xmlRelaxNG *schema = NULL;
  if (parser) {
    xmlRelaxNGSetParserStructuredErrors(parser, (xmlStructuredErrorFunc)on_schema_error, reader);
    schema = xmlRelaxNGParse(parser);
    xmlRelaxNGFreeParserCtxt(parser);
  }
  xmlRelaxNGValidCtxt *valid = schema ? xmlRelaxNGNewValidCtxt(schema) : NULL;
  if (valid) {
    const uint32_t before = reader->errors;
    xmlRelaxNGSetValidStructuredErrors(valid, (xmlStructuredErrorFunc)on_schema_error, reader);
    const int result = xmlRelaxNGValidateDoc(valid, doc);
    if (result < 0) {
      reader->no_memory = true;
    } else if (result > 0 && reader->errors == before && !reader->no_memory) {
      YS_RULE_ERROR(reader, YS_NOWHERE, "the file does not follow the schema rules.rng");
    }
    xmlRelaxNGFreeValidCtxt(valid);
  } else if (!reader->errors) {
    reader->no_memory = true;
  }
  xmlRelaxNGFree(schema);
}

static void report_parse_error(ys_reader *reader, xmlParserCtxt *context) {
  const xmlError *error = xmlCtxtGetLastError(context);
  if (!error || error->code == XML_ERR_NO_MEMORY) {
    reader->no_memory = true;
    return;
  }
  const ys_view text = message_of(error);
  const ys_place place = {error->line > 0 ? (uint32_t)error->line : 0, error->int2 > 0 ? (uint32_t)error->int2 : 0};
  YS_RULE_ERROR(reader, place, "not well-formed XML: %.*s", YS_INT(text));
}

void ys_read_file_bytes(ys_reader *reader, const ys_rule_file *file) {
  reader->file = file->name;
  reader->fragments_only = file->fragments_only;
  reader->own = file->own;
  if (file->bytes.n > YS_RULE_FILE_BYTES) {
    YS_RULE_ERROR(reader, YS_NOWHERE, "the file is larger than %zu bytes", YS_RULE_FILE_BYTES);
    return;
  }
  if (!file->bytes.n) {
    YS_RULE_ERROR(reader, YS_NOWHERE, "the file is empty");
    return;
  }
  xmlParserCtxt *context = xmlNewParserCtxt();
  if (!context) {
    reader->no_memory = true;
    return;
  }
  const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES;
  xmlDoc *doc = xmlCtxtReadMemory(context, file->bytes.p, (int)file->bytes.n, NULL, NULL, options);
  if (!doc) {
    report_parse_error(reader, context);
  } else if (xmlGetIntSubset(doc)) {
    YS_RULE_ERROR(reader, ((ys_place){1, 0}), "a rule file has no document type declaration");
  } else {
    const uint32_t before = reader->errors;
    if (!file->valid) {
      ys_xml_find_places(reader, xmlDocGetRootElement(doc), file->bytes);
      ys_xml_check_attributes(reader, xmlDocGetRootElement(doc));
    }
    ys_read_root(reader, xmlDocGetRootElement(doc));
    if (!file->valid && reader->errors == before && !reader->no_memory) {
      validate(reader, doc);
    }
  }
  xmlFreeDoc(doc);
  xmlFreeParserCtxt(context);
}
