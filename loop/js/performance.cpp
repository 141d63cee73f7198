// SPDX-License-Identifier: MIT
#include "loop/js/performance.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace loop::js {
namespace {

using Type = PerformanceEntry::Type;

template <typename Predicate>
std::vector<PerformanceEntry> chosen(const std::vector<PerformanceEntry>& entries,
                                     const Predicate& predicate) {
  std::vector<PerformanceEntry> found;
  for (const PerformanceEntry& entry : entries) {
    if (!predicate(entry)) continue;
    // Nearly always the end: who notes an earlier moment, says so.
    found.insert(std::ranges::upper_bound(found, entry.start, {}, &PerformanceEntry::start), entry);
  }
  return found;
}

auto is_of(Type type) {
  return [type](const PerformanceEntry& entry) { return entry.type == type; };
}

auto is_called(std::string_view name) {
  return [name](const PerformanceEntry& entry) { return entry.name == name; };
}

auto is_called(std::string_view name, Type type) {
  return [=](const PerformanceEntry& entry) { return entry.type == type && entry.name == name; };
}

const Clock& machine_clock() noexcept {
  static const SteadyClock clock;
  return clock;
}

}  // namespace

Performance::Performance() : Performance(machine_clock()) {}
Performance::Performance(const Clock& clock) : clock_(&clock), origin_(clock.now()) {}

PerformanceEntry Performance::mark(std::string name, Duration start) {
  if (start < Duration::zero()) throw std::invalid_argument("a mark before the time origin");
  return note({.type = Type::mark, .name = std::move(name), .start = start});
}

PerformanceEntry Performance::measure(std::string name) {
  return note({.type = Type::measure,
               .name = std::move(name),
               .start = Duration::zero(),
               .duration = now()});
}

PerformanceEntry Performance::measure(std::string name, std::string_view start_mark) {
  const Duration start = last_mark(start_mark);
  return note(
      {.type = Type::measure, .name = std::move(name), .start = start, .duration = now() - start});
}

PerformanceEntry Performance::measure(std::string name, std::string_view start_mark,
                                      std::string_view end_mark) {
  const Duration end = last_mark(end_mark);
  const Duration start = last_mark(start_mark);
  return note(
      {.type = Type::measure, .name = std::move(name), .start = start, .duration = end - start});
}

std::vector<PerformanceEntry> Performance::entries() const {
  return chosen(entries_, [](const PerformanceEntry&) { return true; });
}

std::vector<PerformanceEntry> Performance::entries_by_type(Type type) const {
  return chosen(entries_, is_of(type));
}

std::vector<PerformanceEntry> Performance::entries_by_name(std::string_view name) const {
  return chosen(entries_, is_called(name));
}

std::vector<PerformanceEntry> Performance::entries_by_name(std::string_view name, Type type) const {
  return chosen(entries_, is_called(name, type));
}

void Performance::clear_marks() {
  std::erase_if(entries_, is_of(Type::mark));
}

void Performance::clear_marks(std::string_view name) {
  std::erase_if(entries_, is_called(name, Type::mark));
}

void Performance::clear_measures() {
  std::erase_if(entries_, is_of(Type::measure));
}

void Performance::clear_measures(std::string_view name) {
  std::erase_if(entries_, is_called(name, Type::measure));
}

PerformanceEntry Performance::note(PerformanceEntry entry) {
  return entries_.emplace_back(std::move(entry));
}

Duration Performance::last_mark(std::string_view name) const {
  const auto found =
      std::ranges::find_if(entries_.rbegin(), entries_.rend(), is_called(name, Type::mark));
  if (found == entries_.rend()) {
    throw std::invalid_argument("there is no mark called " + std::string(name));
  }
  return found->start;
}

}  // namespace loop::js
