// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

namespace loop::js {

/// Where an async function is in its body: which statement is next, inside which blocks.
///
/// The blocks are not coroutines of their own, because to await those would take microtasks.
class AsyncCall {
 public:
  using Json = nlohmann::json;

  explicit AsyncCall(const Json& body) { blocks_.push_back({.statements = &body}); }

  /// The next statement; null at the end of the function.
  const Json* next() {
    while (!blocks_.empty()) {
      Block& block = blocks_.back();
      if (block.next < block.statements->size()) return &(*block.statements)[block.next++];
      block.next = 0;
      if (--block.runs_left == 0) blocks_.pop_back();
    }
    return nullptr;
  }

  /// Goes on inside `["try", BODY, CAUGHT]`.
  void enter_try(const Json& statement) {
    blocks_.push_back({.statements = &statement[1], .caught = &statement[2]});
  }

  /// Goes on inside `["repeat", RUNS, BODY]`.
  void enter_repeat(const Json& statement) {
    blocks_.push_back({.statements = &statement[2], .runs_left = statement[1].get<int>()});
  }

  /// Goes on in the innermost block that catches; false if there is none.
  bool enter_catch() {
    while (!blocks_.empty()) {
      const Json* caught = blocks_.back().caught;
      blocks_.pop_back();
      if (caught != nullptr) {
        blocks_.push_back({.statements = caught});
        return true;
      }
    }
    return false;
  }

 private:
  struct Block {
    const Json* statements;
    std::size_t next = 0;
    int runs_left = 1;
    const Json* caught = nullptr;
  };

  std::vector<Block> blocks_;
};

}  // namespace loop::js
