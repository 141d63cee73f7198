// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "layoutcheck/model/record.h"

namespace layoutcheck {

/// What the compiler was asked to lay out for, and the line sizes that count there.
struct Target {
  std::string triple;
  std::vector<std::uint64_t> line_sizes;  ///< bytes, ascending

  friend bool operator==(const Target&, const Target&) = default;
};

enum class Language { c, cpp };

/// One source file with one set of flags, and what became of it.
struct Unit {
  std::string file;
  bool parsed = false;
  std::string reason;                 ///< why it did not parse: the first error, with its place
  Language language = Language::cpp;  ///< what it was parsed as

  friend bool operator==(const Unit&, const Unit&) = default;
};

/// A record that has no layout to read: clang found it invalid, or it is a template outside the
/// system's headers that nothing instantiates.
struct SkippedRecord {
  std::string name;
  SourceLocation location;
  std::string reason;
  bool annotated = false;  ///< it declares contracts, which therefore nobody checks

  friend bool operator==(const SkippedRecord&, const SkippedRecord&) = default;
};

/// A variable of static or thread storage. Those of the system's headers are left out, and plain
/// constants without annotations.
struct Global {
  Member variable;  ///< offset_bits is 0
  std::string usr;

  friend bool operator==(const Global&, const Global&) = default;
};

/// A directive that says something about nothing, and why.
struct UnboundDirective {
  std::string message;
  SourceLocation location;

  friend bool operator==(const UnboundDirective&, const UnboundDirective&) = default;
};

/// How an `#include` may name a file that defines records.
struct Header {
  std::string file;      ///< as in SourceLocation
  std::string spelling;  ///< as the include paths of the first unit find it: `<uv.h>`, `"net/a.h"`

  friend bool operator==(const Header&, const Header&) = default;
};

/// A constant outside the system's headers whose name speaks of cache lines: a macro, an enumerator
/// or a constant variable.
struct LineConstant {
  std::string name;
  std::uint64_t value = 0;
  SourceLocation location;

  friend bool operator==(const LineConstant&, const LineConstant&) = default;
};

/// All that was read from the units of one run, for one target.
struct Program {
  Target target;
  std::vector<Unit> units;
  std::vector<Record> records;  ///< each after the records it contains
  std::vector<Global> globals;
  std::vector<SkippedRecord> skipped;
  /// Annotations on something that is neither a field nor a record nor a global, for example a
  /// function or a local variable; they bind to nothing.
  std::vector<Annotation> stray_annotations;
  /// Comments that speak to layoutcheck and not of any declaration, or cannot be read.
  std::vector<UnboundDirective> unbound_comments;
  std::vector<LineConstant> line_constants;
  /// What was odd but did not prevent reading, for example a compiler flag that was dropped.
  std::vector<std::string> warnings;
  std::vector<Header> headers;  ///< of the files that the include paths can name
};

bool all_parsed(const Program& program);

/// Adds what `unit` read to `program`, keeping one copy of what both have. Records are the same
/// only if every fact about them is; two layouts of one type stay two records. Both programs are of
/// one target.
void merge(Program& program, Program&& unit);

}  // namespace layoutcheck
