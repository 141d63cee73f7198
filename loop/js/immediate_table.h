// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <utility>

#include "loop/slot_table.h"
#include "loop/task.h"

namespace loop::js {

/// Names what set_immediate() set; 0 is none.
enum class ImmediateId : std::uint64_t {};

/// The callbacks of immediates that were not cleared. The loop's thread only.
class ImmediateTable {
 public:
  ImmediateId add(Task&& callback) {
    Immediate& immediate = table_.acquire();
    immediate.callback = std::move(callback);
    return ImmediateId{immediate.id};
  }

  /// Takes the callback out; empty if it was taken before.
  Task take(ImmediateId id) noexcept {
    Immediate* immediate = table_.find(static_cast<std::uint64_t>(id));
    if (immediate == nullptr) return {};
    table_.forget(*immediate);
    Task callback = std::move(immediate->callback);
    table_.recycle(*immediate);
    return callback;
  }

 private:
  struct Immediate {
    std::uint64_t id = 0;
    Task callback;
  };

  SlotTable<Immediate> table_;
};

/// What the loop runs in its check phase. Destroys the callback if it is discarded.
class ImmediateRun {
 public:
  ImmediateRun(ImmediateTable& table, ImmediateId id) noexcept : table_(&table), id_(id) {}
  ImmediateRun(ImmediateRun&& other) noexcept
      : table_(other.table_), id_(std::exchange(other.id_, ImmediateId{})) {}
  ImmediateRun& operator=(ImmediateRun&&) = delete;
  ~ImmediateRun() { table_->take(id_); }

  void operator()() {
    if (Task callback = table_->take(id_)) callback();
  }

 private:
  ImmediateTable* table_;
  ImmediateId id_;
};

}  // namespace loop::js
