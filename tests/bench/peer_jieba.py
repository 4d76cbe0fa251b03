#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""peer_jieba.py FILE BYTES: tags the first lines of the file, up to BYTES, by Python's jieba.

Prints seconds of processor time to load, seconds to tag, words, bytes.
"""
import logging
import sys
import time


def main():
    start = time.process_time()
    import jieba
    import jieba.posseg
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = file.read(int(sys.argv[2]) // 3).splitlines()
    loaded = time.process_time()
    words = sum(len(list(jieba.posseg.cut(line))) for line in lines)
    done = time.process_time()
    size = sum(len(line.encode()) + 1 for line in lines)
    print(f"{loaded - start:.4f}\t{done - loaded:.4f}\t{words}\t{size}")


if __name__ == "__main__":
    main()
