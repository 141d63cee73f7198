// SPDX-License-Identifier: MIT
#include "layoutcheck/render/rules_text.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "layoutcheck/render/columns.h"
#include "layoutcheck/render/finding_words.h"

namespace layoutcheck {
namespace {

constexpr std::size_t id_columns = 21;
constexpr std::size_t severity_columns = 9;
constexpr std::size_t switch_columns = 5;

std::string on_or_off(const Rule& rule) {
  return rule.on_by_default ? "on" : "off";
}

/// Up to the first full stop or colon.
std::string first_clause(std::string_view text) {
  const std::size_t end = std::min(text.find(". "), text.find(": "));
  std::string clause(text.substr(0, end));
  if (!clause.ends_with('.')) clause += '.';
  return clause;
}

std::string how_to_allow(const Rule& rule) {
  const std::string id(rule.id);
  if (&rule == &unbound_directive) return "It cannot be allowed: correct the directive.";
  const std::string leave_out = "checks: ['-" + id + "'] in the configuration";
  if (&rule == &line_constant || &rule == &unsupported) return leave_out + " leaves the rule out.";
  const std::string macro = "LAYOUT_ALLOW(" + id +
                            ", \"why\") on the type or on a field of it; the finding is then " +
                            "printed with its reason and does not count";
  if (&rule == &vacuous_contract) return macro + ".";
  if (!rule.on_by_default) return macro + ".";
  return macro + ". " + leave_out + " leaves the rule out everywhere.";
}

/// How many letters must be added, removed or replaced (Levenshtein 1966).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string rules_text() {
  std::string text;
  for (const Rule* rule : all_rules()) {
    text += wrapped(padded_right(std::string(rule->id), id_columns) +
                        padded_right(word(rule->severity), severity_columns) +
                        padded_right(on_or_off(*rule), switch_columns) +
                        first_clause(rule->explanation),
                    id_columns + severity_columns + switch_columns);
  }
  return text + "\nlayoutcheck explain RULE says more; the configuration switches rules with " +
         "checks: ['RULE', '-RULE']\n";
}

std::string rule_text(const Rule& rule) {
  std::string text = std::string(rule.id) + ": " + word(rule.severity) + ", " + on_or_off(rule) +
                     " by default\n\n";
  text += wrapped(std::string(rule.explanation), 0);
  text += '\n' + wrapped("To fix it: " + std::string(rule.remedy), 2);
  return text + '\n' + wrapped("To allow it: " + how_to_allow(rule), 2);
}

std::string nearest_rules(std::string_view name) {
  constexpr std::size_t offered = 3;
  std::vector<const Rule*> rules(all_rules().begin(), all_rules().end());
  std::stable_sort(rules.begin(), rules.end(), [&](const Rule* a, const Rule* b) {
    const auto is_part = [&](const Rule* rule) {
      return rule->id.find(name) != std::string_view::npos ? 0 : 1;
    };
    return std::pair(is_part(a), distance(name, a->id)) <
           std::pair(is_part(b), distance(name, b->id));
  });
  std::string names;
  for (std::size_t i = 0; i < std::min(offered, rules.size()); ++i) {
    names += (i == 0 ? "" : ", ") + std::string(rules[i]->id);
  }
  return names;
}

}  // namespace layoutcheck
