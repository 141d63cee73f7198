// SPDX-License-Identifier: MIT
#include "reports/output_format.h"

#include <algorithm>
#include <iostream>
#include <set>

#include "reports/files/write_file.h"
#include "reports/model/error.h"

namespace reports {
namespace {

OutputFormat parse(const std::string& value, const std::vector<std::string_view>& known) {
  const std::size_t equals = value.find('=');
  OutputFormat format{value.substr(0, equals), std::nullopt};
  if (std::find(known.begin(), known.end(), format.name) == known.end()) {
    std::string names;
    for (const std::string_view name : known)
      names += (names.empty() ? "" : ", ") + std::string(name);
    throw Error("--format " + value + ": unknown format; known are " + names);
  }
  if (equals == std::string::npos) return format;
  format.file = value.substr(equals + 1);
  if (format.file->empty()) throw Error("--format " + value + ": no file after '='");
  return format;
}

}  // namespace

std::vector<OutputFormat> parse_output_formats(const std::vector<std::string>& values,
                                               const std::vector<std::string_view>& known) {
  if (values.empty()) return {{std::string(known.front()), std::nullopt}};
  std::vector<OutputFormat> formats;
  std::set<std::filesystem::path> places;
  for (const std::string& value : values) {
    formats.push_back(parse(value, known));
    const auto& file = formats.back().file;
    const std::filesystem::path place =
        file ? std::filesystem::absolute(*file).lexically_normal() : std::filesystem::path();
    if (!places.insert(place).second) {
      throw Error("--format " + value + ": another format goes there already; name a file: " +
                  formats.back().name + "=FILE");
    }
  }
  return formats;
}

void write_outputs(const std::vector<OutputFormat>& formats,
                   const std::function<std::string(const std::string& name)>& render) {
  std::vector<std::string> outputs;
  for (const OutputFormat& format : formats) outputs.push_back(render(format.name));
  for (std::size_t i = 0; i < formats.size(); ++i) {
    if (formats[i].file) {
      write_file(*formats[i].file, outputs[i]);
    } else {
      std::cout << outputs[i] << std::flush;
      if (!std::cout) throw Error("standard output cannot be written");
    }
  }
}

}  // namespace reports
