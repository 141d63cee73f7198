// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/comment_directives.h"

#include <algorithm>
#include <optional>

#include <clang/AST/ASTContext.h>
#include <clang/AST/DeclCXX.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Lex/Lexer.h>

namespace layoutcheck {
namespace {

/// One file as tokens, comments and the preprocessor's work aside.
class Tokens {
 public:
  Tokens(const clang::SourceManager& sources, const clang::LangOptions& language,
         clang::FileID file, unsigned offset)
      : sources_(sources), lexer_(begin_at(sources, language, file, offset)) {}

  /// False at the end of the file.
  bool next() { return !lexer_.LexFromRawLexer(token_) && token_.isNot(clang::tok::eof); }

  unsigned offset() const { return sources_.getFileOffset(token_.getLocation()); }
  bool is(clang::tok::TokenKind kind) const { return token_.is(kind); }
  bool begins_directive() const { return is(clang::tok::hash) && token_.isAtStartOfLine(); }

  bool opens() const { return token_.isOneOf(clang::tok::l_paren, clang::tok::l_square); }
  bool closes() const { return token_.isOneOf(clang::tok::r_paren, clang::tok::r_square); }

 private:
  static clang::Lexer begin_at(const clang::SourceManager& sources,
                               const clang::LangOptions& language, clang::FileID file,
                               unsigned offset) {
    const llvm::StringRef text = sources.getBufferData(file);
    return {sources.getLocForStartOfFile(file), language, text.begin(), text.begin() + offset,
            text.end()};
  }

  const clang::SourceManager& sources_;
  clang::Lexer lexer_;
  clang::Token token_;
};

/// Where the name of a declaration stands in a file: for what a macro makes, where it is used.
struct Name {
  clang::FileID file;
  unsigned offset = 0;
  std::optional<unsigned> macro_end;  ///< the last token of the macro's use
};

Name name_of(const clang::Decl& declaration, const clang::SourceManager& sources) {
  const clang::SourceLocation location = declaration.getLocation();
  const auto [file, offset] = sources.getDecomposedExpansionLoc(location);
  Name name{file, offset, {}};
  if (location.isMacroID()) {
    const clang::SourceLocation end = sources.getExpansionRange(location).getEnd();
    name.macro_end = sources.getFileOffset(end);
  }
  return name;
}

/// The tokens that end a declaration: its own `;`, `,` or `{`, and for one of several declarators
/// also the `;` of them all.
std::vector<unsigned> ends_of(const clang::Decl& declaration, const Name& name) {
  const clang::ASTContext& context = declaration.getASTContext();
  const bool is_record = llvm::isa<clang::RecordDecl>(declaration);
  Tokens tokens(context.getSourceManager(), context.getLangOpts(), name.file, name.offset);
  std::vector<unsigned> ends;
  if (name.macro_end) ends.push_back(*name.macro_end);
  int depth = 0;
  while (depth >= 0 && tokens.next() && !tokens.begins_directive()) {
    const bool brace = tokens.is(clang::tok::l_brace);
    if (depth == 0 && is_record && brace) {
      ends.push_back(tokens.offset());
      break;
    }
    if (depth == 0 && tokens.is(clang::tok::semi)) {
      if (!is_record) ends.push_back(tokens.offset());
      break;
    }
    if (depth == 0 && !is_record && ends.empty() && tokens.is(clang::tok::comma)) {
      ends.push_back(tokens.offset());
    }
    if (tokens.opens() || brace) ++depth;
    if (tokens.closes() || tokens.is(clang::tok::r_brace)) --depth;
  }
  return ends;
}

/// What begins with the first of these: its tokens outside of all brackets, up to the `;` that ends
/// it.
std::vector<unsigned> outer_tokens(Tokens tokens) {
  std::vector<unsigned> outer;
  int depth = 0;
  while (depth >= 0 && tokens.next() && !tokens.begins_directive()) {
    if (depth == 0) outer.push_back(tokens.offset());
    if (depth == 0 && tokens.is(clang::tok::semi)) break;
    if (tokens.opens() || tokens.is(clang::tok::l_brace)) ++depth;
    if (tokens.closes() || tokens.is(clang::tok::r_brace)) --depth;
  }
  return outer;
}

bool may_be_bound(const clang::Decl& declaration) {
  if (declaration.isImplicit()) return false;
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration)) {
    return variable->hasGlobalStorage();
  }
  const auto* field = llvm::dyn_cast<clang::FieldDecl>(&declaration);
  // What one macro makes is one thing: its record.
  const bool in_macro =
      field && field->getLocation().isMacroID() && field->getParent()->getLocation().isMacroID();
  if (in_macro) return false;
  return field || llvm::isa<clang::RecordDecl>(declaration);
}

/// `struct { int x; } pair;` as a member: the line above speaks of `pair`.
bool is_part_of_a_field(const clang::Decl& declaration) {
  const auto* record = llvm::dyn_cast<clang::RecordDecl>(&declaration);
  return record && record->isEmbeddedInDeclarator() &&
         llvm::isa<clang::RecordDecl>(record->getDeclContext());
}

/// Where the declaration begins, if directives stand above it: only the nearest can.
std::optional<unsigned> start_of(const clang::Decl& declaration, const Name& name,
                                 const std::vector<CommentDirective>& directives) {
  const CommentDirective* nearest = nullptr;
  for (const CommentDirective& directive : directives) {
    if (directive.alone && directive.anchor <= name.offset) nearest = &directive;
  }
  if (!nearest || is_part_of_a_field(declaration)) return std::nullopt;
  const std::vector<unsigned>& outer = nearest->outer_tokens;
  const bool begins_there = std::binary_search(outer.begin(), outer.end(), name.offset);
  return begins_there ? std::optional(nearest->anchor) : std::nullopt;
}

/// Where the declaration ends, if directives stand behind it. What stands behind one of several
/// declarators speaks of that one alone.
std::optional<unsigned> end_of(const clang::Decl& declaration, const Name& name,
                               const std::vector<CommentDirective>& directives) {
  for (const unsigned end : ends_of(declaration, name)) {
    const bool has_directive =
        std::any_of(directives.begin(), directives.end(), [&](const CommentDirective& directive) {
          return !directive.alone && directive.anchor == end;
        });
    if (has_directive) return end;
  }
  return std::nullopt;
}

/// The last token in front of `offset` on its line, if there is one.
std::optional<unsigned> token_before(const clang::SourceManager& sources,
                                     const clang::LangOptions& language, clang::FileID file,
                                     unsigned offset) {
  const llvm::StringRef text = sources.getBufferData(file);
  const std::size_t line_end = text.substr(0, offset).rfind('\n');
  const auto line = static_cast<unsigned>(line_end == llvm::StringRef::npos ? 0 : line_end + 1);
  std::optional<unsigned> before;
  Tokens tokens(sources, language, file, line);
  while (tokens.next() && tokens.offset() < offset) before = tokens.offset();
  return before;
}

}  // namespace

bool CommentDirectives::HandleComment(clang::Preprocessor& preprocessor,
                                      clang::SourceRange comment) {
  const clang::SourceManager& sources = preprocessor.getSourceManager();
  const auto [file, begin] = sources.getDecomposedLoc(comment.getBegin());
  const unsigned end = sources.getFileOffset(comment.getEnd());
  const llvm::StringRef text = sources.getBufferData(file).slice(begin, end);
  if (!text.contains_insensitive("layoutcheck:") || sources.isInSystemHeader(comment.getBegin()))
    return false;
  std::optional<DirectiveText> read = read_directive({text.data(), text.size()});
  if (!read) return false;

  CommentDirective directive{comment.getBegin(), *std::move(read)};
  const clang::LangOptions& language = preprocessor.getLangOpts();
  if (const auto before = token_before(sources, language, file, begin)) {
    directive.anchor = *before;
  } else {
    directive.alone = true;
    directive.outer_tokens = outer_tokens({sources, language, file, end});
    if (!directive.outer_tokens.empty()) directive.anchor = directive.outer_tokens.front();
  }
  directives_[file].push_back(std::move(directive));
  return false;
}

std::vector<const CommentDirective*> CommentDirectives::bind(const clang::Decl& declaration) {
  std::vector<const CommentDirective*> found;
  if (directives_.empty() || !may_be_bound(declaration)) return found;
  const Name name = name_of(declaration, declaration.getASTContext().getSourceManager());
  const auto in_file = directives_.find(name.file);
  if (in_file == directives_.end()) return found;

  std::vector<CommentDirective>& directives = in_file->second;
  const std::optional<unsigned> start = start_of(declaration, name, directives);
  const std::optional<unsigned> end = end_of(declaration, name, directives);
  for (CommentDirective& directive : directives) {
    if (directive.anchor != (directive.alone ? start : end)) continue;
    directive.bound = true;
    found.push_back(&directive);
  }
  return found;
}

std::vector<const CommentDirective*> CommentDirectives::unbound() const {
  std::vector<const CommentDirective*> unbound;
  for (const auto& [file, directives] : directives_) {
    for (const CommentDirective& directive : directives) {
      if (!directive.bound || !directive.text.problem.empty()) unbound.push_back(&directive);
    }
  }
  return unbound;
}

}  // namespace layoutcheck
