// SPDX-License-Identifier: MIT
#include "loop/slot_table.h"

#include <catch2/catch.hpp>
#include <cstdint>

namespace loop {

namespace {

struct Value {
  std::uint64_t id;
};

constexpr std::uint64_t one_generation = std::uint64_t{1} << 32;
constexpr std::uint64_t last_generation = ~(one_generation - 1);

}  // namespace

TEST_CASE("an id finds its object until it is forgotten", "[loop][slots]") {
  SlotTable<Value> table;
  Value& value = table.acquire();
  const std::uint64_t id = value.id;
  CHECK(table.find(id) == &value);

  table.forget(value);
  CHECK(table.find(id) == nullptr);
  table.recycle(value);

  CHECK(&table.acquire() == &value);
  CHECK(table.find(id) == nullptr);
  CHECK(table.find(value.id) == &value);
}

TEST_CASE("a slot whose generations are used up is never handed out again", "[loop][slots]") {
  SlotTable<Value> table;
  Value& value = table.acquire();
  const std::uint64_t slot = value.id % one_generation;
  value.id = last_generation - one_generation + slot;  // as after all those uses

  for (int use = 0; use < 2; ++use) {
    table.forget(value);
    table.recycle(value);
    if (&table.acquire() != &value) break;
    REQUIRE(use == 0);
  }

  CHECK(table.find(slot) == nullptr);  // for the first slot that is 0, the id that names none
}

}  // namespace loop
