// SPDX-License-Identifier: MIT
#include "layoutcheck/asserts/compiled_by_clang.h"

#include <charconv>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "layoutcheck/error.h"
#include "layoutcheck/extract/compile_commands.h"
#include "layoutcheck/extract/extract.h"

namespace layoutcheck {
namespace {

/// A source beside the file to be written, so that includes mean the same; gone in the end.
class TrialSource {
 public:
  TrialSource(const std::string& file, Language language) {
    namespace fs = std::filesystem;
    const fs::path folder =
        file.empty() ? fs::temp_directory_path() : fs::absolute(file).parent_path();
    const std::string suffix = language == Language::c ? ".c" : ".cpp";
    path_ = folder / (".layoutcheck." + std::to_string(getpid()) + suffix);
  }
  ~TrialSource() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  TrialSource(const TrialSource&) = delete;
  TrialSource& operator=(const TrialSource&) = delete;

  std::string path() const { return path_.string(); }

  void write(const std::string& text) const {
    std::ofstream stream(path_, std::ios::binary);
    stream << text;
    stream.close();
    if (!stream) {
      throw Error(path() + ": cannot write it; name a file in a folder that exists and is yours");
    }
  }

 private:
  std::filesystem::path path_;
};

/// What clang dislikes first.
struct Rejection {
  std::size_t line = 0;  ///< of the trial source; 0 for another file
  std::string message;
};

/// From "PATH:LINE:COLUMN: message".
Rejection rejection(const std::string& reason, const std::string& trial_name) {
  const std::size_t name = reason.find(trial_name + ':');
  if (name == std::string::npos) return {0, reason};
  const char* digits = reason.data() + name + trial_name.size() + 1;
  Rejection found{0, reason};
  std::from_chars(digits, reason.data() + reason.size(), found.line);
  const std::size_t message = reason.find(": ", name);
  if (message != std::string::npos) found.message = reason.substr(message + 2);
  return found;
}

void omit(std::vector<TypeAssertions>& types, const AssertsFile& file, const Rejection& rejected) {
  TypeAssertions& type = types[file.type_of_line.at(rejected.line)];
  const std::size_t place = file.assertion_of_line.at(rejected.line);
  const std::string subject = type.assertions[place].subject;
  const bool whole_type = subject == "size";  // which comes first: the type cannot be named
  const std::string name = type.record->name + (whole_type ? "" : ": " + subject);
  type.omissions.push_back({name, "clang: " + rejected.message});
  if (whole_type) {
    type.assertions.clear();
  } else {
    type.assertions.erase(type.assertions.begin() + static_cast<std::ptrdiff_t>(place));
  }
}

}  // namespace

std::string compiled_by_clang(const std::string& triple, std::vector<TypeAssertions>& types,
                              const AssertsFileOptions& options, const AssertsPlace& place) {
  const TrialSource trial(place.file, options.language);
  const std::string trial_name = std::filesystem::path(trial.path()).filename().string();
  for (;;) {
    AssertsFile file = asserts_file(triple, types, options);
    trial.write(file.text);
    const Program program = extract({with_source(place.command, trial.path(), options.language)});
    const Unit& unit = program.units.front();
    if (unit.parsed) return file.text;
    const Rejection rejected = rejection(unit.reason, trial_name);
    if (file.type_of_line.count(rejected.line) == 0) {
      throw Error("the assertions would not compile: " + rejected.message +
                  "; name with --include what must come first, or name fewer types");
    }
    omit(types, file, rejected);
  }
}

}  // namespace layoutcheck
