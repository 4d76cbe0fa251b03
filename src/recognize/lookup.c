/* SPDX-License-Identifier: Apache-2.0 */
/* Looks every position of the text up in the lexicon, once, and notes what stands beside names. */
#include "recognize/name.h"

static void note_cue(int16_t *cue, int32_t weight) {
  *cue = weight > *cue ? (int16_t)weight : *cue;
}

/* Of a position where some form is a cue. */
static void note_cues(ys_scan *scan, uint32_t begin) {
  const uint64_t cues = YS_CLASS_BIT(YS_CLASS_NAME_LEFT) | YS_CLASS_BIT(YS_CLASS_NAME_RIGHT);
  for (uint32_t m = scan->first_match[begin]; m < scan->first_match[begin + 1]; ++m) {
    const ys_match *match = &scan->match.at[m];
    for (uint32_t k = 0; k < match->n && (match->classes & cues) != 0; ++k) {
      const ys_entry *entry = ys_lexicon_entry(scan->lexicon, match->entry + k);
      if (entry->class_id == YS_CLASS_NAME_LEFT) {
        note_cue(&scan->left_cue[begin + match->length], entry->weight);
      } else if (entry->class_id == YS_CLASS_NAME_RIGHT) {
        note_cue(&scan->right_cue[begin], entry->weight);
      }
    }
  }
}

static bool make_room(ys_scan *scan) {
  const size_t n = (size_t)scan->document->n + 1;
  scan->first_match = ys_arena_alloc(scan->arena, n * sizeof *scan->first_match);
  scan->classes = ys_arena_alloc(scan->arena, n * sizeof *scan->classes);
  scan->token_at = ys_arena_alloc(scan->arena, (n + YS_TOKEN_USUAL) * sizeof *scan->token_at);
  scan->ending = ys_arena_alloc(scan->arena, n * sizeof *scan->ending);
  scan->character = ys_arena_alloc(scan->arena, n * sizeof *scan->character);
  scan->trait = ys_arena_alloc(scan->arena, n * sizeof *scan->trait);
  scan->left_cue = ys_arena_alloc(scan->arena, n * sizeof *scan->left_cue);
  scan->right_cue = ys_arena_alloc(scan->arena, n * sizeof *scan->right_cue);
  return scan->first_match != NULL && scan->classes != NULL && scan->token_at != NULL && scan->ending != NULL &&
         scan->character != NULL && scan->trait != NULL && scan->left_cue != NULL && scan->right_cue != NULL;
}

ys_status ys_scan_look_up(ys_scan *scan) {
  const ys_document *d = scan->document;
  if (!make_room(scan) || !YS_RESERVE(scan->arena, &scan->match, 2 * d->n)) { /* mostly enough */
    return YANSHU_NO_MEMORY;
  }
  for (uint32_t i = 0; i <= d->n; ++i) {
    scan->left_cue[i] = INT16_MIN;
    scan->right_cue[i] = INT16_MIN;
  }
  scan->record = ys_lexicon_characters(scan->lexicon, d->ch, d->n, scan->character);
  ys_name_traits(scan);
  for (uint32_t b = 0; b < d->n_block; ++b) {
    const ys_block *block = &d->block[b];
    YS_TRY(ys_lexicon_match_all(scan->lexicon, scan->arena, d->ch + block->begin, block->end - block->begin,
                                &scan->match, scan->first_match + block->begin, scan->classes + block->begin));
    /* the separator after the block has no matches */
    for (uint32_t i = d->block[b].end; i <= d->n && (b + 1 == d->n_block || i < d->block[b + 1].begin); ++i) {
      scan->first_match[i] = scan->match.n;
    }
  }
  const uint64_t cues = YS_CLASS_BIT(YS_CLASS_NAME_LEFT) | YS_CLASS_BIT(YS_CLASS_NAME_RIGHT);
  for (uint32_t i = 0; i < d->n; ++i) {
    if ((scan->classes[i] & cues) != 0) {
      note_cues(scan, i);
    }
  }
  scan->form = ys_lexicon_tokens(scan->lexicon, scan->arena, d->ch, &scan->match, scan->first_match);
  return scan->form != NULL ? YANSHU_OK : YANSHU_NO_MEMORY;
}
