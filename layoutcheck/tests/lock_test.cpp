// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "layoutcheck/error.h"
#include "layoutcheck/lock/layout_lock.h"
#include "layoutcheck/lock/refresh.h"
#include "layoutcheck/model/layout_change.h"
#include "layoutcheck/tests/programs.h"

namespace layoutcheck {
namespace {

FieldLayout bytes(const std::string& path, std::uint64_t offset, std::uint64_t size,
                  const std::string& group = "") {
  return {path, offset * 8, size * 8, false, group};
}

const TypeLayout order = {
    "Order", 64, 8, {bytes("id", 0, 8, "hot"), bytes("qty", 24, 8), bytes("rest", 32, 32)}};

TypeLayout changed(std::uint64_t size, std::vector<FieldLayout> fields) {
  return {"Order", size, 8, std::move(fields)};
}

const TypeLayout qty_moved =
    changed(72, {bytes("id", 0, 8, "hot"), bytes("qty", 32, 8), bytes("rest", 40, 32)});
const TypeLayout swapped =
    changed(64, {bytes("qty", 0, 8), bytes("id", 24, 8, "hot"), bytes("rest", 32, 32)});
const TypeLayout regrouped =
    changed(64, {bytes("id", 0, 8, "cold"), bytes("qty", 24, 8), bytes("rest", 32, 32)});
const TypeLayout shrunk = changed(32, {bytes("id", 0, 8, "hot"), bytes("qty", 24, 8)});

bool keeps(LockMode mode, const TypeLayout& layout) {
  return !broken({order, mode}, layout, {64});
}

LayoutLock lock_of(const LockedType& locked) {
  return {"layout.lock", {{"x86_64-pc-linux-gnu", {64, {{locked.layout.name, locked}}}}}};
}

const std::string header =
    "version: 1\ntargets:\n  x86_64-pc-linux-gnu:\n    line_size: 64\n    types:\n      Order:\n";
const std::string fields = "        fields: [{name: id, offset: 0, size: 8}]\n";
const std::string whole =
    header + "        mode: exact\n        size: 8\n        align: 8\n" + fields;

std::string message_for(const std::string& text) {
  try {
    read_lock(text, "layout.lock");
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

std::string replaced(std::string text, const std::string& old, const std::string& with) {
  const std::size_t place = text.find(old);
  REQUIRE(place != std::string::npos);
  return text.replace(place, old.size(), with);
}

}  // namespace

TEST_CASE("each mode of a lock keeps what it says and nothing else", "[layoutcheck][lock]") {
  CHECK(keeps(LockMode::members, order));
  CHECK(keeps(LockMode::members, qty_moved));
  CHECK(keeps(LockMode::members, swapped));
  CHECK_FALSE(keeps(LockMode::members, regrouped));
  CHECK_FALSE(keeps(LockMode::members, shrunk));

  CHECK(keeps(LockMode::no_grow, swapped));
  CHECK(keeps(LockMode::no_grow, shrunk));
  CHECK_FALSE(keeps(LockMode::no_grow, qty_moved));

  CHECK(keeps(LockMode::order, qty_moved));
  CHECK(keeps(LockMode::order, regrouped));
  CHECK_FALSE(keeps(LockMode::order, swapped));
  CHECK_FALSE(keeps(LockMode::order, shrunk));

  CHECK(keeps(LockMode::exact, regrouped));
  CHECK_FALSE(keeps(LockMode::exact, qty_moved));
  CHECK_FALSE(keeps(LockMode::exact, swapped));
}

TEST_CASE("no-grow also counts the lines that a weaker alignment adds", "[layoutcheck][lock]") {
  TypeLayout aligned = order, loose = order;
  aligned.align_bytes = 64;

  CHECK(broken({aligned, LockMode::no_grow}, loose, {64}) ==
        "Order: align 64 -> 8 can touch 2 lines instead of 1");
  CHECK_FALSE(broken({loose, LockMode::no_grow}, aligned, {64}));
  TypeLayout long_one = order;
  long_one.size_bytes = long_one.align_bytes = 64;
  CHECK(broken({long_one, LockMode::no_grow}, loose, {32, 64}) ==
        "Order: align 64 -> 8 can touch 3 lines instead of 2");
}

TEST_CASE("a broken lock says what moved, and what it costs", "[layoutcheck][lock]") {
  CHECK(broken({order, LockMode::exact}, qty_moved, {64}) ==
        "'Order::qty' moved from 24 to 32, from line 0 to line 0; 'Order::rest' moved from 32 to "
        "40, from line 0 to line 0; size 64 -> 72 needs a second line");
  CHECK(broken({order, LockMode::members}, regrouped, {64}) ==
        "'Order::id' went from group hot to group cold");
  CHECK(broken({order, LockMode::order}, shrunk, {64}) ==
        "'Order::rest' is gone from 32; size 64 -> 32");
}

TEST_CASE("a change of many fields is told in few words", "[layoutcheck][lock]") {
  TypeLayout before{"T", 80, 8, {}}, after{"T", 88, 8, {}};
  for (std::uint64_t i = 0; i < 10; ++i) {
    before.fields.push_back(bytes("f" + std::to_string(i), i * 8, 8));
    after.fields.push_back(bytes("f" + std::to_string(i), i * 8 + 8, 8));
  }

  const auto told = broken({before, LockMode::exact}, after, {64});
  REQUIRE(told);
  CHECK(told->find("'T::f2' moved from 16 to 24, from line 0 to line 0; 7 more changes of fields; "
                   "size 80 -> 88") != std::string::npos);
  CHECK(told->find("f3") == std::string::npos);
  CHECK(describe_fields(compare(before, after), 64, "").size() == 10);
}

TEST_CASE("fields of one name in two bases are compared one by one", "[layoutcheck][lock]") {
  const TypeLayout before{"T", 16, 8, {bytes("Base::x", 0, 4), bytes("Base::x", 8, 4)}};
  const TypeLayout after{"T", 16, 8, {bytes("Base::x", 0, 4), bytes("Base::x", 12, 4)}};

  CHECK(compare(before, before).kept.size() == 2);
  CHECK(describe_fields(compare(before, after), 64, "").size() == 1);
}

TEST_CASE("a lock that is written is read as it was", "[layoutcheck][lock]") {
  LockedType locked{order, LockMode::no_grow, "it's \"wire\": # a\nb", 56};
  locked.layout.name = "net::Ring<char, ':'>::(anonymous namespace)::ü";
  locked.layout.fields.push_back({"flag", 515, 3, true, "a, b"});
  locked.layout.fields.push_back(bytes("- [x]: {", 72, 0));
  const LayoutLock lock = lock_of(locked);

  LayoutLock read = read_lock(write_lock(lock), "layout.lock");
  LockedType& again = read.targets.begin()->second.types.begin()->second;
  CHECK(again.layout.location.line == 8);
  again.layout.location = {};
  CHECK(read == lock);
}

TEST_CASE("a damaged lock is an error with its line", "[layoutcheck][lock]") {
  CHECK(message_for(whole) == "no error");
  CHECK(message_for(replaced(whole, "mode: exact", "mode: loose")) ==
        "layout.lock:7:15: unknown mode; there are members, no-grow, order, exact");
  CHECK(message_for(replaced(whole, "align: 8", "aling: 8")) ==
        "layout.lock:9:9: unknown key 'aling'; there are mode, reason, previous_size, size, "
        "align, fields");
  CHECK(message_for(replaced(whole, "        size: 8\n", "")) ==
        "layout.lock:7:9: the key 'size' is missing");
  CHECK(message_for(replaced(whole, "size: 8\n", "size: -8\n"))
            .starts_with("layout.lock:8:15: 'size' must be a whole number"));
  CHECK(message_for(replaced(whole, "size: 8\n", "size: 99999999999999999999\n"))
            .starts_with("layout.lock:8:15: 'size' must be a whole number"));
  CHECK(message_for(replaced(whole, "align: 8", "align: 6")) ==
        "layout.lock:9:16: 'align' must be a power of two");
  CHECK(message_for(replaced(whole, "line_size: 64", "line_size: 0")) ==
        "layout.lock:4:16: 'line_size' must be a power of two from 8 to 4096");
  CHECK(message_for(replaced(whole, "line_size: 64", "line_size: 1")) ==
        "layout.lock:4:16: 'line_size' must be a power of two from 8 to 4096");
  CHECK(message_for(replaced(whole, "version: 1", "version: 2"))
            .starts_with("layout.lock:1:10: this version is not known"));
  CHECK(message_for(whole + "      Order: {}\n") ==
        "layout.lock:11:7: 'Order' stands twice; remove one");
  CHECK(message_for(replaced(whole, "size: 8}", "size: 8, bits: 3}")) ==
        "layout.lock:10:18: a field has 'size', or 'bit' and 'bits' if it is a bit-field");
  CHECK(message_for(replaced(whole, fields, "        fields: none\n")) ==
        "layout.lock:10:17: 'fields' must be a list");
}

TEST_CASE("what is no lock at all is an error", "[layoutcheck][lock]") {
  CHECK(message_for("").starts_with("layout.lock"));
  CHECK(message_for("[1, 2").starts_with("layout.lock:1:"));
  CHECK(message_for("{\"types\": []}").find("unknown key 'types'") != std::string::npos);
  CHECK(message_for("a: b: c").find("no YAML: ") != std::string::npos);
  CHECK(message_for("version: 1\ntargets: {}\n").find("locks no type") != std::string::npos);
  CHECK(message_for("? [a]\n: 1\n").find("a name must stand here") != std::string::npos);
  CHECK(message_for(std::string(100000, '[')).starts_with("layout.lock"));
}

TEST_CASE("a refresh keeps modes, and the reasons of what did not change", "[layoutcheck][lock]") {
  LayoutLock lock = lock_of({order, LockMode::exact, "first", {}});
  const RefreshRequest request{.triple = "x86_64-pc-linux-gnu", .reason = "second"};

  CHECK(refresh(lock, {order}, request).unchanged == std::vector<std::string>{"Order"});
  CHECK(lock == lock_of({order, LockMode::exact, "first", {}}));

  CHECK(refresh(lock, {qty_moved}, request).changed == std::vector<std::string>{"Order"});
  CHECK(lock == lock_of({qty_moved, LockMode::exact, "second", 64}));
}

TEST_CASE("a type with two layouts is not locked, and its entry stays", "[layoutcheck][lock]") {
  LayoutLock lock = lock_of({order, LockMode::exact, "first", {}});
  const Refresh result =
      refresh(lock, {qty_moved, swapped}, {.triple = "x86_64-pc-linux-gnu", .reason = "x"});

  CHECK(result.ambiguous == std::vector<std::string>{"Order"});
  CHECK(lock == lock_of({order, LockMode::exact, "first", {}}));
}

TEST_CASE("a type that another target locks gets its mode there", "[layoutcheck][lock]") {
  LayoutLock lock = lock_of({order, LockMode::no_grow, "first", {}});
  refresh(lock, {order}, {.triple = "aarch64-linux-gnu", .line_bytes = 64});

  CHECK(lock.targets.size() == 2);
  CHECK(lock.targets.at("aarch64-linux-gnu").types.at("Order").mode == LockMode::no_grow);
}

TEST_CASE("a layout stops at types of the system's headers, unless it is one",
          "[layoutcheck][lock]") {
  Record atomic = record("std::atomic<int>", 4, 4, {field("_M_i", 0, 4)});
  atomic.in_system_header = true;
  Member member = field("count", 8, 4);
  member.record = 0;
  Member own = field("part", 0, 4);
  own.record = 2;
  const Program program = program_of(
      {atomic, record("Counter", 16, 8, {own, member}), record("Part", 4, 4, {field("x", 0, 4)})});

  const TypeLayout counter = type_layout(program, program.records[1], {{"part.x", "hot"}});
  REQUIRE(counter.fields.size() == 2);
  CHECK(counter.fields[0] == FieldLayout{"part.x", 0, 32, false, "hot"});
  CHECK(counter.fields[1].path == "count");
  CHECK(unused_bits(counter) == 64);
  CHECK(type_layout(program, program.records[0], {}).fields[0].path == "_M_i");
}

}  // namespace layoutcheck
