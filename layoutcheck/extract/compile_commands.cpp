// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/compile_commands.h"

#include <algorithm>
#include <filesystem>
#include <memory>

#include <clang/Tooling/CompilationDatabase.h>
#include <clang/Tooling/JSONCompilationDatabase.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/VirtualFileSystem.h>

#include "layoutcheck/error.h"

namespace layoutcheck {
namespace {

using clang::tooling::CompilationDatabase;
using clang::tooling::JSONCompilationDatabase;

std::filesystem::path database_path(const std::filesystem::path& given) {
  return std::filesystem::is_directory(given) ? given / "compile_commands.json" : given;
}

std::unique_ptr<llvm::MemoryBuffer> read_file(const std::string& path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/true);
  if (buffer) return std::move(*buffer);
  throw Error(path + ": " + buffer.getError().message() +
              "; name the build directory after -p (CMake writes the file with "
              "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON), or give compiler flags after --");
}

/// LLVM's readers follow brackets by recursion. A database has three levels.
bool is_nested_deeply(llvm::StringRef text) {
  constexpr int deepest = 100;
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\') {
      ++i;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string && (c == '[' || c == '{') && ++depth > deepest) {
      return true;
    } else if (!in_string && (c == ']' || c == '}')) {
      --depth;
    }
  }
  return false;
}

/// clang's own reader of databases prints what it dislikes; this finds it first.
void check_json(const std::string& path, llvm::StringRef text) {
  if (is_nested_deeply(text)) {
    throw Error(path + ": it is nested too deeply for compile commands; configure the build again");
  }
  llvm::Expected<llvm::json::Value> value = llvm::json::parse(text);
  std::string wrong;
  if (!value) {
    wrong = llvm::toString(value.takeError());
  } else if (!value->getAsArray()) {
    wrong = "it is not a list of compile commands";
  } else if (value->getAsArray()->empty()) {
    wrong = "it names no files";
  }
  if (!wrong.empty()) throw Error(path + ": " + wrong + "; configure the build again");
}

std::unique_ptr<CompilationDatabase> load(const std::string& path) {
  const std::unique_ptr<llvm::MemoryBuffer> buffer = read_file(path);
  check_json(path, buffer->getBuffer());
  std::string error;
  std::unique_ptr<CompilationDatabase> database = JSONCompilationDatabase::loadFromBuffer(
      buffer->getBuffer(), error, clang::tooling::JSONCommandLineSyntax::AutoDetect);
  if (!database) throw Error(path + ": " + error + " Configure the build again");

  // A compiler named aarch64-linux-gnu-g++ says which target it is for; clang must know its name.
  llvm::InitializeAllTargetInfos();
  return inferTargetAndDriverMode(
      expandResponseFiles(std::move(database), llvm::vfs::getRealFileSystem()));
}

CompileCommand to_command(const clang::tooling::CompileCommand& command) {
  const auto file = std::filesystem::path(command.Directory) / command.Filename;
  return {command.Directory, file.lexically_normal().string(), command.CommandLine};
}

bool chooses_language(const std::vector<std::string>& flags) {
  return std::any_of(flags.begin(), flags.end(), [](const std::string& flag) {
    const bool standard = flag.starts_with("-std=");
    return flag.starts_with("-x") || (standard && flag.find("++") == std::string::npos);
  });
}

bool is_assembler(const std::string& file) {
  const std::string suffix = std::filesystem::path(file).extension().string();
  return suffix == ".S" || suffix == ".s" || suffix == ".asm";
}

}  // namespace

std::vector<CompileCommand> read_compile_commands(const std::string& build_directory,
                                                  const std::vector<std::string>& files) {
  const std::string path = database_path(build_directory).string();
  const std::unique_ptr<CompilationDatabase> database = load(path);
  std::vector<CompileCommand> commands;
  const auto append = [&](const std::vector<clang::tooling::CompileCommand>& found) {
    for (const auto& command : found) {
      // Assembler has no types.
      if (!is_assembler(command.Filename)) commands.push_back(to_command(command));
    }
  };
  if (files.empty()) append(database->getAllCompileCommands());
  for (const std::string& file : files) {
    const auto absolute = std::filesystem::absolute(file).lexically_normal();
    const auto found = database->getCompileCommands(absolute.string());
    if (found.empty()) {
      throw Error(file + ": not in " + path +
                  "; name a source that the build compiles, or give compiler flags after --");
    }
    append(found);
  }
  return commands;
}

CompileCommand command_with_flags(const std::string& file, const std::vector<std::string>& flags) {
  const auto path = std::filesystem::absolute(file).lexically_normal();
  const std::string suffix = path.extension().string();
  const bool header = suffix.starts_with(".h") || suffix == ".ipp" || suffix == ".inl";

  CompileCommand command;
  command.directory = std::filesystem::current_path().string();
  command.file = path.string();
  command.arguments = {"clang"};
  command.arguments.insert(command.arguments.end(), flags.begin(), flags.end());
  if (header && !chooses_language(flags)) {
    command.arguments.insert(command.arguments.end(), {"-x", "c++"});
  }
  command.arguments.push_back(command.file);
  return command;
}

CompileCommand with_source(const CompileCommand& command, const std::string& file,
                           std::optional<Language> language) {
  const std::filesystem::path directory = command.directory;
  CompileCommand other{command.directory, file, {}};
  for (const std::string& argument : command.arguments) {
    const bool source = (directory / argument).lexically_normal() == command.file;
    if (!source && argument != "--") other.arguments.push_back(argument);
  }
  if (language) {
    other.arguments.insert(other.arguments.end(), {"-x", *language == Language::c ? "c" : "c++"});
  }
  other.arguments.push_back(file);
  return other;
}

}  // namespace layoutcheck
