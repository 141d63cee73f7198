// SPDX-License-Identifier: MIT
#include "layoutcheck/render/config_text.h"

namespace layoutcheck {
namespace {

/// YAML's single quotes, in which only they themselves mean something.
std::string quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted.append(c == '\'' ? 2 : 1, c);
  return quoted + "'";
}

std::string contract_text(const ImpliedContract& contract) {
  std::string text =
      "\n  # " + contract.location.file + ":" + std::to_string(contract.location.line) + ":";
  for (const std::string& separator : contract.separators) {
    text += (&separator == &contract.separators.front() ? " " : ", ") + separator;
  }
  text += "\n  - type: " + quoted(contract.pattern) + "\n    groups:\n";
  for (const ContractGroup& group : contract.groups) {
    text += "      " + quoted(group.name) + ":\n";
    for (const std::string& field : group.fields) text += "        - " + quoted(field) + "\n";
  }
  return text;
}

}  // namespace

std::string config_text(const std::vector<ImpliedContract>& contracts) {
  std::string text =
      "# What may share a cache line, for layoutcheck. Written by layoutcheck init from pads and\n"
      "# alignments: fields of one group may share a line, those of different groups may not.\n"
      "# Give the groups the names of the threads that write them, and add what is missing.\n"
      "\n"
      "contracts:\n";
  for (const ImpliedContract& contract : contracts) text += contract_text(contract);
  return text;
}

}  // namespace layoutcheck
