// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/line_constants.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include <clang/AST/APValue.h>
#include <clang/AST/Decl.h>
#include <clang/AST/Expr.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/MacroInfo.h>
#include <clang/Lex/Preprocessor.h>

#include "layoutcheck/model/name_words.h"

namespace layoutcheck {
namespace {

std::optional<std::uint64_t> value_of(const llvm::APSInt& value) {
  if (value.isNegative() || value.getActiveBits() > 64) return std::nullopt;
  return value.getZExtValue();
}

std::optional<std::uint64_t> value_of(const clang::VarDecl& variable) {
  const clang::QualType type = variable.getType();
  if (type->isDependentType() || variable.isInvalidDecl()) return std::nullopt;
  if (!type->isIntegralOrEnumerationType() || !type.isConstQualified()) return std::nullopt;
  const clang::Expr* initializer = variable.getAnyInitializer();
  if (!initializer || initializer->isValueDependent()) return std::nullopt;
  const clang::APValue* value = variable.evaluateValue();
  return value && value->isInt() ? value_of(value->getInt()) : std::nullopt;
}

/// `64`, `64u` or `(0x40)`.
std::optional<std::uint64_t> value_of(const clang::MacroInfo& macro,
                                      const clang::Preprocessor& preprocessor) {
  const clang::ArrayRef<clang::Token> tokens = macro.tokens();
  const bool bracketed = tokens.size() == 3 && tokens.front().is(clang::tok::l_paren);
  if (tokens.size() != 1 && !bracketed) return std::nullopt;
  const clang::Token& token = tokens[bracketed ? 1 : 0];
  if (token.isNot(clang::tok::numeric_constant)) return std::nullopt;
  const std::string text = preprocessor.getSpelling(token);
  std::uint64_t value = 0;
  const llvm::StringRef digits = llvm::StringRef(text).rtrim("uUlLzZ");
  return digits.getAsInteger(0, value) ? std::nullopt : std::optional(value);
}

}  // namespace

void read_line_constant(const clang::Decl& declaration, Spelling& spelling, Program& program) {
  const auto* named = llvm::dyn_cast<clang::NamedDecl>(&declaration);
  if (!named || !named->getIdentifier() || !speaks_of_cache_line(named->getName().str())) return;
  std::optional<std::uint64_t> value;
  if (const auto* enumerator = llvm::dyn_cast<clang::EnumConstantDecl>(named)) {
    value = value_of(enumerator->getInitVal());
  } else if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(named)) {
    value = value_of(*variable);
  }
  if (!value) return;
  LineConstant constant{named->getName().str(), *value, spelling.location(declaration)};
  auto& known = program.line_constants;
  if (std::find(known.begin(), known.end(), constant) == known.end()) {
    known.push_back(std::move(constant));
  }
}

void read_line_macros(const clang::Preprocessor& preprocessor, Spelling& spelling,
                      Program& program) {
  std::vector<LineConstant> macros;
  for (const auto& [identifier, state] : preprocessor.macros()) {
    if (!speaks_of_cache_line(identifier->getName().str())) continue;
    const clang::MacroInfo* macro = preprocessor.getMacroInfo(identifier);
    if (!macro || !macro->isObjectLike()) continue;
    if (preprocessor.getSourceManager().isInSystemHeader(macro->getDefinitionLoc())) continue;
    const std::optional<std::uint64_t> value = value_of(*macro, preprocessor);
    if (!value) continue;
    macros.push_back(
        {identifier->getName().str(), *value, spelling.location(macro->getDefinitionLoc())});
  }
  std::sort(macros.begin(), macros.end(), [](const LineConstant& a, const LineConstant& b) {
    return std::tie(a.location.file, a.location.line, a.name) <
           std::tie(b.location.file, b.location.line, b.name);
  });
  for (LineConstant& macro : macros) program.line_constants.push_back(std::move(macro));
}

}  // namespace layoutcheck
