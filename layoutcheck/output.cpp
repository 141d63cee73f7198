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

void write_file(const std::string& file, std::string_view text) {
  const std::filesystem::path beside = file + "." + std::to_string(getpid()) + ".tmp";
  std::ofstream stream(beside, std::ios::binary);
  stream << text;
  stream.close();
  std::error_code error;
  if (stream) std::filesystem::rename(beside, file, error);
  if (!stream || error) {
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    throw Error(file + ": cannot write it" + (error ? ": " + error.message() : "") +
                "; name a file in a folder that exists and is yours");
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
