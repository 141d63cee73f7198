// SPDX-License-Identifier: MIT
//
// What the handles of one promise share: whether and how it is settled, and who waits for it.
#pragma once

#include <atomic>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <source_location>
#include <type_traits>
#include <utility>

#include "layoutcheck/annotations.h"
#include "loop/js/block_pool.h"
#include "loop/js/reference.h"

namespace loop::js {

class PromiseState;
class Runtime;

enum class Status : std::uint8_t { pending, fulfilled, rejected };

/// What happens when a promise is settled. The loop's thread only.
///
/// A reaction holds a reference of the promise that it waits for, so that nobody else need: whoever
/// would have settled it may be gone.
class Reaction {
 public:
  Reaction() = default;
  Reaction(const Reaction&) = delete;
  Reaction& operator=(const Reaction&) = delete;

  /// Called once, as a microtask of its own, after the promise was settled.
  virtual void run() noexcept = 0;

  /// Called instead of run(): the loop ends before, or there is no memory to queue the microtask.
  virtual void abandon(const std::exception_ptr& reason) noexcept = 0;

 protected:
  ~Reaction() = default;

 private:
  friend class PromiseState;
  friend class ReactionJob;

  union {
    Reaction* next_ = nullptr;  // in the circle of a pending promise
    class ReactionJob* job_;    // the microtask, when the promise is settled
  };
};

/// A promise but for its value's type: one line, value included, if that has at most 32 bytes.
///
/// Every thread may hold references; everything else belongs to the loop's thread.
class LAYOUT_MAX_SIZE(64) LAYOUT_MAX_LINES(1)
    LAYOUT_MAY_SHARE(references, promise,
                     "handles seldom leave the loop's thread, and a promise "
                     "is small only as one line") alignas(64) PromiseState {
 public:
  PromiseState(const PromiseState&) = delete;
  PromiseState& operator=(const PromiseState&) = delete;

  // --- References. Any thread ---

  void retain() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }

  /// Who holds the only reference need not write it: nobody else can.
  void release() noexcept {
    if (is_unique() || references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

  /// Whether the caller's reference is the only one.
  bool is_unique() const noexcept { return references_.load(std::memory_order_acquire) == 1; }

  Runtime& runtime() const noexcept { return *runtime_; }

  // --- The loop's thread ---

  Status status() const noexcept { return status_; }

  /// Whether it is settled, or follows another promise: it cannot be resolved again.
  bool is_resolved() const noexcept { return is_resolved_; }

  /// It has settled as the promise that it followed; what was kept for that may go.
  virtual void end_following() noexcept {}

  /// It follows another promise.
  void set_resolved() noexcept { is_resolved_ = true; }

  /// Where it was made, by the user's code.
  const std::source_location& created() const noexcept { return created_; }

  /// It must be rejected.
  const std::exception_ptr& error() const noexcept {
    assert(status_ == Status::rejected);
    return storage_.rejected.error;
  }

  /// Lets `reaction` run when the promise is settled; if it is already, as the next microtask.
  /// Reactions run in this order. Throws Errc::wrong_thread, Errc::terminated.
  void react(Reaction& reaction);

  /// Takes a reaction back that has not run.
  void remove(Reaction& reaction) noexcept;

  /// It must be pending.
  void reject(std::exception_ptr error) noexcept;

  /// Nobody will settle it: rejects it, if it is pending. At the end of the loop that is no error
  /// that somebody must handle.
  void give_up(const std::exception_ptr& reason) noexcept;

  static void* operator new(std::size_t size_bytes) { return BlockPool::allocate(size_bytes); }
  static void operator delete(void* state, std::size_t size_bytes) noexcept {
    BlockPool::release(state, size_bytes);
  }

 protected:
  static constexpr std::size_t inline_value_size_bytes = 32;

  PromiseState(Runtime& runtime, std::uint32_t references, std::source_location created) noexcept
      : references_(references), runtime_(&runtime), created_(created) {
    std::construct_at(&storage_.waiting);
  }
  virtual ~PromiseState();

  void* inline_value() noexcept { return storage_.value; }

  /// Begins to settle: the storage is the value's from here on. The reactions, as a circle's last.
  Reaction* take_reactions() noexcept;

  /// The value stands. Queues the reactions.
  void finish_fulfilling(Reaction* reactions) noexcept;

  /// There is no value: an error stands in its place.
  void finish_rejecting(Reaction* reactions, std::exception_ptr error) noexcept;

 private:
  friend struct PromiseStateLayout;
  friend class PromiseList;
  friend class Runtime;
  template <typename T>
  friend class StateOf;

  struct Links {
    PromiseState* previous = nullptr;
    PromiseState* next = nullptr;
  };
  struct Waiting {
    Reaction* last = nullptr;  // of a circle
    Links links;               // among the promises that somebody waits for, if anybody does
  };
  struct Rejected {
    std::exception_ptr error;
    Links links;  // among those whose rejection is to be reported, if it is
  };
  union Storage {
    Storage() noexcept {}
    ~Storage() {}
    Waiting waiting;
    Rejected rejected;
    std::byte value[inline_value_size_bytes];
  };

  Links& links() noexcept {
    return status_ == Status::pending ? storage_.waiting.links : storage_.rejected.links;
  }
  void queue(Reaction* reactions) noexcept;

  LAYOUT_GROUP(references) LAYOUT_WRITTEN_BY(*) std::atomic<std::uint32_t> references_;
  LAYOUT_GROUP(promise) LAYOUT_WRITTEN_BY(owner) Status status_ = Status::pending;
  LAYOUT_GROUP(promise) LAYOUT_WRITTEN_BY(owner) bool is_resolved_ = false;
  LAYOUT_GROUP(promise) LAYOUT_WRITTEN_BY(owner) bool is_handled_ = false;
  LAYOUT_GROUP(promise) LAYOUT_WRITTEN_BY(owner) bool is_reported_ = false;  // as unhandled
  LAYOUT_GROUP(promise) LAYOUT_WRITTEN_BY(owner) LAYOUT_READ_BY(*) Runtime* runtime_;
  LAYOUT_GROUP(promise) LAYOUT_WRITTEN_BY(owner) std::source_location created_;
  LAYOUT_GROUP(promise) LAYOUT_WRITTEN_BY(owner) Storage storage_;
};

/// What a promise of void is fulfilled with.
struct Nothing {};

template <typename T>
using ValueOf = std::conditional_t<std::is_void_v<T>, Nothing, T>;

/// A promise with its value, which lies in the line if it fits there.
template <typename T>
class StateOf : public PromiseState {
  static_assert(std::is_void_v<T> || std::is_object_v<T>,
                "a promise holds a value; wrap a reference in std::ref");
  static_assert(alignof(ValueOf<T>) <= BlockPool::granularity_bytes,
                "promises are aligned to 64 bytes; put the value into a std::unique_ptr");

 public:
  using Value = ValueOf<T>;

  StateOf(Runtime& runtime, std::uint32_t references, std::source_location created) noexcept
      : PromiseState(runtime, references, created) {}

  ~StateOf() override {
    if (status_ == Status::fulfilled) std::destroy_at(&value());
  }

  /// It must be fulfilled.
  Value& value() noexcept { return *std::launder(static_cast<Value*>(slot())); }

  /// The value, moved out if nobody else can look at it any more, or if it cannot be copied.
  Value take_value() {
    if constexpr (std::is_copy_constructible_v<Value>) {
      if (!is_unique()) return value();
    }
    return std::move(value());
  }

  /// It must be pending. An exception of the constructor rejects it.
  template <typename... Arguments>
  void fulfil(Arguments&&... arguments) noexcept {
    assert(status_ == Status::pending);
    Reaction* reactions = take_reactions();
    if constexpr (std::is_nothrow_constructible_v<Value, Arguments&&...>) {
      ::new (slot()) Value(std::forward<Arguments>(arguments)...);
    } else {
      try {
        ::new (slot()) Value(std::forward<Arguments>(arguments)...);
      } catch (...) {
        return finish_rejecting(reactions, std::current_exception());
      }
    }
    finish_fulfilling(reactions);
  }

 private:
  static constexpr bool fits =
      sizeof(Value) <= inline_value_size_bytes && alignof(Value) <= inline_value_size_bytes;

  struct Absent {};
  struct Outside {
    alignas(Value) std::byte bytes[sizeof(Value)];
  };

  void* slot() noexcept {
    if constexpr (fits) {
      return inline_value();
    } else {
      return outside_.bytes;
    }
  }

  [[no_unique_address]] std::conditional_t<fits, Absent, Outside> outside_;
};

}  // namespace loop::js
