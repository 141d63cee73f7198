// SPDX-License-Identifier: MIT
//
// From a plan's line to the bytes that answer it: was it recorded, did the command end by itself,
// is everything as it was recorded, and does it belong to the sources that the report is about?
// What the bytes say is for the checks of each type.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "reports/model/sanity.h"

namespace reports {

/// What all evidence of one report must have in common.
struct ChainContext {
  std::filesystem::path folder;  ///< where `reports run -o` wrote
  Commit subject;
  std::string generated_at;
};

struct Chain {
  std::optional<UsedEvidence> used;  ///< nothing if there is no record
  std::optional<std::string> bytes;  ///< of the file; nothing if they cannot be trusted
  std::vector<Finding> findings;
};

/// Follows evidence `id` to its artefact `file` ("output.txt": the command's output). `platform`
/// may be empty.
Chain follow(const ChainContext& context, const std::string& id, const std::string& file,
             const std::string& platform);

}  // namespace reports
