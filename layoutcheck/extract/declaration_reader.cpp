// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/declaration_reader.h"

#include <algorithm>

#include <clang/AST/ASTContext.h>
#include <clang/AST/Attr.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/Basic/SourceManager.h>

#include "layoutcheck/extract/line_constants.h"

namespace layoutcheck {
namespace {

/// Annotations belong on fields, records and variables of static storage. On a template they
/// belong to what it declares.
bool may_be_annotated(const clang::Decl& declaration) {
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration)) {
    return variable->hasGlobalStorage() && !llvm::isa<clang::ParmVarDecl>(variable);
  }
  // The fields of anonymous members are declared a second time, in the record around them.
  return llvm::isa<clang::FieldDecl, clang::IndirectFieldDecl, clang::RecordDecl,
                   clang::TemplateDecl>(declaration);
}

bool is_instantiated(const clang::ClassTemplateDecl& declaration) {
  const auto specializations = declaration.specializations();
  return std::any_of(specializations.begin(), specializations.end(), [](const auto* record) {
    return record->isCompleteDefinition() && !record->isExplicitSpecialization();
  });
}

/// Asks of every declaration in the record, for what a comment says is bound by asking. Records in
/// it, if they have a name, are declarations of their own.
bool is_annotated(Spelling& spelling, const clang::RecordDecl& record) {
  bool annotated = !spelling.annotations(record).empty();
  for (const clang::Decl* declaration : record.decls()) {
    const auto* nested = llvm::dyn_cast<clang::RecordDecl>(declaration);
    if (nested && nested->getIdentifier()) continue;
    if (nested) {
      annotated |= nested->isCompleteDefinition() && is_annotated(spelling, *nested);
    } else {
      annotated |= may_be_annotated(*declaration) && !spelling.annotations(*declaration).empty();
    }
  }
  return annotated;
}

}  // namespace

void DeclarationReader::read_all() {
  read_context(*context_.getTranslationUnitDecl());
}

void DeclarationReader::read_context(const clang::DeclContext& context) {
  for (const clang::Decl* declaration : context.decls()) {
    // In C, clang makes no type of a record that nothing in the unit uses.
    if (const auto* record = llvm::dyn_cast<clang::RecordDecl>(declaration)) records_.read(*record);
    if (context_.getSourceManager().isInSystemHeader(declaration->getLocation())) continue;
    read(*declaration);
  }
}

void DeclarationReader::read(const clang::Decl& declaration) {
  if (!read_.insert(&declaration).second) return;
  read_stray(declaration);
  if (const auto* record = llvm::dyn_cast<clang::RecordDecl>(&declaration)) read_pattern(*record);
  read_line_constant(declaration, spelling_, program_);
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration)) {
    read_variable(*variable);
  } else if (const auto* classes = llvm::dyn_cast<clang::ClassTemplateDecl>(&declaration)) {
    read_template(*classes);
  } else if (const auto* functions = llvm::dyn_cast<clang::FunctionTemplateDecl>(&declaration)) {
    read_template(*functions);
  } else if (const auto* variables = llvm::dyn_cast<clang::VarTemplateDecl>(&declaration)) {
    read_template(*variables);
  }
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&declaration)) {
    for (const clang::ParmVarDecl* parameter : function->parameters()) read(*parameter);
  }
  // The declarations of a function are those of its body: locals, local records, lambdas.
  if (const auto* context = llvm::dyn_cast<clang::DeclContext>(&declaration)) {
    read_context(*context);
  }
}

/// A record whose layout depends on template parameters. If it is instantiated somewhere, that
/// stands at the same place, and merge() takes this back.
void DeclarationReader::read_pattern(const clang::RecordDecl& record) {
  const bool dependent = record.isCompleteDefinition() && record.isDependentContext();
  if (dependent && is_annotated(spelling_, record)) skip(record, true);
}

void DeclarationReader::skip(const clang::RecordDecl& pattern, bool annotated) {
  SkippedRecord skipped{.name = spelling_.qualified_name(pattern),
                        .location = spelling_.location(pattern),
                        .reason = "a template that nothing in this unit instantiates",
                        .annotated = annotated};
  auto& known = program_.skipped;
  if (std::find(known.begin(), known.end(), skipped) == known.end()) {
    known.push_back(std::move(skipped));
  }
}

void DeclarationReader::read_template(const clang::ClassTemplateDecl& declaration) {
  read(*declaration.getTemplatedDecl());
  for (const auto* specialization : declaration.specializations()) read(*specialization);
  if (declaration.isThisDeclarationADefinition() && !is_instantiated(declaration)) {
    const clang::RecordDecl& pattern = *declaration.getTemplatedDecl();
    if (pattern.getDeclContext()->isDependentContext()) return;  // the outer template says it
    skip(pattern, is_annotated(spelling_, pattern));
  }
}

void DeclarationReader::read_template(const clang::FunctionTemplateDecl& declaration) {
  read(*declaration.getTemplatedDecl());
  for (const auto* specialization : declaration.specializations()) read(*specialization);
}

void DeclarationReader::read_template(const clang::VarTemplateDecl& declaration) {
  read(*declaration.getTemplatedDecl());
  for (const auto* specialization : declaration.specializations()) read(*specialization);
}

void DeclarationReader::read_variable(const clang::VarDecl& variable) {
  if (!variable.hasGlobalStorage() || llvm::isa<clang::ParmVarDecl>(variable)) return;
  // The last declaration has the attributes of all before it.
  if (variable.getMostRecentDecl() != &variable) return;
  if (variable.isTemplated() || variable.getType()->isDependentType()) return;
  if (variable.isInvalidDecl()) return;
  Member member = records_.read_variable(variable);
  // Nobody writes a constant.
  const bool is_plain = !member.record && member.annotations.empty();
  if (is_plain && context_.getBaseElementType(variable.getType()).isConstQualified()) return;
  program_.globals.push_back({std::move(member), spelling_.usr(variable)});
}

void DeclarationReader::read_stray(const clang::Decl& declaration) {
  if (may_be_annotated(declaration)) return;
  for (Annotation& annotation : spelling_.annotations(declaration)) {
    auto& strays = program_.stray_annotations;
    if (std::find(strays.begin(), strays.end(), annotation) == strays.end()) {
      strays.push_back(std::move(annotation));
    }
  }
}

}  // namespace layoutcheck
