// SPDX-License-Identifier: MIT
#include "reports/tests/support/golden.h"

#include <cstdlib>
#include <string_view>

#include "reports/files/read_file.h"
#include "reports/files/write_file.h"

namespace reports {

std::string golden(const std::string& name, const std::string& actual) {
  const std::string path = REPORTS_TESTS "/golden/" + name;
  const char* update = std::getenv("UPDATE_GOLDEN");
  if (update != nullptr && std::string_view(update) == "1") write_file(path, actual);
  return read_file(path);
}

}  // namespace reports
