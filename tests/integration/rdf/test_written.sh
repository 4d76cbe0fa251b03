#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Reads what the RDF room writes with parsers that it doesn't write with, and compares it with the ontology.
#
#   test_written.sh SOURCE_DIR RDF_SAMPLE
#
# RDF_SAMPLE is the program that writes one sample graph in every syntax into a folder.
set -eu
source_dir=$(cd "$1" && pwd)
program=$2
same="$source_dir/tests/integration/rdf/same_graph.mjs"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ -d "$source_dir/tests/node_modules" ] || npm ci --silent --no-audit --no-fund --prefix "$source_dir/tests"

for detail in 0 1 2; do
  mkdir "$work/$detail"
  "$program" "$work/$detail" "$detail"
  cd "$work/$detail"
  for other in rdf abbrev.rdf nt nq jsonld; do
    node "$same" sample.ttl "sample.$other"
  done
  serdi -e -i turtle -o ntriples sample.ttl > serd.nt
  node "$same" serd.nt sample.rdf
  xmllint --noout sample.rdf sample.abbrev.rdf
  LC_ALL=C sort -u -c sample.nt
  LC_ALL=C sort -u -c sample.nq
  rapper -q -i rdfxml -o ntriples sample.rdf > raptor.nt
  node "$same" raptor.nt sample.nt
done

# The published context is the one that stands in the documents.
cmp "$work/0/context.jsonld" "$source_dir/ontology/context.jsonld" ||
  { echo "ontology/context.jsonld is old: copy context.jsonld, which rdf_sample FOLDER writes" >&2; exit 1; }

# The comparison itself must be able to fail.
cd "$work/0"
sed '1d' sample.nt > less.nt
sed 's/zh-hans/zh-hant/' sample.nt > other.nt
printf '<http://e/s> <http://e/p> _:b .\n' > blank.nt
printf '<http://e/s> <http://e/p> "x .\n' > broken.ttl
: > empty.nt
cp empty.nt empty.ttl
for pair in "sample.ttl less.nt" "sample.rdf other.nt" "blank.nt blank.nt" "broken.ttl sample.nt" "empty.nt empty.ttl"; do
  # shellcheck disable=SC2086 # two words
  if node "$same" $pair 2> /dev/null; then
    echo "same_graph.mjs accepts $pair" >&2
    exit 1
  fi
done

python3 "$source_dir/tests/integration/rdf/check_vocabulary.py" "$source_dir" "$work"/*/sample.nt "$work"/*/sample.nq
