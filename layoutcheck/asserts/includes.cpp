// SPDX-License-Identifier: MIT
#include "layoutcheck/asserts/includes.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <set>

namespace layoutcheck {
namespace {

constexpr std::array kSourceSuffixes = {".c", ".cc", ".cpp", ".cxx", ".c++", ".C", ".m", ".mm"};

bool is_name_character(char character) {
  return std::isalnum(static_cast<unsigned char>(character)) || character == '_' ||
         character == ':';
}

/// Whether `name` stands in `text` as a whole, as an argument of a template does.
bool names(const std::string& text, const std::string& name) {
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool begins = at == 0 || !is_name_character(text[at - 1]);
    if (begins && (end == text.size() || !is_name_character(text[end]))) return true;
  }
  return false;
}

std::string arguments_of(const std::string& name) {
  const std::size_t open = name.find('<');
  return open == std::string::npos ? "" : name.substr(open);
}

/// The files that define the types, and what their arguments name: the latter first.
std::vector<std::string> files_of(const Program& program,
                                  const std::vector<TypeAssertions>& types) {
  std::vector<std::string> arguments, own;
  for (const TypeAssertions& type : types) {
    if (type.assertions.empty()) continue;
    own.push_back(type.record->location.file);
    const std::string text = arguments_of(type.record->name);
    if (text.empty()) continue;
    for (const Record& record : program.records) {
      if (!record.anonymous && !record.in_system_header && names(text, record.name)) {
        arguments.push_back(record.location.file);
      }
    }
  }
  arguments.insert(arguments.end(), own.begin(), own.end());
  return arguments;
}

std::string spelled_from(const std::string& folder, const std::string& file) {
  namespace fs = std::filesystem;
  if (folder.empty()) return '"' + fs::absolute(file).lexically_normal().generic_string() + '"';
  const auto from = fs::weakly_canonical(fs::absolute(folder));
  return '"' + fs::weakly_canonical(fs::absolute(file)).lexically_relative(from).generic_string() +
         '"';
}

}  // namespace

bool is_includable(const std::string& file) {
  const std::string suffix = std::filesystem::path(file).extension().string();
  return std::find(kSourceSuffixes.begin(), kSourceSuffixes.end(), suffix) == kSourceSuffixes.end();
}

std::vector<std::string> includes_for(const Program& program,
                                      const std::vector<TypeAssertions>& types,
                                      const std::string& folder) {
  std::vector<std::string> includes;
  std::set<std::string> seen;
  for (const std::string& file : files_of(program, types)) {
    if (!is_includable(file) || !seen.insert(file).second) continue;
    const auto header = std::find_if(program.headers.begin(), program.headers.end(),
                                     [&](const Header& known) { return known.file == file; });
    includes.push_back(header != program.headers.end() ? header->spelling
                                                       : spelled_from(folder, file));
  }
  return includes;
}

}  // namespace layoutcheck
