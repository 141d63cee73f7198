// SPDX-License-Identifier: MIT
//
// What layoutcheck's JSON says, as far as a sanity report needs it: plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace reports {

enum class LayoutVerdict { proved, violated, unknown, not_checked };

struct LayoutField {
  std::string path;
  std::uint64_t offset_bits = 0;
  std::uint64_t size_bits = 0;
  std::string group;  ///< empty if none is declared
};

struct LayoutType {
  std::string name;
  std::string target;
  std::uint64_t size_bytes = 0;
  std::uint64_t align_bytes = 0;
  std::vector<LayoutField> fields;  ///< without the fields of fields
};

/// One contract for one target and one line size.
struct LayoutContract {
  std::string type;
  std::string target;
  std::uint64_t line_size_bytes = 0;
  LayoutVerdict verdict = LayoutVerdict::not_checked;
  std::string assumption;  ///< what the proof rests on, as layoutcheck words it
  /// Of the first claim that is not PROVED: "head_ and tail_: line 0 at base 56".
  std::string witness;
};

struct LayoutFinding {
  std::string rule;
  std::string severity;
  std::string message;
};

struct LayoutFacts {
  bool incomplete = false;
  std::vector<LayoutType> types;
  std::vector<LayoutContract> contracts;
  std::vector<LayoutFinding> findings;    ///< those that the source does not allow
  std::vector<std::string> failed_units;  ///< "a.cpp: 'x.h' file not found"
  std::size_t contracts_not_checked = 0;  ///< listed or not
  std::size_t units_parsed = 0;
  std::size_t types_seen = 0;
  std::size_t types_skipped = 0;
};

}  // namespace reports
