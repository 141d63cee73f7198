// SPDX-License-Identifier: MIT
//
// What a unit declares beside the records that it uses: globals, annotations that bind to nothing,
// templates that nothing instantiates. Declarations in the system's headers are passed over.
#pragma once

#include <unordered_set>

#include "layoutcheck/extract/record_reader.h"

namespace clang {
class ClassTemplateDecl;
class DeclContext;
class FunctionTemplateDecl;
class VarTemplateDecl;
}  // namespace clang

namespace layoutcheck {

class DeclarationReader {
 public:
  DeclarationReader(const clang::ASTContext& context, Spelling& spelling, RecordReader& records,
                    Program& program)
      : context_(context), spelling_(spelling), records_(records), program_(program) {}

  void read_all();

 private:
  void read_context(const clang::DeclContext& context);
  void read(const clang::Decl& declaration);
  void read_pattern(const clang::RecordDecl& record);
  void skip(const clang::RecordDecl& pattern, bool annotated);
  void read_template(const clang::ClassTemplateDecl& declaration);
  void read_template(const clang::FunctionTemplateDecl& declaration);
  void read_template(const clang::VarTemplateDecl& declaration);
  void read_variable(const clang::VarDecl& variable);
  void read_stray(const clang::Decl& declaration);

  const clang::ASTContext& context_;
  Spelling& spelling_;
  RecordReader& records_;
  Program& program_;
  std::unordered_set<const clang::Decl*> read_;  // explicit instantiations are met twice
};

}  // namespace layoutcheck
