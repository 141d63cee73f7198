// SPDX-License-Identifier: MIT
//
// What a compiler can be asked about a type in constant expressions: size, alignment, offsets.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "layoutcheck/asserts/type_spelling.h"
#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// That a constant expression of the compiler has the value that clang's layout gives it.
struct Assertion {
  std::string subject;     ///< "size", "alignment", or the path of a field
  std::string expression;  ///< in the language of the unit
  std::uint64_t expected_bytes = 0;
  std::string message;  ///< says type, field and number

  friend bool operator==(const Assertion&, const Assertion&) = default;
};

/// A field, or a whole type, that no constant expression reaches.
struct Omission {
  std::string name;
  std::string reason;
};

struct TypeAssertions {
  const Record* record = nullptr;
  std::vector<Assertion> assertions;  ///< empty if the type cannot be named
  std::vector<Omission> omissions;    ///< its fields; or the type alone
};

/// Size, alignment, and the offset of every field that can be reached by its name alone: those of
/// the record, of its bases and of its anonymous members. The rest is in `omissions`.
TypeAssertions assertions_of(const Program& program, const Record& record, Language language,
                             NamedFrom from);

/// The same for several records. Those that units read differently, but lay out alike, are one; of
/// a type that has two layouts, nothing can be asserted.
std::vector<TypeAssertions> assertions_of(const Program& program,
                                          const std::vector<const Record*>& records,
                                          Language language, NamedFrom from);

}  // namespace layoutcheck
