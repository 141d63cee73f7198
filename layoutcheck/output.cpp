// SPDX-License-Identifier: MIT
#include "layoutcheck/output.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>

#include <unistd.h>

#include "layoutcheck/error.h"

namespace layoutcheck {
namespace {

Output parse_output(const std::string& value) {
  const std::size_t equals = value.find('=');
  if (equals == std::string::npos) return {value, ""};
  if (equals + 1 == value.size()) throw Error("--format " + value + " names no file after '='");
  return {value.substr(0, equals), value.substr(equals + 1)};
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (const std::string_view word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

struct Place {
  std::filesystem::path path;
  bool replaceable = true;  ///< a regular file, or nothing yet
};

/// Where writing to `file` leads. Links stay; what they name is replaced. A pipe, a device and an
/// open file of a process, as /dev/stdout is one, are not ours to replace.
Place follow(const std::string& file) {
  constexpr int most_links = 40;  // as Linux counts before it calls them a loop
  std::error_code error;
  std::filesystem::path path = file;
  for (int i = 0; i < most_links && std::filesystem::is_symlink(path, error); ++i) {
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    if (std::filesystem::canonical(folder, error).string().starts_with("/proc/")) {
      return {path, false};
    }
    path = folder / std::filesystem::read_symlink(path, error);
  }
  const bool exists = std::filesystem::exists(path, error);
  return {path, !exists || std::filesystem::is_regular_file(path, error)};
}

[[noreturn]] void refuse(const std::string& file, const std::error_code& error) {
  throw Error(file + ": cannot write it" + (error ? ": " + error.message() : "") +
              "; name a file in a folder that exists and is yours");
}

void append_to(const Place& place, const std::string& file, std::string_view text) {
  std::ofstream stream(place.path, std::ios::binary | std::ios::app);
  stream << text;
  stream.close();
  if (!stream) refuse(file, {});
}

void write_file(const std::string& file, std::string_view text) {
  const Place place = follow(file);
  if (!place.replaceable) return append_to(place, file, text);
  const std::filesystem::path beside =
      place.path.string() + "." + std::to_string(getpid()) + ".tmp";
  std::ofstream stream(beside, std::ios::binary);
  stream << text;
  stream.close();
  std::error_code error;
  if (stream) std::filesystem::rename(beside, place.path, error);
  if (!stream || error) {
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    refuse(file, error);
  }
}

}  // namespace

std::vector<Output> parse_outputs(const std::vector<std::string>& values,
                                  const std::vector<std::string_view>& formats) {
  std::vector<Output> outputs;
  std::set<std::string> places;
  for (const std::string& value : values) {
    const Output output = parse_output(value);
    if (std::find(formats.begin(), formats.end(), output.format) == formats.end()) {
      throw Error("--format " + value + ": unknown format; there are " + joined(formats));
    }
    if (!places.insert(output.file).second) {
      const std::string place = output.file.empty() ? "standard output" : output.file;
      throw Error("--format " + value + ": " + place +
                  " is taken by another format; write one to a file of its own with FORMAT=FILE");
    }
    outputs.push_back(output);
  }
  if (outputs.empty()) outputs.push_back({std::string(formats.front()), ""});
  return outputs;
}

void write_output(const Output& output, std::string_view text) {
  if (!output.file.empty()) return write_file(output.file, text);
  std::cout << text << std::flush;
  if (!std::cout) throw Error("cannot write to standard output");
}

}  // namespace layoutcheck
