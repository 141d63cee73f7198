// SPDX-License-Identifier: MIT
#include "layoutcheck/model/program.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <set>
#include <tuple>
#include <unordered_map>

namespace layoutcheck {
namespace {

template <class T>
void append_new(std::vector<T>& known, std::vector<T>&& added) {
  for (T& value : added) {
    if (std::find(known.begin(), known.end(), value) == known.end()) {
      known.push_back(std::move(value));
    }
  }
}

/// Moves records over one by one. A record follows those it contains, so by the time it is
/// compared, what it contains has its place in the program.
class RecordMerge {
 public:
  explicit RecordMerge(std::vector<Record>& known) : known_(known) {
    for (RecordIndex index = 0; index < known.size(); ++index) {
      by_usr_.emplace(known[index].usr, index);
    }
  }

  void add(Record&& record) {
    for (Member& member : record.members) translate(member);
    new_index_.push_back(find_or_append(std::move(record)));
  }

  void translate(Member& member) const {
    if (!member.record) return;
    assert(*member.record < new_index_.size() && "a record comes after those it contains");
    member.record = new_index_[*member.record];
  }

 private:
  RecordIndex find_or_append(Record&& record) {
    const auto [first, last] = by_usr_.equal_range(record.usr);
    const auto same = std::find_if(
        first, last, [&](const auto& entry) { return known_[entry.second] == record; });
    if (same != last) return same->second;

    const auto index = static_cast<RecordIndex>(known_.size());
    by_usr_.emplace(record.usr, index);
    known_.push_back(std::move(record));
    return index;
  }

  std::vector<Record>& known_;
  std::unordered_multimap<std::string, RecordIndex> by_usr_;
  std::vector<RecordIndex> new_index_;  // of each record of the unit, in order
};

using Place = std::tuple<std::string, unsigned, unsigned>;

Place place_of(const SourceLocation& location) {
  return {location.file, location.line, location.column};
}

/// What one unit skipped and another laid out, a template that only the other instantiates for
/// example, was not skipped.
void drop_records_laid_out_elsewhere(Program& program) {
  if (program.skipped.empty()) return;
  std::set<Place> laid_out;
  for (const Record& record : program.records) laid_out.insert(place_of(record.location));
  std::erase_if(program.skipped, [&](const SkippedRecord& skipped) {
    return laid_out.count(place_of(skipped.location)) > 0;
  });
}

}  // namespace

bool all_parsed(const Program& program) {
  return std::all_of(program.units.begin(), program.units.end(),
                     [](const Unit& unit) { return unit.parsed; });
}

void merge(Program& program, Program&& unit) {
  if (program.target.triple.empty()) program.target = unit.target;
  std::move(unit.units.begin(), unit.units.end(), std::back_inserter(program.units));

  RecordMerge records(program.records);
  for (Record& record : unit.records) records.add(std::move(record));
  for (Global& global : unit.globals) records.translate(global.variable);

  append_new(program.globals, std::move(unit.globals));
  append_new(program.skipped, std::move(unit.skipped));
  append_new(program.stray_annotations, std::move(unit.stray_annotations));
  append_new(program.unbound_comments, std::move(unit.unbound_comments));
  append_new(program.line_constants, std::move(unit.line_constants));
  append_new(program.warnings, std::move(unit.warnings));
  append_new(program.headers, std::move(unit.headers));
  drop_records_laid_out_elsewhere(program);
}

}  // namespace layoutcheck
