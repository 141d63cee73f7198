// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

namespace loop::js {

/// Holds a reference of an object that counts its references.
template <typename Object>
class Reference {
 public:
  Reference() noexcept = default;

  /// Takes over a reference that the caller holds.
  static Reference adopt(Object& object) noexcept { return Reference(object); }

  /// Holds one more.
  static Reference to(Object& object) noexcept {
    object.retain();
    return Reference(object);
  }

  Reference(const Reference& other) noexcept : object_(other.object_) {
    if (object_ != nullptr) object_->retain();
  }
  Reference(Reference&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Reference& operator=(Reference other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Reference() {
    if (object_ != nullptr) object_->release();
  }

  /// Holds nothing any more; the reference is the caller's.
  Object* leave() noexcept { return std::exchange(object_, nullptr); }

  explicit operator bool() const noexcept { return object_ != nullptr; }
  Object& operator*() const noexcept { return *object_; }
  Object* operator->() const noexcept { return object_; }
  Object* get() const noexcept { return object_; }

  friend bool operator==(const Reference&, const Reference&) = default;

 private:
  explicit Reference(Object& object) noexcept : object_(&object) {}

  Object* object_ = nullptr;
};

}  // namespace loop::js
