// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/record_reader.h"

#include <algorithm>

#include <clang/AST/ASTContext.h>
#include <clang/AST/Attr.h>
#include <clang/AST/DeclCXX.h>
#include <clang/AST/RecordLayout.h>
#include <clang/AST/Type.h>
#include <clang/Basic/SourceManager.h>

#include "layoutcheck/extract/clang_versions.h"

namespace layoutcheck {
namespace {

std::uint64_t bytes(clang::CharUnits size) {
  return static_cast<std::uint64_t>(size.getQuantity());
}

RecordKind kind_of(const clang::RecordDecl& definition) {
  if (definition.isUnion()) return RecordKind::union_;
  return definition.isClass() ? RecordKind::class_ : RecordKind::struct_;
}

bool is_empty(const clang::RecordDecl& definition) {
  const auto* cxx = llvm::dyn_cast<clang::CXXRecordDecl>(&definition);
  return cxx ? cxx->isEmpty() : definition.field_empty();
}

bool is_lambda(const clang::RecordDecl& definition) {
  const auto* cxx = llvm::dyn_cast<clang::CXXRecordDecl>(&definition);
  return cxx && cxx->isLambda();
}

/// What the fields of a closure, which have no names of their own, hold.
std::unordered_map<const clang::FieldDecl*, std::string> capture_names(
    const clang::RecordDecl& definition) {
  if (!is_lambda(definition)) return {};
  llvm::DenseMap<const clang::ValueDecl*, clang::FieldDecl*> captures;
  clang::FieldDecl* this_capture = nullptr;
  llvm::cast<clang::CXXRecordDecl>(definition).getCaptureFields(captures, this_capture);
  std::unordered_map<const clang::FieldDecl*, std::string> names;
  for (const auto& [captured, field] : captures) names.emplace(field, captured->getName().str());
  if (this_capture) names.emplace(this_capture, "this");
  return names;
}

/// `_Atomic`, `std::atomic` and both languages' `atomic_flag`, behind any dimensions of an array.
bool is_atomic(const clang::ASTContext& context, clang::QualType type) {
  const clang::QualType element = context.getBaseElementType(type).getCanonicalType();
  if (element->isAtomicType()) return true;
  const clang::RecordDecl* record = element->getAsRecordDecl();
  if (!record || !record->getIdentifier()) return false;
  const bool standard = record->isInStdNamespace() || !context.getLangOpts().CPlusPlus;
  return standard && (record->getName() == "atomic" || record->getName() == "atomic_flag");
}

bool is_address(const clang::ASTContext& context, clang::QualType type) {
  const clang::QualType element = context.getBaseElementType(type).getCanonicalType();
  return element->isAnyPointerType() || element->isReferenceType() ||
         element->isMemberPointerType() || element->isBlockPointerType();
}

/// `std::uint64_t`, `int32_t`, `uint_least8_t`: their names promise a size.
bool promises_size(llvm::StringRef name) {
  name.consume_front("__");
  name.consume_front("u");
  name.consume_front("_");
  if (!name.consume_front("int")) return false;
  name.consume_front("_least");
  return !name.empty() && llvm::isDigit(name.front());
}

/// A size that the platform chooses, unless one of the aliases on the way names it.
bool size_varies(const clang::ASTContext& context, clang::QualType type) {
  clang::QualType element = context.getBaseElementType(type);
  if (const auto* atomic = element->getAs<clang::AtomicType>()) element = atomic->getValueType();
  const auto* builtin = element->getAs<clang::BuiltinType>();
  if (!builtin) return false;
  switch (builtin->getKind()) {
    case clang::BuiltinType::Long:
    case clang::BuiltinType::ULong:
    case clang::BuiltinType::WChar_S:
    case clang::BuiltinType::WChar_U:
    case clang::BuiltinType::LongDouble:
      break;
    default:
      return false;
  }
  for (clang::QualType alias = element; const auto* named = alias->getAs<clang::TypedefType>();
       alias = named->desugar()) {
    if (promises_size(named->getDecl()->getName())) return false;
  }
  return true;
}

std::optional<ArrayShape> array_shape(const clang::ASTContext& context, clang::QualType type) {
  const clang::ArrayType* array = context.getAsArrayType(type);
  if (!array) return std::nullopt;
  ArrayShape shape;
  if (const auto* constant = llvm::dyn_cast<clang::ConstantArrayType>(array)) {
    shape.count = constant->getSize().getZExtValue();
  }
  shape.element_size_bytes = bytes(context.getTypeSizeInChars(array->getElementType()));
  shape.element_align_bytes = bytes(context.getTypeAlignInChars(array->getElementType()));
  return shape;
}

/// The bits of a base subobject that other members may not use (Itanium C++ ABI 2.4: its nvsize).
std::uint64_t base_size_bits(const clang::ASTContext& context, const clang::CXXRecordDecl& base) {
  if (base.isEmpty()) return 0;
  return bytes(context.getASTRecordLayout(&base).getNonVirtualSize()) * 8;
}

/// The same for a `[[no_unique_address]]` member: the larger of its dsize and nvsize.
std::uint64_t overlapping_size_bits(const clang::ASTContext& context,
                                    const clang::CXXRecordDecl& type) {
  if (type.isEmpty()) return 0;
  const clang::ASTRecordLayout& layout = context.getASTRecordLayout(&type);
  return std::max(bytes(layout.getDataSize()), bytes(layout.getNonVirtualSize())) * 8;
}

Member vptr(const clang::ASTContext& context) {
  Member member;
  member.kind = MemberKind::vptr;
  member.name = "(vptr)";
  member.type = "void **";
  member.size_bits = context.getTypeSize(context.VoidPtrTy);
  member.align_bytes = context.getTypeAlign(context.VoidPtrTy) / 8;
  return member;
}

}  // namespace

void RecordReader::read_all() {
  // By index: laying out a record can create types, which are then read as well.
  const auto& types = context_.getTypes();
  for (std::size_t index = 0; index < types.size(); ++index) {
    const auto* type = llvm::dyn_cast<clang::RecordType>(types[index]);
    if (type) read(*llvm::cast<clang::RecordDecl>(type->getDecl()));
  }
}

std::optional<RecordIndex> RecordReader::read(const clang::RecordDecl& declaration) {
  const clang::RecordDecl* definition = declaration.getDefinition();
  if (!definition || !definition->isCompleteDefinition() || definition->isDependentType()) {
    return std::nullopt;
  }
  if (const auto found = read_.find(definition); found != read_.end()) return found->second;
  const std::optional<RecordIndex> index = read_definition(*definition);
  read_.emplace(definition, index);
  return index;
}

std::optional<RecordIndex> RecordReader::read_definition(const clang::RecordDecl& definition) {
  if (definition.isInvalidDecl()) {
    program_.skipped.push_back({.name = spelling_.qualified_name(definition),
                                .location = spelling_.location(definition),
                                .reason = "clang finds its definition invalid",
                                .annotated = !spelling_.annotations(definition).empty()});
    return std::nullopt;
  }
  Record record = read_layout(definition);
  program_.records.push_back(std::move(record));
  return static_cast<RecordIndex>(program_.records.size() - 1);
}

Record RecordReader::read_layout(const clang::RecordDecl& definition) {
  const clang::ASTRecordLayout& layout = context_.getASTRecordLayout(&definition);
  Record record;
  record.kind = kind_of(definition);
  record.name = spelling_.qualified_name(definition);
  record.usr = spelling_.usr(definition);
  record.location = spelling_.location(definition);
  record.size = bytes(layout.getSize());
  record.align = bytes(layout.getAlignment());
  record.data_size = bytes(layout.getDataSize());
  record.anonymous = !definition.hasNameForLinkage() && !is_lambda(definition);
  record.empty = is_empty(definition);
  record.packed =
      definition.hasAttr<clang::PackedAttr>() || definition.hasAttr<clang::MaxFieldAlignmentAttr>();
  record.in_system_header = record.location.line == 0 ||
                            context_.getSourceManager().isInSystemHeader(definition.getLocation());
  record.annotations = spelling_.annotations(definition);

  if (const auto* cxx = llvm::dyn_cast<clang::CXXRecordDecl>(&definition)) {
    record.polymorphic = cxx->isPolymorphic();
    read_bases(record, *cxx);
  }
  read_fields(record, definition);
  std::stable_sort(record.members.begin(), record.members.end(),
                   [](const Member& a, const Member& b) { return a.offset_bits < b.offset_bits; });
  return record;
}

void RecordReader::read_bases(Record& record, const clang::CXXRecordDecl& definition) {
  const clang::ASTRecordLayout& layout = context_.getASTRecordLayout(&definition);
  if (layout.hasOwnVFPtr()) record.members.push_back(vptr(context_));
  for (const clang::CXXBaseSpecifier& base : definition.bases()) {
    if (base.isVirtual()) continue;
    Member member = read_base(base, MemberKind::base);
    member.offset_bits = bytes(layout.getBaseClassOffset(base.getType()->getAsCXXRecordDecl())) * 8;
    record.members.push_back(std::move(member));
  }
  for (const clang::CXXBaseSpecifier& base : definition.vbases()) {
    Member member = read_base(base, MemberKind::virtual_base);
    member.offset_bits =
        bytes(layout.getVBaseClassOffset(base.getType()->getAsCXXRecordDecl())) * 8;
    record.members.push_back(std::move(member));
  }
}

void RecordReader::read_fields(Record& record, const clang::RecordDecl& definition) {
  const auto captures = capture_names(definition);
  for (const clang::FieldDecl* field : definition.fields()) {
    // One of no width takes no bits, it only moves what follows.
    if (field->isBitField() && bit_width(*field, context_) == 0) continue;
    Member member = read_field(*field);
    if (const auto found = captures.find(field); found != captures.end()) {
      member.name = found->second;
    }
    record.members.push_back(std::move(member));
  }
}

Member RecordReader::read_base(const clang::CXXBaseSpecifier& base, MemberKind kind) {
  const clang::CXXRecordDecl& type = *base.getType()->getAsCXXRecordDecl();
  Member member;
  member.kind = kind;
  member.name = spelling_.unqualified_name(type);
  member.type = spelling_.type_name(base.getType());
  member.size_bits = base_size_bits(context_, type);
  member.align_bytes = bytes(context_.getASTRecordLayout(&type).getNonVirtualAlignment());
  member.atomic = is_atomic(context_, base.getType());
  member.record = read(type);
  member.location = spelling_.location(base.getBeginLoc());
  return member;
}

Member RecordReader::read_field(const clang::FieldDecl& field) {
  Member member;
  member.name = field.getName().str();
  read_type(member, field.getType());
  member.offset_bits = context_.getFieldOffset(&field);
  member.align_bytes = bytes(context_.getDeclAlign(&field));
  member.explicit_align_bytes = field.getMaxAlignment() / 8;
  member.is_mutable = field.isMutable();
  member.no_unique_address = field.hasAttr<clang::NoUniqueAddressAttr>();
  if (field.isBitField()) {
    member.kind = MemberKind::bit_field;
    member.size_bits = bit_width(field, context_);
  } else if (field.isPotentiallyOverlapping()) {
    member.size_bits = overlapping_size_bits(context_, *field.getType()->getAsCXXRecordDecl());
  }
  member.location = spelling_.location(field);
  member.annotations = spelling_.annotations(field);
  return member;
}

Member RecordReader::read_variable(const clang::VarDecl& variable) {
  Member member;
  member.name = spelling_.qualified_name(variable);
  read_type(member, variable.getType());
  member.align_bytes = bytes(context_.getDeclAlign(&variable));
  member.explicit_align_bytes = variable.getMaxAlignment() / 8;
  member.location = spelling_.location(variable);
  member.annotations = spelling_.annotations(variable);
  return member;
}

void RecordReader::read_type(Member& member, clang::QualType type) {
  member.type = spelling_.type_name(type);
  // For a reference this is the size of the pointer behind it; for a flexible array, 0.
  member.size_bits = type->isIncompleteType() ? 0 : context_.getTypeSize(type);
  member.atomic = is_atomic(context_, type);
  member.is_address = is_address(context_, type);
  member.size_varies = size_varies(context_, type);
  member.array = array_shape(context_, type);
  member.record = record_of(type);
}

std::optional<RecordIndex> RecordReader::record_of(clang::QualType type) {
  const clang::RecordDecl* record = context_.getBaseElementType(type)->getAsRecordDecl();
  return record ? read(*record) : std::nullopt;
}

}  // namespace layoutcheck
