// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/unit_reader.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <memory>
#include <utility>

#include <clang/AST/ASTConsumer.h>
#include <clang/AST/ASTContext.h>
#include <clang/Basic/Stack.h>
#include <clang/Basic/TargetInfo.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/FrontendAction.h>
#include <clang/Lex/Preprocessor.h>
#include <clang/Tooling/ArgumentsAdjusters.h>
#include <clang/Tooling/Tooling.h>
#include <llvm/Support/CrashRecoveryContext.h>
#include <llvm/Support/VirtualFileSystem.h>

#include "layoutcheck/extract/clang_arguments.h"
#include "layoutcheck/extract/comment_directives.h"
#include "layoutcheck/extract/declaration_reader.h"
#include "layoutcheck/extract/diagnostics.h"
#include "layoutcheck/extract/line_constants.h"
#include "layoutcheck/extract/record_reader.h"
#include "layoutcheck/extract/resource_directory.h"
#include "layoutcheck/extract/source_path.h"
#include "layoutcheck/extract/spelling.h"
#include "layoutcheck/model/line_sizes.h"

namespace layoutcheck {
namespace {

/// More than the 8 MiB that clang believes to have (DesiredStackSize): some of its recursions look
/// only now and then how much is left.
constexpr unsigned kClangStackBytes = 64 << 20;

/// What reading an AST leaves: a program, or what was thrown meanwhile. clang is built without
/// exceptions, so none may pass through it.
struct Outcome {
  std::vector<std::string> files_read;  ///< as clang names them
  Program program;
  Language language = Language::cpp;
  std::exception_ptr failure;
};

class Consumer : public clang::ASTConsumer {
 public:
  Consumer(std::string directory, clang::Preprocessor& preprocessor, Outcome& outcome)
      : directory_(std::move(directory)), preprocessor_(preprocessor), outcome_(outcome) {
    preprocessor.addCommentHandler(&comments_);
  }

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
    outcome_.language = context.getLangOpts().CPlusPlus ? Language::cpp : Language::c;
    read_file_names(context.getSourceManager());
    // After an error the AST holds guesses.
    if (context.getDiagnostics().hasErrorOccurred()) return;
    Spelling spelling(context, directory_, comments_);
    RecordReader records(context, spelling, program);
    records.read_all();
    DeclarationReader(context, spelling, records, program).read_all();
    read_line_macros(preprocessor_, spelling, program);
    program.headers = spelling.headers(preprocessor_.getHeaderSearchInfo());
    for (const CommentDirective* comment : comments_.unbound()) {
      const std::string& problem = comment->text.problem;
      program.unbound_comments.push_back(
          {problem.empty() ? "the comment speaks of no field, type or global variable; put it at "
                             "the end of the line that declares one, or on a line of its own above"
                           : "the comment cannot be read: " + problem,
           spelling.location(comment->location)});
    }
  }

  void read_file_names(const clang::SourceManager& sources) {
    for (auto file = sources.fileinfo_begin(); file != sources.fileinfo_end(); ++file) {
      outcome_.files_read.push_back(file->first.getName().str());
    }
  }

  std::string directory_;
  const clang::Preprocessor& preprocessor_;
  CommentDirectives comments_;
  Outcome& outcome_;
};

class Action : public clang::ASTFrontendAction {
 public:
  Action(std::string directory, Outcome& outcome)
      : directory_(std::move(directory)), outcome_(outcome) {}

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler,
                                                        llvm::StringRef) override {
    return std::make_unique<Consumer>(directory_, compiler.getPreprocessor(), outcome_);
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
                                      "-resource-dir=" + resource_directory()};
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
  if (!std::filesystem::is_regular_file(command.file)) return "it is not a file";
  return {};
}

/// Returns whether clang is content. Survives if clang crashes.
bool run_clang(const CompileCommand& command, const std::vector<std::string>& arguments,
               Diagnostics& diagnostics, Outcome& outcome) {
  // Its own file system, since the working directory of the process belongs to everybody.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> file_system(
      llvm::vfs::createPhysicalFileSystem().release());
  if (file_system->setCurrentWorkingDirectory(command.directory)) return false;
  llvm::IntrusiveRefCntPtr<clang::FileManager> files(
      new clang::FileManager(clang::FileSystemOptions(), file_system));
  outcome = {};
  clang::tooling::ToolInvocation invocation(
      arguments, std::make_unique<Action>(command.directory, outcome), files.get());
  invocation.setDiagnosticConsumer(&diagnostics);

  bool content = false;
  llvm::CrashRecoveryContext::Enable();
  llvm::CrashRecoveryContext recovery;
  const bool survived = recovery.RunSafelyOnThread(
      [&] {
        clang::noteBottomOfStack();  // so that clang sees when it runs out of it
        content = invocation.run();
      },
      kClangStackBytes);
  if (!survived) diagnostics.add_error("clang crashed on it");
  if (outcome.failure) std::rethrow_exception(outcome.failure);
  return survived && content;
}

/// Returns why the unit could not be read; nothing if all is well. clang's driver refuses a command
/// line with flags that it does not know, but says which: so try again without them.
std::string read(const CompileCommand& command, Outcome& outcome,
                 std::vector<std::string>& warnings) {
  std::vector<std::string> arguments = command_line(command);
  for (;;) {
    Diagnostics diagnostics(command.directory);
    const bool content = run_clang(command, arguments, diagnostics, outcome);
    if (!diagnostics.first_error().empty()) return diagnostics.first_error();
    if (content) return {};

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

Program read_unit(const CompileCommand& command, std::vector<std::string>* files_read) {
  Outcome outcome;
  std::vector<std::string> warnings;
  Unit unit;
  unit.file = source_path(command.directory, command.file);
  unit.reason = reason_not_to_read(command);
  if (unit.reason.empty()) unit.reason = read(command, outcome, warnings);
  unit.parsed = unit.reason.empty();
  unit.language = outcome.language;
  if (files_read) {
    for (const std::string& file : outcome.files_read) {
      files_read->push_back(source_path(command.directory, file));
    }
  }

  Program program;
  if (unit.parsed) {
    program = std::move(outcome.program);
  } else {
    program.target = std::move(outcome.program.target);
  }
  program.units.push_back(std::move(unit));
  program.warnings = std::move(warnings);
  return program;
}

}  // namespace layoutcheck
