/* SPDX-License-Identifier: Apache-2.0 */
/* Programs in book title marks, and the short forms of their titles. */
#include "recognize/program.h"

/* The end of the title proper: without （…） behind it; *core_end keeps a period in brackets. */
static uint32_t strip_brackets(const ys_finder *f, uint32_t begin, uint32_t end, uint32_t *core_end) {
  uint32_t name_end = end;
  *core_end = end;
  while (name_end > begin && (f->ch[name_end - 1] == YS_CH_PAREN_CLOSE || f->ch[name_end - 1] == ')')) {
    uint32_t open = name_end - 1;
    while (open > begin && f->ch[open] != YS_CH_PAREN_OPEN && f->ch[open] != '(') {
      --open;
    }
    ys_date from;
    ys_date to;
    int year = 0;
    const uint32_t inside = open + 1;
    const bool period = ys_period_read(f->ch + inside, name_end - 1 - inside, &from, &to) > 0 ||
                        ys_year_read(f->ch + inside, name_end - 1 - inside, &year) > 0;
    if (open == begin) {
      break;
    }
    if (!period && *core_end == name_end) {
      *core_end = open;
    }
    name_end = open;
  }
  return name_end;
}

/* 题为《…》, 《…》节目: a talk, a work, a broadcast. */
static bool is_work(const ys_finder *f, uint32_t open, uint32_t close) {
  const ys_entry *entry = NULL;
  if (ys_words_before(&f->words, f->base, open, f->work, &entry) > 0 &&
      !ys_words_has(f->lexicon, entry, YS_KEY_SIDE, "right")) {
    return true;
  }
  const uint32_t after = close + 1;
  return after < f->end && ys_words_at(&f->words, after, f->end, f->work, &entry) > 0 &&
         !ys_words_has(f->lexicon, entry, YS_KEY_SIDE, "left");
}

/* The latest earlier title that ends in these characters. */
static const ys_title_seen *find_seen(const ys_finder *f, uint32_t begin, uint32_t end) {
  for (uint32_t k = f->seen.n; k > 0 && f->seen.n - k < YS_SEEN_BACK; --k) {
    const ys_title_seen *t = &f->seen.at[k - 1];
    const uint32_t n = end - begin;
    if (t->end - t->begin <= n) {
      continue;
    }
    uint32_t same = 0;
    while (same < n && f->ch[t->end - 1 - same] == f->ch[end - 1 - same]) {
      ++same;
    }
    if (same == n) {
      return t;
    }
  }
  return NULL;
}

static ys_status remember(ys_finder *f, uint32_t begin, uint32_t end, uint8_t kind) {
  ys_title_seen *t = YS_PUSH(f->arena, &f->seen);
  if (t == NULL) {
    return YANSHU_NO_MEMORY;
  }
  *t = (ys_title_seen){begin, end, kind};
  return YANSHU_OK;
}

/* One title between its marks: characters [begin, end); the mention spans [from, to). */
static ys_status add_title(ys_finder *f, uint32_t begin, uint32_t end, uint32_t from, uint32_t to) {
  enum { SHORTEST = 2 }; /* characters before the head */
  uint32_t core_end = end;
  const uint32_t name_end = strip_brackets(f, begin, end, &core_end);
  const ys_entry *known = NULL;
  const ys_entry *head = NULL;
  if (ys_words_is(&f->words, begin, name_end, YS_CLASS_NOT_PROGRAM, NULL)) {
    return YANSHU_OK;
  }
  (void)ys_words_is(&f->words, begin, name_end, YS_CLASS_PROGRAM, &known);
  const uint32_t n = ys_words_before(&f->words, begin, name_end, f->title, &head);
  if ((n == 0 && known == NULL) || ys_words_has(f->lexicon, head, YS_KEY_PROGRAM, "no")) {
    return YANSHU_OK;
  }
  const bool bare =
      name_end - begin < n + SHORTEST || ys_words_is(&f->words, begin, name_end, YS_CLASS_PROGRAM_HEAD, NULL);
  const ys_title_seen *full = bare ? find_seen(f, begin, name_end) : NULL;
  if (bare && full == NULL && known == NULL) {
    return YANSHU_OK;
  }
  ys_mention *m = ys_finder_add(f, from, to, begin, core_end, head, known);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  if (full != NULL) {
    m->program_kind = full->kind;
    return YANSHU_OK;
  }
  return remember(f, begin, name_end, m->program_kind);
}

ys_status ys_finder_title(ys_finder *f, uint32_t open, uint32_t *end) {
  const uint32_t close = ys_words_close(f->ch, open, f->end);
  if (close == UINT32_MAX) {
    return YANSHU_OK;
  }
  *end = close + 1;
  if (close == open + 1 || is_work(f, open, close)) {
    return YANSHU_OK;
  }
  YS_TRY(add_title(f, open + 1, close, open, close + 1));
  for (uint32_t i = open + 1; i < close; ++i) { /* 〈…〉: the document that this one amends */
    if (f->ch[i] == YS_CH_INNER_OPEN) {
      const uint32_t inner = ys_words_close(f->ch, i, close);
      if (inner != UINT32_MAX && inner > i + 1) {
        YS_TRY(add_title(f, i + 1, inner, i, inner + 1));
        i = inner;
      }
    }
  }
  return YANSHU_OK;
}

/* 总规 for 总体规划: one that the text has named, not one of others (主要城市的总规). */
ys_status ys_finder_brief(ys_finder *f, uint32_t i, uint32_t *end) {
  const ys_entry *entry = NULL;
  const uint32_t n = ys_words_at(&f->words, i, f->end, f->brief, &entry);
  if (n == 0 || (i > f->base && f->ch[i - 1] == YS_CH_OF)) {
    return YANSHU_OK;
  }
  const ys_view full = ys_words_feature(f->lexicon, entry, YS_KEY_FULL);
  for (uint32_t k = f->seen.n; k > 0 && f->seen.n - k < YS_SEEN_BACK; --k) {
    const ys_title_seen *t = &f->seen.at[k - 1];
    const ys_view name = ys_text_normal(f->arena, f->document, t->begin, t->end);
    if (name.p == NULL) {
      return YANSHU_NO_MEMORY;
    }
    if (full.n > 0 && ys_view_ends(name, full)) {
      ys_mention *m = ys_finder_add(f, i, i + n, i, i + n, NULL, NULL);
      if (m == NULL) {
        return YANSHU_NO_MEMORY;
      }
      m->program_kind = t->kind;
      *end = i + n;
      return YANSHU_OK;
    }
  }
  return YANSHU_OK;
}
