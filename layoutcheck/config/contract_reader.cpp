// SPDX-License-Identifier: MIT
#include "layoutcheck/config/contract_reader.h"

#include <algorithm>
#include <array>

namespace layoutcheck {
namespace {

constexpr std::array field_lists = {"read_mostly", "cold", "isolated", "isolated_elements"};
constexpr std::array role_lists = {"written_by", "read_by"};
constexpr std::array numbers = {"max_size", "max_lines", "max_padding", "storage"};
constexpr std::array flags = {"isolated_object", "isolated_as_element", "wire"};

template <std::size_t count>
bool is_one_of(const std::string& key, const std::array<const char*, count>& names) {
  return std::find(names.begin(), names.end(), key) != names.end();
}

/// Where a flag of a type has another name, the word is also one of fields.
std::string word_of_flag(const std::string& key) {
  if (key == "isolated_object") return "isolated";
  return key == "isolated_as_element" ? "isolated_elements" : key;
}

class Reader {
 public:
  explicit Reader(ConfiguredContract& contract) : contract_(contract) {}

  void read_type_key(const std::string& key, const ConfigNode& value) {
    if (key == "groups") {
      add_by_field("group", value);
    } else if (is_one_of(key, role_lists)) {
      add_by_field(key, value);
    } else if (is_one_of(key, field_lists)) {
      for (const ConfigNode& field : value.list()) add(field.text(), key, {}, field);
    } else if (is_one_of(key, numbers)) {
      read_number(key, value);
    } else if (is_one_of(key, flags)) {
      if (value.flag()) add("", word_of_flag(key), {}, value);
    } else if (key == "pins") {
      for (const auto& [field, offset] : value.entries()) {
        add(field, "pin", {std::to_string(offset.number())}, offset);
      }
    } else if (key == "may_share") {
      for (const ConfigNode& permission : value.list()) read_permission(permission);
    } else if (key == "allow") {
      for (const ConfigNode& allowance : value.list()) read_allowance(allowance);
    } else {
      value.refuse_key(
          key, {"type", "storage", "groups", "written_by", "read_by", "read_mostly", "cold",
                "isolated", "isolated_elements", "isolated_object", "isolated_as_element",
                "may_share", "allow", "pins", "max_size", "max_lines", "max_padding", "wire"});
    }
  }

  void read_variable_key(const std::string& key, const ConfigNode& value) {
    if (key == "group") {
      add("", key, {value.text()}, value);
    } else if (is_one_of(key, role_lists)) {
      add("", key, value.texts(), value);
    } else if (is_one_of(key, field_lists)) {
      if (value.flag()) add("", key, {}, value);
    } else if (key == "allow") {
      for (const ConfigNode& allowance : value.list()) read_allowance(allowance);
    } else {
      value.refuse_key(key, {"variable", "group", "written_by", "read_by", "read_mostly", "cold",
                             "isolated", "isolated_elements", "allow"});
    }
  }

 private:
  void add(const std::string& path, const std::string& word, std::vector<std::string> arguments,
           const ConfigNode& node) {
    contract_.terms.push_back(
        {path, {word, std::move(arguments), node.location(), AnnotationSource::configuration}});
  }

  /// `producer: [tail_, cached_head_]`, for each of them.
  void add_by_field(const std::string& word, const ConfigNode& lists) {
    for (const auto& [name, fields] : lists.entries()) {
      for (const ConfigNode& field : fields.list()) add(field.text(), word, {name}, field);
    }
  }

  void read_number(const std::string& key, const ConfigNode& value) {
    const std::string written = value.text();
    if (key == "storage") {
      // The type's own alignment is what is assumed if nothing is said.
      if (written == "type") return;
      if (written == "malloc" || written == "page") return add("", key, {written}, value);
    }
    add("", key, {std::to_string(value.number())}, value);
  }

  void read_permission(const ConfigNode& permission) {
    std::vector<std::string> groups;
    std::string reason;
    for (const auto& [key, value] : permission.entries()) {
      if (key == "groups") {
        groups = value.texts();
      } else if (key == "reason") {
        reason = value.text();
      } else {
        value.refuse_key(key, {"groups", "reason"});
      }
    }
    if (groups.size() != 2) permission.refuse("'groups' must name two groups");
    if (reason.empty()) permission.refuse("a 'reason' is missing: why may they share a line?");
    add("", "may_share", {groups[0], groups[1], reason}, permission);
  }

  void read_allowance(const ConfigNode& allowance) {
    std::string rule, reason, field;
    for (const auto& [key, value] : allowance.entries()) {
      if (key == "rule") {
        rule = value.text();
      } else if (key == "reason") {
        reason = value.text();
      } else if (key == "field" && !contract_.of_variable) {
        field = value.text();
      } else {
        value.refuse_key(key, {"rule", "reason", "field"});
      }
    }
    if (rule.empty()) allowance.refuse("a 'rule' is missing: what is allowed?");
    if (reason.empty()) allowance.refuse("a 'reason' is missing: why is it allowed?");
    add(field, "allow", {rule, reason}, allowance);
  }

  ConfiguredContract& contract_;
};

/// Whom the contract is about: the value of `type` or `variable`.
void read_name(ConfiguredContract& contract, const ConfigNode& entry) {
  for (const auto& [key, value] : entry.entries()) {
    if (key != "type" && key != "variable") continue;
    if (!contract.pattern.empty()) value.refuse("both 'type' and 'variable'; write two entries");
    contract.of_variable = key == "variable";
    contract.pattern = value.text();
    contract.location = value.location();
  }
  if (contract.pattern.empty()) {
    entry.refuse("whose contract is this? Name a 'type', or a 'variable'");
  }
}

}  // namespace

ConfiguredContract read_contract(const ConfigNode& entry) {
  ConfiguredContract contract;
  read_name(contract, entry);
  Reader reader(contract);
  for (const auto& [key, value] : entry.entries()) {
    if (key == "type" || key == "variable") continue;
    contract.of_variable ? reader.read_variable_key(key, value) : reader.read_type_key(key, value);
  }
  if (contract.terms.empty()) entry.refuse("the contract of '" + contract.pattern + "' is empty");
  return contract;
}

}  // namespace layoutcheck
