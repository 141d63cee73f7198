// SPDX-License-Identifier: MIT
#include "layoutcheck/ingest/read_layouts.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "layoutcheck/ingest/json_node.h"

namespace layoutcheck {
namespace {

/// Bytes, as clang counts them; larger numbers overflow as bits.
std::uint64_t read_bytes(const JsonNode& node) {
  const std::uint64_t bytes = node.number();
  if (bytes >> 56 != 0) node.fail("the number is too large");
  return bytes;
}

std::uint64_t read_power_of_two(const JsonNode& node) {
  const std::uint64_t bytes = read_bytes(node);
  if (bytes == 0 || (bytes & (bytes - 1)) != 0) node.fail("a power of two must stand here");
  return bytes;
}

std::uint64_t read_bits(const JsonNode& node) {
  const std::uint64_t bits = node.number();
  if (bits >> 60 != 0) node.fail("the number is too large");
  return bits;
}

FieldLayout read_field(const JsonNode& node) {
  FieldLayout field;
  field.path = node.at("path").text();
  field.offset_bits = read_bits(node.at("offset_bits"));
  field.size_bits = read_bits(node.at("size_bits"));
  field.bit_field = node.at("bit_field").truth();
  if (const auto group = node.find("group")) field.group = group->text();
  return field;
}

void read_elements(TypeLayout& layout, const JsonNode& field) {
  const auto array = field.find("array");
  const auto elements = array ? array->find("fields") : std::nullopt;
  if (!elements) return;
  for (const JsonNode& element : elements->items()) layout.fields.push_back(read_field(element));
}

TypeLayout read_type(const JsonNode& node) {
  TypeLayout layout;
  layout.name = node.at("name").text();
  layout.size_bytes = read_bytes(node.at("size"));
  layout.align_bytes = read_power_of_two(node.at("align"));
  for (const JsonNode& field : node.at("fields").items()) {
    if (!field.at("leaf").truth()) continue;
    layout.fields.push_back(read_field(field));
    read_elements(layout, field);
  }
  std::stable_sort(layout.fields.begin(), layout.fields.end(),
                   [](const auto& a, const auto& b) { return a.offset_bits < b.offset_bits; });
  return layout;
}

}  // namespace

LayoutSet read_layouts(const std::string& text, const std::string& file) {
  const nlohmann::json document = parse_document(text, file);
  const JsonNode root(document, file);
  LayoutSet layouts{file, {}};
  for (const JsonNode& target : root.at("targets").items()) {
    const auto sizes = target.at("line_sizes").items();
    if (sizes.empty()) target.fail("a target must have a line size");
    layouts.targets[target.at("triple").text()].line_bytes = read_power_of_two(sizes.front());
  }
  for (const JsonNode& type : root.at("types").items()) {
    const JsonNode target = type.at("target");
    const auto known = layouts.targets.find(target.text());
    if (known == layouts.targets.end()) target.fail("there is no such target");
    known->second.types.push_back(read_type(type));
  }
  for (const JsonNode& unit : root.at("coverage").at("units").at("failed").items()) {
    layouts.gaps.push_back(unit.at("file").text() + ": " + unit.at("reason").text());
  }
  return layouts;
}

}  // namespace layoutcheck
