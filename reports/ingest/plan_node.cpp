// SPDX-License-Identifier: MIT
#include "reports/ingest/plan_node.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>

#include "reports/model/banned_words.h"
#include "reports/model/error.h"
#include "reports/model/identifier.h"

namespace reports {
namespace {

bool is_day(const std::string& text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int consumed = 0;
  if (text.size() != 10 ||
      std::sscanf(text.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &consumed) != 3) {
    return false;
  }
  return consumed == 10 &&
         std::chrono::year_month_day{std::chrono::year(year), std::chrono::month(month),
                                     std::chrono::day(day)}
             .ok();
}

template <typename Number>
std::optional<Number> number(const std::string& text) {
  Number value{};
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

void PlanNode::refuse(const std::string& message) const {
  const int line = node_.IsDefined() ? node_.Mark().line + 1 : 0;
  throw Error(file_ + ":" + std::to_string(std::max(line, 1)) + ": " + message);
}

void PlanNode::expect_keys(const std::vector<std::string>& known) const {
  std::vector<std::string> seen;
  for (const auto& [key, value] : entries()) {
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
      value.refuse("the key '" + key + "' stands twice; keep one");
    }
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      std::string choices;
      for (const std::string& choice : known) choices += (choices.empty() ? "" : ", ") + choice;
      value.refuse("unknown key '" + key + "'; here stand " + choices);
    }
    seen.push_back(key);
  }
}

PlanNode PlanNode::at(const char* key) const {
  if (!node_.IsMap()) refuse("expected keys and values");
  if (!has(key)) refuse("the key '" + std::string(key) + "' is missing");
  return {file_, node_[key]};
}

std::vector<PlanNode> PlanNode::list() const {
  if (!node_.IsSequence() || node_.size() == 0) refuse("expected a list with at least one entry");
  std::vector<PlanNode> elements;
  for (const YAML::Node& element : node_) elements.emplace_back(file_, element);
  return elements;
}

std::vector<std::pair<std::string, PlanNode>> PlanNode::entries() const {
  if (!node_.IsMap()) refuse("expected keys and values");
  std::vector<std::pair<std::string, PlanNode>> pairs;
  for (const auto& entry : node_) {
    pairs.emplace_back(PlanNode(file_, entry.first).text(), PlanNode(file_, entry.second));
  }
  return pairs;
}

std::string PlanNode::text() const {
  if (!node_.IsScalar() || node_.Scalar().empty()) refuse("expected a text");
  if (node_.Scalar().find('\n') != std::string::npos) refuse("expected a text on one line");
  return node_.Scalar();
}

std::string PlanNode::prose() const {
  const std::string prose = text();
  if (const auto phrase = banned_phrase(prose)) {
    refuse("'" + *phrase + "' is a claim that no evidence carries; say what is checked");
  }
  return prose;
}

std::string PlanNode::identifier() const {
  const std::string id = text();
  if (!is_identifier(id)) refuse("'" + id + "' is no id: use letters, digits, '.', '_' and '-'");
  return id;
}

std::string PlanNode::file_name() const {
  const std::string file = text();
  if (file.find('/') != std::string::npos || file == "." || file == "..") {
    refuse("'" + file + "' is no file name; name the artefact without its folder");
  }
  return file;
}

std::size_t PlanNode::count() const {
  const auto value = number<std::size_t>(text());
  if (!value || *value == 0) refuse("'" + text() + "' is no count; give a whole number from 1");
  return *value;
}

double PlanNode::amount() const {
  const auto value = number<double>(text());
  if (!value || !(*value >= 0)) refuse("'" + text() + "' is no amount; give a number from 0");
  return *value;
}

bool PlanNode::flag() const {
  if (text() != "true" && text() != "false") refuse("'" + text() + "' is neither true nor false");
  return text() == "true";
}

std::string PlanNode::day() const {
  if (!is_day(text())) refuse("'" + text() + "' is no day; write it as 2027-01-31");
  return text();
}

std::vector<std::string> PlanNode::texts() const {
  std::vector<std::string> all;
  for (const PlanNode& element : list()) all.push_back(element.text());
  return all;
}

}  // namespace reports
