// SPDX-License-Identifier: MIT
#include "layoutcheck/render/confirmation_text.h"

#include <map>
#include <sstream>
#include <utility>

#include "layoutcheck/render/columns.h"

namespace layoutcheck {
namespace {

std::string place(const SourceLocation& location) {
  if (location.line == 0) return "built into the compiler";
  return location.file + ':' + std::to_string(location.line);
}

/// Things by the reason why they were not compared: how many, and the first of them.
class ByReason {
 public:
  void add(const std::string& reason, const std::string& name) {
    auto& [count, example] = found_[reason];
    if (count++ == 0) example = name;
  }

  void write(std::ostream& out, const std::string& noun, const std::string& of = "") const {
    for (const auto& [reason, entry] : found_) {
      out << "not compared: " << counted(entry.first, noun) << of << ": " << reason << '\n';
      out << "  for example " << elided(entry.second, kPageColumns - 14) << '\n';
    }
  }

 private:
  std::map<std::string, std::pair<std::size_t, std::string>> found_;
};

void write_differences(std::ostream& out, const TypeConfirmation& type,
                       const std::string& evidence) {
  out << place(type.location) << ": error: " << type.name << " is laid out differently by "
      << evidence << '\n';
  for (const LayoutDifference& difference : type.differences) {
    out << "  " << difference.subject << ": " << difference.theirs << " there, " << difference.ours
        << " in clang's parse\n";
  }
}

void write_not_compared(std::ostream& out, const Confirmation& confirmation) {
  ByReason types, fields, records;
  for (const TypeConfirmation& type : confirmation.types) {
    if (type.verdict() == ConfirmationVerdict::not_compared) types.add(type.reason, type.name);
    for (const NotCompared& field : type.fields_not_compared) {
      fields.add(field.reason, field.name);
    }
  }
  for (const NotCompared& record : confirmation.only_there) {
    records.add(record.reason, record.name);
  }
  types.write(out, "type");
  fields.write(out, "field");
  records.write(out, "record", " of " + confirmation.evidence);
}

}  // namespace

std::string confirmation_text(const Confirmation& confirmation, bool list_types) {
  std::ostringstream out;
  std::size_t numbers = 0;
  for (const TypeConfirmation& type : confirmation.types) {
    numbers += type.compared;
    if (type.verdict() == ConfirmationVerdict::different) {
      write_differences(out, type, confirmation.evidence);
    } else if (list_types && type.verdict() == ConfirmationVerdict::confirmed) {
      out << "confirmed " << elided(type.name, kPageColumns - 30) << ": "
          << counted(type.compared, "number") << '\n';
    }
  }
  write_not_compared(out, confirmation);
  out << "compared " << counted(numbers, "number") << " of "
      << counted(confirmation.types.size(), "type") << " with " << confirmation.evidence << ": "
      << confirmation.count(ConfirmationVerdict::confirmed) << " confirmed, "
      << confirmation.count(ConfirmationVerdict::different) << " different, "
      << confirmation.count(ConfirmationVerdict::not_compared) << " not compared\n";
  return out.str();
}

}  // namespace layoutcheck
