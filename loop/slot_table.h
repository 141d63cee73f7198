// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace loop {

/// Objects that are named by ids which are never used twice, and that never move. One thread.
///
/// An id is (generation << 32 | slot). `Value` is default-constructible and has a member
/// `std::uint64_t id`, which the table keeps: the id of the object, or for a free slot the next
/// that it will have. A slot whose generations are used up is given up, after 2^32 - 2 uses.
template <typename Value>
class SlotTable {
 public:
  /// Makes sure that the next acquire() does not throw. Throws std::bad_alloc.
  void reserve_one() {
    if (free_.empty()) grow();
  }

  /// Takes a free slot. `id` of the result is fresh and is never 0. Throws std::bad_alloc.
  Value& acquire() {
    reserve_one();
    Value& value = at(free_.back());
    free_.pop_back();
    return value;
  }

  /// The object of this id, or null if it was forgotten or never was.
  Value* find(std::uint64_t id) noexcept {
    const std::uint64_t slot = slot_of(id);
    if (slot / values_per_chunk >= chunks_.size()) return nullptr;
    Value& value = at(slot);
    return value.id == id ? &value : nullptr;
  }

  /// Makes the object's id stale. Its storage stays until recycle().
  void forget(Value& value) noexcept { value.id += one_generation; }

  /// Makes the storage of a forgotten object available again.
  void recycle(Value& value) noexcept {
    // The last generation is never given to anybody: the one after it would be that of id 0.
    if (value.id < last_generation) free_.push_back(static_cast<std::uint32_t>(slot_of(value.id)));
  }

 private:
  static constexpr std::size_t values_per_chunk = 64;
  static constexpr std::uint64_t one_generation = std::uint64_t{1} << 32;
  static constexpr std::uint64_t last_generation = ~(one_generation - 1);

  static std::uint64_t slot_of(std::uint64_t id) noexcept { return id % one_generation; }

  Value& at(std::uint64_t slot) noexcept {
    return chunks_[slot / values_per_chunk][slot % values_per_chunk];
  }

  void grow() {
    const std::size_t first = chunks_.size() * values_per_chunk;
    // Room for every slot, so that recycle() cannot fail; doubled, so that growth stays linear.
    if (free_.capacity() < first + values_per_chunk) free_.reserve(2 * first + values_per_chunk);
    chunks_.push_back(std::make_unique<Value[]>(values_per_chunk));
    for (std::size_t i = values_per_chunk; i > 0; --i) {
      const std::size_t slot = first + i - 1;
      at(slot).id = one_generation + slot;
      free_.push_back(static_cast<std::uint32_t>(slot));
    }
  }

  std::vector<std::unique_ptr<Value[]>> chunks_;
  std::vector<std::uint32_t> free_;
};

}  // namespace loop
