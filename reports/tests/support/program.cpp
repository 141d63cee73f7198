// SPDX-License-Identifier: MIT
#include "reports/tests/support/program.h"

#include <sys/wait.h>

#include <cstdlib>

#include "reports/files/read_file.h"
#include "reports/tests/support/temporary_folder.h"

namespace reports {

ProgramResult run_reports(const std::string& arguments, const std::string& environment) {
  const TemporaryFolder folder;
  const std::string output = (folder.path() / "output").string();
  const std::string error = (folder.path() / "error").string();
  const std::string command = "cd '" REPORTS_TESTS "' && " + environment +
                              " '" REPORTS_PROGRAM "' " + arguments + " >'" + output + "' 2>'" +
                              error + "' </dev/null";
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_file(output), read_file(error)};
}

}  // namespace reports
