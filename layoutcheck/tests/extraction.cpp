// SPDX-License-Identifier: MIT
#include "layoutcheck/tests/extraction.h"

#include <catch2/catch.hpp>

#include "layoutcheck/extract/compile_commands.h"
#include "layoutcheck/extract/extract.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

template <class T>
const T& only_named(const std::vector<T>& all, const std::string& name) {
  const T* found = nullptr;
  for (const T& one : all) {
    if (one.name != name) continue;
    INFO("there are two of the name " << name);
    REQUIRE(found == nullptr);
    found = &one;
  }
  INFO("there is none of the name " << name);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

Program read_source(const std::string& text, std::vector<std::string> flags,
                    const std::string& name) {
  const TemporaryFolder folder;
  flags.insert(flags.end(), {"-I", LAYOUTCHECK_SOURCE_DIR});
  Program program = extract({command_with_flags(folder.write(name, text), flags)});
  INFO(program.units.at(0).reason);
  REQUIRE(program.units.at(0).parsed);
  return program;
}

const Record& record_named(const Program& program, const std::string& name) {
  return only_named(program.records, name);
}

const Member& member_named(const Record& record, const std::string& name) {
  return only_named(record.members, name);
}

}  // namespace layoutcheck
