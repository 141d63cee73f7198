// SPDX-License-Identifier: MIT
#include "layoutcheck/tests/compiler.h"

#include <cstdlib>

#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {

std::vector<std::string> cpp_compilers() {
  return {LAYOUTCHECK_GCC, LAYOUTCHECK_CLANG};
}

Compilation compile(const std::string& compiler, const std::string& file,
                    const std::string& flags) {
  const TemporaryFolder folder;
  const std::string language = file.ends_with(".c") ? " -x c " : " -x c++ ";
  const std::string command = compiler + ' ' + flags + language + file +
                              " -fsyntax-only >/dev/null 2>" + folder.path("errors");
  const bool succeeded = std::system(command.c_str()) == 0;
  return {succeeded, read_text(folder.path("errors"))};
}

}  // namespace layoutcheck
