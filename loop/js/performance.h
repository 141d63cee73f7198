// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "loop/clock.h"

namespace loop::js {

/// A named moment, or the time between two.
struct PerformanceEntry {
  enum class Type : std::uint8_t { mark, measure };

  Type type;
  std::string name;
  Duration start;                        ///< since the time origin
  Duration duration = Duration::zero();  ///< of a mark: zero

  friend bool operator==(const PerformanceEntry&, const PerformanceEntry&) = default;
};

/// Notes how long parts of a program take, in the steps of the W3C's User Timing. Entries stay
/// until they are cleared. One thread at a time.
class Performance {
 public:
  using Type = PerformanceEntry::Type;

  /// The time origin is now, of the machine's monotonic clock or of `clock`, which must outlive
  /// this.
  Performance();
  explicit Performance(const Clock& clock);

  /// Time since the origin; unlike Loop::now() it goes on while a callback runs.
  Duration now() const noexcept { return clock_->now() - origin_; }

  /// Notes this moment, or another one. Throws std::invalid_argument before the origin.
  PerformanceEntry mark(std::string name) { return mark(std::move(name), now()); }
  PerformanceEntry mark(std::string name, Duration start);

  /// Notes the time from the origin, or from the last mark of one name, until now, or until the
  /// last mark of another name. Throws std::invalid_argument if there is no such mark.
  PerformanceEntry measure(std::string name);
  PerformanceEntry measure(std::string name, std::string_view start_mark);
  PerformanceEntry measure(std::string name, std::string_view start_mark,
                           std::string_view end_mark);

  /// Marks and measures by their start; among equals in the order in which they were noted.
  std::vector<PerformanceEntry> entries() const;
  std::vector<PerformanceEntry> entries_by_type(Type type) const;
  std::vector<PerformanceEntry> entries_by_name(std::string_view name) const;
  std::vector<PerformanceEntry> entries_by_name(std::string_view name, Type type) const;

  /// Forgets all entries of one type, or those of one name.
  void clear_marks();
  void clear_marks(std::string_view name);
  void clear_measures();
  void clear_measures(std::string_view name);

 private:
  PerformanceEntry note(PerformanceEntry entry);
  Duration last_mark(std::string_view name) const;

  const Clock* clock_;
  TimePoint origin_;
  std::vector<PerformanceEntry> entries_;  // in the order in which they were noted
};

}  // namespace loop::js
