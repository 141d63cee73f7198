// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <clang/Basic/Diagnostic.h>

namespace layoutcheck {

/// What clang had to say about a unit, as far as we care: the first error, and flags that it does
/// not know.
class Diagnostics : public clang::DiagnosticConsumer {
 public:
  /// `directory` is where the unit is compiled: relative paths start there.
  explicit Diagnostics(std::string directory) : directory_(std::move(directory)) {}

  /// "file:line:column: message", or the message alone if it belongs to no place; empty if all is
  /// well.
  const std::string& first_error() const { return first_error_; }

  /// As the command line has them. The driver refuses a command line with such flags.
  const std::vector<std::string>& unknown_flags() const { return unknown_flags_; }

  void add_error(const std::string& message);
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                        const clang::Diagnostic& diagnostic) override;

 private:
  std::string place(const clang::Diagnostic& diagnostic) const;

  std::string directory_;
  std::string first_error_;
  std::vector<std::string> unknown_flags_;
};

}  // namespace layoutcheck
