// SPDX-License-Identifier: MIT
//
// Programs on the plainest promises that keep the rules of ECMAScript (27.2) and Node's order.
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "loop/tests/js/program_runner.h"
#include "loop/tests/js/promise_program.h"

namespace loop::js {
namespace {

using Job = std::function<void()>;

struct ModelPromise {
  enum class Status { pending, fulfilled, rejected } status = Status::pending;
  int number = 0;
  bool is_resolved = false;
  bool is_handled = false;
  bool is_reported = false;
  bool has_resolver = false;
  std::vector<Job> reactions;
};

class ModelPromises {
 public:
  using Promise = std::shared_ptr<ModelPromise>;
  using Runner = ProgramRunner<ModelPromises>;
  using Handler = Runner::Handler;

  ModelPromises() = default;
  ModelPromises(const ModelPromises&) = delete;
  ModelPromises& operator=(const ModelPromises&) = delete;

  /// Those that are pending hold each other.
  ~ModelPromises() {
    for (const Promise& promise : all_) promise->reactions.clear();
  }

  Promise pending() {
    const auto made = make();
    made->has_resolver = true;
    return made;
  }
  Promise fulfilled(int value) {
    const auto made = make();
    fulfil(made, value);
    return made;
  }
  Promise rejected(int number) {
    const auto made = make();
    reject(made, number);
    return made;
  }

  Promise then(const Promise& source, const Handler& on_fulfilled,
               const Handler& on_rejected = {}) {
    const auto made = make();
    react(source, [=, this] {
      const bool is_value = source->status == ModelPromise::Status::fulfilled;
      const Handler& handler = is_value ? on_fulfilled : on_rejected;
      if (!handler.call) return settle_like(source, made);
      settle_by(made, handler, (is_value ? "value " : "error ") + std::to_string(source->number));
    });
    return made;
  }
  Promise catch_error(const Promise& source, const Handler& handler) {
    return then(source, {}, handler);
  }

  Promise finally(const Promise& source, const Handler& handler) {
    const auto made = make();
    react(source, [=, this] {
      Promise waited;
      try {
        const Runner::Answer answer = handler.call("the end");
        waited = answer.promise != nullptr ? *answer.promise : fulfilled(answer.value);
      } catch (const Failure& failure) {
        return reject(made, failure.number);
      }
      const auto goes_on = make();
      react(waited, [=, this] {
        const bool has_failed = waited->status == ModelPromise::Status::rejected;
        settle_like(has_failed ? waited : source, goes_on);
      });
      follow(made, goes_on);
    });
    return made;
  }

  void settle(const Promise& promise, int value) {
    if (can_settle(promise)) fulfil(promise, value);
  }
  void settle(const Promise& promise, Failure failure) {
    if (can_settle(promise)) reject(promise, failure.number);
  }
  void settle(const Promise& promise, const Promise& followed) {
    if (can_settle(promise)) follow(promise, followed);
  }

  Promise all(const std::vector<Promise>& promises) {
    return then(combine(promises,
                        [this](const Promise& made, const Promise& each, auto& numbers) {
                          if (each->status == ModelPromise::Status::rejected) {
                            reject(made, each->number);
                          } else if (numbers.is_complete()) {
                            fulfil(made, weighted_sum(numbers.values));
                          }
                        }),
                pass_value());
  }
  Promise all_settled(const std::vector<Promise>& promises) {
    return then(combine(promises,
                        [this](const Promise& made, const Promise&, auto& numbers) {
                          if (numbers.is_complete()) fulfil(made, weighted_sum(numbers.values));
                        }),
                pass_value());
  }
  Promise any(const std::vector<Promise>& promises) {
    return combine(promises, [this](const Promise& made, const Promise& each, auto& numbers) {
      if (each->status == ModelPromise::Status::fulfilled) {
        fulfil(made, each->number);
      } else if (numbers.is_complete()) {
        for (int& number : numbers.values) number = -number;
        reject(made, aggregate_number(numbers.values));
      }
    });
  }
  Promise race(const std::vector<Promise>& promises) {
    return combine(promises, [this](const Promise& made, const Promise& each, auto&) {
      settle_like(each, made);
    });
  }

  Promise coroutine(const std::vector<Promise>& awaited, bool catches, const Handler& handler) {
    const auto made = make();
    go_on(made, awaited, 0, 0, catches, handler);
    return made;
  }

  void next_tick(Job job) { ticks_.push_back(std::move(job)); }
  void microtask(Job job) { microtasks_.push_back(std::move(job)); }

  /// Runs what is queued, and says what nobody handled.
  template <typename Report>
  void checkpoint(Report&& report) {
    while (!ticks_.empty() || !microtasks_.empty()) {
      run_all(ticks_);
      run_all(microtasks_);
    }
    for (const Promise& promise : std::exchange(handled_late_, {})) report(promise, true);
    for (const Promise& promise : std::exchange(unhandled_, {})) {
      promise->is_reported = true;
      report(promise, false);
    }
  }

  static std::string describe(const Promise& promise) {
    switch (promise->status) {
      case ModelPromise::Status::fulfilled:
        return "value " + std::to_string(promise->number);
      case ModelPromise::Status::rejected:
        return "error " + std::to_string(promise->number);
      default:
        return "pending";
    }
  }

 private:
  struct Numbers {
    std::vector<int> values;
    std::size_t missing;
    bool is_complete() const { return missing == 0; }
  };

  Promise make() { return all_.emplace_back(std::make_shared<ModelPromise>()); }

  static bool can_settle(const Promise& promise) {
    return promise->has_resolver && !promise->is_resolved;
  }

  void fulfil(const Promise& promise, int value) {
    finish(promise, ModelPromise::Status::fulfilled, value);
  }
  void reject(const Promise& promise, int number) {
    if (!promise->is_handled) unhandled_.push_back(promise);
    finish(promise, ModelPromise::Status::rejected, number);
  }
  void finish(const Promise& promise, ModelPromise::Status status, int number) {
    promise->status = status;
    promise->number = number;
    promise->is_resolved = true;
    for (Job& reaction : promise->reactions) microtask(std::move(reaction));
    promise->reactions.clear();
  }

  void react(const Promise& source, Job reaction) {
    if (source->status == ModelPromise::Status::rejected && !source->is_handled) {
      if (source->is_reported) {
        handled_late_.push_back(source);
      } else {
        std::erase(unhandled_, source);
      }
    }
    source->is_handled = true;
    if (source->status == ModelPromise::Status::pending) {
      source->reactions.push_back(std::move(reaction));
    } else {
      microtask(std::move(reaction));
    }
  }

  void settle_like(const Promise& from, const Promise& to) {
    from->status == ModelPromise::Status::fulfilled ? fulfil(to, from->number)
                                                    : reject(to, from->number);
  }

  void follow(const Promise& follower, const Promise& followed) {
    if (follower == followed) return reject(follower, self_resolution_number);
    follower->is_resolved = true;
    microtask([=, this] { react(followed, [=, this] { settle_like(followed, follower); }); });
  }

  void settle_by(const Promise& made, const Handler& handler, const std::string& what) {
    try {
      const Runner::Answer answer = handler.call(what);
      answer.promise != nullptr ? follow(made, *answer.promise) : fulfil(made, answer.value);
    } catch (const Failure& failure) {
      reject(made, failure.number);
    }
  }

  Handler pass_value() { return {}; }

  /// Errors count as negative numbers.
  template <typename Take>
  Promise combine(const std::vector<Promise>& promises, Take take) {
    const auto made = make();
    const auto numbers =
        std::make_shared<Numbers>(Numbers{std::vector<int>(promises.size()), promises.size()});
    for (std::size_t i = 0; i < promises.size(); ++i) {
      const Promise each = promises[i];
      react(each, [=]() mutable {
        const bool is_value = each->status == ModelPromise::Status::fulfilled;
        numbers->values[i] = is_value ? each->number : -each->number;
        --numbers->missing;
        if (made->status == ModelPromise::Status::pending) take(made, each, *numbers);
      });
    }
    return made;
  }

  void go_on(const Promise& made, const std::vector<Promise>& awaited, std::size_t next, int sum,
             bool catches, const Handler& handler) {
    if (next == awaited.size()) return settle_by(made, handler, "value " + std::to_string(sum));
    const Promise each = awaited[next];
    react(each, [=, this] {
      const bool is_value = each->status == ModelPromise::Status::fulfilled;
      if (!is_value && !catches) return reject(made, each->number);
      go_on(made, awaited, next + 1, sum + (is_value ? each->number : -each->number), catches,
            handler);
    });
  }

  static void run_all(std::deque<Job>& jobs) {
    while (!jobs.empty()) {
      const Job job = std::move(jobs.front());
      jobs.pop_front();
      job();
    }
  }

  std::vector<Promise> all_;
  std::deque<Job> ticks_;
  std::deque<Job> microtasks_;
  std::vector<Promise> unhandled_;
  std::vector<Promise> handled_late_;
};

}  // namespace

Log run_on_model(const Program& program) {
  Log log;
  ModelPromises promises;
  ProgramRunner<ModelPromises> runner(promises, log);
  const auto report = [&](const auto& promise, bool is_handled_late) {
    const std::string name = runner.name_of([&](const auto& made) { return made == promise; });
    log.push_back(is_handled_late ? "handled late " + name
                                  : "unhandled " + name + ": " + std::to_string(promise->number));
  };
  for (const Operation& operation : program) {
    if (operation.kind == Operation::Kind::new_task) promises.checkpoint(report);
    runner.run(operation);
  }
  promises.checkpoint(report);
  runner.note_statuses();
  return log;
}

}  // namespace loop::js
