// SPDX-License-Identifier: MIT
//
// Runs the programs of README.md on a loop; run_in_node.js does the same in Node.
#pragma once

#include <deque>
#include <exception>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "loop/js/promise.h"
#include "loop/js/timers.h"
#include "loop/loop.h"

namespace loop::js {

using Json = nlohmann::json;

/// What a handler got, or what was awaited or caught last.
using It = std::variant<int, std::exception_ptr>;

/// One program on one loop, whose thread calls everything.
class Interpreter {
 public:
  explicit Interpreter(Loop& loop);

  /// Runs the statements of a main script, or of a task. They must outlive this.
  void run(const Json& statements, const It& it = 0);

  const std::vector<std::string>& prints() const noexcept { return prints_; }

 private:
  struct Statements;
  struct Promises;

  void execute(const Json& statement, const It& it);
  void print_it(std::string_view label, const It& it);
  auto task(const Json& body) {
    return [this, &body] { run(body); };
  }

  Promise<int> promise(const Json& expression);
  std::vector<Promise<int>> promises(const Json& expressions);
  template <typename Use>
  Promise<int> with_handler(const Json& body, Use use);
  static Promise<int> call_async(Loop& loop, Interpreter& self, const Json& body);

  Loop& loop_;
  std::vector<std::string> prints_;
  std::map<std::string, Promise<int>> promises_;
  std::deque<Resolver<int>> resolvers_;  // all, because one that goes away rejects its promise
  std::map<std::string, Resolver<int>*> resolvers_by_name_;
  std::map<std::string, TimerId> timers_;
  std::map<std::string, ImmediateId> immediates_;
  std::map<const void*, std::exception_ptr> unhandled_;
};

}  // namespace loop::js
