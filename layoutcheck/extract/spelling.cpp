// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/spelling.h"

#include <algorithm>
#include <filesystem>
#include <tuple>

#include <clang/AST/ASTContext.h>
#include <clang/AST/Attr.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/Expr.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Index/USRGeneration.h>
#include <clang/Lex/HeaderSearch.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/Support/raw_ostream.h>

#include "layoutcheck/extract/comment_directives.h"
#include "layoutcheck/extract/source_path.h"

namespace layoutcheck {
namespace {

clang::PrintingPolicy printing_policy(const clang::ASTContext& context) {
  clang::PrintingPolicy policy = context.getPrintingPolicy();
  policy.AnonymousTagLocations = false;  // they would name this machine's folders
  policy.SplitTemplateClosers = false;
  policy.UsePreferredNames = false;
  return policy;
}

// clang's own names for what has none differ from version to version, and hold the place.

bool is_lambda(const clang::NamedDecl& declaration) {
  const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(&declaration);
  return record && record->isLambda();
}

const clang::RecordDecl* unnamed_record(const clang::NamedDecl& declaration) {
  const auto* record = llvm::dyn_cast<clang::RecordDecl>(&declaration);
  return record && !record->hasNameForLinkage() ? record : nullptr;
}

}  // namespace

/// clang's own qualified names end at functions, so the local types of all functions would be one.
std::string Spelling::scope_of(const clang::Decl& declaration) const {
  const clang::DeclContext* context = declaration.getDeclContext();
  if (!context || context->isTranslationUnit()) return {};
  const auto& scope = llvm::cast<clang::Decl>(*context);
  if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(&scope)) {
    return space->isInline() ? scope_of(scope) : qualified_name(*space) + "::";
  }
  if (const auto* record = llvm::dyn_cast<clang::RecordDecl>(&scope)) {
    return qualified_name(*record) + "::";
  }
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&scope)) {
    return qualified_name(*function) + "()::";
  }
  return scope_of(scope);  // extern "C" { }, export { }
}

std::string Spelling::qualified_name(const clang::NamedDecl& declaration) const {
  return scope_of(declaration) + unqualified_name(declaration);
}

std::string Spelling::unqualified_name(const clang::NamedDecl& declaration) const {
  if (is_lambda(declaration)) return "(lambda)";
  const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(&declaration);
  if (space && space->isAnonymousNamespace()) return "(anonymous namespace)";
  if (const auto* record = unnamed_record(declaration)) {
    return "(anonymous " + record->getKindName().str() + ')';
  }
  clang::PrintingPolicy policy = printing_policy(context_);
  policy.SuppressTagKeyword = true;
  std::string name;
  llvm::raw_string_ostream stream(name);
  declaration.getNameForDiagnostic(stream, policy, /*Qualified=*/false);
  return name;
}

std::string Spelling::type_name(clang::QualType type) const {
  const clang::RecordDecl* declaration = type->getAsRecordDecl();
  if (declaration && !is_lambda(*declaration)) {
    const auto* record = unnamed_record(*declaration);
    if (record) return record->getKindName().str() + " {...}";
  }
  return type.getAsString(printing_policy(context_));
}

std::string Spelling::usr(const clang::Decl& declaration) const {
  llvm::SmallString<128> usr;
  const bool failed = clang::index::generateUSRForDecl(&declaration, usr);
  return failed ? std::string() : usr.str().str();
}

SourceLocation Spelling::location(clang::SourceLocation location) {
  const clang::SourceManager& sources = context_.getSourceManager();
  const clang::PresumedLoc place = sources.getPresumedLoc(location);
  if (place.isInvalid()) return {};
  std::string& path = paths_[place.getFilename()];
  if (path.empty()) path = source_path(directory_, place.getFilename());
  return {path, place.getLine(), place.getColumn()};
}

SourceLocation Spelling::location(const clang::Decl& declaration) {
  return location(declaration.getLocation());
}

std::vector<Header> Spelling::headers(const clang::HeaderSearch& search) const {
  std::vector<Header> headers;
  for (const auto& [as_clang_has_it, path] : paths_) {
    bool angled = false;
    const std::string found =
        search.suggestPathToFileForDiagnostics(as_clang_has_it, directory_, "", &angled);
    if (found.empty() || std::filesystem::path(found).is_absolute()) continue;
    headers.push_back({path, angled ? '<' + found + '>' : '"' + found + '"'});
  }
  std::sort(headers.begin(), headers.end(), [](const Header& a, const Header& b) {
    return std::tie(a.file, a.spelling) < std::tie(b.file, b.spelling);
  });
  return headers;
}

/// The text of a string literal; for anything else, the expression itself.
std::string Spelling::argument_text(const clang::Expr& argument) const {
  const clang::Expr* plain = argument.IgnoreParenImpCasts();
  if (const auto* constant = llvm::dyn_cast<clang::ConstantExpr>(plain)) {
    plain = constant->getSubExpr()->IgnoreParenImpCasts();
  }
  if (const auto* literal = llvm::dyn_cast<clang::StringLiteral>(plain)) {
    return literal->getString().str();
  }
  std::string text;
  llvm::raw_string_ostream stream(text);
  plain->printPretty(stream, nullptr, printing_policy(context_));
  return text;
}

Annotation Spelling::annotation(const clang::AnnotateAttr& attribute) {
  Annotation annotation;
  annotation.location = location(attribute.getLocation());
  for (const clang::Expr* argument : attribute.args()) {
    annotation.arguments.push_back(argument_text(*argument));
  }
  if (!annotation.arguments.empty()) {
    annotation.name = annotation.arguments.front();
    annotation.arguments.erase(annotation.arguments.begin());
  }
  return annotation;
}

std::vector<Annotation> Spelling::annotations(const clang::Decl& declaration) {
  std::vector<Annotation> found;
  // A definition inherits the annotations of its earlier declarations, and may repeat them.
  const auto add = [&](Annotation annotation) {
    if (std::find(found.begin(), found.end(), annotation) != found.end()) return;
    found.push_back(std::move(annotation));
  };
  for (const auto* attribute : declaration.specific_attrs<clang::AnnotateAttr>()) {
    if (attribute->getAnnotation() == "layoutcheck") add(annotation(*attribute));
  }
  for (const clang::Decl* redeclaration : declaration.redecls()) {
    for (const CommentDirective* comment : comments_.bind(*redeclaration)) {
      for (const DirectiveWord& word : comment->text.words) {
        add({word.name, word.arguments, location(comment->location), AnnotationSource::comment});
      }
    }
  }
  return found;
}

}  // namespace layoutcheck
