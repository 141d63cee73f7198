// SPDX-License-Identifier: MIT
//
// layoutcheck_oracle BUILD_DIR OBJECT...
//
// The objects were compiled by g++ with debug information; their sources are read with clang.
// Wherever both lay out a record, size and offsets must be the same. Prints what was compared and
// what was not; exits 1 on a difference, and when too little was compared to mean anything.

#include <algorithm>
#include <iostream>

#include "layoutcheck/confirm/binary_confirmation.h"
#include "layoutcheck/confirm/dwarf_reader.h"
#include "layoutcheck/extract/compile_commands.h"
#include "layoutcheck/extract/extract.h"
#include "layoutcheck/render/confirmation_text.h"

namespace layoutcheck {
namespace {

constexpr std::size_t kShareThatMustBeCompared = 2;  // one record in this many

Program read(const std::string& build_directory, const std::vector<std::string>& sources) {
  Program program = extract(read_compile_commands(build_directory, sources));
  for (const Unit& unit : program.units) {
    if (!unit.parsed) throw std::runtime_error(unit.file + ": " + unit.reason);
  }
  return program;
}

/// Only what g++ laid out counts: clang knows more records, which nothing in the unit uses.
void drop_what_gcc_has_not(Confirmation& confirmation) {
  std::erase_if(confirmation.types, [](const TypeConfirmation& type) {
    return type.verdict() == ConfirmationVerdict::not_compared;
  });
}

bool agree(const std::string& build_directory, const std::string& object) {
  const DebugInformation gcc = read_dwarf(object);
  const Program program = read(build_directory, gcc.sources);
  std::vector<const Record*> asked;
  for (const Record& record : program.records) asked.push_back(&record);
  Confirmation confirmation =
      confirm_with_records(program, asked, gcc.records, [](const Record&) { return true; });
  confirmation.evidence = "g++";
  drop_what_gcc_has_not(confirmation);
  const std::size_t joined = gcc.records.size() - confirmation.only_there.size();
  std::cout << gcc.sources.front() << ": joined " << joined << " of " << gcc.records.size()
            << " records of g++\n"
            << confirmation_text(confirmation, false) << '\n';
  return confirmation.count(ConfirmationVerdict::different) == 0 &&
         joined * kShareThatMustBeCompared >= gcc.records.size();
}

}  // namespace
}  // namespace layoutcheck

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: layoutcheck_oracle BUILD_DIR OBJECT...\n";
    return 2;
  }
  try {
    bool all_agree = true;
    for (int i = 2; i < argc; ++i) {
      all_agree = layoutcheck::agree(argv[1], argv[i]) && all_agree;
    }
    return all_agree ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "layoutcheck_oracle: " << error.what() << '\n';
    return 2;
  }
}
