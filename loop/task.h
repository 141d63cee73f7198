// SPDX-License-Identifier: MIT
#pragma once

#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace loop {

/// Captures up to this size are stored in the callback itself and never allocate.
inline constexpr std::size_t inline_capture_size_bytes = 48;

/// A move-only function object, `void(Arguments...)`.
///
/// Captures of at most 48 bytes whose alignment is at most a pointer's and whose move cannot
/// throw are stored in place; others are allocated once. May be called any number of times. The
/// captured objects are destroyed with the callback, on the thread that destroys it.
template <typename... Arguments>
class Callback {
 public:
  /// Empty; must not be called.
  Callback() noexcept = default;

  template <typename Function>
  requires(!std::same_as<std::remove_cvref_t<Function>, Callback> &&
           std::is_invocable_v<std::decay_t<Function>&, Arguments...>)
      // Implicit, so that a lambda can be passed wherever a callback is wanted.
      Callback(Function&& function) {
    using Stored = std::decay_t<Function>;
    if constexpr (std::is_pointer_v<Stored> || std::is_member_pointer_v<Stored>) {
      if (function == nullptr) return;
    }
    if constexpr (fits_inline<Stored>) {
      ::new (static_cast<void*>(storage_)) Stored(std::forward<Function>(function));
      operations_ = &inline_operations<Stored>;
    } else {
      ::new (static_cast<void*>(storage_)) Stored*(new Stored(std::forward<Function>(function)));
      operations_ = &allocated_operations<Stored>;
    }
  }

  Callback(Callback&& other) noexcept { take(other); }
  Callback& operator=(Callback&& other) noexcept {
    if (this != &other) {
      reset();
      take(other);
    }
    return *this;
  }
  ~Callback() { reset(); }

  explicit operator bool() const noexcept { return operations_ != nullptr; }

  void operator()(Arguments... arguments) {
    assert(operations_ != nullptr);
    operations_->call(storage_, std::forward<Arguments>(arguments)...);
  }

  /// Destroys what was captured; empty afterwards.
  void reset() noexcept {
    const Operations* operations = std::exchange(operations_, nullptr);
    if (operations != nullptr && operations->destroy != nullptr) operations->destroy(storage_);
  }

 private:
  struct Operations {
    void (*call)(void* storage, Arguments... arguments);
    void (*relocate)(void* to, void* from) noexcept;  // null: the bytes may be copied
    void (*destroy)(void* storage) noexcept;          // null: nothing to do
  };

  template <typename Stored>
  static constexpr bool fits_inline =
      sizeof(Stored) <= inline_capture_size_bytes &&
      alignof(Stored) <= alignof(void*) && std::is_nothrow_move_constructible_v<Stored>;

  template <typename Stored>
  static Stored& stored(void* storage) noexcept {
    return *std::launder(static_cast<Stored*>(storage));
  }

  template <typename Stored>
  static void call_inline(void* storage, Arguments... arguments) {
    static_cast<void>(std::invoke(stored<Stored>(storage), std::forward<Arguments>(arguments)...));
  }

  template <typename Stored>
  static void relocate_inline(void* to, void* from) noexcept {
    ::new (to) Stored(std::move(stored<Stored>(from)));
    stored<Stored>(from).~Stored();
  }

  template <typename Stored>
  static void destroy_inline(void* storage) noexcept {
    stored<Stored>(storage).~Stored();
  }

  template <typename Stored>
  static void call_allocated(void* storage, Arguments... arguments) {
    call_inline<Stored>(stored<Stored*>(storage), std::forward<Arguments>(arguments)...);
  }

  template <typename Stored>
  static void destroy_allocated(void* storage) noexcept {
    delete stored<Stored*>(storage);
  }

  template <typename Stored>
  static constexpr Operations inline_operations = {
      &call_inline<Stored>,
      std::is_trivially_copyable_v<Stored> ? nullptr : &relocate_inline<Stored>,
      std::is_trivially_destructible_v<Stored> ? nullptr : &destroy_inline<Stored>,
  };

  template <typename Stored>
  static constexpr Operations allocated_operations = {
      &call_allocated<Stored>,
      nullptr,
      &destroy_allocated<Stored>,
  };

  void take(Callback& other) noexcept {
    operations_ = std::exchange(other.operations_, nullptr);
    if (operations_ == nullptr) return;
    if (operations_->relocate != nullptr) {
      operations_->relocate(storage_, other.storage_);
    } else {
      // Always all bytes: a copy of constant size is a few moves, and cheaper than asking. Those
      // that the captures leave unset are copied too, about which gcc warns the user's code.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"
#ifndef __clang__  // which does not know this warning
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
      std::memcpy(storage_, other.storage_, sizeof storage_);
#pragma GCC diagnostic pop
    }
  }

  const Operations* operations_ = nullptr;
  alignas(void*) std::byte storage_[inline_capture_size_bytes];
};

/// What the loop runs.
using Task = Callback<>;

// 56 bytes leave room for a link: a queued task is one 64-byte line.
static_assert(sizeof(void*) != 8 || sizeof(Task) == 56);
static_assert(alignof(Task) == alignof(void*));

}  // namespace loop
