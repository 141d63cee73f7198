// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/group.h"

#include <catch2/catch.hpp>

namespace layoutcheck {
namespace {

Group with_roles(std::set<std::string> written_by, std::set<std::string> read_by) {
  return {"roles", GroupKind::written, false, std::move(written_by), std::move(read_by)};
}

Group of_kind(GroupKind kind) {
  return {"kind", kind, true, {}, {}};
}

/// A conflict must not depend on who is asked first.
Conflict between(const Group& one, const Group& other) {
  CHECK(conflict(one, other) == conflict(other, one));
  return conflict(one, other);
}

}  // namespace

TEST_CASE("groups that name no role must be apart", "[layoutcheck][contracts]") {
  const Group plain = of_kind(GroupKind::written);

  CHECK(between(plain, plain) == Conflict::writers);
  CHECK(between(plain, with_roles({}, {"reader"})) == Conflict::writers);
}

TEST_CASE("a writer conflicts with every other user", "[layoutcheck][contracts]") {
  const Group producer = with_roles({"producer"}, {});

  CHECK(between(producer, with_roles({"consumer"}, {})) == Conflict::writers);
  CHECK(between(producer, with_roles({}, {"consumer"})) == Conflict::writers);
  CHECK(between(producer, with_roles({"producer"}, {"monitor"})) == Conflict::writers);
}

TEST_CASE("groups that one thread uses alone do not conflict", "[layoutcheck][contracts]") {
  const Group producer = with_roles({"producer"}, {});

  CHECK(between(producer, with_roles({"producer"}, {})) == Conflict::none);
  CHECK(between(producer, with_roles({}, {"producer"})) == Conflict::none);
  CHECK(between(producer, with_roles({"producer"}, {"producer"})) == Conflict::none);
}

TEST_CASE("readers alone do not conflict", "[layoutcheck][contracts]") {
  CHECK(between(with_roles({}, {"a"}), with_roles({}, {"b"})) == Conflict::none);
}

TEST_CASE("any thread is never the same thread twice", "[layoutcheck][contracts]") {
  const Group anybody = with_roles({"*"}, {});

  CHECK(between(anybody, anybody) == Conflict::writers);
  CHECK(between(anybody, with_roles({}, {"owner"})) == Conflict::writers);
}

TEST_CASE("read-mostly and cold groups conflict with what is written, not with each other",
          "[layoutcheck][contracts]") {
  const Group read_mostly = of_kind(GroupKind::read_mostly);
  const Group cold = of_kind(GroupKind::cold);
  const Group written = of_kind(GroupKind::written);
  const Group only_read = with_roles({}, {"reader"});

  CHECK(between(read_mostly, written) == Conflict::read_mostly);
  CHECK(between(cold, written) == Conflict::cold);
  CHECK(between(read_mostly, cold) == Conflict::none);
  CHECK(between(read_mostly, only_read) == Conflict::none);
  CHECK(between(cold, only_read) == Conflict::none);
}

TEST_CASE("an isolated group conflicts with every group", "[layoutcheck][contracts]") {
  const Group isolated = of_kind(GroupKind::isolated);

  for (const GroupKind kind :
       {GroupKind::written, GroupKind::read_mostly, GroupKind::cold, GroupKind::isolated}) {
    CHECK(between(isolated, of_kind(kind)) == Conflict::writers);
  }
  CHECK(between(isolated, with_roles({}, {"reader"})) == Conflict::writers);
}

}  // namespace layoutcheck
