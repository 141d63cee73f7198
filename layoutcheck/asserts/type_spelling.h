// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// How code at file scope names a record, or why it cannot.
struct TypeSpelling {
  std::string text;     ///< `struct ::net::Ring<int>`; empty if there is none
  std::string why_not;  ///< empty if there is one
  /// `typedef struct { } Name __attribute__((aligned(16)))` aligns the name and not the record.
  bool by_typedef = false;
};

/// Where the code that names the type stands.
enum class NamedFrom {
  another_unit,  ///< it includes the header that defines the type
  same_unit,     ///< it follows the unit's own text, so that unnamed namespaces are open to it
};

/// The tag stands before the name, since a function may have the same one. Private nested types
/// have a spelling: an explicit instantiation may name them (C++ [temp.spec.general]).
TypeSpelling type_spelling(const Record& record, Language language, NamedFrom from);

}  // namespace layoutcheck
