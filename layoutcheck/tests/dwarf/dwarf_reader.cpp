// SPDX-License-Identifier: MIT
#include "layoutcheck/tests/dwarf/dwarf_reader.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include <llvm/BinaryFormat/Dwarf.h>
#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/DebugInfo/DWARF/DWARFDie.h>
#include <llvm/Object/ObjectFile.h>

#include "layoutcheck/extract/source_path.h"

namespace layoutcheck {
namespace {

using llvm::DWARFDie;
namespace dwarf = llvm::dwarf;

std::optional<std::uint64_t> number(const DWARFDie& die, dwarf::Attribute attribute) {
  // Locations that are expressions, as those of virtual bases, are not numbers.
  const auto value = die.find(attribute);
  return value ? value->getAsUnsignedConstant() : std::nullopt;
}

bool is_record(const DWARFDie& die) {
  return die.getTag() == dwarf::DW_TAG_structure_type || die.getTag() == dwarf::DW_TAG_class_type ||
         die.getTag() == dwarf::DW_TAG_union_type;
}

/// A definition outside its class refers to the declaration, which stands where it belongs.
DWARFDie declaration_of(const DWARFDie& die) {
  for (const auto link : {dwarf::DW_AT_specification, dwarf::DW_AT_abstract_origin}) {
    if (const DWARFDie other = die.getAttributeValueAsReferencedDie(link)) {
      return declaration_of(other);
    }
  }
  return die;
}

std::string name_of(const DWARFDie& die) {
  const char* name = die.getName(llvm::DINameKind::ShortName);
  if (name) return name;
  if (die.getTag() == dwarf::DW_TAG_namespace) return "(anonymous namespace)";
  return die.getTag() == dwarf::DW_TAG_union_type ? "(anonymous union)" : "(anonymous struct)";
}

std::string qualified_name(const DWARFDie& die);

std::string scope_of(const DWARFDie& die) {
  const DWARFDie scope = declaration_of(die).getParent();
  if (!scope || scope.getTag() == dwarf::DW_TAG_compile_unit) return {};
  if (scope.getTag() == dwarf::DW_TAG_namespace) {
    const bool is_inline = scope.find(dwarf::DW_AT_export_symbols) && scope.getShortName();
    return is_inline ? scope_of(scope) : qualified_name(scope) + "::";
  }
  if (is_record(scope)) return qualified_name(scope) + "::";
  if (scope.getTag() == dwarf::DW_TAG_subprogram) return qualified_name(scope) + "()::";
  return scope_of(scope);  // a block within a function
}

std::string qualified_name(const DWARFDie& die) {
  return scope_of(die) + name_of(die);
}

std::optional<Member> read_member(const DWARFDie& die) {
  const bool base = die.getTag() == dwarf::DW_TAG_inheritance;
  if (!base && die.getTag() != dwarf::DW_TAG_member) return std::nullopt;
  if (die.find(dwarf::DW_AT_external) || die.find(dwarf::DW_AT_declaration)) return std::nullopt;

  Member member;
  member.kind = base ? MemberKind::base : MemberKind::field;
  if (const auto bits = number(die, dwarf::DW_AT_bit_size)) {
    member.kind = MemberKind::bit_field;
    member.size_bits = *bits;
    member.offset_bits = number(die, dwarf::DW_AT_data_bit_offset).value_or(0);
  } else if (const auto bytes = number(die, dwarf::DW_AT_data_member_location)) {
    member.offset_bits = *bytes * 8;
  } else if (die.find(dwarf::DW_AT_data_member_location)) {
    return std::nullopt;  // a virtual base
  }
  if (!base && die.getShortName()) member.name = die.getShortName();
  return member;
}

Record read_record(const DWARFDie& die, const std::string& directory) {
  Record record;
  record.name = qualified_name(die);
  record.kind = die.getTag() == dwarf::DW_TAG_union_type ? RecordKind::union_ : RecordKind::struct_;
  record.size = number(die, dwarf::DW_AT_byte_size).value_or(0);
  const auto kind = llvm::DILineInfoSpecifier::FileLineInfoKind::AbsoluteFilePath;
  record.location.file = source_path(directory, die.getDeclFile(kind));
  record.location.line = static_cast<unsigned>(die.getDeclLine());
  record.location.column = static_cast<unsigned>(number(die, dwarf::DW_AT_decl_column).value_or(0));
  for (const DWARFDie& child : die.children()) {
    if (auto member = read_member(child)) record.members.push_back(std::move(*member));
  }
  std::stable_sort(record.members.begin(), record.members.end(),
                   [](const Member& a, const Member& b) { return a.offset_bits < b.offset_bits; });
  return record;
}

void read_records(std::vector<Record>& records, const DWARFDie& die, const std::string& directory) {
  for (const DWARFDie& child : die.children()) {
    const bool complete =
        child.find(dwarf::DW_AT_byte_size) && !child.find(dwarf::DW_AT_declaration);
    if (is_record(child) && complete) records.push_back(read_record(child, directory));
    read_records(records, child, directory);
  }
}

}  // namespace

DebugInformation read_dwarf(const std::string& object_file) {
  auto object = llvm::object::ObjectFile::createObjectFile(object_file);
  if (!object) throw std::runtime_error(object_file + ": " + llvm::toString(object.takeError()));
  const auto context = llvm::DWARFContext::create(*object->getBinary());
  DebugInformation information;
  for (const auto& unit : context->compile_units()) {
    const char* directory = unit->getCompilationDir();
    const DWARFDie die = unit->getUnitDIE(/*ExtractUnitDIEOnly=*/false);
    information.source = source_path(directory, die.getShortName());
    read_records(information.records, die, directory);
  }
  if (information.records.empty()) {
    throw std::runtime_error(object_file + ": no debug information");
  }
  return information;
}

}  // namespace layoutcheck
