// SPDX-License-Identifier: MIT
//
// layoutcheck_oracle BUILD_DIR OBJECT...
//
// The objects were compiled by g++ with debug information; their sources are read with clang.
// Wherever both lay out a record, size and offsets must be the same. Prints what was compared and
// what was not; exits 1 on a difference, and when too little was compared to mean anything.

#include <algorithm>
#include <iostream>
#include <map>

#include "layoutcheck/extract/compile_commands.h"
#include "layoutcheck/extract/extract.h"
#include "layoutcheck/tests/dwarf/dwarf_reader.h"
#include "layoutcheck/tests/dwarf/record_join.h"

namespace layoutcheck {
namespace {

constexpr std::size_t kShareThatMustBeCompared = 2;  // one record in this many

/// What both compilers say of a member, so that the two sides can be compared as a whole.
struct Place {
  MemberKind kind;
  std::uint64_t offset_bits;
  std::uint64_t bit_field_size;

  friend auto operator<=>(const Place&, const Place&) = default;
};

struct Counts {
  std::size_t records = 0, compared = 0, members = 0, bit_fields = 0, different = 0;
  std::map<std::string, std::vector<std::string>> not_joined;  // names by reason
};

std::vector<Place> places(const Record& record) {
  std::vector<Place> places;
  for (const Member& member : record.members) {
    const bool bit_field = member.kind == MemberKind::bit_field;
    if (member.kind == MemberKind::virtual_base) continue;
    if (bit_field && member.name.empty()) continue;
    const MemberKind kind = member.kind == MemberKind::vptr ? MemberKind::field : member.kind;
    places.push_back({kind, member.offset_bits, bit_field ? member.size_bits : 0});
  }
  std::sort(places.begin(), places.end());
  return places;
}

/// Fields that have a name in both must also have the same place.
bool same_fields(const Record& gcc, const Record& clang) {
  return std::all_of(gcc.members.begin(), gcc.members.end(), [&](const Member& member) {
    return std::none_of(clang.members.begin(), clang.members.end(), [&](const Member& other) {
      return !member.name.empty() && member.name == other.name &&
             member.offset_bits != other.offset_bits;
    });
  });
}

void describe(const char* compiler, const Record& record) {
  std::cout << "  " << compiler << ": " << record.name << ", size " << record.size << ", at "
            << record.location.file << ':' << record.location.line << '\n';
  for (const Member& member : record.members) {
    std::cout << "    " << member.offset_bits << " bits: " << member.name << '\n';
  }
}

void compare(Counts& counts, const Record& gcc, const Record& clang) {
  ++counts.compared;
  const std::vector<Place> gcc_places = places(gcc);
  counts.members += gcc_places.size();
  counts.bit_fields += static_cast<std::size_t>(
      std::count_if(gcc_places.begin(), gcc_places.end(),
                    [](const Place& place) { return place.kind == MemberKind::bit_field; }));
  if (gcc.size == clang.size && gcc_places == places(clang) && same_fields(gcc, clang)) return;
  ++counts.different;
  std::cout << "different:\n";
  describe("g++", gcc);
  describe("clang", clang);
}

Counts compare(const std::vector<Record>& gcc, const std::vector<Record>& clang) {
  Counts counts;
  for (const Pair& pair : join_records(gcc, clang)) {
    ++counts.records;
    if (pair.clang) {
      compare(counts, *pair.gcc, *pair.clang);
    } else {
      counts.not_joined[pair.reason].push_back(pair.gcc->name);
    }
  }
  return counts;
}

void print(const std::string& source, const Counts& counts) {
  std::cout << source << ": compared " << counts.compared << " of " << counts.records
            << " records with " << counts.members << " members, " << counts.bit_fields
            << " of them bit-fields: " << counts.different << " different\n";
  for (const auto& [reason, names] : counts.not_joined) {
    std::cout << "  " << names.size() << " not joined: " << reason << ", for example "
              << names.front().substr(0, 60) << '\n';
  }
}

bool agree(const std::string& build_directory, const std::string& object) {
  const DebugInformation gcc = read_dwarf(object);
  const Program program = extract(read_compile_commands(build_directory, {gcc.source}));
  for (const Unit& unit : program.units) {
    if (!unit.parsed) throw std::runtime_error(unit.file + ": " + unit.reason);
  }
  const Counts counts = compare(gcc.records, program.records);
  print(gcc.source, counts);
  return counts.different == 0 && counts.compared * kShareThatMustBeCompared >= counts.records;
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
