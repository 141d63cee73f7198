// SPDX-License-Identifier: MIT
//
// Contracts that the configuration file declares for types and variables that it names. They say
// with the words of annotations.h what macros and comments say at the declarations.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// One word, and the part that it is said of.
struct ConfiguredTerm {
  std::string path;  ///< of a field at any depth; `*` and `?` as in names; empty: the whole
  Annotation annotation;
};

struct ConfiguredContract {
  bool of_variable = false;  ///< else of a type
  std::string pattern;       ///< a name, see name_matches()
  SourceLocation location;
  std::vector<ConfiguredTerm> terms;
};

/// What the configuration says of one record.
struct ConfiguredRecord {
  std::vector<Annotation> annotations;
  std::map<std::string, std::vector<Annotation>> parts;  ///< by path from the record
};

/// Configured contracts, bound to the records and globals of a program.
struct ConfiguredProgram {
  std::map<RecordIndex, ConfiguredRecord> records;
  std::map<std::size_t, std::vector<Annotation>> globals;
  std::vector<UnboundDirective> unbound;  ///< fields that no type of that name has
  /// Contracts of which the program has no type or variable.
  std::vector<const ConfiguredContract*> absent;
};

/// `contracts` must outlive the result.
ConfiguredProgram bind_configured(const Program& program,
                                  const std::vector<ConfiguredContract>& contracts);

}  // namespace layoutcheck
