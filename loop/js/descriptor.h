// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <source_location>

#include "loop/js/abort.h"
#include "loop/js/promise.h"
#include "loop/loop.h"

namespace loop::js {

class DescriptorWaits;

/// Lets promises wait until a descriptor is ready: one for reading and one for writing at a time.
///
/// The descriptor stays the caller's, who destroys this before closing it. From the first wait on
/// this is its one watch on the loop. It counts as alive only while somebody waits. A wait makes
/// at most one system call, and one more if the other direction is still waited for when it ends.
///
/// Loop's thread, also to destroy it, unless the loop has ended; a moved-from one may only be
/// destroyed or assigned to.
class Descriptor {
 public:
  Descriptor(Loop& loop, int descriptor);
  Descriptor(Descriptor&&) noexcept = default;
  Descriptor& operator=(Descriptor&& other) noexcept;

  /// Ends the watch. What still waits is rejected with std::errc::operation_canceled. If the loop
  /// was told to stop while nobody is inside its run(), both happen when it ends, with
  /// Errc::terminated.
  ~Descriptor();

  /// Fulfilled when reading does not block: with `read`, and `error` or `hang_up` if that is so;
  /// these two alone will do. Rejected
  /// - with the signal's reason, when it is aborted, at once if it is already;
  /// - with std::errc::device_or_resource_busy if somebody else waits for reading;
  /// - with what Loop::watch() throws: files that are always ready cannot be waited for;
  /// - with Errc::terminated if the loop ends.
  /// Throws Errc::wrong_thread, also for a signal of a loop that runs elsewhere, Errc::terminated,
  /// std::bad_alloc, and then it has no effect.
  Promise<Readiness> readable(const AbortSignal& signal = {},
                              std::source_location where = std::source_location::current());

  /// The same for writing.
  Promise<Readiness> writable(const AbortSignal& signal = {},
                              std::source_location where = std::source_location::current());

 private:
  std::shared_ptr<DescriptorWaits> waits_;  // the watch holds them too
};

}  // namespace loop::js
