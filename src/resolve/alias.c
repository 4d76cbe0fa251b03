/* SPDX-License-Identifier: Apache-2.0 */
/* Short forms that the text introduces (下称《总体规划》), or that an earlier title ends in. */
#include "resolve/resolver.h"

typedef struct alias {
  ys_view key;
  uint32_t subject; /* mention of what it stands for */
  uint32_t begin;   /* of the short form; it holds from here on */
  uint32_t end;
} alias;

typedef struct aliases {
  YS_ARRAY(alias) list;
} aliases;

/* Characters: how far a bare 《意见》 may stand from the title it is short for. */
enum { REACH = 1500, SHORT_WORD = 4 };

static ys_status declare(ys_resolver *r, const ys_fact *fact, aliases *all) {
  const ys_argument *text = &fact->arg[YS_ARG_TEXT];
  const ys_argument *subject = &fact->arg[YS_ARG_SUBJECT];
  if (subject->n == 0 || text->begin >= text->end) {
    return YANSHU_OK;
  }
  const ys_view key = ys_name_key(r, text->begin, text->end);
  alias *a = key.p != NULL ? YS_PUSH(r->arena, &all->list) : NULL;
  if (a == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *a = (alias){key, subject->mention[0], text->begin, text->end};
  return YANSHU_OK;
}

static bool titled(const ys_resolver *r, const ys_mention *m) {
  return r->document->ch[m->begin] == 0x300A;
}

/* The nearest earlier title that ends in this one. */
static uint32_t shortened(ys_resolver *r, uint32_t mention) {
  const ys_mention *m = &r->mentions->list.at[mention];
  const uint32_t length = m->core_end - m->core_begin;
  for (uint32_t k = mention; k > 0; --k) {
    const ys_mention *full = &r->mentions->list.at[k - 1];
    if (m->begin - full->begin > REACH) {
      break;
    }
    if (full->kind != YS_MENTION_PROGRAM || !titled(r, full) || full->core_end - full->core_begin <= length) {
      continue;
    }
    /* a period in brackets at the end is not part of the head */
    uint32_t end = full->core_end;
    if (end > full->core_begin && (r->document->ch[end - 1] == 0xFF09 || r->document->ch[end - 1] == ')')) {
      while (end > full->core_begin && r->document->ch[end - 1] != 0xFF08 && r->document->ch[end - 1] != '(') {
        --end;
      }
      end -= end > full->core_begin ? 1 : 0;
    }
    if (end - full->core_begin <= length) {
      continue;
    }
    uint32_t i = 0;
    while (i < length && r->document->ch[end - length + i] == r->document->ch[m->core_begin + i]) {
      ++i;
    }
    if (i == length) {
      return r->entity_of[k - 1];
    }
  }
  return YS_NO_ENTITY;
}

/* Only whose it is stands in [begin, end): an organisation, a division, 国家, a short name that the text declares. */
static bool is_owner(const ys_resolver *r, const aliases *all, uint32_t begin, uint32_t end) {
  for (uint32_t k = 0; k < all->list.n; ++k) {
    const alias *a = &all->list.at[k];
    const uint32_t mark = r->document->ch[a->begin] == 0x201C ? 1 : 0;
    uint32_t same = 0;
    while (same < end - begin && a->begin + mark + same < a->end &&
           r->document->ch[a->begin + mark + same] == r->document->ch[begin + same]) {
      ++same;
    }
    if (same == end - begin && a->begin + mark + same + mark == a->end) {
      return true;
    }
  }
  const uint16_t generic = ys_lexicon_words(r->lexicon, YS_WORDS_PROGRAM_GENERIC);
  const ys_entry *word = ys_lexicon_reading(r->lexicon, r->document->ch + begin, end - begin, generic);
  if (word != NULL) {
    return ys_words_has(r->lexicon, word, YS_KEY_PLACE, "yes");
  }
  for (uint32_t k = ys_mention_from(r, begin); k < r->mentions->list.n && r->mentions->list.at[k].begin == begin; ++k) {
    const ys_mention *m = &r->mentions->list.at[k];
    const bool owner = m->kind == YS_MENTION_DIVISION || m->kind == YS_MENTION_ORGANIZATION;
    if (owner && m->end == end) {
      return true;
    }
  }
  return false;
}

/* An earlier name without marks that is this one behind its owner: 澜屿智能昆山基地一期工程, 昆山基地一期工程. */
static uint32_t owned(const ys_resolver *r, const aliases *all, uint32_t mention) {
  const ys_mention *m = &r->mentions->list.at[mention];
  const uint32_t *ch = r->document->ch;
  const uint32_t n = m->end - m->begin;
  for (uint32_t k = mention; k > 0; --k) {
    const ys_mention *full = &r->mentions->list.at[k - 1];
    if (m->begin - full->begin > REACH) {
      break;
    }
    if (full->kind != YS_MENTION_PROGRAM || full->core_begin != full->begin || full->end - full->begin <= n) {
      continue;
    }
    uint32_t same = 0;
    while (same < n && ch[full->end - 1 - same] == ch[m->end - 1 - same]) {
      ++same;
    }
    if (same == n && is_owner(r, all, full->begin, full->end - n)) {
      return r->entity_of[k - 1];
    }
  }
  return YS_NO_ENTITY;
}

/* 总规 of 总体规划: the word's characters in the title's order, its last one the title's last. */
static uint32_t contracted(const ys_resolver *r, uint32_t mention) {
  const ys_mention *m = &r->mentions->list.at[mention];
  const uint32_t *ch = r->document->ch;
  for (uint32_t k = mention; k > 0; --k) {
    const ys_mention *full = &r->mentions->list.at[k - 1];
    if (full->kind != YS_MENTION_PROGRAM || !titled(r, full)) {
      continue;
    }
    uint32_t want = m->core_end;
    for (uint32_t i = full->core_end; i > full->core_begin && want > m->core_begin; --i) {
      want -= ch[i - 1] == ch[want - 1] ? 1 : 0;
    }
    if (want == m->core_begin) {
      return r->entity_of[k - 1];
    }
  }
  return YS_NO_ENTITY;
}

static uint32_t known_alias(const ys_resolver *r, const aliases *all, ys_view key, uint32_t at) {
  for (uint32_t k = 0; k < all->list.n; ++k) {
    const alias *a = &all->list.at[k];
    if (at >= a->begin && ys_view_equal(a->key, key)) {
      return r->entity_of[a->subject];
    }
  }
  return YS_NO_ENTITY;
}

static ys_status program(ys_resolver *r, const aliases *all, uint32_t k) {
  const ys_mention *m = &r->mentions->list.at[k];
  const ys_view key = ys_name_key(r, m->core_begin, m->core_end);
  if (key.p == NULL) {
    return YANSHU_NO_MEMORY;
  }
  uint32_t entity = known_alias(r, all, key, m->begin);
  if (entity == YS_NO_ENTITY && titled(r, m)) {
    entity = shortened(r, k);
  } else if (entity == YS_NO_ENTITY && m->core_begin == m->begin && m->core_end - m->core_begin <= SHORT_WORD) {
    entity = contracted(r, k);
  }
  if (entity == YS_NO_ENTITY && m->core_begin == m->begin && m->concept_id == YS_NO_CONCEPT) {
    entity = owned(r, all, k);
  }
  if (entity != YS_NO_ENTITY) {
    YS_TRY(ys_entity_alt(r, entity, ys_text_raw(r->arena, r->document, m->core_begin, m->core_end), r->language));
  }
  if (entity == YS_NO_ENTITY) {
    YS_TRY(ys_program_entity(r, m, &entity));
  }
  r->entity_of[k] = entity;
  r->out->entity.at[entity].mentioned = true;
  return YANSHU_OK;
}

/* The declared short form is a label of what it stands for. */
static ys_status label(ys_resolver *r, const alias *a) {
  const uint32_t entity = r->entity_of[a->subject];
  if (entity == YS_NO_ENTITY) {
    return YANSHU_OK;
  }
  const uint32_t marks = r->document->ch[a->begin] == 0x300A ? 1 : 0;
  return ys_entity_alt(r, entity, ys_text_raw(r->arena, r->document, a->begin + marks, a->end - marks), r->language);
}

ys_status ys_resolve_programs(ys_resolver *r) {
  aliases all = {.list = {NULL, 0, 0}};
  for (uint32_t k = 0; k < r->facts->list.n; ++k) {
    if (ys_fact_is(&r->facts->list.at[k], "alias")) {
      YS_TRY(declare(r, &r->facts->list.at[k], &all));
    }
  }
  for (uint32_t k = 0; k < r->mentions->list.n; ++k) {
    if (r->mentions->list.at[k].kind == YS_MENTION_PROGRAM) {
      YS_TRY(program(r, &all, k));
    }
  }
  for (uint32_t k = 0; k < all.list.n; ++k) {
    YS_TRY(label(r, &all.list.at[k]));
  }
  return YANSHU_OK;
}
