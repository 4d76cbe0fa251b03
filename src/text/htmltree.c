/* SPDX-License-Identifier: Apache-2.0 */
/** @file htmltree.c libxml2's events into a flat tree, and what the head of the page says. */
#include <string.h>

#include <libxml/HTMLparser.h>

#include "text/parts.h"

enum { WORD_MOST = 32 };

static ys_view of_xml(const xmlChar *text) {
  return ys_view_of((const char *)text);
}

/** Value of an attribute, empty when there is none. */
static ys_view attribute(const xmlChar **atts, const char *name) {
  for (size_t i = 0; atts != NULL && atts[i] != NULL; i += 2) {
    if (strcmp((const char *)atts[i], name) == 0) {
      return of_xml(atts[i + 1]);
    }
  }
  return (ys_view){NULL, 0};
}

static bool has_attribute(const xmlChar **atts, const char *name) {
  for (size_t i = 0; atts != NULL && atts[i] != NULL; i += 2) {
    if (strcmp((const char *)atts[i], name) == 0) {
      return true;
    }
  }
  return false;
}

/** @p text in lower case, at most room - 1 bytes, NUL-terminated. */
static void lower_copy(ys_view text, char *out, size_t room) {
  const size_t n = text.n < room ? text.n : room - 1;
  for (size_t i = 0; i < n; i++) {
    const char c = text.p[i];
    out[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
  }
  out[n] = '\0';
}

static bool in_list(const char *word, const char *const *list) {
  for (; *list != NULL; list++) {
    if (strcmp(word, *list) == 0) {
      return true;
    }
  }
  return false;
}

/* ---- what id and class suggest ---- */

static uint8_t word_flags(const char *word) {
  static const char *const likely[] = {"trs",      "editor",   "detail",   "zoom",     "text",  "txt", "story",
                                       "artibody", "maintext", "newstext", "newsbody", "entry", NULL};
  static const char *const unlikely[] = {"nav",    "navbar", "menu",        "foot",    "footer", "sidebar",    "side",
                                         "crumb",  "crumbs", "breadcrumbs", "share",   "ad",     "ads",        "advert",
                                         "banner", "login",  "search",      "toolbar", "pager",  "pagination", "hot",
                                         "rank",   "links",  "tags",        "topbar",  "bottom", "prevnext",   NULL};
  static const char *const parts[] = {"breadcrumb", "related", "recommend",  "copyright",
                                      "comment",    "qrcode",  "friendlink", NULL};
  for (const char *const *part = parts; *part != NULL; part++) {
    if (strstr(word, *part) != NULL) {
      return YS_NODE_UNLIKELY;
    }
  }
  if (in_list(word, unlikely)) {
    return YS_NODE_UNLIKELY;
  }
  return in_list(word, likely) || strstr(word, "article") != NULL || strstr(word, "content") != NULL ? YS_NODE_LIKELY
                                                                                                     : 0;
}

/** Flags of all words of an id or class list. */
static uint8_t name_flags(ys_view names) {
  uint8_t flags = 0;
  for (size_t i = 0; i < names.n;) {
    size_t end = i;
    while (end < names.n && (ys_is_latin((unsigned char)names.p[end]) || ys_is_digit((unsigned char)names.p[end]))) {
      end++;
    }
    if (end > i) {
      char word[WORD_MOST];
      lower_copy((ys_view){names.p + i, end - i}, word, sizeof word);
      flags |= word_flags(word);
    }
    i = end + 1;
  }
  return flags;
}

static bool is_hidden(const xmlChar **atts) {
  static const char *const roles[] = {"navigation", "banner", "contentinfo", "search", "complementary", NULL};
  char role[WORD_MOST];
  char style[256];
  lower_copy(attribute(atts, "role"), role, sizeof role);
  lower_copy(attribute(atts, "style"), style, sizeof style);
  return has_attribute(atts, "hidden") || in_list(role, roles) || strstr(style, "display:none") != NULL ||
         strstr(style, "display: none") != NULL;
}

/* ---- metadata ---- */

static void set_first(ys_html_tree *tree, ys_view *slot, ys_view value) {
  value = ys_view_trim(value);
  if (slot->n > 0 || value.n == 0) {
    return;
  }
  *slot = ys_arena_copy(tree->arena, value);
  tree->failed = tree->failed || slot->p == NULL;
}

static void read_meta(ys_html_tree *tree, const xmlChar **atts) {
  static const char *const title[] = {"og:title", "headline", "articletitle", "twitter:title", NULL};
  static const char *const date[] = {"article:published_time",
                                     "og:published_time",
                                     "og:release_date",
                                     "publishdate",
                                     "pubdate",
                                     "publish_date",
                                     "date",
                                     "dc.date",
                                     "dc.date.issued",
                                     "dcterms.issued",
                                     "datepublished",
                                     "firstpublishedtime",
                                     "article:create_at",
                                     NULL};
  static const char *const author[] = {"author", "article:author", "og:article:author", "dc.creator", NULL};
  static const char *const source[] = {"source", "contentsource", "publisher", "dc.publisher", "dc.source", NULL};
  char name[64];
  ys_view key = attribute(atts, "property");
  key = key.n > 0 ? key : attribute(atts, "name");
  key = key.n > 0 ? key : attribute(atts, "itemprop");
  lower_copy(key, name, sizeof name);
  const ys_view value = attribute(atts, "content");
  if (in_list(name, title)) {
    set_first(tree, &tree->meta.title, value);
  } else if (in_list(name, date)) {
    set_first(tree, &tree->meta.date, value);
  } else if (in_list(name, author)) {
    set_first(tree, &tree->meta.author, value);
  } else if (in_list(name, source)) {
    set_first(tree, &tree->meta.source, value);
  } else if (strcmp(name, "og:site_name") == 0) {
    set_first(tree, &tree->weak.source, value);
  } else if (strcmp(name, "og:url") == 0) {
    set_first(tree, &tree->meta.url, value);
  }
}

static void read_head(ys_html_tree *tree, const char *name, const xmlChar **atts) {
  if (strcmp(name, "meta") == 0) {
    read_meta(tree, atts);
  } else if (strcmp(name, "link") == 0 && ys_view_equal(attribute(atts, "rel"), YS_VIEW("canonical"))) {
    set_first(tree, &tree->weak.url, attribute(atts, "href"));
  } else if (strcmp(name, "time") == 0) {
    set_first(tree, &tree->weak.date, attribute(atts, "datetime"));
  } else if (strcmp(name, "script") == 0) {
    char type[WORD_MOST];
    lower_copy(attribute(atts, "type"), type, sizeof type);
    tree->in_json = strcmp(type, "application/ld+json") == 0;
  } else if (strcmp(name, "title") == 0) {
    tree->in_title = true;
  }
}

/* ---- the tree ---- */

static ys_node *add_node(ys_html_tree *tree, uint8_t kind) {
  ys_node *const node = tree->failed ? NULL : YS_PUSH(tree->arena, &tree->node);
  if (node == NULL) {
    tree->failed = true;
    return NULL;
  }
  const ys_node *const parent = tree->open != YS_NO_NODE ? &tree->node.at[tree->open] : NULL;
  *node = (ys_node){.parent = tree->open, .end = tree->node.n, .run = YS_RUN_LINE, .kind = kind};
  if (parent != NULL) {
    node->hint = parent->hint;
    node->level = parent->level;
  }
  return node;
}

static void start_element(void *user, const xmlChar *name, const xmlChar **atts) {
  ys_html_tree *const tree = user;
  const ys_tag *const tag = ys_tag_find(of_xml(name));
  read_head(tree, (const char *)name, atts);
  uint8_t kind = tag != NULL ? tag->kind : YS_TAG_INLINE;
  if (is_hidden(atts)) {
    kind = YS_TAG_SKIP;
  }
  ys_node *const node = add_node(tree, kind);
  if (node == NULL) {
    return;
  }
  node->flags = name_flags(attribute(atts, "id")) | name_flags(attribute(atts, "class"));
  char prop[WORD_MOST];
  lower_copy(attribute(atts, "itemprop"), prop, sizeof prop);
  node->flags |= strcmp(prop, "articlebody") == 0 ? YS_NODE_BODY : 0;
  node->hint = kind == YS_TAG_HEADING   ? YS_HINT_HEADING
               : kind == YS_TAG_CAPTION ? YS_HINT_CAPTION
               : kind == YS_TAG_ITEM    ? YS_HINT_ITEM
               : kind == YS_TAG_ROW     ? YS_HINT_VERBATIM
                                        : node->hint;
  node->level = kind == YS_TAG_HEADING ? tag->level : node->level;
  tree->open = tree->node.n - 1;
}

static void end_element(void *user, const xmlChar *name) {
  ys_html_tree *const tree = user;
  tree->in_json = tree->in_json && strcmp((const char *)name, "script") != 0;
  tree->in_title = tree->in_title && strcmp((const char *)name, "title") != 0;
  if (tree->open != YS_NO_NODE) {
    tree->node.at[tree->open].end = tree->node.n;
    tree->open = tree->node.at[tree->open].parent;
  }
}

static void add_text(ys_html_tree *tree, uint32_t run) {
  if (run < tree->runs && tree->in_title) {
    tree->title_run = tree->title_run == YS_NO_NODE ? run : tree->title_run;
    return;
  }
  if (run < tree->runs && tree->in_json) {
    uint32_t *const slot = YS_PUSH(tree->arena, &tree->json);
    tree->failed = tree->failed || slot == NULL;
    if (slot != NULL) {
      *slot = run;
    }
    return;
  }
  ys_node *const node = add_node(tree, YS_TAG_TEXT);
  if (node != NULL) {
    node->run = run;
  }
}

/** Names of runs, and white space; anything else is not from the scanner and means nothing. */
static void characters(void *user, const xmlChar *text, int length) {
  ys_html_tree *const tree = user;
  const size_t n = length > 0 ? (size_t)length : 0;
  for (size_t i = 0; i < n && !tree->failed;) {
    if (text[i] == 'y') {
      uint32_t run = 0;
      for (i++; i < n && ys_is_digit(text[i]) && run < UINT32_MAX / 16; i++) {
        run = run * 10 + (text[i] - (uint32_t)'0');
      }
      if (i < n && text[i] == ';' && run < tree->runs) {
        add_text(tree, run);
        i++;
      }
    } else {
      add_text(tree, text[i] == ' ' ? YS_RUN_BLANK : YS_RUN_LINE);
      i++;
    }
  }
}

ys_status ys_html_parse(const ys_html_skeleton *skeleton, ys_html_tree *tree) {
  tree->open = YS_NO_NODE;
  tree->title_run = YS_NO_NODE;
  tree->runs = skeleton->n;
  if (skeleton->text.n > INT32_MAX) {
    return YANSHU_INTERNAL; /* the limit of input is far below */
  }
  htmlParserCtxtPtr context = htmlNewParserCtxt();
  if (context == NULL) {
    return YANSHU_NO_MEMORY;
  }
  if (context->sax == NULL) {
    htmlFreeParserCtxt(context);
    return YANSHU_NO_MEMORY;
  }
  memset(context->sax, 0, sizeof *context->sax);
  context->sax->startElement = start_element;
  context->sax->endElement = end_element;
  context->sax->characters = characters;
  context->sax->ignorableWhitespace = characters;
  context->sax->cdataBlock = characters;
  context->userData = tree;
  const int options =
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC;
  const htmlDocPtr document =
      htmlCtxtReadMemory(context, skeleton->text.p, (int)skeleton->text.n, NULL, "UTF-8", options);
  if (document != NULL) {
    xmlFreeDoc(document);
  }
  const bool no_memory = context->errNo == XML_ERR_NO_MEMORY;
  htmlFreeParserCtxt(context);
  while (tree->open != YS_NO_NODE) {
    tree->node.at[tree->open].end = tree->node.n;
    tree->open = tree->node.at[tree->open].parent;
  }
  return tree->failed || no_memory ? YANSHU_NO_MEMORY : YANSHU_OK;
}
