// SPDX-License-Identifier: MIT
#include "layoutcheck/tests/dwarf/record_join.h"

#include <map>
#include <set>
#include <unordered_map>

#include "layoutcheck/tests/dwarf/record_name.h"

namespace layoutcheck {
namespace {

std::string place_of(const Record& record) {
  return record.location.file + ':' + std::to_string(record.location.line) + ':' +
         std::to_string(record.location.column);
}

bool is_unnamed(const std::string& name) {
  return name.ends_with(')');
}

class RecordJoin {
 public:
  explicit RecordJoin(const std::vector<Record>& clang) {
    for (const Record& record : clang) {
      const std::string name = normalized_name(record.name);
      by_name_[without_template_arguments(name)].push_back({&record, name});
      by_place_[place_of(record)].push_back(&record);
    }
  }

  Pair find(const Record& gcc) const {
    const std::string gcc_name = normalized_name(gcc.name);
    const auto named = by_name_.find(without_template_arguments(gcc_name));
    if (named != by_name_.end()) {
      const Record* found = find_by_name(gcc, gcc_name, named->second);
      if (found) return {&gcc, found, ""};
    }
    const auto placed = by_place_.find(place_of(gcc));
    if (placed != by_place_.end() && placed->second.size() == 1) {
      return {&gcc, placed->second.front(), ""};
    }
    if (named == by_name_.end()) return {&gcc, nullptr, "clang has none of that name"};
    return {&gcc, nullptr, "clang has none of that name with these arguments or at this place"};
  }

 private:
  struct Named {
    const Record* record;
    std::string name;  // normalized
  };

  static const Record* find_by_name(const Record& gcc, const std::string& gcc_name,
                                    const std::vector<Named>& candidates) {
    const Record* found = nullptr;
    std::size_t longest = 0;  // vector<int, custom> fits vector<int> and itself; it is the latter
    for (const Named& candidate : candidates) {
      const bool same_place = candidate.record->location == gcc.location;
      const bool same_name = candidate.name == gcc_name && !is_unnamed(gcc_name);
      if (!same_name && !(same_place && same_but_for_defaults(gcc_name, candidate.name))) continue;
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
/// defaults, and clang has them not; there is no telling which one it is.
void drop_ambiguous(std::vector<Pair>& pairs) {
  std::map<const Record*, std::set<std::string>> names;
  for (const Pair& pair : pairs) {
    if (pair.clang) names[pair.clang].insert(pair.gcc->name);
  }
  for (Pair& pair : pairs) {
    if (!pair.clang || names[pair.clang].size() == 1) continue;
    pair = {pair.gcc, nullptr, "several of g++'s fit one of clang's"};
  }
}

}  // namespace

std::vector<Pair> join_records(const std::vector<Record>& gcc, const std::vector<Record>& clang) {
  const RecordJoin join(clang);
  std::vector<Pair> pairs;
  for (const Record& record : gcc) pairs.push_back(join.find(record));
  drop_ambiguous(pairs);
  return pairs;
}

}  // namespace layoutcheck
