// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/unit_reader.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <memory>
#include <utility>

#include <clang/AST/ASTConsumer.h>
#include <clang/AST/ASTContext.h>
#include <clang/Basic/DiagnosticDriver.h>
#include <clang/Basic/TargetInfo.h>
#include <clang/Frontend/FrontendAction.h>
#include <clang/Tooling/ArgumentsAdjusters.h>
#include <clang/Tooling/Tooling.h>
#include <llvm/Support/VirtualFileSystem.h>

#include "layoutcheck/extract/clang_arguments.h"
#include "layoutcheck/extract/declaration_reader.h"
#include "layoutcheck/extract/record_reader.h"
#include "layoutcheck/extract/source_path.h"
#include "layoutcheck/extract/spelling.h"
#include "layoutcheck/model/line_sizes.h"

namespace layoutcheck {
namespace {

/// What clang had to say about a unit.
class Diagnostics : public clang::DiagnosticConsumer {
 public:
  explicit Diagnostics(std::string directory) : directory_(std::move(directory)) {}

  const std::string& first_error() const { return first_error_; }
  const std::vector<std::string>& unknown_flags() const { return unknown_flags_; }

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level,
                        const clang::Diagnostic& diagnostic) override {
    DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
    if (level < clang::DiagnosticsEngine::Error) return;
    if (is_about_unknown_flag(diagnostic.getID())) {
      unknown_flags_.push_back(diagnostic.getArgStdStr(0));
    } else if (first_error_.empty()) {
      first_error_ = place(diagnostic) + message(diagnostic);
    }
  }

 private:
  static bool is_about_unknown_flag(unsigned id) {
    return id == clang::diag::err_drv_unknown_argument ||
           id == clang::diag::err_drv_unknown_argument_with_suggestion ||
           id == clang::diag::err_drv_unsupported_opt ||
           id == clang::diag::err_drv_unsupported_opt_for_target;
  }

  std::string place(const clang::Diagnostic& diagnostic) const {
    if (!diagnostic.hasSourceManager() || diagnostic.getLocation().isInvalid()) return {};
    const auto place = diagnostic.getSourceManager().getPresumedLoc(diagnostic.getLocation());
    if (place.isInvalid()) return {};
    return source_path(directory_, place.getFilename()) + ':' + std::to_string(place.getLine()) +
           ':' + std::to_string(place.getColumn()) + ": ";
  }

  static std::string message(const clang::Diagnostic& diagnostic) {
    llvm::SmallString<128> text;
    diagnostic.FormatDiagnostic(text);
    return text.str().str();
  }

  std::string directory_;
  std::string first_error_;
  std::vector<std::string> unknown_flags_;
};

/// What reading an AST leaves: a program, or what was thrown meanwhile. clang is built without
/// exceptions, so none may pass through it.
struct Outcome {
  Program program;
  std::exception_ptr failure;
};

class Consumer : public clang::ASTConsumer {
 public:
  Consumer(std::string directory, Outcome& outcome)
      : directory_(std::move(directory)), outcome_(outcome) {}

  void HandleTranslationUnit(clang::ASTContext& context) override {
    try {
      read(context);
    } catch (...) {
      outcome_.failure = std::current_exception();
    }
  }

 private:
  void read(clang::ASTContext& context) {
    Program& program = outcome_.program;
    program.target.triple = context.getTargetInfo().getTriple().str();
    program.target.line_sizes = default_line_sizes(program.target.triple);
    // After an error the AST holds guesses.
    if (context.getDiagnostics().hasErrorOccurred()) return;
    Spelling spelling(context, directory_);
    RecordReader records(context, spelling, program);
    records.read_all();
    DeclarationReader(context, spelling, records, program).read_all();
  }

  std::string directory_;
  Outcome& outcome_;
};

class Action : public clang::ASTFrontendAction {
 public:
  Action(std::string directory, Outcome& outcome)
      : directory_(std::move(directory)), outcome_(outcome) {}

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance&,
                                                        llvm::StringRef) override {
    return std::make_unique<Consumer>(directory_, outcome_);
  }

 private:
  std::string directory_;
  Outcome& outcome_;
};

std::vector<std::string> command_line(const CompileCommand& command) {
  using namespace clang::tooling;
  // Warnings are the compiler's business, also those that clang takes for errors and g++ does not.
  // Without carets, clang does not print how many errors there were. The macros of annotations.h
  // speak to LAYOUTCHECK_PARSER only.
  const CommandLineArguments added = {"-Wno-everything", "-fno-caret-diagnostics",
                                      "-DLAYOUTCHECK_PARSER",
                                      "-resource-dir=" LAYOUTCHECK_CLANG_RESOURCE_DIR};
  std::vector<std::string> arguments = clang_arguments(command.arguments);
  for (const ArgumentsAdjuster& adjust :
       {getClangStripOutputAdjuster(), getClangStripDependencyFileAdjuster(),
        getClangSyntaxOnlyAdjuster(),
        getInsertArgumentAdjuster(added, ArgumentInsertPosition::END)}) {
    arguments = adjust(arguments, command.file);
  }
  return arguments;
}

std::string reason_not_to_read(const CompileCommand& command) {
  if (const auto flag = modules_flag(command.arguments)) {
    return "it is compiled with " + *flag + ", and C++ modules cannot be read yet";
  }
  if (!std::filesystem::is_directory(command.directory)) {
    return "the directory " + command.directory + " of its compile command does not exist";
  }
  if (!std::filesystem::exists(command.file)) return "the file does not exist";
  return {};
}

/// Returns whether clang ran to the end.
bool run_clang(const CompileCommand& command, const std::vector<std::string>& arguments,
               Diagnostics& diagnostics, Outcome& outcome) {
  // Its own file system, since the working directory of the process belongs to everybody.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> file_system(
      llvm::vfs::createPhysicalFileSystem().release());
  if (file_system->setCurrentWorkingDirectory(command.directory)) return false;
  llvm::IntrusiveRefCntPtr<clang::FileManager> files(
      new clang::FileManager(clang::FileSystemOptions(), file_system));
  clang::tooling::ToolInvocation invocation(
      arguments, std::make_unique<Action>(command.directory, outcome), files.get());
  invocation.setDiagnosticConsumer(&diagnostics);
  const bool succeeded = invocation.run();
  if (outcome.failure) std::rethrow_exception(outcome.failure);
  return succeeded;
}

/// Returns why the unit could not be read; nothing if all is well. clang's driver refuses a command
/// line with flags that it does not know, but says which: so try again without them.
std::string read(const CompileCommand& command, Outcome& outcome) {
  std::vector<std::string> arguments = command_line(command);
  std::vector<std::string> warnings;
  for (;;) {
    outcome.program = {};
    outcome.program.warnings = warnings;
    Diagnostics diagnostics(command.directory);
    const bool succeeded = run_clang(command, arguments, diagnostics, outcome);
    if (!diagnostics.first_error().empty()) return diagnostics.first_error();
    if (succeeded) return {};

    const std::vector<std::string>& unknown = diagnostics.unknown_flags();
    const auto dropped = std::erase_if(arguments, [&](const std::string& argument) {
      return std::find(unknown.begin(), unknown.end(), argument) != unknown.end();
    });
    if (dropped == 0) return "clang does not understand its compile command";
    for (const std::string& flag : unknown) {
      warnings.push_back("dropped the compiler flag " + flag + ", which clang does not know");
    }
  }
}

}  // namespace

Program read_unit(const CompileCommand& command) {
  Outcome outcome;
  Unit unit;
  unit.file = source_path(command.directory, command.file);
  unit.reason = reason_not_to_read(command);
  if (unit.reason.empty()) unit.reason = read(command, outcome);
  unit.parsed = unit.reason.empty();
  outcome.program.units.push_back(std::move(unit));
  return std::move(outcome.program);
}

}  // namespace layoutcheck
