// SPDX-License-Identifier: MIT
#include "layoutcheck/lock/refresh.h"

namespace layoutcheck {
namespace {

bool same_layout(const TypeLayout& one, const TypeLayout& other) {
  return one.size_bytes == other.size_bytes && one.align_bytes == other.align_bytes &&
         one.fields == other.fields;
}

/// The layout of each name; a name with two layouts is in `ambiguous` instead.
std::map<std::string, TypeLayout> by_name(const std::vector<TypeLayout>& layouts,
                                          std::vector<std::string>& ambiguous) {
  std::map<std::string, TypeLayout> known;
  std::map<std::string, bool> doubtful;
  for (const TypeLayout& layout : layouts) {
    const auto [place, is_new] = known.emplace(layout.name, layout);
    if (!is_new && !same_layout(place->second, layout)) doubtful[layout.name] = true;
  }
  for (const auto& [name, is_doubtful] : doubtful) {
    ambiguous.push_back(name);
    known.erase(name);
  }
  return known;
}

LockMode mode_of_new(const LayoutLock& lock, const std::string& name,
                     const RefreshRequest& request) {
  for (const auto& [triple, target] : lock.targets) {
    const auto locked = target.types.find(name);
    if (locked != target.types.end()) return locked->second.mode;
  }
  return request.mode_of_new;
}

bool update(LockedType& locked, const TypeLayout& layout, const RefreshRequest& request) {
  const LockMode mode = request.mode_of_all.value_or(locked.mode);
  if (mode == locked.mode && same_layout(locked.layout, layout)) return false;
  locked.mode = mode;
  locked.reason = request.reason;
  locked.previous_size_bytes = locked.layout.size_bytes;
  locked.layout = layout;
  return true;
}

}  // namespace

Refresh refresh(LayoutLock& lock, const std::vector<TypeLayout>& layouts,
                const RefreshRequest& request) {
  Refresh result;
  const auto known = by_name(layouts, result.ambiguous);
  if (known.empty()) return result;
  const auto target = lock.targets.try_emplace(request.triple, TargetLock{request.line_bytes, {}});
  auto& types = target.first->second.types;
  for (const auto& [name, layout] : known) {
    const auto locked = types.find(name);
    if (locked != types.end()) {
      const bool changed = update(locked->second, layout, request);
      (changed ? result.changed : result.unchanged).push_back(name);
      continue;
    }
    const LockMode mode = request.mode_of_all.value_or(mode_of_new(lock, name, request));
    types.emplace(name, LockedType{layout, mode, request.reason, {}});
    result.added.push_back(name);
  }
  return result;
}

}  // namespace layoutcheck
