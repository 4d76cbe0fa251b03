/* SPDX-License-Identifier: Apache-2.0 */
/* Pronouns and bare titles: who is meant by 他, 该市长 and 市长 when the text leaves no choice. */
#include "recognize/anaphor.h"

#include "recognize/recognize_internal.h"

enum {
  THIS_REACH = 600, /* characters back to the bearer of the title of 该市长 */
  QUOTED_SENTENCES = 12,
  LIST_COMMA = 0x3001, /* 、 */
  OF = 0x7684,         /* 的 */
  OPEN_QUOTE = 0x201C,
  CLOSE_QUOTE = 0x201D
};

/* Somebody named right behind a title. */
typedef struct bearer {
  uint32_t post;   /* mention */
  uint32_t person; /* mention with the full name */
} bearer;

typedef struct finder {
  ys_scan *scan;
  const ys_document *document;
  const uint32_t *ch;
  uint32_t n; /* mentions there were before any was added */
  bool *quoted;
  uint16_t words;
  YS_ARRAY(bearer) bearer;
  uint32_t last; /* the mention added last, which the next pronoun may take up */
} finder;

static const ys_mention *mention(const finder *f, uint32_t k) {
  return &f->scan->mentions->list.at[k];
}

static uint32_t root_of(const finder *f, uint32_t person) {
  const uint32_t host = mention(f, person)->host;
  return host != YS_NO_MENTION ? host : person;
}

static bool same_words(const finder *f, uint32_t a, uint32_t a_end, uint32_t b, uint32_t b_end) {
  if (a_end - a != b_end - b) {
    return false;
  }
  while (a < a_end && f->ch[a] == f->ch[b]) {
    ++a;
    ++b;
  }
  return a == a_end;
}

static bool same_person(const finder *f, uint32_t a, uint32_t b) {
  const ys_mention *x = mention(f, root_of(f, a));
  const ys_mention *y = mention(f, root_of(f, b));
  return same_words(f, x->begin, x->end, y->begin, y->end);
}

/* First of the settled mentions that begins at @p at or later. */
static uint32_t mention_from(const finder *f, uint32_t at) {
  uint32_t low = 0;
  uint32_t high = f->n;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (mention(f, middle)->begin < at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

static void mark_quoted(finder *f, const uint8_t *starts) {
  for (uint32_t b = 0; b < f->document->n_block; ++b) {
    const uint32_t end = f->document->block[b].end;
    for (uint32_t i = f->document->block[b].begin; (i = ys_start_from(starts, i, end, YS_START_QUOTE)) < end; ++i) {
      for (uint32_t depth = 0; i < end; ++i) {
        f->quoted[i] = true;
        depth += f->ch[i] == OPEN_QUOTE ? 1 : 0;
        depth -= f->ch[i] == CLOSE_QUOTE ? 1 : 0;
        if (depth == 0) {
          break;
        }
      }
    }
  }
}

static const ys_entry *word_at(const finder *f, const ys_token *token) {
  return ys_span_entry(f->scan, token->begin, token->end, f->words);
}

static bool is_kind(const finder *f, const ys_token *token, const char *kind) {
  return ys_words_has(f->scan->lexicon, word_at(f, token), YS_KEY_KIND, kind);
}

static bool opens_clause(const finder *f, uint32_t at) {
  const uint32_t block = f->document->block[ys_words_block(f->document, at)].begin;
  static const uint32_t marks[] = {0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0xFF0C, 0xFF1A, CLOSE_QUOTE, ' '};
  bool mark = at == block;
  for (size_t k = 0; !mark && k < YS_LENGTH(marks); ++k) {
    mark = f->ch[at - 1] == marks[k];
  }
  return mark;
}

/* ---- bearers of titles ---- */

static uint32_t past_space(const finder *f, uint32_t at) {
  return at < f->document->n && f->ch[at] == ' ' ? at + 1 : at;
}

/* The person named right behind @p post, or behind the titles that follow it in a chain; or none. */
static uint32_t named_behind(const finder *f, uint32_t post) {
  enum { CHAIN = 12, INSIDE = 16 };
  uint32_t end = mention(f, post)->end;
  uint32_t k = post;
  for (uint32_t link = 0; link < CHAIN; ++link) {
    const uint32_t next = past_space(f, end < f->document->n && f->ch[end] == LIST_COMMA ? end + 1 : end);
    const bool comma = next > end && f->ch[end] == LIST_COMMA;
    uint32_t chained = YS_NO_MENTION;
    for (++k; k < f->n && mention(f, k)->begin <= next && k - post < CHAIN * INSIDE; ++k) {
      if (mention(f, k)->begin != next) {
        continue;
      }
      if (mention(f, k)->kind == YS_MENTION_PERSON && !comma) {
        return k;
      }
      if (mention(f, k)->kind == YS_MENTION_POST && chained == YS_NO_MENTION) {
        chained = k;
      }
    }
    if (chained == YS_NO_MENTION) {
      return YS_NO_MENTION;
    }
    k = chained;
    end = mention(f, chained)->end;
  }
  return YS_NO_MENTION;
}

static ys_status collect_bearers(finder *f) {
  for (uint32_t k = 0; k < f->n; ++k) {
    if (mention(f, k)->kind != YS_MENTION_POST || mention(f, k)->status == YS_POST_FORMER) {
      continue;
    }
    const uint32_t person = named_behind(f, k);
    if (person == YS_NO_MENTION) {
      continue;
    }
    bearer *b = YS_PUSH(f->scan->arena, &f->bearer);
    if (b == NULL) {
      return YANSHU_NO_MEMORY;
    }
    *b = (bearer){k, root_of(f, person)};
  }
  return YANSHU_OK;
}

/* The only person who bears that title before it, as far back as @p reach; none when there are two. A title with a
 * place or organ of its own is another one in another place. */
static uint32_t bearer_of(const finder *f, uint32_t post, uint32_t reach) {
  const ys_mention *m = mention(f, post);
  uint32_t found = YS_NO_MENTION;
  for (uint32_t k = f->bearer.n; k > 0; --k) {
    const bearer *b = &f->bearer.at[k - 1];
    const ys_mention *other = mention(f, b->post);
    if (other->begin >= m->begin) {
      continue;
    }
    if (m->begin - other->end > reach) {
      break;
    }
    const bool placed = m->division != YS_NO_CONCEPT && other->division != YS_NO_CONCEPT;
    if (!same_words(f, m->core_begin, m->core_end, other->core_begin, other->core_end) ||
        (placed && m->division != other->division)) {
      continue;
    }
    if (found != YS_NO_MENTION && !same_person(f, found, b->person)) {
      return YS_NO_MENTION;
    }
    found = b->person;
  }
  return found;
}

/* ---- adding ---- */

static ys_status add(finder *f, uint32_t begin, uint32_t end, uint32_t person) {
  ys_mention *m = ys_words_add(f->scan->arena, f->document, YS_MENTION_PERSON, begin, end, f->scan->mentions);
  if (m == NULL) {
    return YANSHU_NO_MEMORY;
  }
  m->host = person;
  m->foreign = mention(f, person)->foreign;
  m->anaphor = true;
  f->last = f->scan->mentions->list.n - 1;
  return YANSHU_OK;
}

/* ---- bare titles ---- */

static ys_status try_title(finder *f, uint32_t post) {
  const ys_mention m = *mention(f, post);
  const ys_token *before = m.begin > 0 ? &f->scan->token.at[f->scan->token_at[m.begin - 1]] : NULL;
  const uint32_t t = m.end < f->document->n ? f->scan->token_at[m.end] : UINT32_MAX;
  if (f->quoted[m.begin] || m.begin != m.core_begin || named_behind(f, post) != YS_NO_MENTION) {
    return YANSHU_OK;
  }
  if (before != NULL && before->end == m.begin && is_kind(f, before, "this")) {
    const uint32_t person = bearer_of(f, post, THIS_REACH);
    return person != YS_NO_MENTION ? add(f, before->begin, m.end, person) : YANSHU_OK;
  }
  const bool speaks = t < f->scan->token.n && f->scan->token.at[t].begin == m.end &&
                      (f->scan->token.at[t].mask & YS_MASK(YS_CLASS_SPEECH)) != 0;
  if (!speaks || !opens_clause(f, m.begin)) {
    return YANSHU_OK;
  }
  const uint32_t person = bearer_of(f, post, UINT32_MAX);
  return person != YS_NO_MENTION ? add(f, m.begin, m.end, person) : YANSHU_OK;
}

/* ---- pronouns ---- */

/* Whether nothing but titles, dates and organisations stands between the begin of the sentence and @p person. */
static bool is_subject(const finder *f, uint32_t begin, uint32_t person) {
  uint32_t at = begin;
  const uint32_t to = mention(f, person)->begin;
  uint32_t k = mention_from(f, begin);
  while (at < to && k < f->n) {
    const ys_mention *m = mention(f, k);
    if (m->begin > at) {
      const uint32_t c = f->ch[at];
      if (c != ' ' && c != 0xFF0C && c != LIST_COMMA) {
        return opens_clause(f, to); /* 在昨天的会上，… */
      }
      ++at;
      continue;
    }
    const bool may = m->kind == YS_MENTION_POST || m->kind == YS_MENTION_DATE || m->kind == YS_MENTION_ORGANIZATION ||
                     m->kind == YS_MENTION_COUNTRY || m->kind == YS_MENTION_DIVISION;
    at = may && m->begin == at && m->end <= to ? m->end : at;
    ++k;
  }
  return at >= to || opens_clause(f, to);
}

/* Whether somebody else may be meant: a noun for a person, or a title of nobody named. */
static bool has_rival(const finder *f, uint32_t begin, uint32_t end) {
  for (uint32_t t = f->scan->token_at[begin]; t < f->scan->token.n && f->scan->token.at[t].begin < end; ++t) {
    if (!f->quoted[f->scan->token.at[t].begin] && is_kind(f, &f->scan->token.at[t], "rival")) {
      return true;
    }
  }
  for (uint32_t k = mention_from(f, begin); k < f->n && mention(f, k)->begin < end; ++k) {
    const ys_mention *m = mention(f, k);
    if (m->kind == YS_MENTION_POST && !f->quoted[m->begin] && named_behind(f, k) == YS_NO_MENTION && m->end < end &&
        bearer_of(f, k, UINT32_MAX) == YS_NO_MENTION) {
      return true;
    }
  }
  return false;
}

/* The one person named in [begin, end) outside quotation marks: the first mention; none for nobody or several. */
static uint32_t only_person(const finder *f, uint32_t begin, uint32_t end, bool *several) {
  uint32_t found = YS_NO_MENTION;
  for (uint32_t k = mention_from(f, begin); k < f->n && mention(f, k)->begin < end; ++k) {
    const ys_mention *m = mention(f, k);
    /* 贺信 of 陆远舟的贺信 is what is spoken of, not he */
    const bool owner = found != YS_NO_MENTION && m->end < f->document->n && f->ch[m->end] == OF;
    if (m->kind != YS_MENTION_PERSON || f->quoted[m->begin] || owner) {
      continue;
    }
    if (found != YS_NO_MENTION && !same_person(f, found, k)) {
      *several = true;
      return YS_NO_MENTION;
    }
    found = found == YS_NO_MENTION ? k : found;
  }
  const ys_mention *last = f->last != YS_NO_MENTION ? mention(f, f->last) : NULL;
  if (last != NULL && last->begin >= begin && last->begin < end) {
    *several = found != YS_NO_MENTION && !same_person(f, found, f->last);
    return *several ? YS_NO_MENTION : found == YS_NO_MENTION ? f->last : found;
  }
  return found;
}

/* The sentence before @p sentence in running text that is not all quotation, or UINT32_MAX. */
static uint32_t sentence_before(const finder *f, uint32_t sentence) {
  const ys_document *d = f->document;
  for (uint32_t back = 1; back <= QUOTED_SENTENCES && back <= sentence; ++back) {
    const ys_sentence *s = &d->sentence[sentence - back];
    if (d->block[s->block].kind != YS_BLOCK_PARAGRAPH) {
      return UINT32_MAX;
    }
    if (!f->quoted[s->begin]) {
      return sentence - back;
    }
  }
  return UINT32_MAX;
}

static uint32_t meant_by(const finder *f, uint32_t at) {
  const ys_document *d = f->document;
  const uint32_t sentence = ys_text_sentence_at(d, at);
  uint32_t begin = d->sentence[sentence].begin;
  bool several = false;
  uint32_t person = only_person(f, begin, at, &several);
  if (person == YS_NO_MENTION && !several) {
    const uint32_t before = sentence_before(f, sentence);
    if (before == UINT32_MAX || d->block[d->sentence[sentence].block].kind != YS_BLOCK_PARAGRAPH) {
      return YS_NO_MENTION;
    }
    begin = d->sentence[before].begin;
    person = only_person(f, begin, at, &several);
  }
  if (person == YS_NO_MENTION || several) {
    return YS_NO_MENTION;
  }
  const ys_mention *m = mention(f, person);
  const uint32_t next = m->end < d->n ? f->ch[m->end] : 0;
  const bool goes_on = next != OF && next != LIST_COMMA && next != 0x7B49 /* 等 */ && next != 0x548C /* 和 */;
  return goes_on && is_subject(f, begin, person) && !has_rival(f, begin, at) ? root_of(f, person) : YS_NO_MENTION;
}

static ys_status try_pronoun(finder *f, const ys_token *token) {
  const uint32_t at = token->begin;
  if (f->quoted[at] || !opens_clause(f, at)) {
    return YANSHU_OK;
  }
  const uint32_t person = meant_by(f, at);
  return person != YS_NO_MENTION ? add(f, at, token->end, person) : YANSHU_OK;
}

/* Those from mention *k on that begin before @p end. */
static ys_status try_titles(finder *f, uint32_t end, uint32_t *k) {
  for (; *k < f->n && mention(f, *k)->begin < end; ++*k) {
    if (mention(f, *k)->kind == YS_MENTION_POST) {
      YS_TRY(try_title(f, *k));
    }
  }
  return YANSHU_OK;
}

ys_status ys_find_anaphors(ys_scan *scan) {
  finder f = {.scan = scan,
              .document = scan->document,
              .ch = scan->document->ch,
              .n = scan->mentions->list.n,
              .quoted = ys_arena_alloc(scan->arena, (size_t)scan->document->n + 1),
              .words = ys_lexicon_words(scan->lexicon, YS_WORDS_ANAPHOR),
              .last = YS_NO_MENTION};
  const uint8_t *starts = ys_starts_of(scan->arena, scan->lexicon, scan->document, scan->mentions);
  if (f.quoted == NULL || starts == NULL) {
    return YANSHU_NO_MEMORY;
  }
  mark_quoted(&f, starts);
  YS_TRY(collect_bearers(&f));
  uint32_t k = 0;
  for (uint32_t t = 0; (t = ys_token_from(scan, t, YS_MAY_ANAPHOR)) < scan->token.n; ++t) {
    const ys_token *token = &scan->token.at[t];
    if (is_kind(&f, token, "pronoun")) {
      YS_TRY(try_titles(&f, token->end, &k));
      YS_TRY(try_pronoun(&f, token));
    }
  }
  return try_titles(&f, scan->document->n, &k);
}
