#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# test_package.sh CMAKE BUILD LIBDIR CC VERSION
#
# Installs to a folder, runs the command from elsewhere, moves the folder, builds a program against what was moved by
# pkg-config and by find_package, and runs those. Nothing may come from the build tree or the environment.
set -eu
cmake=$1 build=$2 libdir=$3 cc=$4 version=$5
here=$(cd "$(dirname "$0")" && pwd)
unset YANSHU_DATA LD_LIBRARY_PATH

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
  echo "package: $*" >&2
  exit 1
}
article='广州市天河区委书记林晓岚到石牌街道调研。'

DESTDIR= "$cmake" --install "$build" --prefix "$work/first" >/dev/null
for file in bin/yanshu include/yanshu.h share/yanshu/yanshu.lex share/yanshu/ontology/yanshu.ttl share/man/man1/yanshu.1 \
  "$libdir/pkgconfig/yanshu.pc" "$libdir/cmake/yanshu/yanshu-config.cmake"; do
  [ -s "$work/first/$file" ] || fail "not installed: $file"
done
ls "$work"/first/share/yanshu/rules/*.xml >/dev/null || fail "no rules installed"
test -s "$work"/first/share/yanshu/rules.valid || fail "no list of valid rules installed"
test -s "$work"/first/share/yanshu/yanshu.rules || fail "no compiled rules installed"

# Only what yanshu.h declares may be exported.
if [ -e "$work/first/$libdir/libyanshu.so" ]; then
  nm -D --defined-only "$work/first/$libdir/libyanshu.so" | awk '{ print $3 }' | sort >"$work/exported"
  grep -v '^yanshu_' "$work/exported" && fail "exports more than yanshu_*"
  sed -n 's/.*\b\(yanshu_[a-z_]*\)(.*/\1/p' "$work/first/include/yanshu.h" | sort -u >"$work/declared"
  comm -3 "$work/exported" "$work/declared" >"$work/difference"
  [ ! -s "$work/difference" ] || fail "declared and exported differ: $(cat "$work/difference")"
fi

# From another folder, in an empty environment; then moved; then by a link.
cd /
echo "$article" | env -i "$work/first/bin/yanshu" export >"$work/out1" || fail "the installed command does not run"
mv "$work/first" "$work/second"
echo "$article" | env -i "$work/second/bin/yanshu" export >"$work/out2" || fail "the moved command does not run"
ln -s "$work/second/bin/yanshu" "$work/link"
echo "$article" | env -i PATH="$work" link export >"$work/out3" || fail "the command does not run by a link"
grep -q '林晓岚' "$work/out1" || fail "the person is missing"
cmp "$work/out1" "$work/out2" && cmp "$work/out1" "$work/out3" || fail "not the same output"

# What needs the large libraries is loaded when it is asked for, and not before.
if [ -e "$work/second/$libdir/libyanshu.so" ]; then
  ldd "$work/second/bin/yanshu" | grep -E 'raptor|librdf|curl' && fail "the command loads what it may not need"
  module="$work/second/$libdir/yanshu/yanshu-late.so"
  count='SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'
  echo "$article" | env -i "$work/second/bin/yanshu" export -f nquads >"$work/graph.nq"
  env -i "$work/second/bin/yanshu" query -f tsv -t "$count" "$work/graph.nq" >"$work/count" || fail "the module is not found"
  mv "$module" "$module.away"
  echo "$article" | env -i "$work/second/bin/yanshu" export -f nquads | cmp - "$work/graph.nq" || fail "export needs the module"
  env -i "$work/second/bin/yanshu" query -f tsv -t "$count" "$work/graph.nq" 2>"$work/said" && fail "no module, no failure"
  grep -q 'yanshu-late.so' "$work/said" || fail "it is not said what is missing: $(cat "$work/said")"
  mv "$module.away" "$module"
fi

# A moved data folder must be named, and then counts before the installed one.
mkdir "$work/none"
if env -i YANSHU_DATA="$work/none" "$work/second/bin/yanshu" export </dev/null 2>/dev/null; then
  fail 'YANSHU_DATA does not count'
fi

# A program that holds the library in itself lies anywhere, so it must be told where the data are.
data=
if [ ! -e "$work/second/$libdir/libyanshu.so" ]; then
  data=YANSHU_DATA=$work/second/share/yanshu
fi

# By pkg-config.
PKG_CONFIG_PATH="$work/second/$libdir/pkgconfig"
export PKG_CONFIG_PATH
[ "$(pkg-config --modversion yanshu)" = "$version" ] || fail "pkg-config: version"
# shellcheck disable=SC2046
"$cc" -std=c17 -Wall -Wextra -Werror -pedantic "$here/consumer/main.c" $(pkg-config --cflags --libs yanshu) \
  -Wl,-rpath,"$work/second/$libdir" -o "$work/consumer1" || fail "pkg-config: does not build"
env -i $data "$work/consumer1" >"$work/out4" || fail "pkg-config: does not run"
grep -q '林晓岚' "$work/out4" || fail "pkg-config: no output"

# By find_package.
"$cmake" -G Ninja -S "$here/consumer" -B "$work/build" -DCMAKE_C_COMPILER="$cc" -DCMAKE_PREFIX_PATH="$work/second" \
  -DYANSHU_WANTED="$version" >"$work/log" 2>&1 || { cat "$work/log"; fail "find_package: not found"; }
"$cmake" --build "$work/build" >"$work/log" 2>&1 || { cat "$work/log"; fail "find_package: does not build"; }
env -i $data "$work/build/consumer" >"$work/out5" || fail "find_package: does not run"
cmp "$work/out4" "$work/out5" || fail "not the same output"
echo "installed, moved, linked, consumed twice"
