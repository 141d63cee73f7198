// SPDX-License-Identifier: MIT
#include <yaml-cpp/yaml.h>

#include "layoutcheck/lock/layout_lock.h"

namespace layoutcheck {
namespace {

constexpr std::string_view heading =
    "# Layouts that must not change unnoticed. Written by 'layoutcheck lock', judged by\n"
    "# 'layoutcheck check'. A 'mode' may be edited by hand: members, no-grow, order, exact.\n";

void write(YAML::Emitter& out, const FieldLayout& field) {
  out << YAML::Flow << YAML::BeginMap;
  out << YAML::Key << "name" << YAML::Value << field.path;
  out << YAML::Key << "offset" << YAML::Value << field.offset_bits / 8;
  if (field.bit_field) {
    out << YAML::Key << "bit" << YAML::Value << field.offset_bits % 8;
    out << YAML::Key << "bits" << YAML::Value << field.size_bits;
  } else {
    out << YAML::Key << "size" << YAML::Value << field.size_bits / 8;
  }
  if (!field.group.empty()) out << YAML::Key << "group" << YAML::Value << field.group;
  out << YAML::EndMap;
}

void write(YAML::Emitter& out, const LockedType& locked) {
  out << YAML::BeginMap;
  out << YAML::Key << "mode" << YAML::Value << std::string(word(locked.mode));
  if (!locked.reason.empty()) out << YAML::Key << "reason" << YAML::Value << locked.reason;
  if (locked.previous_size_bytes) {
    out << YAML::Key << "previous_size" << YAML::Value << *locked.previous_size_bytes;
  }
  out << YAML::Key << "size" << YAML::Value << locked.layout.size_bytes;
  out << YAML::Key << "align" << YAML::Value << locked.layout.align_bytes;
  out << YAML::Key << "fields" << YAML::Value << YAML::BeginSeq;
  for (const FieldLayout& field : locked.layout.fields) write(out, field);
  out << YAML::EndSeq << YAML::EndMap;
}

}  // namespace

std::string write_lock(const LayoutLock& lock) {
  YAML::Emitter out;
  out << YAML::BeginMap << YAML::Key << "version" << YAML::Value << 1;
  out << YAML::Key << "targets" << YAML::Value << YAML::BeginMap;
  for (const auto& [triple, target] : lock.targets) {
    out << YAML::Key << triple << YAML::Value << YAML::BeginMap;
    out << YAML::Key << "line_size" << YAML::Value << target.line_bytes;
    out << YAML::Key << "types" << YAML::Value << YAML::BeginMap;
    for (const auto& [name, locked] : target.types) {
      out << YAML::Key << name << YAML::Value;
      write(out, locked);
    }
    out << YAML::EndMap << YAML::EndMap;
  }
  out << YAML::EndMap << YAML::EndMap;
  return std::string(heading) + out.c_str() + '\n';
}

}  // namespace layoutcheck
