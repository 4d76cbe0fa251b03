#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# test_shapes.sh samples|faults|corpus PROJECT YANSHU
# samples: the samples at every level of detail; faults: spoilt data is refused; corpus: the page and the news beside the
# project, where they are.
set -eu
what=$1 project=$2 yanshu=$3
shapes=$project/ontology/shapes.ttl
samples=$project/tests/samples
corpus=$project/../shared/corpus
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

validate() {
  node "$project/tests/shapes/validate.mjs" "$@"
}

case $what in
samples)
  for detail in facts evidence mentions; do
    find "$samples" ! -name README.md \( -name '*.md' -o -name '*.txt' -o -name '*.html' \) -type f -print0 | sort -z |
      xargs -0 "$yanshu" export -f nquads --detail $detail -o "$work/$detail.nq"
  done
  validate "$shapes" "$work"/*.nq
  ;;
faults)
  # Small, and with something of every class.
  "$yanshu" export -f nquads -o "$work/one.nq" "$samples/congress-delegation.md"
  "$yanshu" export -f nquads -o "$work/office.nq" "$samples"/office-*.md
  "$yanshu" timeline -f turtle -o "$work/timeline.ttl" "$work/office.nq"
  validate --faults "$shapes" "$work/one.nq" "$work/office.nq" "$work/timeline.ttl"
  ;;
corpus)
  if [ ! -d "$corpus/news" ]; then
    echo "shapes: not run: no corpus beside the project"
    exit 0
  fi
  "$yanshu" export -f nquads --detail mentions -o "$work/seed.nq" "$corpus"/seed/*.md
  "$yanshu" export -f nquads --detail evidence -o "$work/gold.nq" "$corpus"/news-gold/*.md
  "$yanshu" export -f nquads --detail evidence --split-at-heading 3 -o "$work/news.nq" "$corpus/news"
  validate "$shapes" "$work"/*.nq
  ;;
*)
  echo "usage: test_shapes.sh samples|faults|corpus PROJECT YANSHU" >&2
  exit 2
  ;;
esac
