// SPDX-License-Identifier: MIT
#include "layoutcheck/model/layout_diff.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace layoutcheck {
namespace {

using ByName = std::map<std::string, std::vector<TypeLayout>>;

ByName by_name(const std::vector<TypeLayout>& types) {
  ByName named;
  for (const TypeLayout& type : types) named[type.name].push_back(type);
  return named;
}

bool is_change(const LayoutChange& change) {
  return change.bytes_changed() || change.members_changed() || change.order_changed();
}

/// Takes out of both lists what is alike in them.
std::size_t drop_same(std::vector<TypeLayout>& before, std::vector<TypeLayout>& after) {
  return std::erase_if(before, [&](const TypeLayout& type) {
    const auto same = std::find_if(after.begin(), after.end(), [&](const TypeLayout& other) {
      return !is_change(compare(type, other));
    });
    if (same == after.end()) return false;
    after.erase(same);
    return true;
  });
}

void compare_name(TargetDiff& diff, std::vector<TypeLayout> before, std::vector<TypeLayout> after) {
  diff.same += drop_same(before, after);
  const std::size_t pairs = std::min(before.size(), after.size());
  for (std::size_t i = 0; i < pairs; ++i) diff.changed.push_back(compare(before[i], after[i]));
  for (std::size_t i = pairs; i < before.size(); ++i) diff.removed.push_back(before[i]);
  for (std::size_t i = pairs; i < after.size(); ++i) diff.added.push_back(after[i]);
}

TargetDiff compare_target(const TargetLayouts& before, const TargetLayouts& after) {
  TargetDiff diff;
  diff.line_bytes = after.types.empty() ? before.line_bytes : after.line_bytes;
  const ByName types_before = by_name(before.types), types_after = by_name(after.types);
  std::set<std::string> names;
  for (const auto& [name, types] : types_before) names.insert(name);
  for (const auto& [name, types] : types_after) names.insert(name);
  for (const std::string& name : names) {
    const auto old = types_before.find(name), now = types_after.find(name);
    compare_name(diff, old == types_before.end() ? std::vector<TypeLayout>{} : old->second,
                 now == types_after.end() ? std::vector<TypeLayout>{} : now->second);
  }
  return diff;
}

std::set<std::string> triples_of(const LayoutSet& before, const LayoutSet& after) {
  std::set<std::string> triples;
  for (const auto& [triple, layouts] : before.targets) triples.insert(triple);
  for (const auto& [triple, layouts] : after.targets) triples.insert(triple);
  return triples;
}

std::vector<TargetDiff> compare_targets(const LayoutSet& before, const LayoutSet& after) {
  std::vector<TargetDiff> diffs;
  const auto add = [&](auto old, auto now) {
    const bool has_old = old != before.targets.end(), has_now = now != after.targets.end();
    diffs.push_back(compare_target(has_old ? old->second : TargetLayouts{},
                                   has_now ? now->second : TargetLayouts{}));
    if (has_old) diffs.back().triple_before = old->first;
    if (has_now) diffs.back().triple_after = now->first;
  };
  if (before.targets.size() == 1 && after.targets.size() == 1) {
    add(before.targets.begin(), after.targets.begin());
    return diffs;
  }
  for (const std::string& triple : triples_of(before, after)) {
    add(before.targets.find(triple), after.targets.find(triple));
  }
  return diffs;
}

std::vector<std::string> joined(const LayoutSet& before, const LayoutSet& after,
                                std::vector<std::string> LayoutSet::*list) {
  std::vector<std::string> all;
  for (const LayoutSet* set : {&before, &after}) {
    for (const std::string& text : set->*list) all.push_back(set->name + ": " + text);
  }
  return all;
}

}  // namespace

bool LayoutDiff::differs() const {
  return std::any_of(targets.begin(), targets.end(),
                     [](const TargetDiff& target) { return target.differs(); });
}

std::size_t LayoutDiff::types() const {
  return std::accumulate(
      targets.begin(), targets.end(), std::size_t{0},
      [](std::size_t sum, const TargetDiff& target) { return sum + target.types(); });
}

LayoutDiff compare(const LayoutSet& before, const LayoutSet& after) {
  return {before.name, after.name, compare_targets(before, after),
          joined(before, after, &LayoutSet::gaps), joined(before, after, &LayoutSet::notes)};
}

}  // namespace layoutcheck
