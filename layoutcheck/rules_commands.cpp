// SPDX-License-Identifier: MIT
#include "layoutcheck/rules_commands.h"

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "layoutcheck/error.h"
#include "layoutcheck/output.h"
#include "layoutcheck/render/rules_text.h"

namespace layoutcheck {
namespace {

const Rule& rule_called(const std::string& id) {
  if (const Rule* const rule = find_rule(id)) return *rule;
  throw Error("there is no rule '" + id + "'; the nearest are " + nearest_rules(id));
}

}  // namespace

void add_rules_commands(CLI::App& program) {
  program.add_subcommand("list-rules", "name every rule, its severity and what it is about")
      ->callback([] {
        write_output({"text", ""}, rules_text());
      });

  const auto id = std::make_shared<std::string>();
  CLI::App& explain = *program.add_subcommand(
      "explain", "say what a rule reports, how to fix it and how to allow it");
  explain.add_option("rule", *id, "as findings name it: [isolation]")->required();
  explain.callback([id] { write_output({"text", ""}, rule_text(rule_called(*id))); });
}

}  // namespace layoutcheck
