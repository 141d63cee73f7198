// SPDX-License-Identifier: MIT
//
// Where clang 19, the oldest that is supported, differs from clang 22, in the few calls that
// extract/ makes.
#pragma once

#include <clang/AST/ASTContext.h>
#include <clang/AST/Decl.h>
#include <clang/Basic/Version.h>

namespace layoutcheck {

inline unsigned bit_width(const clang::FieldDecl& field,
                          [[maybe_unused]] const clang::ASTContext& context) {
#if CLANG_VERSION_MAJOR >= 20
  return field.getBitWidthValue();
#else
  return field.getBitWidthValue(context);
#endif
}

}  // namespace layoutcheck
