/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file press.c
 * The typography of newspaper pages: marks, credits, bylines, captions, page heads. The few words here are those
 * that tell the kind of a line; what a sentence says is nobody's business in this room.
 */
#include <uchar.h>

#include "text/parts.h"

enum { CREDIT_MOST = 40, BYLINE_MOST = 60, FURNITURE_MOST = 40, NAME_MOST = 4, HEAD_MOST = 80 };

/** Of lists of marks: no ideograph is in one. */
static inline bool one_of(uint32_t c, const uint32_t *list, size_t n) {
  if (c >= 0x4E00 && c <= 0x9FFF) {
    return false;
  }
  for (size_t i = 0; i < n; i++) {
    if (list[i] == c) {
      return true;
    }
  }
  return false;
}

bool ys_press_caption_mark(uint32_t c) {
  static const uint32_t marks[] = {U'▶', U'►', U'▷', U'▲', U'▼', U'△', U'▽', U'◀', U'◄', U'◁', U'↑', U'↓', U'←', U'→'};
  return one_of(c, marks, YS_LENGTH(marks));
}

bool ys_press_mark(uint32_t c) {
  static const uint32_t marks[] = {U'■', U'●', U'○', U'◎', U'◆', U'◇', U'★', U'☆', U'※', U'▪', U'▫',
                                   U'❖', U'➤', U'➢', U'•', U'◉', U'▌', U'▍', U'►', U'☞', U'✦', U'✔'};
  return c < 0x3000 && (one_of(c, marks, YS_LENGTH(marks)) || ys_press_caption_mark(c)); /* they are U+2022 to U+27A4 */
}

bool ys_press_stop(uint32_t c) {
  static const uint32_t stops[] = {U'。', U'！', U'？', U'!', U'?', U'…', U'｡'};
  return one_of(c, stops, YS_LENGTH(stops));
}

bool ys_press_comma(uint32_t c) {
  static const uint32_t commas[] = {U'，', U',', U'、', U'；', U';', U'：', U':'};
  return one_of(c, commas, YS_LENGTH(commas));
}

bool ys_press_close(uint32_t c) {
  static const uint32_t marks[] = {U'”', U'’', U'）', U')', U'》', U'〉', U'】', U'」', U'』', U'〕', U']', U'"'};
  return one_of(c, marks, YS_LENGTH(marks));
}

bool ys_press_open(uint32_t c) {
  static const uint32_t marks[] = {U'“', U'‘', U'（', U'(', U'《', U'〈', U'【', U'「', U'『', U'〔', U'['};
  return one_of(c, marks, YS_LENGTH(marks));
}

/* ---- words in a line ---- */

static uint32_t length_of(const char32_t *word) {
  uint32_t n = 0;
  while (word[n] != 0) {
    n++;
  }
  return n;
}

/** Does @p word stand at @p i? */
static inline bool stands(ys_words w, uint32_t i, const char32_t *word) {
  for (; *word != 0; word++, i++) {
    if (i >= w.n || w.p[i].c != *word) {
      return false;
    }
  }
  return true;
}

/** Where @p word stands first at or after @p i; w.n when nowhere. */
static uint32_t find(ys_words w, uint32_t i, const char32_t *word) {
  for (; i < w.n; i++) {
    if (w.p[i].c == *word && stands(w, i, word)) {
      return i;
    }
  }
  return w.n;
}

static bool is_colon(uint32_t c) {
  return c == ':' || c == U'：';
}

static bool is_slash(uint32_t c) {
  return c == '/' || c == U'／';
}

static uint32_t skip_space(ys_words w, uint32_t i) {
  while (i < w.n && ys_is_space(w.p[i].c)) {
    i++;
  }
  return i;
}

/** Without blanks and a final stop or bracket. */
static uint32_t trimmed_end(ys_words w) {
  while (w.n > 0 && (ys_is_space(w.p[w.n - 1].c) || ys_press_stop(w.p[w.n - 1].c) || ys_press_close(w.p[w.n - 1].c))) {
    w.n--;
  }
  return w.n;
}

/** One of @p words at @p i, followed by a colon (blanks allowed); gives the place behind the colon, 0 for none. */
static uint32_t key_at(ys_words w, uint32_t i, const char32_t *const *words, size_t n) {
  for (size_t k = 0; k < n; k++) {
    if (stands(w, i, words[k])) {
      const uint32_t colon = skip_space(w, i + length_of(words[k]));
      if (colon < w.n && is_colon(w.p[colon].c)) {
        return colon + 1;
      }
    }
  }
  return 0;
}

/* ---- credits ---- */

/** Words that a credit ends with: "NAME/摄", "NAME 摄", "ORG供图". */
static uint32_t credit_tail(ys_words w) {
#define TAIL(text)                                                                                                     \
  { text, sizeof(text) / sizeof(char32_t) - 1 }
  static const struct {
    const char32_t *text;
    uint32_t n;
  } tails[] = {TAIL(U"摄影"),       TAIL(U"供图"), TAIL(U"资料图"), TAIL(U"资料图片"),
               TAIL(U"受访者提供"), TAIL(U"制图"), TAIL(U"绘图"),   TAIL(U"摄")};
  const uint32_t end = trimmed_end(w);
  const uint32_t final = end > 0 ? w.p[end - 1].c : 0;
  for (size_t i = 0; i < YS_LENGTH(tails); i++) {
    const uint32_t n = tails[i].n;
    if (tails[i].text[n - 1] == final && end > n && stands((ys_words){w.p, end}, end - n, tails[i].text)) {
      return end - n;
    }
  }
#undef TAIL
  return w.n;
}

static bool credit_key(ys_words w) {
  static const char32_t *const keys[] = {U"摄影", U"图源", U"图片来源", U"供图", U"图", U"摄", U"图片", U"制图"};
  return key_at(w, 0, keys, YS_LENGTH(keys)) > 0;
}

bool ys_press_credit(ys_words w) {
  if (w.n > CREDIT_MOST || w.n < 2) {
    return false;
  }
  const uint32_t tail = credit_tail(w);
  const bool named =
      tail < w.n && tail > 1 &&
      (is_slash(w.p[tail - 1].c) || ys_is_space(w.p[tail - 1].c) || find(w, 0, U"记者") < tail || tail <= 8);
  for (uint32_t i = 0; i < w.n; i++) {
    if (ys_press_comma(w.p[i].c) && w.p[i].c != U'、' && !is_colon(w.p[i].c)) {
      return false;
    }
    if (ys_press_stop(w.p[i].c) && i + 1 < trimmed_end(w)) {
      return false;
    }
  }
  return named || credit_key(w);
}

/** Begin of the word (no blank in it) that ends before @p i. */
static uint32_t word_start(ys_words w, uint32_t i) {
  while (i > 0 && !ys_is_space(w.p[i - 1].c) && !ys_press_stop(w.p[i - 1].c) && !ys_press_comma(w.p[i - 1].c) &&
         !ys_press_open(w.p[i - 1].c) && !ys_press_close(w.p[i - 1].c)) {
    i--;
  }
  return i;
}

/** Does the word [begin, end) name a photographer's trade: 记者, 通讯员 … at its end? */
static bool trade_word(ys_words w, uint32_t begin, uint32_t end) {
  static const char32_t *const trades[] = {U"记者", U"通讯员", U"实习生", U"摄影", U"图"};
  for (size_t i = 0; i < YS_LENGTH(trades); i++) {
    const uint32_t n = length_of(trades[i]);
    if (end - begin >= n && stands((ys_words){w.p, end}, end - n, trades[i])) {
      return true;
    }
  }
  return false;
}

uint32_t ys_press_credit_start(ys_words w) {
  const uint32_t tail = credit_tail(w);
  if (tail >= w.n || tail < 2) {
    return w.n;
  }
  uint32_t i = tail;
  while (i > 0 && (is_slash(w.p[i - 1].c) || ys_is_space(w.p[i - 1].c))) {
    i--;
  }
  const bool apart = i < tail;
  i = word_start(w, i);
  /* names and trades before it belong to it: every word of at most four characters, then the one with the trade */
  for (;;) {
    uint32_t before = i;
    while (before > 0 && ys_is_space(w.p[before - 1].c)) {
      before--;
    }
    const uint32_t begin = word_start(w, before);
    if (before == i || begin == before || (before - begin > NAME_MOST && !trade_word(w, begin, before))) {
      break;
    }
    i = begin;
    if (trade_word(w, begin, before)) {
      break;
    }
  }
  const bool open = i > 0 && ys_press_open(w.p[i - 1].c);
  const uint32_t start = open ? i - 1 : i;
  const bool boundary = start == 0 || ys_is_space(w.p[start - 1].c) || ys_press_stop(w.p[start - 1].c) || open;
  const bool sure = apart || open || find((ys_words){w.p, tail}, i, U"记者") < tail;
  return boundary && sure && w.n - start <= CREDIT_MOST ? start : w.n;
}

/* ---- bylines ---- */

/** Up to @p room characters of medium and rank, then 记者 or 通讯员 …; gives the place behind it, 0 for none. */
static uint32_t reporter_at(ys_words w, uint32_t i, uint32_t room) {
  static const char32_t *const trades[] = {U"记者", U"通讯员", U"实习生", U"特约评论员"};
  for (uint32_t k = i; k < w.n && k <= i + room && (ys_is_han(w.p[k].c) || ys_is_space(w.p[k].c)); k++) {
    for (size_t t = 0; t < YS_LENGTH(trades); t++) {
      if (stands(w, k, trades[t])) {
        return k + length_of(trades[t]);
      }
    }
  }
  return 0;
}

/** From @p i only names: words of two to four Han, with · in them or more, apart by blanks, 、 or slashes. */
static bool only_names(ys_words w, uint32_t i) {
  static const char32_t *const also[] = {U"记者", U"通讯员", U"实习生", U"报道", U"文", U"图", U"摄"};
  uint32_t names = 0;
  const uint32_t end = trimmed_end(w);
  while (i < end) {
    uint32_t stop = i;
    while (stop < end && (ys_is_han(w.p[stop].c) || w.p[stop].c == U'·')) {
      stop++;
    }
    uint32_t n = stop - i;
    for (size_t k = 0; k < YS_LENGTH(also); k++) {
      const uint32_t m = length_of(also[k]);
      n = n >= m && stands((ys_words){w.p, stop}, stop - m, also[k]) ? 0 : n;
    }
    if (n > NAME_MOST + 2) {
      return false;
    }
    names += n > 0;
    if (stop < end && !ys_is_space(w.p[stop].c) && w.p[stop].c != U'、' && !is_slash(w.p[stop].c) &&
        !is_colon(w.p[stop].c)) {
      return false;
    }
    i = stop + 1;
  }
  return names > 0;
}

/** A line of the page head that names someone beside its date. */
static bool dated_byline(ys_words w) {
  static const char32_t *const keys[] = {U"记者", U"作者", U"编辑", U"通讯员"};
  uint32_t date[3];
  if (w.n >
      HEAD_MOST) { /* no line with a date, as ys_press_date_line() will say, after a search of a whole paragraph */
    return false;
  }
  if (!ys_press_date_line(w, date)) { /* few lines have one */
    return false;
  }
  for (size_t i = 0; i < YS_LENGTH(keys); i++) {
    if (find(w, 0, keys[i]) < w.n) {
      return true;
    }
  }
  return false;
}

bool ys_press_byline(ys_words w) {
  static const char32_t *const keys[] = {U"本版采写", U"采写", U"撰文",     U"文",   U"统筹",     U"策划", U"总策划",
                                         U"总统筹",   U"监制", U"出品",     U"执行", U"责任编辑", U"责编", U"编辑",
                                         U"校对",     U"美编", U"作者",     U"来源", U"审核",     U"编审", U"记者",
                                         U"文字",     U"版式", U"值班编辑", U"整理", U"编译",     U"执笔", U"主编",
                                         U"排版",     U"二审", U"三审",     U"初审", U"终审",     U"一审"};
  const uint32_t begin = w.n > 0 && ys_press_open(w.p[0].c) ? 1 : 0;
  if (dated_byline(w)) {
    return true;
  }
  if (w.n > BYLINE_MOST || w.n < 3) {
    return false;
  }
  for (uint32_t i = 0; i + 1 < trimmed_end(w); i++) {
    if (ys_press_stop(w.p[i].c) || w.p[i].c == ',' || w.p[i].c == U'，') {
      return false;
    }
  }
  const uint32_t final = w.p[w.n - 1].c;
  if (final == U'？' || final == '?' || final == U'！' || final == '!') {
    return false;
  }
  const uint32_t behind = key_at(w, begin, keys, YS_LENGTH(keys));
  if (behind > 0) { /* dialogue has 记者：, too, but goes on in whole clauses */
    return !stands(w, begin, U"记者") || only_names(w, behind);
  }
  if (stands(w, begin, U"文/") || stands(w, begin, U"文／")) {
    return true;
  }
  const uint32_t reporter = reporter_at(w, begin, 12);
  return reporter > 0 && reporter < w.n && only_names(w, reporter);
}

/* ---- captions, page furniture, page heads ---- */

bool ys_press_caption(ys_words w) {
  static const char32_t *const starts[] = {U"图为",   U"上图", U"下图", U"左图", U"右图", U"（上图",
                                           U"（下图", U"图①",  U"图②",  U"图③",  U"图说"};
  for (size_t i = 0; i < YS_LENGTH(starts); i++) {
    if (stands(w, 0, starts[i])) {
      return true;
    }
  }
  return false;
}

/** "A03", "A03版", "B12 要闻": the page's number, and at most a few words. */
static bool page_label(ys_words w) {
  uint32_t i = 0;
  if (stands(w, 0, U"第")) {
    i = 1;
  } else if (w.n > 0 && w.p[0].c >= 'A' && w.p[0].c <= 'D') {
    i = 1;
  }
  const uint32_t digits = i;
  while (i < w.n && ys_is_digit(w.p[i].c)) {
    i++;
  }
  if (digits == 0 || i == digits || i > digits + 3) {
    return false;
  }
  const bool page = i < w.n && w.p[i].c == U'版';
  return i == w.n || (page && w.n <= 12) ||
         (w.p[0].c != U'第' && i == digits + 2 && ys_is_space(w.p[i].c) && w.n <= 10);
}

bool ys_press_furniture(ys_words w) {
  static const char32_t *const marks[] = {U"扫码", U"二维码", U"扫一扫", U"长按识别"};
  static const char32_t *const ends[] = {U"（完）", U"(完)",     U"【完】",   U"（图）",   U"(图)",
                                         U"分享到", U"打印本页", U"关闭窗口", U"查看原文", U"阅读原文"};
  for (size_t i = 0; i < YS_LENGTH(marks); i++) {
    if (w.n <= FURNITURE_MOST && find(w, 0, marks[i]) < w.n) {
      return true;
    }
  }
  for (size_t i = 0; i < YS_LENGTH(ends); i++) {
    if (w.n <= length_of(ends[i]) + 2 && stands(w, 0, ends[i])) {
      return true;
    }
  }
  return page_label(w);
}

/** Up to four digits at *i; half or full width. */
static uint32_t number_at(ys_words w, uint32_t *i, uint32_t *digits) {
  uint32_t value = 0;
  for (*digits = 0; *i < w.n && *digits < 4; (*i)++, (*digits)++) {
    const uint32_t c = w.p[*i].c >= U'０' && w.p[*i].c <= U'９' ? w.p[*i].c - U'０' + '0' : w.p[*i].c;
    if (!ys_is_digit(c)) {
      break;
    }
    value = value * 10 + (c - '0');
  }
  return value;
}

/** Half or full width. */
static bool is_digit(uint32_t c) {
  return ys_is_digit(c) || (c >= U'０' && c <= U'９');
}

static bool date_joint(ys_words w, uint32_t *i, uint32_t han) {
  *i = skip_space(w, *i);
  if (*i < w.n && (w.p[*i].c == han || w.p[*i].c == '-' || w.p[*i].c == '/' || w.p[*i].c == '.')) {
    *i = skip_space(w, *i + 1);
    return true;
  }
  return false;
}

/** A full date at @p i: fills date, returns the place behind it; 0 for none. */
static uint32_t full_date(ys_words w, uint32_t i, uint32_t date[3]) {
  uint32_t digits;
  date[0] = number_at(w, &i, &digits);
  if (digits != 4 || !date_joint(w, &i, U'年')) {
    return 0;
  }
  date[1] = number_at(w, &i, &digits);
  if (digits == 0 || digits > 2 || !date_joint(w, &i, U'月')) {
    return 0;
  }
  date[2] = number_at(w, &i, &digits);
  if (digits == 0 || digits > 2) {
    return 0;
  }
  return i < w.n && w.p[i].c == U'日' ? i + 1 : i;
}

bool ys_press_date_line(ys_words w, uint32_t date[3]) {
  static const char32_t *const beside[] = {U"星期", U"发布", U"时间", U"日期", U"来源", U"周一",
                                           U"周二", U"周三", U"周四", U"周五", U"周六", U"周日"};
  uint32_t at[3];
  uint32_t begin = w.n;
  uint32_t end = 0;
  for (uint32_t i = 0; i < w.n && w.n <= HEAD_MOST && end == 0; i++) {
    if (is_digit(w.p[i].c) && (i == 0 || !ys_is_digit(w.p[i - 1].c))) {
      end = full_date(w, i, at);
      begin = i;
    }
  }
  if (end == 0) {
    return false;
  }
  for (uint32_t i = 0; i < w.n; i++) {
    if (ys_press_stop(w.p[i].c) || w.p[i].c == U'，' || w.p[i].c == ',') {
      return false;
    }
  }
  bool head = begin == 0 && end == w.n;
  for (size_t i = 0; i < YS_LENGTH(beside); i++) {
    head = head || find(w, 0, beside[i]) < w.n;
  }
  uint32_t rest = skip_space(w, end); /* or nothing but a time of day behind it */
  while (rest < w.n && (ys_is_digit(w.p[rest].c) || is_colon(w.p[rest].c) || ys_is_space(w.p[rest].c))) {
    rest++;
  }
  head = head || (begin == 0 && rest == w.n);
  for (int i = 0; i < 3 && head; i++) {
    date[i] = at[i];
  }
  return head;
}

bool ys_press_source(ys_words w, uint32_t *begin, uint32_t *end) {
  if (w.n > HEAD_MOST) {
    return false;
  }
  const uint32_t word = find(w, 0, U"来源");
  const uint32_t colon = skip_space(w, word + 2);
  if (word >= w.n || colon >= w.n || !is_colon(w.p[colon].c)) {
    return false;
  }
  *begin = skip_space(w, colon + 1);
  *end = *begin;
  while (*end < w.n && !ys_is_space(w.p[*end].c) && !ys_press_comma(w.p[*end].c) && !ys_press_stop(w.p[*end].c) &&
         !ys_press_close(w.p[*end].c) && w.p[*end].c != '|') {
    (*end)++;
  }
  return *end > *begin;
}
