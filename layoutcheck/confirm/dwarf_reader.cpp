// SPDX-License-Identifier: MIT
#include "layoutcheck/confirm/dwarf_reader.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include <llvm/BinaryFormat/Dwarf.h>
#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/DebugInfo/DWARF/DWARFDie.h>
#include <llvm/Object/ObjectFile.h>

#include "layoutcheck/error.h"
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

std::uint64_t storage_bits(const DWARFDie& die) {
  if (const auto bytes = number(die, dwarf::DW_AT_byte_size)) return *bytes * 8;
  DWARFDie type = die.getAttributeValueAsReferencedDie(dwarf::DW_AT_type);
  return type.getTypeSize(die.getDwarfUnit()->getAddressByteSize()).value_or(0) * 8;
}

/// DWARF 5 counts bits from the start of the record. DWARF 4 counts them (section 5.5.6) from the
/// most significant bit of a storage unit that begins at the member's location.
std::uint64_t bit_field_offset(const DWARFDie& die, std::uint64_t size_bits) {
  if (const auto offset = number(die, dwarf::DW_AT_data_bit_offset)) return *offset;
  const std::uint64_t unit = number(die, dwarf::DW_AT_data_member_location).value_or(0) * 8;
  const auto from_top = number(die, dwarf::DW_AT_bit_offset);
  if (!from_top) return unit;
  const bool little = die.getDwarfUnit()->isLittleEndian();
  return unit + (little ? storage_bits(die) - *from_top - size_bits : *from_top);
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
    member.offset_bits = bit_field_offset(die, *bits);
  } else if (const auto bytes = number(die, dwarf::DW_AT_data_member_location)) {
    member.offset_bits = *bytes * 8;
  } else if (die.find(dwarf::DW_AT_data_member_location)) {
    return std::nullopt;  // a virtual base
  }
  if (!base && die.getShortName()) member.name = die.getShortName();
  if (member.name.starts_with("_vptr")) {
    member.kind = MemberKind::vptr;
    member.name = "(vptr)";
  }
  return member;
}

std::string declaration_file(const DWARFDie& die) {
  llvm::DWARFUnit* unit = die.getDwarfUnit();
  const auto* lines = unit->getContext().getLineTableForUnit(unit);
  const auto index = number(die, dwarf::DW_AT_decl_file);
  std::string file;
  if (lines && index) {
    lines->getFileNameByIndex(*index, unit->getCompilationDir(),
                              llvm::DILineInfoSpecifier::FileLineInfoKind::AbsoluteFilePath, file);
  }
  return file;
}

Record read_record(const DWARFDie& die, const std::string& directory) {
  Record record;
  record.name = qualified_name(die);
  record.kind = die.getTag() == dwarf::DW_TAG_union_type ? RecordKind::union_ : RecordKind::struct_;
  record.size = number(die, dwarf::DW_AT_byte_size).value_or(0);
  record.location.file = source_path(directory, declaration_file(die));
  record.location.line = static_cast<unsigned>(die.getDeclLine());
  record.location.column = static_cast<unsigned>(number(die, dwarf::DW_AT_decl_column).value_or(0));
  for (const DWARFDie& child : die.children()) {
    if (auto member = read_member(child)) record.members.push_back(std::move(*member));
  }
  std::stable_sort(record.members.begin(), record.members.end(),
                   [](const Member& a, const Member& b) { return a.offset_bits < b.offset_bits; });
  return record;
}

/// Units that include one header have the same records.
class RecordSet {
 public:
  explicit RecordSet(std::vector<Record>& records) : records_(records) {}

  void add(Record&& record) {
    const auto [first, last] = by_name_.equal_range(record.name);
    for (auto known = first; known != last; ++known) {
      if (records_[known->second] == record) return;
    }
    by_name_.emplace(record.name, records_.size());
    records_.push_back(std::move(record));
  }

 private:
  std::vector<Record>& records_;
  std::unordered_multimap<std::string, std::size_t> by_name_;
};

void read_records(RecordSet& records, const DWARFDie& die, const std::string& directory) {
  for (const DWARFDie& child : die.children()) {
    const bool complete =
        child.find(dwarf::DW_AT_byte_size) && !child.find(dwarf::DW_AT_declaration);
    if (is_record(child) && complete) records.add(read_record(child, directory));
    read_records(records, child, directory);
  }
}

std::string directory_of(llvm::DWARFUnit& unit) {
  const char* directory = unit.getCompilationDir();
  return directory ? directory : "";
}

void read_units(DebugInformation& information, llvm::DWARFContext& context) {
  RecordSet records(information.records);
  for (const auto& unit : context.info_section_units()) {
    // With -gsplit-dwarf the object holds a skeleton, and what it stands for lies in a .dwo file.
    const DWARFDie die = unit->getNonSkeletonUnitDIE(/*ExtractUnitDIEOnly=*/false);
    const std::string directory = directory_of(*unit);
    if (!unit->isTypeUnit() && die.getShortName()) {
      information.sources.push_back(source_path(directory, die.getShortName()));
    }
    read_records(records, die, directory);
  }
  for (const auto& unit : context.types_section_units()) {
    read_records(records, unit->getUnitDIE(/*ExtractUnitDIEOnly=*/false), directory_of(*unit));
  }
}

}  // namespace

DebugInformation read_dwarf(const std::string& file) {
  auto object = llvm::object::ObjectFile::createObjectFile(file);
  if (!object) {
    throw Error(file + ": " + llvm::toString(object.takeError()) +
                "; name an executable, a shared library or an object file");
  }
  const auto context = llvm::DWARFContext::create(*object->getBinary());
  DebugInformation information;
  read_units(information, *context);
  if (information.records.empty()) {
    throw Error(file + ": it has no debug information about types; build it with -g");
  }
  return information;
}

}  // namespace layoutcheck
