// SPDX-License-Identifier: MIT
#include "reports/measure/programs.h"

#include <unistd.h>
#include <wordexp.h>

#include <filesystem>

#include "reports/evidence/program_file.h"
#include "reports/evidence/sha256.h"
#include "reports/model/error.h"

namespace reports {
namespace {

const char* refusal(int failure) {
  switch (failure) {
    case WRDE_BADCHAR:
      return "holds a character that only a shell understands (one of | & ; < > ( ) { }); put it "
             "in quotes, or the command in a script";
    case WRDE_BADVAL:
      return "uses a variable that has no value; set it, or write '$' in single quotes";
    case WRDE_CMDSUB:
      return "would run a command inside the command; put it in a script";
    case WRDE_SYNTAX:
      return "has a quote or a brace that does not end";
    default:
      return "cannot be split into arguments";
  }
}

/// As a word of a command line: by its path, or as a shell finds it. A file that cannot be executed
/// is no program, and a flag is none either.
std::string word_sha256(const std::string& word) {
  std::error_code ignored;
  if (word.starts_with('-')) return {};
  const bool is_path = word.find('/') != std::string::npos;
  const bool is_program = !is_path || (::access(word.c_str(), X_OK) == 0 &&
                                       std::filesystem::is_regular_file(word, ignored));
  return is_program ? program_sha256(word) : "";
}

}  // namespace

std::vector<std::string> split_command(const std::string& option, const std::string& text) {
  ::wordexp_t words{};
  const int failure = ::wordexp(text.c_str(), &words, WRDE_NOCMD | WRDE_UNDEF);
  if (failure != 0) throw Error(option + " '" + text + "': " + refusal(failure));
  std::vector<std::string> command(words.we_wordv, words.we_wordv + words.we_wordc);
  ::wordfree(&words);
  if (command.empty()) throw Error(option + ": is empty; name the program and its arguments");
  return command;
}

std::string programs_sha256(const std::vector<std::string>& command) {
  const std::string first = program_sha256(command.front());
  std::string all = first;
  for (std::size_t i = 1; i < command.size(); ++i) {
    all += word_sha256(command[i]);
  }
  return all == first ? first : sha256(all);
}

}  // namespace reports
