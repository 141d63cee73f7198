// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "layoutcheck/model/byte_range.h"
#include "layoutcheck/model/proof.h"
#include "layoutcheck/model/record.h"

namespace layoutcheck {

enum class Severity { note, warning, error };

/// One of the fields that a claim speaks of.
struct FindingField {
  std::string path;
  std::string standing;     ///< its part in the contract: "group producer"; empty if it has none
  ByteRange bytes;          ///< from the start of the object, or of the array element
  SourceLocation location;  ///< unknown for what lies outside the object

  friend bool operator==(const FindingField&, const FindingField&) = default;
};

/// What a rule says of one claim. Proved ones are kept as well, for they are the evidence.
struct Finding {
  std::string rule;
  Severity severity = Severity::error;
  Verdict verdict = Verdict::violated;
  std::string type;
  std::string usr;
  std::string object;  ///< the type with its size and what is assumed of its storage
  std::vector<FindingField> fields;
  std::uint64_t line_bytes = 0;    ///< 0 if lines do not matter
  std::uint64_t object_bytes = 0;  ///< of the object, or of the element and the next
  std::size_t scope = 0;           ///< bytes of findings can be compared within one
  bool of_elements = false;        ///< bytes count from an array element, for any index
  Proof proof;
  SourceLocation location;
  std::string message;
  std::string help;                    ///< what to change
  std::optional<std::string> allowed;  ///< the reason of the LAYOUT_ALLOW that covers it
  bool baselined = false;              ///< known before, as the baseline says
  /// The part of the object that all fields lie in, and its place: it may be wrong by itself.
  std::optional<RecordIndex> part;
  std::string part_path;
  bool redundant = false;  ///< a violation closer to the cause is reported instead

  friend bool operator==(const Finding&, const Finding&) = default;
};

}  // namespace layoutcheck
