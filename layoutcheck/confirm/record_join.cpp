// SPDX-License-Identifier: MIT
#include "layoutcheck/confirm/record_join.h"

#include <map>
#include <set>
#include <unordered_map>

#include "layoutcheck/confirm/record_name.h"
#include "layoutcheck/model/name_pattern.h"

namespace layoutcheck {
namespace {

std::string place_of(const Record& record) {
  return record.location.file + ':' + std::to_string(record.location.line) + ':' +
         std::to_string(record.location.column);
}

/// Each unit has such names for types of its own.
bool is_unnamed(const std::string& name) {
  return name.ends_with(')') || name.find("(anonymous") != std::string::npos;
}

/// clang's debug information has no columns.
bool same_place(const SourceLocation& theirs, const SourceLocation& ours) {
  return theirs.file == ours.file && theirs.line == ours.line &&
         (theirs.column == ours.column || theirs.column == 0);
}

class RecordJoin {
 public:
  explicit RecordJoin(const std::vector<Record>& ours) {
    for (const Record& record : ours) {
      const std::string name = normalized_name(record.name);
      by_name_[without_template_arguments(name)].push_back({&record, name});
      by_place_[place_of(record)].push_back(&record);
    }
  }

  Pair find(const Record& theirs) const {
    const std::string their_name = normalized_name(theirs.name);
    const auto named = by_name_.find(without_template_arguments(their_name));
    if (named != by_name_.end()) {
      const Record* found = find_by_name(theirs, their_name, named->second);
      if (found) return {&theirs, found, ""};
    }
    const auto placed = by_place_.find(place_of(theirs));
    if (placed != by_place_.end() && placed->second.size() == 1) {
      return {&theirs, placed->second.front(), ""};
    }
    if (named == by_name_.end()) return {&theirs, nullptr, "clang has none of that name"};
    return {&theirs, nullptr, "clang has none of that name with these arguments or at this place"};
  }

 private:
  struct Named {
    const Record* record;
    std::string name;  // normalized
  };

  static const Record* find_by_name(const Record& theirs, const std::string& their_name,
                                    const std::vector<Named>& candidates) {
    const Record* found = nullptr;
    std::size_t longest = 0;  // vector<int, custom> fits vector<int> and itself; it is the latter
    for (const Named& candidate : candidates) {
      const bool placed = same_place(theirs.location, candidate.record->location);
      const bool same_name = candidate.name == their_name && !is_unnamed(their_name);
      if (!same_name && !(placed && same_but_for_defaults(their_name, candidate.name))) continue;
      if (candidate.name.size() <= longest) continue;
      longest = candidate.name.size();
      found = candidate.record;
    }
    return found;
  }

  std::unordered_map<std::string, std::vector<Named>> by_name_;  // without template arguments
  std::unordered_map<std::string, std::vector<const Record*>> by_place_;
};

/// Where records of different names fit one of clang's, all but one have arguments that are no
/// defaults, and clang has them not. If none has exactly clang's name, there is no telling which
/// one it is.
void drop_ambiguous(std::vector<Pair>& pairs) {
  std::map<const Record*, std::set<std::string>> names;
  for (const Pair& pair : pairs) {
    if (pair.ours) names[pair.ours].insert(normalized_name(pair.theirs->name));
  }
  for (Pair& pair : pairs) {
    if (!pair.ours || names[pair.ours].size() == 1) continue;
    if (normalized_name(pair.theirs->name) == normalized_name(pair.ours->name)) continue;
    pair = {pair.theirs, nullptr, "several of the build's types fit one of clang's"};
  }
}

}  // namespace

std::vector<Pair> join_records(const std::vector<Record>& theirs, const std::vector<Record>& ours) {
  const RecordJoin join(ours);
  std::vector<Pair> pairs;
  for (const Record& record : theirs) pairs.push_back(join.find(record));
  drop_ambiguous(pairs);
  return pairs;
}

}  // namespace layoutcheck
