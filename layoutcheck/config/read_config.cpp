// SPDX-License-Identifier: MIT
#include <algorithm>
#include <bit>

#include "layoutcheck/config/config.h"
#include "layoutcheck/config/config_node.h"
#include "layoutcheck/config/contract_reader.h"
#include "layoutcheck/files.h"
#include "layoutcheck/ingest/yaml_document.h"
#include "layoutcheck/model/line_sizes.h"

namespace layoutcheck {
namespace {

constexpr const char* config_name = ".layoutcheck";

std::vector<std::uint64_t> read_line_sizes(const ConfigNode& node) {
  std::vector<std::uint64_t> sizes;
  for (const ConfigNode& element : node.list()) {
    const std::uint64_t size = element.number();
    if (size < 8 || size > 4096 || !std::has_single_bit(size)) {
      element.refuse("not a line size; give a power of two from 8 to 4096");
    }
    sizes.push_back(size);
  }
  std::sort(sizes.begin(), sizes.end());
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  return sizes;
}

void read_line_sizes(Config& config, const ConfigNode& node) {
  if (!node.is_map()) {
    config.line_sizes["*"] = read_line_sizes(node);
    return;
  }
  for (const auto& [name, sizes] : node.entries()) {
    const std::string known(architecture(name));
    if (known.empty()) {
      sizes.refuse("unknown architecture '" + name + "'; a triple begins with it, as in x86_64");
    }
    if (config.line_sizes.contains(known)) sizes.refuse("'" + name + "' is " + known + " again");
    config.line_sizes[known] = read_line_sizes(sizes);
  }
}

void read_checks(Config& config, const ConfigNode& node) {
  for (const ConfigNode& entry : node.list()) {
    config.checks.push_back({entry.text(), entry.location()});
  }
}

void read(Config& config, const ConfigNode& document) {
  for (const auto& [key, value] : document.entries()) {
    if (key == "line_sizes") {
      read_line_sizes(config, value);
    } else if (key == "checks") {
      read_checks(config, value);
    } else if (key == "contracts") {
      for (const ConfigNode& entry : value.list()) {
        config.contracts.push_back(read_contract(entry));
      }
    } else {
      value.refuse_key(key, {"line_sizes", "checks", "contracts"});
    }
  }
}

}  // namespace

std::vector<std::uint64_t> Config::line_sizes_for(std::string_view triple) const {
  auto found = line_sizes.find(std::string(architecture(triple.substr(0, triple.find('-')))));
  if (found == line_sizes.end()) found = line_sizes.find("*");
  return found == line_sizes.end() ? std::vector<std::uint64_t>() : found->second;
}

Config read_config(std::string_view text, const std::string& file) {
  Config config;
  config.file = file;
  const YAML::Node document = load_yaml(text, file);
  // A file in which everything is a comment configures nothing.
  if (!document.IsNull()) read(config, ConfigNode(file, document));
  return config;
}

Config read_config_file(const std::string& file) {
  return read_config(read_file(file), file);
}

std::string find_config(const std::string& directory) {
  return nearest_file(config_name, directory);
}

}  // namespace layoutcheck
