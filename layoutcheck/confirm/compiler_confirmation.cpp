// SPDX-License-Identifier: MIT
#include "layoutcheck/confirm/compiler_confirmation.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <string_view>

#include "layoutcheck/asserts/asserts_file.h"
#include "layoutcheck/confirm/compiler_errors.h"
#include "layoutcheck/error.h"
#include "layoutcheck/extract/compile_commands.h"
#include "layoutcheck/process/private_folder.h"
#include "layoutcheck/process/process_run.h"

namespace layoutcheck {
namespace {

constexpr std::array<std::string_view, 5> kWithValue = {"-o", "-MF", "-MT", "-MQ", "-MJ"};
constexpr std::array<std::string_view, 6> kDropped = {"-c",  "-S",      "-E",
                                                      "-MD", "-Werror", "-Wfatal-errors"};

bool is_one_of(const std::string& argument, const auto& flags) {
  return std::find(flags.begin(), flags.end(), argument) != flags.end();
}

/// The reader of compilation databases says by these what the name of the compiler says, and only
/// clang knows them.
bool is_for_clang_only(const std::string& flag) {
  return flag.starts_with("--driver-mode=") || flag.starts_with("--target=");
}

bool is_clang(const std::string& compiler) {
  return std::filesystem::path(compiler).filename().string().find("clang") != std::string::npos;
}

/// The flags of a command without what writes files, or turns warnings into errors.
std::vector<std::string> flags_of(const CompileCommand& command, const std::string& compiler) {
  std::vector<std::string> flags;
  // A launcher may stand before the compiler.
  const auto first = std::find_if(command.arguments.begin() + 1, command.arguments.end(),
                                  [](const std::string& word) { return word.starts_with('-'); });
  for (auto word = first; word != command.arguments.end(); ++word) {
    if (is_one_of(*word, kWithValue) && word + 1 != command.arguments.end()) {
      ++word;
    } else if (is_for_clang_only(*word) && !is_clang(compiler)) {
      continue;
    } else if (!is_one_of(*word, kDropped) && !word->starts_with("-Werror=") &&
               !word->starts_with("-M") && *word != "-pedantic-errors") {
      flags.push_back(*word);
    }
  }
  return flags;
}

/// A compiler that does not reject this one has not seen the others.
TypeAssertions false_assertion(const Record& record) {
  return {&record, {{"size", "sizeof(char)", 2, "this assertion is false on purpose"}}, {}};
}

std::string quoted(const std::string& path) {
  return '"' + path + '"';
}

class CompilerConfirmation {
 public:
  CompilerConfirmation(const Program& program, const CompileCommand& command,
                       const std::string& compiler)
      : program_(program),
        compiler_(compiler),
        language_(program.units.front().language),
        directory_(command.directory),
        source_(folder_.path(language_ == Language::c ? "layout.c" : "layout.cpp")) {
    options_.language = language_;
    options_.name_space = "asserts_of_layoutcheck";
    options_.includes = {quoted(command.file)};
    const CompileCommand other = with_source(command, source_, language_);
    arguments_ = flags_of(other, compiler);
    arguments_.insert(arguments_.begin(), compiler);
    arguments_.insert(arguments_.end(), {"-fsyntax-only", "-w"});
    false_record_.name = "What must fail";
  }

  UnitConfirmation confirm(const std::vector<const Record*>& asked) {
    types_ = assertions_of(program_, asked, language_, NamedFrom::same_unit);
    begin_results();
    // A compiler may stop early or stumble over an error of its own making. So what failed is taken
    // out, until it rejects nothing but the last assertion, which is false.
    while (has_assertions() && !compile_once()) {
    }
    for (TypeConfirmation& result : results_) explain_emptiness(result);
    return {std::move(results_), refusal_};
  }

 private:
  void begin_results() {
    for (const TypeAssertions& type : types_) {
      const Record& record = *type.record;
      results_.push_back({record.name, record.usr, record.location, 0, {}, {}, ""});
      TypeConfirmation& result = results_.back();
      if (type.assertions.empty()) {
        result.reason = type.omissions.front().reason;
      } else {
        for (const Omission& omission : type.omissions) {
          result.fields_not_compared.push_back({omission.name, omission.reason});
        }
      }
    }
  }

  bool has_assertions() const {
    return std::any_of(types_.begin(), types_.end(),
                       [](const TypeAssertions& type) { return !type.assertions.empty(); });
  }

  /// Returns whether nothing is left to find out.
  bool compile_once() {
    std::vector<TypeAssertions> written = types_;
    written.push_back(false_assertion(false_record_));
    const AssertsFile file = asserts_file(program_.target.triple, written, options_);
    write(file.text);
    const ProcessRun run = run_process(arguments_, directory_);
    const CompilerErrors errors = parse_compiler_errors(run.errors, "layout.c" + suffix());
    if (take_out(file, errors)) return false;
    if (is_the_false_one_alone(file, errors)) {
      confirm_the_rest();
    } else if (run.exit_code == 0) {
      give_up(compiler_ + " accepts an assertion that must fail; name a compiler");
    } else {
      give_up("the compiler does not compile it: " +
              (errors.errors.empty() ? "it says nothing" : errors.errors.front().message));
    }
    return true;
  }

  bool is_the_false_one_alone(const AssertsFile& file, const CompilerErrors& errors) const {
    return !errors.errors.empty() &&
           std::all_of(errors.errors.begin(), errors.errors.end(), [&](const CompilerError& error) {
             const auto type = file.type_of_line.find(error.line);
             return error.assertion && type != file.type_of_line.end() &&
                    type->second == types_.size();
           });
  }

  /// What the compiler cannot even name has one reason, not one for each field.
  static void explain_emptiness(TypeConfirmation& result) {
    if (result.compared > 0 || !result.reason.empty()) return;
    result.reason = result.fields_not_compared.front().reason;
    result.fields_not_compared.clear();
  }

  std::string suffix() const { return language_ == Language::c ? "" : "pp"; }

  void write(const std::string& text) const {
    std::ofstream stream(source_, std::ios::binary);
    stream << text;
    stream.close();
    if (!stream) throw Error(source_ + ": cannot write it; is the disk full?");
  }

  void confirm_the_rest() {
    for (std::size_t type = 0; type < types_.size(); ++type) {
      results_[type].compared += types_[type].assertions.size();
    }
  }

  /// Returns whether there was anything to take out.
  bool take_out(const AssertsFile& file, const CompilerErrors& errors) {
    std::set<std::pair<std::size_t, std::size_t>> failed;
    for (const CompilerError& error : errors.errors) {
      const auto type = file.type_of_line.find(error.line);
      if (type == file.type_of_line.end() || type->second == types_.size()) continue;
      const std::size_t place = file.assertion_of_line.at(error.line);
      if (failed.insert({type->second, place}).second) {
        record(type->second, place, error, errors.values);
      }
    }
    for (auto one = failed.rbegin(); one != failed.rend(); ++one) {
      auto& assertions = types_[one->first].assertions;
      assertions.erase(assertions.begin() + static_cast<std::ptrdiff_t>(one->second));
    }
    return !failed.empty();
  }

  void record(std::size_t type, std::size_t place, const CompilerError& error,
              const std::map<std::size_t, std::string>& values) {
    const Assertion& assertion = types_[type].assertions[place];
    TypeConfirmation& result = results_[type];
    if (!error.assertion) {
      result.fields_not_compared.push_back(
          {result.name + ": " + assertion.subject, "the compiler says: " + error.message});
      return;
    }
    const auto value = values.find(number_of(type, place));
    const bool size = assertion.subject == "size" || assertion.subject == "alignment";
    const auto text = [&](const std::string& number) {
      return size ? number + (number == "1" ? " byte" : " bytes") : "byte " + number;
    };
    ++result.compared;
    result.differences.push_back({assertion.subject, text(std::to_string(assertion.expected_bytes)),
                                  value == values.end() ? "another number" : text(value->second)});
  }

  /// As asserts_file() numbers them: from 1, in order.
  std::size_t number_of(std::size_t type, std::size_t place) const {
    std::size_t number = place + 1;
    for (std::size_t before = 0; before < type; ++before) {
      number += types_[before].assertions.size();
    }
    return number;
  }

  void give_up(const std::string& reason) {
    refusal_ = reason;
    for (std::size_t type = 0; type < types_.size(); ++type) {
      if (types_[type].assertions.empty() || results_[type].compared > 0) continue;
      results_[type].reason = reason;
    }
  }

  const Program& program_;
  std::string compiler_;
  Language language_;
  std::string directory_;
  PrivateFolder folder_;
  std::string source_;
  AssertsFileOptions options_;
  std::vector<std::string> arguments_;
  std::vector<TypeAssertions> types_;
  std::vector<TypeConfirmation> results_;  // in the order of types_
  Record false_record_;
  std::string refusal_;
};

}  // namespace

UnitConfirmation confirm_with_compiler(const Program& program,
                                       const std::vector<const Record*>& asked,
                                       const CompileCommand& command, const std::string& compiler) {
  return CompilerConfirmation(program, command, compiler).confirm(asked);
}

}  // namespace layoutcheck
