// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/terms.h"

#include <algorithm>
#include <cctype>
#include <functional>

#include "layoutcheck/contracts/words.h"
#include "layoutcheck/model/flatten.h"

namespace layoutcheck {
namespace {

std::string places_of(const Word& word) {
  std::string places;
  const auto add_if = [&](Place place, const std::string& name) {
    if (word.places & place) places += (places.empty() ? "" : " or ") + name;
  };
  add_if(on_field, "a field");
  add_if(on_record, "a type");
  add_if(on_global, "a global variable");
  return places;
}

/// Adds one annotation to `terms`; returns what is wrong with it, or nothing.
std::string add(Terms& terms, const Annotation& annotation, Place place) {
  for (const Word& word : all_words()) {
    if (word.name != annotation.name) continue;
    const std::size_t count = annotation.arguments.size();
    if (word.argument_count == any_number_of_arguments ? count == 0
                                                       : count != word.argument_count) {
      if (word.argument_count == any_number_of_arguments) return "takes at least one argument";
      return "takes " + std::to_string(word.argument_count) + " arguments, not " +
             std::to_string(annotation.arguments.size());
    }
    if ((word.places & place) == 0) return "belongs on " + places_of(word);
    return word.add_to(terms, annotation);
  }
  return "is not a word of layoutcheck/annotations.h";
}

/// What one declaration says that cannot be true together, or nothing.
std::string contradiction(const Terms& terms) {
  if (terms.read_mostly && terms.cold) return "is both read-mostly and cold";
  if (terms.group && terms.read_mostly) return "is both read-mostly and in a group";
  if (terms.group && terms.cold) return "is both cold and in a group";
  if (terms.isolated && terms.read_mostly) return "is both isolated and read-mostly";
  if (terms.isolated && terms.cold) return "is both isolated and cold";
  return {};
}

class Reader {
 public:
  Terms read(const std::vector<Annotation>& annotations, Place place) {
    Terms terms;
    for (const Annotation& annotation : annotations) {
      const std::string wrong = add(terms, annotation, place);
      if (!wrong.empty()) report(spelling(annotation) + ": " + wrong, annotation.location);
    }
    return terms;
  }

  Terms read(const Member& member, Place place, const std::vector<Annotation>& configured) {
    std::vector<Annotation> annotations = member.annotations;
    annotations.insert(annotations.end(), configured.begin(), configured.end());
    Terms terms = read(annotations, place);
    if (const std::string wrong = contradiction(terms); !wrong.empty()) {
      report("'" + member.name + "' " + wrong, member.location);
      terms.group.reset();
      terms.read_mostly = terms.cold = false;
    }
    if (member.size_bits == 0 && !member.array && terms.claim_something()) {
      report("'" + member.name + "' is empty: it has no bytes to keep apart", member.location);
      terms = {};
    }
    if (terms.isolated_elements && !member.array) {
      report("LAYOUT_ISOLATED_ELEMENTS: '" + member.name + "' is not an array", member.location);
      terms.isolated_elements = false;
    }
    return terms;
  }

  RecordTerms read(const Program& program, RecordIndex index, const ConfiguredProgram& configured) {
    const Record& record = program.records[index];
    const auto found = configured.records.find(index);
    if (found == configured.records.end()) return read(record, {});
    RecordTerms terms = read(record, found->second);
    for (const PlacedMember& placed : flatten(program, record)) {
      const auto part = found->second.parts.find(placed.path);
      const bool is_own = placed.owner == &record;
      if (is_own || part == found->second.parts.end()) continue;
      Member member = *placed.member;
      member.annotations.clear();
      terms.parts.emplace(placed.path, read(member, on_field, part->second));
    }
    return terms;
  }

  void report(std::string message, const SourceLocation& location) {
    UnboundDirective directive{std::move(message), location};
    if (std::find(unbound_.begin(), unbound_.end(), directive) != unbound_.end()) return;
    unbound_.push_back(std::move(directive));
  }

  std::vector<UnboundDirective> take_unbound() { return std::move(unbound_); }

 private:
  RecordTerms read(const Record& record, const ConfiguredRecord& configured) {
    std::vector<Annotation> annotations = record.annotations;
    annotations.insert(annotations.end(), configured.annotations.begin(),
                       configured.annotations.end());
    RecordTerms terms{read(annotations, on_record), {}, {}};
    if (record.anonymous) refuse_budgets(terms.record, record);
    for (const Member& member : record.members) {
      const auto own = configured.parts.find(member.name);
      terms.members.push_back(read(member, on_field,
                                   own == configured.parts.end() || member.name.empty()
                                       ? std::vector<Annotation>()
                                       : own->second));
    }
    return terms;
  }

  /// What has no name has no contract of its own that could judge them.
  void refuse_budgets(Terms& terms, const Record& record) {
    if (!terms.max_size_bytes && !terms.max_lines && !terms.max_padding_bytes && !terms.wire)
      return;
    report("a budget of a type without a name is not judged; name the type", record.location);
    terms.max_size_bytes = terms.max_lines = terms.max_padding_bytes = std::nullopt;
    terms.wire = false;
  }

  std::vector<UnboundDirective> unbound_;
};

}  // namespace

bool RecordTerms::claim_something() const {
  const auto claims = std::mem_fn(&Terms::claim_something);
  return record.claim_something() || std::any_of(members.begin(), members.end(), claims) ||
         std::any_of(parts.begin(), parts.end(),
                     [&](const auto& part) { return claims(part.second); });
}

bool RecordTerms::empty() const {
  return record.empty() && parts.empty() &&
         std::all_of(members.begin(), members.end(), std::mem_fn(&Terms::empty));
}

ProgramTerms read_terms(const Program& program, const ConfiguredProgram& configured) {
  ProgramTerms terms;
  Reader reader;
  for (std::size_t i = 0; i < program.records.size(); ++i) {
    terms.records.push_back(reader.read(program, static_cast<RecordIndex>(i), configured));
  }
  for (std::size_t i = 0; i < program.globals.size(); ++i) {
    const auto found = configured.globals.find(i);
    terms.globals.push_back(
        reader.read(program.globals[i].variable, on_global,
                    found == configured.globals.end() ? std::vector<Annotation>() : found->second));
  }
  for (const UnboundDirective& field : configured.unbound) {
    reader.report(field.message, field.location);
  }
  for (const Annotation& annotation : program.stray_annotations) {
    reader.report(spelling(annotation) + ": belongs on a field, a type or a global variable",
                  annotation.location);
  }
  for (const UnboundDirective& comment : program.unbound_comments) {
    reader.report(comment.message, comment.location);
  }
  terms.unbound = reader.take_unbound();
  return terms;
}

std::string spelling(const Annotation& annotation) {
  const bool is_macro = annotation.source == AnnotationSource::macro;
  std::string text = is_macro ? "LAYOUT_" : "";
  for (const char c : annotation.name) {
    text += is_macro ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
  }
  if (annotation.arguments.empty()) return text;
  text += "(";
  for (const std::string& argument : annotation.arguments) {
    text += (&argument == &annotation.arguments.front() ? "" : ", ") + argument;
  }
  return text + ")";
}

}  // namespace layoutcheck
