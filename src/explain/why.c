/* SPDX-License-Identifier: Apache-2.0 */
/** @file why.c What a mention is, and why a reading is none, in words. */
#include "explain/model.h"

ys_view ys_kind_name(ys_mention_kind kind) {
  static const char *const name[YS_MENTION_KINDS] = {[YS_MENTION_PERSON] = "person",
                                                     [YS_MENTION_POST] = "post",
                                                     [YS_MENTION_ORGANIZATION] = "organization",
                                                     [YS_MENTION_DIVISION] = "division",
                                                     [YS_MENTION_COUNTRY] = "country",
                                                     [YS_MENTION_PLACE] = "place",
                                                     [YS_MENTION_PROGRAM] = "program",
                                                     [YS_MENTION_EVENT] = "event",
                                                     [YS_MENTION_DATE] = "date",
                                                     [YS_MENTION_QUANTITY] = "quantity",
                                                     [YS_MENTION_QUOTATION] = "quotation",
                                                     [YS_MENTION_SPEECH] = "speech verb"};
  return ys_view_of(kind < YS_MENTION_KINDS ? name[kind] : "");
}

ys_view ys_kind_chinese(ys_mention_kind kind) {
  static const char *const name[YS_MENTION_KINDS] = {
      [YS_MENTION_PERSON] = "人物",   [YS_MENTION_POST] = "职务",      [YS_MENTION_ORGANIZATION] = "机构",
      [YS_MENTION_DIVISION] = "区划", [YS_MENTION_COUNTRY] = "国家",   [YS_MENTION_PLACE] = "地点",
      [YS_MENTION_PROGRAM] = "项目",  [YS_MENTION_EVENT] = "活动",     [YS_MENTION_DATE] = "日期",
      [YS_MENTION_QUANTITY] = "数量", [YS_MENTION_QUOTATION] = "引语", [YS_MENTION_SPEECH] = "言语动词"};
  return ys_view_of(kind < YS_MENTION_KINDS ? name[kind] : "");
}

ys_view ys_entity_kind_name(ys_entity_kind kind) {
  static const char *const name[] = {[YS_ENTITY_PERSON] = "Person",     [YS_ENTITY_ORGANIZATION] = "Organization",
                                     [YS_ENTITY_DISTRICT] = "District", [YS_ENTITY_PLACE] = "Place",
                                     [YS_ENTITY_ROLE] = "Role",         [YS_ENTITY_POST] = "Post",
                                     [YS_ENTITY_PROGRAM] = "Program",   [YS_ENTITY_EVENT] = "Event"};
  return ys_view_of((size_t)kind < YS_LENGTH(name) ? name[kind] : "");
}

/* ---- mentions ---- */

/** 越秀区 (Yuexiu District, 440104) */
static ys_view concept_text(const ys_explanation *e, uint32_t concept_id) {
  if (concept_id == YS_NO_CONCEPT) {
    return YS_VIEW("");
  }
  const ys_view zh = ys_concept_label(e->lexicon, concept_id);
  const ys_view en = ys_concept_label_en(e->lexicon, concept_id);
  const ys_view id = ys_concept_id(e->lexicon, concept_id);
  return YS_FORMAT(e, "%.*s (%.*s%s%.*s)", (int)zh.n, zh.p, (int)en.n, en.n > 0 ? en.p : "", en.n > 0 ? ", " : "",
                   (int)id.n, id.p);
}

static ys_view date_note(const ys_explanation *e, const ys_date *d) {
  const char *about = d->approximate ? "about " : "";
  if (d->precision == YS_DATE_DAY) {
    return YS_FORMAT(e, "%s%04d-%02d-%02d", about, d->year, d->month, d->day);
  }
  if (d->precision == YS_DATE_MONTH) {
    return YS_FORMAT(e, "%s%04d-%02d", about, d->year, d->month);
  }
  return d->precision == YS_DATE_YEAR ? YS_FORMAT(e, "%s%04d", about, d->year) : YS_VIEW("the year is not known");
}

static ys_view post_note(const ys_explanation *e, const ys_mention *m) {
  static const char *const status[] = {"",           ", former", ", acting", ", elected", ", appointed", ", dismissed",
                                       ", nominated"};
  const ys_view role = concept_text(e, m->concept_id);
  const ys_view where = m->division != YS_NO_CONCEPT ? ys_concept_label(e->lexicon, m->division) : YS_VIEW("");
  return YS_FORMAT(e, "position %.*s%s%.*s%s", (int)role.n, role.p, where.n > 0 ? " of " : "", (int)where.n, where.p,
                   (size_t)m->status < YS_LENGTH(status) ? status[m->status] : "");
}

static ys_view standing_for(const ys_explanation *e, const ys_mention *m) {
  const ys_mention *host = &e->mentions.list.at[m->host];
  const ys_view words = ys_printed(e, host->begin, host->end);
  return YS_FORMAT(e, "stands for %.*s", (int)words.n, words.p);
}

ys_view ys_mention_note(const ys_explanation *e, const ys_mention *m) {
  if (m->host != YS_NO_MENTION && (m->anaphor || m->kind == YS_MENTION_PERSON)) {
    return standing_for(e, m);
  }
  switch (m->kind) {
  case YS_MENTION_POST:
    return post_note(e, m);
  case YS_MENTION_DATE:
    return date_note(e, &m->date);
  case YS_MENTION_PERSON:
    return m->foreign ? YS_VIEW("a name in transliteration") : YS_VIEW("");
  case YS_MENTION_QUANTITY:
  case YS_MENTION_QUOTATION:
  case YS_MENTION_SPEECH:
    return YS_VIEW("");
  default:
    if (m->concept_id != YS_NO_CONCEPT) {
      return concept_text(e, m->concept_id);
    }
    if (m->division != YS_NO_CONCEPT) {
      const ys_view where = concept_text(e, m->division);
      return YS_FORMAT(e, "of %.*s", (int)where.n, where.p);
    }
    return YS_VIEW("");
  }
}

/* ---- what lost ---- */

static ys_view overlap_text(const ys_explanation *e, const ys_considered *c) {
  const ys_view words = ys_printed(e, c->over_begin, c->over_end);
  const ys_view kind = ys_kind_name(c->winner);
  const bool same = c->begin == c->over_begin && c->end == c->over_end;
  const bool inside = c->over_begin <= c->begin && c->end <= c->over_end;
  if (same) {
    return YS_FORMAT(e, "the same words are read as another %.*s", (int)kind.n, kind.p);
  }
  return inside ? YS_FORMAT(e, "part of the longer %.*s %.*s, which is told instead", (int)kind.n, kind.p, (int)words.n,
                            words.p)
                : YS_FORMAT(e, "it crosses the %.*s %.*s, which is told instead", (int)kind.n, kind.p, (int)words.n,
                            words.p);
}

/* Scores are log10 times 1000; both are told with two decimals. */
static ys_view path_text(const ys_explanation *e, const ys_considered *c) {
  const ys_view words = ys_printed(e, c->over_begin, c->over_end);
  const int32_t mine = c->won + c->score;
  const char *listed = c->loss == YS_LOSS_LISTED ? "; the word lists name it as no person" : "";
  const bool same = c->over_begin == c->begin && c->over_end == c->end;
  return YS_FORMAT(e, "the sentence is likelier with %.*s%s: score %.2f with the name, %.2f without%s", (int)words.n,
                   words.p, same ? " as a word" : " cut otherwise", mine / 1000.0, c->won / 1000.0, listed);
}

/** 鼓楼区 of 徐州市 (Gulou District, 320302): what tells those of one name apart. */
static ys_view division_name(const ys_explanation *e, uint32_t concept_id) {
  const uint32_t outer = ys_concept_broader(e->lexicon, concept_id);
  if (outer == YS_NO_CONCEPT) {
    return concept_text(e, concept_id);
  }
  const ys_view zh = ys_concept_label(e->lexicon, concept_id);
  const ys_view of = ys_concept_label(e->lexicon, outer);
  const ys_view id = ys_concept_id(e->lexicon, concept_id);
  return YS_FORMAT(e, "%.*s of %.*s (%.*s)", (int)zh.n, zh.p, (int)of.n, of.p, (int)id.n, id.p);
}

static ys_view division_text(const ys_explanation *e, const ys_considered *c) {
  const ys_view mine = division_name(e, c->concept_id);
  if (c->loss == YS_LOSS_ALONE) {
    return YS_FORMAT(e, "%.*s: no division above it is spoken of, and the name is short or a common word", (int)mine.n,
                     mine.p);
  }
  if (c->loss == YS_LOSS_AMBIGUOUS) {
    return YS_FORMAT(e, "%.*s: one of several of this name, and the page does not tell which", (int)mine.n, mine.p);
  }
  const ys_view meant = division_name(e, c->meant);
  return YS_FORMAT(e, "%.*s: %.*s is meant, by its surroundings", (int)mine.n, mine.p, (int)meant.n, meant.p);
}

ys_view ys_loss_text(const ys_explanation *e, const ys_considered *c) {
  switch (c->loss) {
  case YS_LOSS_OVERLAP:
    return overlap_text(e, c);
  case YS_LOSS_PATH:
  case YS_LOSS_LISTED:
    return path_text(e, c);
  case YS_LOSS_HOMONYM:
  case YS_LOSS_AMBIGUOUS:
  case YS_LOSS_ALONE:
    return division_text(e, c);
  case YS_LOSS_NO_NAME:
    return YS_VIEW("the last word is one of organizations, but no name stands before it");
  case YS_LOSS_PLAIN:
    return YS_VIEW("what stands before the last word, or behind it, makes it a plain noun");
  case YS_LOSS_NO_PLACE:
    return YS_VIEW("nothing before it tells which division this organ is of");
  case YS_LOSS_LONG:
    return YS_VIEW("the marks hold nothing, or more than the name of a program");
  case YS_LOSS_SPEECH:
    return YS_VIEW("the marks hold a sentence, which somebody says");
  case YS_LOSS_DATED:
    return YS_VIEW("the marks hold a date");
  case YS_LOSS_NOT:
    return YS_VIEW("the word lists name it as no program");
  case YS_LOSS_NO_HEAD:
    return YS_VIEW("no word of programs in the marks or behind them, and nothing else says that it is one");
  case YS_LOSSES:
    break;
  }
  return YS_VIEW("");
}
