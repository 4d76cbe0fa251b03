/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file peer_cppjieba.cpp
 * peer_cppjieba DICTIONARIES FILE: tags each line of the file by cppjieba, and prints seconds of processor time to
 * load, seconds to tag, words.
 */
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "cppjieba/Jieba.hpp"

static double seconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: peer_cppjieba DICTIONARIES FILE\n");
    return 2;
  }
  const double start = seconds();
  const std::string data = std::string(argv[1]) + "/";
  const cppjieba::Jieba jieba(data + "jieba.dict.utf8", data + "hmm_model.utf8", data + "user.dict.utf8",
                              data + "idf.utf8", data + "stop_words.utf8");
  std::vector<std::string> lines;
  std::ifstream file(argv[2]);
  if (!file) {
    std::fprintf(stderr, "peer_cppjieba: cannot open %s\n", argv[2]);
    return 1;
  }
  for (std::string line; std::getline(file, line);) {
    lines.push_back(line);
  }
  const double loaded = seconds();
  size_t words = 0;
  std::vector<std::pair<std::string, std::string>> tagged;
  for (const std::string &line : lines) {
    tagged.clear();
    jieba.Tag(line, tagged);
    words += tagged.size();
  }
  std::printf("%.4f\t%.4f\t%zu\n", loaded - start, seconds() - loaded, words);
  return 0;
}
