// SPDX-License-Identifier: MIT
//
// How declarations are named, placed and annotated in the model.
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "layoutcheck/model/program.h"

namespace clang {
class ASTContext;
class AnnotateAttr;
class Decl;
class Expr;
class HeaderSearch;
class NamedDecl;
class QualType;
class SourceLocation;
}  // namespace clang

namespace layoutcheck {

class CommentDirectives;

class Spelling {
 public:
  /// `directory` is where the unit is compiled: relative paths start there.
  /// `comments` are those of the unit.
  Spelling(const clang::ASTContext& context, std::string directory, CommentDirectives& comments)
      : context_(context), directory_(std::move(directory)), comments_(comments) {}

  /// The name with its scopes and template arguments: `net::Ring<int>`, `net::serve()::Session`,
  /// `net::Ring<int>::(anonymous struct)`. Inline namespaces and arguments that are a template's
  /// defaults are left out.
  std::string qualified_name(const clang::NamedDecl& declaration) const;

  /// The name as the last part of a path: `Ring<int>`.
  std::string unqualified_name(const clang::NamedDecl& declaration) const;

  /// A type as the source spells it.
  std::string type_name(clang::QualType type) const;

  /// clang's Unified Symbol Resolution.
  std::string usr(const clang::Decl& declaration) const;

  /// Where the declaration stands; for what a macro expands to, where the macro is used.
  SourceLocation location(const clang::Decl& declaration);
  SourceLocation location(clang::SourceLocation location);

  /// The files that locations were asked for, as an `#include` of this unit finds them.
  std::vector<Header> headers(const clang::HeaderSearch& search) const;

  /// What the macros of annotations.h left on the declaration, and what comments say of it.
  std::vector<Annotation> annotations(const clang::Decl& declaration);

 private:
  std::string scope_of(const clang::Decl& declaration) const;
  Annotation annotation(const clang::AnnotateAttr& attribute);
  std::string argument_text(const clang::Expr& argument) const;

  const clang::ASTContext& context_;
  std::string directory_;
  CommentDirectives& comments_;
  std::unordered_map<std::string, std::string> paths_;  // as clang has them -> as the model does
};

}  // namespace layoutcheck
