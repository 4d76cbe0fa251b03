/* SPDX-License-Identifier: Apache-2.0 */
/** @file map_evidence.c Where things stand in the text, and which rule read them. */
#include "rdf/map.h"

/**
 * The mention of @p path at @p at. Its IRI depends on article, text, span and what is mentioned alone, so that evidence
 * and mention of one thing at one place are one node, under any base.
 */
static ys_status map_phrase(ys_mapper *m, ys_vocab identifies, ys_view referent, ys_view path, const ys_evidence *at,
                            ys_view *iri) {
  const unsigned long long offset = m->from->input_offset;
  const ys_view begin = ys_arena_format(m->arena, "%llu", offset + at->begin);
  const ys_view end = ys_arena_format(m->arena, "%llu", offset + at->end);
  if (begin.p == NULL || end.p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  if (at->end < at->begin || at->end > m->from->input_chars) {
    return YS_FAIL(m->log, YANSHU_INTERNAL, ((ys_view){NULL, 0}), 0, "mention at %s to %s of %lu characters", begin.p,
                   end.p, (unsigned long)m->from->input_chars);
  }
  const ys_view text = {m->text.p + m->article.n, m->text.n - m->article.n};
  ys_digester digester;
  ys_digester_start(&digester);
  ys_digester_add(&digester, m->from->iri);
  ys_digester_add(&digester, text);
  ys_digester_add(&digester, begin);
  ys_digester_add(&digester, end);
  ys_digester_add(&digester, path);
  const ys_view local = ys_arena_format(m->arena, "mention/%016llx", (unsigned long long)ys_digester_end(&digester));
  if (local.p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  YS_TRY(ys_map_iri(m, local, iri));
  YS_TRY(ys_map_class(m, *iri, YS_V_ys_Mention));
  YS_TRY(ys_map_class(m, *iri, YS_V_nif_Phrase));
  YS_TRY(ys_map_text(m, *iri, YS_V_nif_anchorOf, at->words, YS_LANG_NONE));
  YS_TRY(ys_map_typed(m, *iri, YS_V_nif_beginIndex, begin, YS_TYPE_NON_NEGATIVE_INTEGER));
  YS_TRY(ys_map_typed(m, *iri, YS_V_nif_endIndex, end, YS_TYPE_NON_NEGATIVE_INTEGER));
  YS_TRY(ys_map_link(m, *iri, YS_V_nif_referenceContext, m->text));
  YS_TRY(ys_map_link(m, *iri, identifies, referent));
  return at->rule.n == 0 ? YANSHU_OK : ys_map_link(m, *iri, YS_V_ys_byRule, at->rule);
}

ys_status ys_map_evidence(ys_mapper *m, ys_view subject, ys_view path, const ys_evidence *at, uint32_t n) {
  YS_TRY(ys_map_link(m, subject, YS_V_prov_wasDerivedFrom, m->article));
  if (m->detail == YANSHU_DETAIL_FACTS) {
    return YANSHU_OK;
  }
  for (uint32_t i = 0; i < n; i++) {
    ys_view mention = {NULL, 0};
    YS_TRY(map_phrase(m, YS_V_itsrdf_taIdentRef, subject, path, &at[i], &mention));
    YS_TRY(ys_map_link(m, subject, YS_V_prov_wasDerivedFrom, mention));
  }
  return YANSHU_OK;
}

ys_status ys_map_mention(ys_mapper *m, const ys_entity_mention *mention) {
  ys_view referent = {NULL, 0};
  ys_view iri = {NULL, 0};
  YS_TRY(ys_map_entity_iri(m, mention->entity, &referent));
  const bool event = m->from->entity.at[mention->entity].kind == YS_ENTITY_EVENT && !mention->anaphor;
  if (m->detail != YANSHU_DETAIL_MENTIONS && !(event && m->detail == YANSHU_DETAIL_EVIDENCE)) {
    return YANSHU_OK;
  }
  /* 他 identifies nobody by itself: named entities stay apart from what stands for them */
  const ys_vocab identifies = mention->anaphor ? YS_V_ys_refersTo : YS_V_itsrdf_taIdentRef;
  YS_TRY(map_phrase(m, identifies, referent, m->from->entity.at[mention->entity].iri, &mention->at, &iri));
  return event ? ys_map_link(m, referent, YS_V_prov_wasDerivedFrom, iri) : YANSHU_OK;
}
