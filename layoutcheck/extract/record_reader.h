// SPDX-License-Identifier: MIT
//
// One clang record -> one Record, and with it the records it contains.
#pragma once

#include <optional>
#include <unordered_map>

#include "layoutcheck/extract/spelling.h"
#include "layoutcheck/model/program.h"

namespace clang {
class CXXBaseSpecifier;
class CXXRecordDecl;
class FieldDecl;
class RecordDecl;
class VarDecl;
}  // namespace clang

namespace layoutcheck {

/// Adds what it reads to a program; each record once. All facts are those of clang's
/// ASTRecordLayout, nothing is computed anew.
class RecordReader {
 public:
  RecordReader(const clang::ASTContext& context, Spelling& spelling, Program& program)
      : context_(context), spelling_(spelling), program_(program) {}

  /// Reads every complete record among the types that the AST holds: template instantiations,
  /// local types and lambdas among them. One that clang found invalid goes to `skipped`.
  void read_all();

  /// Nothing if the record is incomplete, invalid or depends on template parameters.
  std::optional<RecordIndex> read(const clang::RecordDecl& declaration);

  /// A variable as a member that lies at offset 0.
  Member read_variable(const clang::VarDecl& variable);

 private:
  std::optional<RecordIndex> read_definition(const clang::RecordDecl& definition);
  Record read_layout(const clang::RecordDecl& definition);
  void read_bases(Record& record, const clang::CXXRecordDecl& definition);
  void read_fields(Record& record, const clang::RecordDecl& definition);
  Member read_base(const clang::CXXBaseSpecifier& base, MemberKind kind);
  Member read_field(const clang::FieldDecl& field);
  void read_type(Member& member, clang::QualType type);
  std::optional<RecordIndex> record_of(clang::QualType type);

  const clang::ASTContext& context_;
  Spelling& spelling_;
  Program& program_;
  std::unordered_map<const clang::RecordDecl*, std::optional<RecordIndex>> read_;
};

}  // namespace layoutcheck
