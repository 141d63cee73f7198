// SPDX-License-Identifier: MIT
//
// Runs a command and keeps what it said. Files of evidence `ID` in a folder:
//   ID.json        the record: "started" while the command runs, then replaced as a whole
//   ID/output.txt  standard output and standard error
//   ID/NAME        each artefact, copied when the command ended
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "reports/evidence/process_runner.h"
#include "reports/evidence/surroundings.h"
#include "reports/model/evidence.h"

namespace reports {

inline constexpr const char* output_name = "output.txt";

struct RecordRequest {
  std::string id;
  std::filesystem::path folder;
  std::vector<std::string> argv;  ///< not empty
  std::vector<std::filesystem::path> artifacts;
  std::optional<std::chrono::milliseconds> timeout;
  std::string tool;
};

/// Runs `request.argv` in the current directory and writes its evidence; older evidence of the
/// same id is gone before the command starts. If this process is killed meanwhile, the record says
/// that the command did not end. Throws Error before anything runs if the id, the artefacts' names
/// or the folder cannot be used.
Evidence record(const RecordRequest& request, ProcessRunner& runner, Surroundings& surroundings,
                const OnOutput& on_output);

}  // namespace reports
