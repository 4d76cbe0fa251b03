#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
#   sbatch slurm-array.sh ARCHIVE FOLDER
#
# Exports ARCHIVE in shards, one a task of the array, into FOLDER/news-I.nq.zst. A task that is killed, or requeued after
# its machine failed, goes on where it was. When all have ended:
#
#   for f in FOLDER/*.nq.zst; do zstd -dc "$f" | LC_ALL=C sort -u | zstd -q > "$f.sorted"; done
#SBATCH --job-name=yanshu
#SBATCH --array=1-20
#SBATCH --cpus-per-task=2
#SBATCH --mem=500M
#SBATCH --requeue
set -eu

archive=$1
folder=$2
shard=$SLURM_ARRAY_TASK_ID
shards=$SLURM_ARRAY_TASK_COUNT
mkdir -p "$folder"

code=0
yanshu export -f nquads -j "${SLURM_CPUS_PER_TASK:-1}" --shard "$shard/$shards" --resume \
  -o "$folder/news-$shard.nq.zst" --errors "$folder/refused-$shard.jsonl" "$archive" || code=$?
# 1: some articles were refused, and are listed. Anything else is a failure of the task.
[ "$code" -le 1 ]
