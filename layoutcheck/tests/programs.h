// SPDX-License-Identifier: MIT
//
// Programs made by hand, for tests that need no compiler.
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/model/program.h"

namespace layoutcheck {

inline Annotation annotation(const std::string& name, std::vector<std::string> arguments = {}) {
  return {name, std::move(arguments), {"made.h", 1, 1}};
}

/// A field of `size_bytes` that needs no alignment of its own.
inline Member field(const std::string& name, std::uint64_t offset_bytes, std::uint64_t size_bytes,
                    std::vector<Annotation> annotations = {}) {
  Member member;
  member.name = name;
  member.offset_bits = offset_bytes * 8;
  member.size_bits = size_bytes * 8;
  member.location = {"made.h", static_cast<unsigned>(offset_bytes) + 2, 3};
  member.annotations = std::move(annotations);
  return member;
}

inline Record record(const std::string& name, std::uint64_t size, std::uint64_t align,
                     std::vector<Member> members) {
  Record record;
  record.name = name;
  record.usr = "c:@S@" + name;
  record.location = {"made.h", 1, 8};
  record.size = size;
  record.align = align;
  record.data_size = size;
  record.members = std::move(members);
  return record;
}

/// Records must follow those they contain.
inline Program program_of(std::vector<Record> records) {
  Program program;
  program.target = {"made-by-hand", {64}};
  program.units.push_back({"made.cpp", true, ""});
  program.records = std::move(records);
  return program;
}

}  // namespace layoutcheck
