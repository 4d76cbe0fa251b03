/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file read.h
 * From the XML of rule files to a ys_rules: what the reading steps share. Internal to the room.
 */
#ifndef YS_RULES_READ_H
#define YS_RULES_READ_H

#include <libxml/tree.h>

#include "rules/model.h"

/** Reading state: where we are, what went wrong. Steps go on after an error so that one run shows them all. */
typedef struct ys_reader {
  ys_rules *rules;
  ys_arena *arena; /**< of the rules */
  const ys_log *log;
  ys_view file;         /**< being read */
  uint32_t file_number; /**< its number among the files */
  bool fragments_only;  /**< of that file */
  bool own;             /**< added by the user: that file */
  ys_view base;         /**< namespace of the rules of that file */
  uint32_t errors;
  bool no_memory;
} ys_reader;

#define YS_RULE_ERROR(reader, where, ...)                                                                              \
  ((reader)->errors++ < YS_RULE_ERRORS ? (void)ys_report_at((reader)->log, YANSHU_ERROR, YANSHU_BAD_RULES,             \
                                                            (reader)->file, (where).line, (where).column, __VA_ARGS__) \
                                       : (void)0)
#define YS_NOWHERE ((ys_place){0, 0})

#define YS_INT(view) ((int)(view).n), (view).p /**< for "%.*s" */

/* ---- xml.c ---- */

/** Parses, reads (ys_read_root) and validates one file. */
void ys_read_file_bytes(ys_reader *reader, const ys_rule_file *file);
ys_place ys_xml_place(const xmlNode *node);
ys_view ys_xml_name(const xmlNode *node);
bool ys_xml_is(const xmlNode *node, const char *name); /**< an element of the rules' namespace with this name */
const xmlNode *ys_xml_first(const xmlNode *node);      /**< first child element, or NULL */
const xmlNode *ys_xml_next(const xmlNode *node);       /**< next sibling element, or NULL */
/** Value of an attribute without namespace, in the arena; empty when it is not there. */
ys_view ys_xml_attribute(ys_reader *reader, const xmlNode *node, const char *name);
bool ys_xml_has(const xmlNode *node, const char *name);
/** Text of the element, trimmed, in the arena. */
ys_view ys_xml_text(ys_reader *reader, const xmlNode *node);
/** Value of xml:lang, in the arena. */
ys_view ys_xml_lang(ys_reader *reader, const xmlNode *node);

/** Reports that an element is none of those that can stand here, and which may have been meant. */
void ys_xml_unknown(ys_reader *reader, const xmlNode *node, const char *const *allowed, size_t n);
/** Reports attributes that their elements do not have, of the whole tree. */
void ys_xml_check_attributes(ys_reader *reader, const xmlNode *root);
/** Finds out where each element begins: line and column. */
void ys_xml_find_places(ys_reader *reader, xmlNode *root, ys_view source);

/* ---- words of attributes ---- */

/** Takes the next word from a list separated by blanks; false at its end. */
bool ys_next_word(ys_view *rest, ys_view *word);
/** Takes the next part of a list separated by '|'; false at its end. */
bool ys_next_part(ys_view *rest, ys_view *part);
/** Characters of a view, in the arena; an error is noted as no memory. */
ys_chars ys_read_chars(ys_reader *reader, ys_view text);
/** Puts characters into the pool, bytes among the strings; an error is noted as no memory. */
ys_pooled ys_pool_chars(ys_reader *reader, ys_chars text);
ys_string ys_pool_string(ys_reader *reader, ys_view text);
/** Number of an attribute between min and max; `otherwise` when it is not there. */
uint16_t ys_read_number(ys_reader *reader, const xmlNode *node, const char *name, uint16_t otherwise, uint16_t min,
                        uint16_t max);
/** Index of the attribute's value among names; `otherwise` when it is not there or unknown (reported). */
uint8_t ys_read_choice(ys_reader *reader, const xmlNode *node, const char *name, const char *const *names, size_t n,
                       uint8_t otherwise);
/** Bits of the attribute's values among names; 0 when it is not there. */
uint16_t ys_read_mask(ys_reader *reader, const xmlNode *node, const char *name, const char *const *names, size_t n);

/* ---- condition.c ---- */

extern const char *const ys_mention_kind_name[YS_MENTION_KINDS];
extern const char *const ys_argument_role_name[YS_ARG_ROLES];

/** Reads what <mention> asks; gives its number. */
uint32_t ys_read_mention_condition(ys_reader *reader, const xmlNode *node);
/** Reads what <word> asks; gives its number. */
uint32_t ys_read_word_condition(ys_reader *reader, const xmlNode *node);

/* ---- pattern.c ---- */

/** Children of pattern, fragment, item … as a sequence node. */
ys_node *ys_read_sequence(ys_reader *reader, const xmlNode *parent, unsigned depth);

/* ---- rule.c ---- */

/** Reads <rules>: fragments, groups, rules. */
void ys_read_root(ys_reader *reader, const xmlNode *root);

/* ---- pool.c, compile.c, ahead.c, begin.c, anchor.c ---- */

/** The fragment of this name, or NULL. */
ys_fragment *ys_find_fragment(const ys_rules *rules, ys_view name);
/** Compiles every rule: patterns to programs, names to slots. */
void ys_compile(ys_reader *reader);
/** Finds what must stand ahead of each code that the matcher asks before it goes there. */
void ys_look_ahead(ys_reader *reader);
/** Finds how each program begins and what it needs, and makes the tables. */
void ys_index_rules(ys_reader *reader);
/** Makes of the sources what is kept of each rule besides its programs. */
void ys_pack_rules(ys_reader *reader);

/** Finds what each program can't do without, and makes the trie of the literals among it. */
void ys_find_anchors(ys_reader *reader);

/** Makes the trie of the literals, which are sorted, and its gate. */
void ys_build_literals(ys_reader *reader);

/* ---- schema (generated from ontology/rules/rules.rng) ---- */

extern const char *const ys_rules_schema;
extern const size_t ys_rules_schema_size;

#endif
