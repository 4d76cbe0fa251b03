/* SPDX-License-Identifier: Apache-2.0 */
/** @file map_article.c The article: what the page says of itself, and what it names. */
#include "rdf/map.h"

#include <inttypes.h>
#include <string.h>

/** Whether @p url is one that a browser would open; other schemes name no page. */
static bool is_web(ys_view url) {
  return (ys_view_starts(url, YS_VIEW("http://")) && url.n > 7) ||
         (ys_view_starts(url, YS_VIEW("https://")) && url.n > 8);
}

static bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/** A printed address to an IRI: what an IRI may not hold is percent-encoded, as a browser does before it asks. */
static ys_status encode(ys_mapper *m, ys_view url, ys_view *iri) {
  static const char hex[] = "0123456789ABCDEF";
  char *const p = ys_arena_alloc(m->arena, url.n * 3 + 1);
  if (p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  const size_t path = ys_iri_authority(url);
  bool fragment = false;
  size_t n = 0;
  for (size_t i = 0; i < url.n; i++) {
    const unsigned char c = (unsigned char)url.p[i];
    const bool escape = c == '%' && i + 2 < url.n && is_hex(url.p[i + 1]) && is_hex(url.p[i + 2]);
    const bool misplaced = (c == '%' && !escape) || (i >= path && (c == '[' || c == ']' || (c == '#' && fragment)));
    fragment = fragment || c == '#';
    if (c <= 0x20 || c >= 0x7F || misplaced || strchr("<>\"{}|^`\\", c) != NULL) {
      p[n++] = '%';
      p[n++] = hex[c >> 4];
      p[n++] = hex[c & 15];
    } else {
      p[n++] = (char)c;
    }
  }
  *iri = (ys_view){p, n};
  return YANSHU_OK;
}

static ys_status map_source(ys_mapper *m, ys_view url) {
  if (url.n == 0) {
    return YANSHU_OK;
  }
  ys_view iri = {NULL, 0};
  const char *fault = "no web address";
  if (is_web(url)) {
    YS_TRY(encode(m, url, &iri));
    fault = ys_iri_fault(iri);
  }
  if (fault != NULL) {
    ys_report(m->log, YANSHU_WARNING, YANSHU_BAD_TERM, (ys_view){NULL, 0}, 0,
              "the article's address is left out (%s): %.*s", fault, (int)(url.n < 512 ? url.n : 512), url.p);
    return YANSHU_OK;
  }
  return ys_map_link(m, m->article, YS_V_dcterms_source, iri);
}

/** A place in the file that the text is a part of. */
static ys_status map_place(ys_mapper *m, ys_vocab predicate, uint64_t characters) {
  const ys_view text = ys_arena_format(m->arena, "%" PRIu64, m->from->input_offset + characters);
  return text.p == NULL ? YANSHU_NO_MEMORY : ys_map_typed(m, m->text, predicate, text, YS_TYPE_NON_NEGATIVE_INTEGER);
}

/** The text that mentions count their characters in; named by its digest, never copied. */
static ys_status map_text(ys_mapper *m, ys_view digest) {
  YS_TRY(ys_map_class(m, m->text, YS_V_nif_Context));
  YS_TRY(map_place(m, YS_V_nif_beginIndex, 0));
  YS_TRY(map_place(m, YS_V_nif_endIndex, m->from->input_chars));
  YS_TRY(ys_map_text(m, m->text, YS_V_ys_textDigest, digest, YS_LANG_NONE));
  return ys_map_link(m, m->text, YS_V_prov_wasDerivedFrom, m->article);
}

/** Sixteen hexadecimal digits in @p m's arena. */
static ys_view hex(ys_mapper *m, uint64_t digest) {
  char text[16];
  for (size_t i = sizeof text; i-- > 0; digest >>= 4) {
    text[i] = "0123456789abcdef"[digest & 15U];
  }
  return ys_arena_copy(m->arena, (ys_view){text, sizeof text});
}

/** The version that read, as an agent with a name. */
static ys_status map_software(ys_mapper *m, ys_view software, ys_view version) {
  const ys_view name = YS_JOIN(m->arena, YS_VIEW("Yanshu "), version);
  if (name.p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(ys_map_class(m, software, YS_V_prov_SoftwareAgent));
  YS_TRY(ys_map_text(m, software, YS_V_rdfs_label, name, YS_LANG_EN));
  return ys_map_text(m, software, YS_V_schema_softwareVersion, version, YS_LANG_NONE);
}

/**
 * How the article was read: by which version, with which rules and words. Runs that would read the same are one,
 * whenever and wherever they run.
 */
static ys_status map_run(ys_mapper *m) {
  const ys_view version = ys_view_of(ys_version());
  const ys_view rules = hex(m, m->from->rules_digest);
  const ys_view lexicon = hex(m, m->from->lexicon_digest);
  const ys_view key = YS_JOIN(m->arena, version, YS_VIEW(" "), rules, YS_VIEW(" "), lexicon);
  const ys_view digest = key.p == NULL ? key : hex(m, ys_digest(key));
  const ys_view path = YS_JOIN(m->arena, YS_VIEW("run/"), digest);
  const ys_view software = YS_JOIN(m->arena, YS_VIEW(YS_NS_SOFTWARE), version);
  if (rules.p == NULL || lexicon.p == NULL || digest.p == NULL || path.p == NULL || software.p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  ys_view run = {NULL, 0};
  YS_TRY(ys_map_iri(m, path, &run));
  if (m->detail != YANSHU_DETAIL_FACTS) {
    YS_TRY(ys_map_link(m, m->text, YS_V_prov_wasGeneratedBy, run));
  }
  YS_TRY(ys_map_class(m, run, YS_V_prov_Activity));
  YS_TRY(ys_map_link(m, run, YS_V_prov_used, m->article));
  YS_TRY(ys_map_link(m, run, YS_V_prov_wasAssociatedWith, software));
  YS_TRY(ys_map_text(m, run, YS_V_ys_ruleSetDigest, rules, YS_LANG_NONE));
  YS_TRY(ys_map_text(m, run, YS_V_ys_lexiconDigest, lexicon, YS_LANG_NONE));
  return map_software(m, software, version);
}

ys_status ys_map_article(ys_mapper *m) {
  const ys_resolution *const r = m->from;
  YS_TRY(ys_map_class(m, m->article, YS_V_ys_Article));
  YS_TRY(ys_map_class(m, m->article, YS_V_schema_NewsArticle));
  YS_TRY(ys_map_text(m, m->article, YS_V_dcterms_title, r->title, m->language));
  YS_TRY(ys_map_date(m, m->article, YS_V_dcterms_issued, &r->date));
  YS_TRY(ys_map_to(m, m->article, YS_V_dcterms_publisher, r->publisher));
  for (uint32_t i = 0; i < r->creator.n; i++) {
    YS_TRY(ys_map_to(m, m->article, YS_V_dcterms_creator, r->creator.at[i]));
  }
  for (uint32_t i = 0; i < r->contributor.n; i++) {
    YS_TRY(ys_map_to(m, m->article, YS_V_dcterms_contributor, r->contributor.at[i]));
  }
  YS_TRY(map_source(m, r->url));
  YS_TRY(ys_map_text(m, m->article, YS_V_schema_inLanguage, ys_language_tag(m->language), YS_LANG_NONE));
  for (uint32_t i = 0; i < r->entity.n; i++) {
    if (r->entity.at[i].mentioned) {
      YS_TRY(ys_map_to(m, m->article, YS_V_schema_mentions, i));
    }
  }
  const ys_view digest = hex(m, r->input_digest);
  if (digest.p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(ys_map_text(m, m->article, YS_V_ys_textDigest, digest, YS_LANG_NONE));
  if (m->detail != YANSHU_DETAIL_FACTS) {
    YS_TRY(map_text(m, digest));
  }
  return map_run(m);
}
