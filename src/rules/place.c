/* SPDX-License-Identifier: Apache-2.0 */
/* Where elements stand in their file, and what was meant by a name that is none. */
#include <string.h>

#include "rules/read.h"

/* ---- places: libxml2 keeps the line in which a start tag ends ---- */

typedef struct ys_source {
  ys_view text;
  size_t at;
  ys_place place;
} ys_source;

static void step(ys_source *s) {
  const unsigned char c = (unsigned char)s->text.p[s->at++];
  if (c == '\n') {
    s->place.line++;
    s->place.column = 1;
  } else if ((c & 0xC0u) != 0x80u) {
    s->place.column++;
  }
}

static bool stands(const ys_source *s, const char *what) {
  const size_t n = strlen(what);
  return s->text.n - s->at >= n && memcmp(s->text.p + s->at, what, n) == 0;
}

static void skip_past(ys_source *s, const char *what) {
  while (s->at < s->text.n && !stands(s, what)) {
    step(s);
  }
  for (size_t n = strlen(what); n > 0 && s->at < s->text.n; n--) {
    step(s);
  }
}

/* To behind the '>' of a tag, which may stand in its attributes too. */
static void skip_tag(ys_source *s) {
  char quote = 0;
  while (s->at < s->text.n) {
    const char c = s->text.p[s->at];
    step(s);
    if (quote) {
      quote = c == quote ? 0 : quote;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return;
    }
  }
}

/* The place of the next start tag; false when there is none. The source is well-formed. */
static bool next_element(ys_source *s, ys_place *place) {
  while (s->at < s->text.n) {
    if (s->text.p[s->at] != '<') {
      step(s);
    } else if (stands(s, "<!--")) {
      skip_past(s, "-->");
    } else if (stands(s, "<![CDATA[")) {
      skip_past(s, "]]>");
    } else if (stands(s, "<?")) {
      skip_past(s, "?>");
    } else if (stands(s, "</")) {
      skip_past(s, ">");
    } else {
      *place = s->place;
      skip_tag(s);
      return true;
    }
  }
  return false;
}

/* The next element in the order of the file, of the tree under @p root; NULL after the last one. */
static xmlNode *after(const xmlNode *root, xmlNode *node) {
  xmlNode *next = node->type == XML_ELEMENT_NODE ? node->children : NULL;
  while (!next && node != root) {
    next = node->next;
    node = node->parent;
  }
  return next;
}

static xmlNode *element_after(const xmlNode *root, xmlNode *node) {
  do {
    node = after(root, node);
  } while (node && node->type != XML_ELEMENT_NODE);
  return node;
}

void ys_xml_find_places(ys_reader *reader, xmlNode *root, ys_view source) {
  const xmlChar *encoding = root && root->doc ? root->doc->encoding : NULL;
  if (!root || (encoding && xmlStrcasecmp(encoding, (const xmlChar *)"UTF-8") != 0) ||
      ys_utf8_check(source) != SIZE_MAX) {
    return; /* lines only */
  }
  ys_source s = {.text = source, .place = {1, 1}};
  s.at = source.n >= 3 && memcmp(source.p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  ys_place place;
  for (xmlNode *node = root; node && next_element(&s, &place); node = element_after(root, node)) {
    ys_place *kept = ys_arena_alloc(reader->arena, sizeof *kept);
    if (!kept) {
      reader->no_memory = true;
      return;
    }
    *kept = place;
    node->_private = kept;
  }
}

/* ---- names ---- */

enum { NAME_MOST = 31 };

/* Letters to add, take away, change or swap to make b of a; large when that is no slip of the pen. */
static unsigned distance(ys_view a, ys_view b) {
  if (a.n > NAME_MOST || b.n > NAME_MOST) {
    return NAME_MOST;
  }
  unsigned row[3][NAME_MOST + 1];
  for (unsigned k = 0; k <= b.n; k++) {
    row[0][k] = k;
  }
  for (unsigned i = 1; i <= a.n; i++) {
    unsigned *now = row[i % 3];
    const unsigned *up = row[(i + 2) % 3];
    now[0] = i;
    for (unsigned k = 1; k <= b.n; k++) {
      const unsigned changed = up[k - 1] + (a.p[i - 1] != b.p[k - 1]);
      const unsigned fewer = up[k] + 1;
      const unsigned more = now[k - 1] + 1;
      now[k] = changed < fewer ? changed : fewer;
      now[k] = more < now[k] ? more : now[k];
      const bool swapped = i > 1 && k > 1 && a.p[i - 1] == b.p[k - 2] && a.p[i - 2] == b.p[k - 1];
      if (swapped && row[(i + 1) % 3][k - 2] + 1 < now[k]) {
        now[k] = row[(i + 1) % 3][k - 2] + 1;
      }
    }
  }
  return row[a.n % 3][b.n];
}

/* The name that was meant, or NULL when none is near. */
static const char *meant(ys_view name, const char *const *list, size_t n) {
  const char *best = NULL;
  unsigned least = name.n > 5 ? 4 : 3;
  for (size_t i = 0; i < n; i++) {
    const unsigned d = distance(name, ys_view_of(list[i]));
    if (d < least) {
      least = d;
      best = list[i];
    }
  }
  return best;
}

static ys_view join(ys_reader *reader, const char *const *list, size_t n, const char *before, const char *behind) {
  ys_view all = YS_VIEW("");
  for (size_t i = 0; i < n && all.p; i++) {
    all = ys_arena_format(reader->arena, "%.*s%s%s%s%s", YS_INT(all), i ? ", " : "", before, list[i], behind);
  }
  reader->no_memory |= !all.p;
  return all.p ? all : YS_VIEW("");
}

void ys_xml_unknown(ys_reader *reader, const xmlNode *node, const char *const *allowed, size_t n) {
  const char *name = (const char *)node->name;
  const char *best = meant(ys_view_of(name), allowed, n);
  if (best && strcmp(best, name) == 0) {
    YS_RULE_ERROR(reader, ys_xml_place(node), "<%s> is of another namespace; write xmlns=\"%s\" in <rules> only", name,
                  YS_RULES_NAMESPACE);
  } else if (best) {
    YS_RULE_ERROR(reader, ys_xml_place(node), "<%s> is no element here; did you mean <%s>?", name, best);
  } else {
    const ys_view all = join(reader, allowed, n, "<", ">");
    YS_RULE_ERROR(reader, ys_xml_place(node), "<%s> is no element here; in <%s> there can be %.*s", name,
                  (const char *)node->parent->name, YS_INT(all));
  }
}

#define CONDITIONS                                                                                                     \
  "kind", "as", "reach", "status", "program-kind", "precision", "foreign", "level", "concept", "head", "head-feature", \
      "feature", "ends"
#define ATTRIBUTES_MOST 20u

/* Which attributes an element has. */
static const struct {
  const char *element;
  const char *attribute[ATTRIBUTES_MOST];
} HAS[] = {
    {"pattern", {NULL}},
    {"antipattern", {NULL}},
    {"description", {NULL}},
    {"example", {NULL}},
    {"counter-example", {NULL}},
    {"one-of", {NULL}},
    {"optional", {NULL}},
    {"space", {NULL}},
    {"rules", {"base"}},
    {"rule-group", {"id"}},
    {"fragment", {"id"}},
    {"rule", {"id", "priority", "block", "overlap"}},
    {"item", {"as"}},
    {"capture", {"as"}},
    {"repeat", {"min", "max"}},
    {"ruleref", {"uri"}},
    {"word", {"class", "as", "feature", "ends"}},
    {"gap", {"min", "max", "not", "without"}},
    {"start", {"of"}},
    {"end", {"of"}},
    {"rest", {"of", "as"}},
    {"quote", {"marks", "as"}},
    {"look", {"at"}},
    {"not", {"at"}},
    {"mention", {CONDITIONS, "min", "max", "separator"}},
    {"inside", {CONDITIONS, "of"}},
    {"fact", {"type", "status", "if", "subject", "object", "date", "place", "text"}},
    {"subject", {"ref"}},
    {"object", {"ref"}},
    {"date", {"ref"}},
    {"place", {"ref"}},
    {"text", {"ref"}},
};

static const char *const *attributes_of(const char *element, size_t *n) {
  *n = 0;
  for (size_t i = 0; i < YS_LENGTH(HAS); i++) {
    if (strcmp(HAS[i].element, element) == 0) {
      while (*n < ATTRIBUTES_MOST && HAS[i].attribute[*n]) {
        ++*n;
      }
      return HAS[i].attribute;
    }
  }
  return NULL;
}

static void check_attribute(ys_reader *reader, const xmlNode *node, const char *name, const char *const *list,
                            size_t n) {
  const char *best = meant(ys_view_of(name), list, n);
  if (best && strcmp(best, name) == 0) {
    return;
  }
  const char *element = (const char *)node->name;
  if (best) {
    YS_RULE_ERROR(reader, ys_xml_place(node), "<%s> has no attribute %s; did you mean %s?", element, name, best);
  } else if (n) {
    const ys_view all = join(reader, list, n, "", "");
    YS_RULE_ERROR(reader, ys_xml_place(node), "<%s> has no attribute %s; it can have %.*s", element, name, YS_INT(all));
  } else {
    YS_RULE_ERROR(reader, ys_xml_place(node), "<%s> has no attribute %s", element, name);
  }
}

void ys_xml_check_attributes(ys_reader *reader, const xmlNode *root) {
  xmlNode *start = (xmlNode *)(uintptr_t)root; /* nothing is changed: the walk serves both */
  for (const xmlNode *node = start; node && !reader->no_memory;
       node = element_after(root, (xmlNode *)(uintptr_t)node)) {
    size_t n = 0;
    const char *const *list = attributes_of((const char *)node->name, &n);
    for (const xmlAttr *a = node->properties; list && a && ys_xml_is(node, (const char *)node->name); a = a->next) {
      if (!a->ns) {
        check_attribute(reader, node, (const char *)a->name, list, n);
      }
    }
  }
}
