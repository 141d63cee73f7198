// SPDX-License-Identifier: MIT
//
// The machine-readable output, as layout.schema.json describes it. To add a key: write it here,
// describe it there, and raise schema_version if readers of the old form would misread the new.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// The whole document for `records`, with no contracts and no findings.
nlohmann::ordered_json json_document(const Program& program,
                                     const std::vector<const Record*>& records);

/// Null if the place is not known.
nlohmann::ordered_json location_json(const SourceLocation& location);

/// A document as it is written: indented, and valid UTF-8 whatever the sources hold.
std::string json_text(const nlohmann::ordered_json& document);

/// The same as text, indented.
std::string to_json(const Program& program, const std::vector<const Record*>& records);

}  // namespace layoutcheck
