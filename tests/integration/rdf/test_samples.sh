#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every sample in every syntax is one graph, read by parsers that Yanshu does not write with (N3.js, a streaming RDF/XML
# parser, serd), and every term in it is declared in the ontology.
#
#   test_samples.sh SOURCE_DIR YANSHU
set -eu
source_dir=$(cd "$1" && pwd)
yanshu=$2
same="$source_dir/tests/integration/rdf/same_graph.mjs"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ -d "$source_dir/tests/node_modules" ] || npm ci --silent --no-audit --no-fund --prefix "$source_dir/tests"

count=0
for sample in "$source_dir"/tests/samples/*.md "$source_dir"/tests/samples/*.txt "$source_dir"/tests/samples/*.html; do
  name=$(basename "$sample")
  case $name in README.md | CMakeLists.txt) continue ;; esac
  for pair in turtle:ttl rdfxml:rdf rdfxml-abbrev:abbrev.rdf ntriples:nt nquads:nq jsonld:jsonld; do
    "$yanshu" export --detail mentions -f "${pair%%:*}" -o "$work/$name.${pair#*:}" "$sample"
  done
  for other in rdf abbrev.rdf nt nq jsonld; do
    node "$same" "$work/$name.ttl" "$work/$name.$other"
  done
  serdi -e -i turtle -o ntriples "$work/$name.ttl" > "$work/serd.nt"
  node "$same" "$work/serd.nt" "$work/$name.rdf"
  xmllint --noout "$work/$name.rdf" "$work/$name.abbrev.rdf"
  count=$((count + 1))
done
[ "$count" -ge 8 ] || { echo "only $count samples" >&2; exit 1; }
python3 "$source_dir/tests/integration/rdf/check_vocabulary.py" "$source_dir" "$work"/*.nt
echo "$count samples, six syntaxes, one graph each"
