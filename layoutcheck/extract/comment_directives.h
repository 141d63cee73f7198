// SPDX-License-Identifier: MIT
//
// Comments that speak to layoutcheck, and the declarations that they speak of. A directive binds
//
//   - at the end of a line: to what the last token in front of it ends, `;` or `,` a field or a
//     variable, `{` a type;
//   - on a line of its own: to what the next token begins.
#pragma once

#include <map>
#include <vector>

#include <clang/Basic/SourceLocation.h>
#include <clang/Lex/Preprocessor.h>

#include "layoutcheck/model/directive_text.h"

namespace clang {
class Decl;
}

namespace layoutcheck {

struct CommentDirective {
  clang::SourceLocation location;
  DirectiveText text;
  bool alone = false;
  unsigned anchor = 0;  ///< where in the file the token begins that it stands before or behind
  std::vector<unsigned> outer_tokens = {};  ///< of what follows, if alone: those in no brackets
  bool bound = false;
};

/// Listens to the preprocessor, and answers when the unit is parsed. The system's headers are
/// passed over.
class CommentDirectives : public clang::CommentHandler {
 public:
  bool HandleComment(clang::Preprocessor& preprocessor, clang::SourceRange comment) override;

  /// The directives that stand at this declaration of a field, a record or a variable; they are
  /// then bound.
  std::vector<const CommentDirective*> bind(const clang::Decl& declaration);

  /// Those that nothing was bound to so far, or that cannot be read, in order of place.
  std::vector<const CommentDirective*> unbound() const;

 private:
  std::map<clang::FileID, std::vector<CommentDirective>> directives_;  // by place
};

}  // namespace layoutcheck
