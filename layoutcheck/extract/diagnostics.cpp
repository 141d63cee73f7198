// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/diagnostics.h"

#include <clang/Basic/DiagnosticDriver.h>
#include <clang/Basic/SourceManager.h>
#include <llvm/ADT/SmallString.h>

#include "layoutcheck/extract/source_path.h"

namespace layoutcheck {
namespace {

bool is_about_unknown_flag(unsigned id) {
  return id == clang::diag::err_drv_unknown_argument ||
         id == clang::diag::err_drv_unknown_argument_with_suggestion ||
         id == clang::diag::err_drv_unsupported_opt ||
         id == clang::diag::err_drv_unsupported_opt_for_target;
}

std::string message(const clang::Diagnostic& diagnostic) {
  llvm::SmallString<128> text;
  diagnostic.FormatDiagnostic(text);
  return text.str().str();
}

}  // namespace

void Diagnostics::add_error(const std::string& message) {
  if (first_error_.empty()) first_error_ = message;
}

void Diagnostics::HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                                   const clang::Diagnostic& diagnostic) {
  DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
  if (level < clang::DiagnosticsEngine::Error) return;
  if (is_about_unknown_flag(diagnostic.getID())) {
    unknown_flags_.push_back(diagnostic.getArgStdStr(0));
  } else {
    add_error(place(diagnostic) + message(diagnostic));
  }
}

std::string Diagnostics::place(const clang::Diagnostic& diagnostic) const {
  if (!diagnostic.hasSourceManager() || diagnostic.getLocation().isInvalid()) return {};
  const auto place = diagnostic.getSourceManager().getPresumedLoc(diagnostic.getLocation());
  if (place.isInvalid()) return {};
  return source_path(directory_, place.getFilename()) + ':' + std::to_string(place.getLine()) +
         ':' + std::to_string(place.getColumn()) + ": ";
}

}  // namespace layoutcheck
