// SPDX-License-Identifier: MIT
#include "layoutcheck/asserts/type_spelling.h"

#include <string_view>

#include "layoutcheck/asserts/includes.h"

namespace layoutcheck {
namespace {

constexpr std::string_view kUnnamedNamespace = "(anonymous namespace)::";

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string without_unnamed_namespaces(std::string name) {
  for (std::size_t at; (at = name.find(kUnnamedNamespace)) != std::string::npos;) {
    name.erase(at, kUnnamedNamespace.size());
  }
  return name;
}

/// `typedef struct { } Name`: a USR says so by "SA" or "UA" where it has "S" or "U" for a tag.
bool is_named_by_typedef(const Record& record) {
  const std::string_view name = record.name;
  const std::size_t scope = name.rfind("::");
  const std::string last(scope == std::string_view::npos ? name : name.substr(scope + 2));
  return record.usr.ends_with("@SA@" + last) || record.usr.ends_with("@UA@" + last);
}

std::string why_not(const std::string& name, const Record& record) {
  if (contains(name, "(lambda")) return "a lambda is part of its name";
  if (contains(name, "()::")) return "it is local to a function";
  if (contains(name, "(anonymous namespace)")) return "it is in an unnamed namespace";
  if (contains(name, "(anonymous") || contains(name, "(unnamed")) return "it has no name";
  // Template arguments are spelled without the functions that they are local to.
  if (contains(record.usr, "@F@")) return "something local to a function is part of its name";
  if (record.location.line == 0) return "it is built into the compiler";
  return {};
}

}  // namespace

TypeSpelling type_spelling(const Record& record, Language language, NamedFrom from) {
  const std::string name =
      from == NamedFrom::same_unit ? without_unnamed_namespaces(record.name) : record.name;
  const std::string reason = why_not(name, record);
  if (!reason.empty()) return {"", reason, false};
  if (from == NamedFrom::another_unit && !is_includable(record.location.file)) {
    return {"", "it is defined in a source, which other files do not include", false};
  }
  const bool by_typedef = is_named_by_typedef(record);
  const std::string tag = by_typedef ? "" : keyword(record.kind) + ' ';
  return {tag + (language == Language::cpp ? "::" : "") + name, "", by_typedef};
}

}  // namespace layoutcheck
