// SPDX-License-Identifier: MIT
//
// Nothing in here that POSIX.1-2008 does not have, but for ppoll where the build finds it.
#include <poll.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <system_error>
#include <vector>

#include "layoutcheck/annotations.h"
#include "loop/pollers/line_size.h"
#include "loop/pollers/pipe_wakeup.h"
#include "loop/pollers/poller.h"
#include "loop/pollers/timeout.h"

namespace loop {
namespace {

using std::chrono::nanoseconds;

[[noreturn]] void throw_code(int code, const char* what = "poll") {
  throw std::system_error(code, std::generic_category(), what);
}

/// Tells the files apart that have had the same number one after the other.
struct FileIdentity {
  dev_t device;
  ino_t inode;
  bool operator==(const FileIdentity&) const = default;
};

/// Throws as epoll does: for closed descriptors, and for files that are always ready.
FileIdentity identify(int descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) < 0) throw_code(errno, "fstat");
  const mode_t mode = status.st_mode;
  if (S_ISREG(mode) || S_ISDIR(mode) || S_ISBLK(mode)) throw_code(EPERM);
  return {.device = status.st_dev, .inode = status.st_ino};
}

short to_poll(Readiness interest) {
  int events = 0;
  if (has(interest, Readiness::read)) events |= POLLIN;
  if (has(interest, Readiness::write)) events |= POLLOUT;
  return static_cast<short>(events);
}

Readiness from_poll(short events) {
  Readiness readiness = Readiness::none;
  if ((events & POLLIN) != 0) readiness = readiness | Readiness::read;
  if ((events & POLLOUT) != 0) readiness = readiness | Readiness::write;
  if ((events & POLLERR) != 0) readiness = readiness | Readiness::error;
  if ((events & POLLHUP) != 0) readiness = readiness | Readiness::hang_up;
  return readiness;
}

/// poll() skips negative descriptors, which is how a one-shot rests after its report.
int disarmed(int descriptor) {
  return ~descriptor;
}

int descriptor_of(const pollfd& polled) {
  return polled.fd < 0 ? ~polled.fd : polled.fd;
}

class alignas(line_size_bytes) PollPoller final : public Poller {
 public:
  PollPoller() {
    polled_.push_back({.fd = wakeup_.descriptor(), .events = POLLIN, .revents = 0});
    registrations_.push_back({});
  }

  bool supports(Trigger trigger) const noexcept override { return trigger != Trigger::edge; }

  void add(int descriptor, std::uint64_t token, Readiness interest, Trigger trigger) override {
    require_supported(trigger);
    const FileIdentity identity = identify(descriptor);
    if (find(descriptor, identity) != none) throw_code(EEXIST);
    const auto number = static_cast<std::size_t>(descriptor);
    if (number >= slot_by_descriptor_.size()) slot_by_descriptor_.resize(number + 1, none);
    registrations_.push_back({.token = token, .identity = identity, .trigger = trigger});
    try {
      polled_.push_back({.fd = descriptor, .events = to_poll(interest), .revents = 0});
    } catch (...) {
      registrations_.pop_back();
      throw;
    }
    slot_by_descriptor_[number] = static_cast<std::uint32_t>(polled_.size() - 1);
  }

  void modify(int descriptor, std::uint64_t token, Readiness interest, Trigger trigger) override {
    require_supported(trigger);
    const FileIdentity identity = identify(descriptor);
    const std::size_t slot = find(descriptor, identity);
    if (slot == none) throw_code(ENOENT);
    registrations_[slot] = {.token = token, .identity = identity, .trigger = trigger};
    polled_[slot] = {.fd = descriptor, .events = to_poll(interest), .revents = 0};
  }

  void remove(int descriptor) noexcept override {
    const std::size_t slot = slot_of(descriptor);
    if (slot != none) drop(slot);
  }

  std::span<const Event> wait(TimePoint deadline) override {
    events_.clear();
    events_.reserve(polled_.size());  // here, so that nothing fails once something was reported
    std::size_t ready = poll_until(deadline);
    while (ready != 0 && !collect(ready)) ready = poll_until(deadline);
    return events_;
  }

  void wake() noexcept override { wakeup_.signal(); }

 private:
  struct Registration {
    std::uint64_t token = 0;
    FileIdentity identity{};
    Trigger trigger = Trigger::level;
  };

  /// The slot of the wake-up, which nobody can name.
  static constexpr std::uint32_t none = 0;

  void require_supported(Trigger trigger) const {
    if (!supports(trigger)) throw_code(ENOTSUP);
  }

  std::size_t slot_of(int descriptor) const noexcept {
    const auto number = static_cast<std::size_t>(descriptor);
    return number < slot_by_descriptor_.size() ? slot_by_descriptor_[number] : none;
  }

  /// The slot of the number, if it still means the same file. If not, then closing ended the watch.
  std::size_t find(int descriptor, const FileIdentity& identity) noexcept {
    const std::size_t slot = slot_of(descriptor);
    if (slot == none || registrations_[slot].identity == identity) return slot;
    drop(slot);
    return none;
  }

  /// The last one takes the place.
  void drop(std::size_t slot) noexcept {
    slot_by_descriptor_[static_cast<std::size_t>(descriptor_of(polled_.back()))] =
        static_cast<std::uint32_t>(slot);
    slot_by_descriptor_[static_cast<std::size_t>(descriptor_of(polled_[slot]))] = none;
    polled_[slot] = polled_.back();
    registrations_[slot] = registrations_.back();
    polled_.pop_back();
    registrations_.pop_back();
  }

  /// How many descriptors have something to say; 0 if the deadline came first.
  std::size_t poll_until(TimePoint deadline) {
    int count = poll_once(deadline);
    while (count < 0 && errno == EINTR) count = poll_once(deadline);
    if (count < 0) throw_code(errno);
    return static_cast<std::size_t>(count);
  }

  int poll_once(TimePoint deadline) {
    if (deadline == forever) return poll_milliseconds(-1);
    if (deadline == do_not_wait) return poll_milliseconds(0);
    return poll_nanoseconds(time_left(deadline));
  }

  int poll_milliseconds(int timeout) {
    return ::poll(polled_.data(), static_cast<nfds_t>(polled_.size()), timeout);
  }

  int poll_nanoseconds(nanoseconds left) {
#ifdef LOOP_HAS_PPOLL
    const timespec timeout = to_timespec(left);
    return ::ppoll(polled_.data(), static_cast<nfds_t>(polled_.size()), &timeout, nullptr);
#else
    return poll_milliseconds(to_milliseconds(left));
#endif
  }

  /// False if there was nothing but descriptors that somebody closed: they do not end a wait.
  bool collect(std::size_t ready) {
    const bool is_woken = polled_[none].revents != 0;
    if (is_woken) {
      wakeup_.drain();
      --ready;
    }
    for (std::size_t slot = 1; ready != 0;) {
      const short events = polled_[slot].revents;
      if (events != 0) --ready;
      if ((events & POLLNVAL) != 0) {
        drop(slot);  // and look at the one that takes its place
        continue;
      }
      if (events != 0) report(slot);
      ++slot;
    }
    return is_woken || !events_.empty();
  }

  void report(std::size_t slot) {
    pollfd& polled = polled_[slot];
    const Registration& registration = registrations_[slot];
    events_.push_back({.token = registration.token, .readiness = from_poll(polled.revents)});
    if (registration.trigger == Trigger::one_shot) polled.fd = disarmed(polled.fd);
  }

  friend struct PollPollerLayout;

  // wake() reads this line from any thread, so wait() must not write it.
  LAYOUT_READ_MOSTLY PipeWakeup wakeup_;

  LAYOUT_WRITTEN_BY(owner) alignas(line_size_bytes) std::vector<pollfd> polled_;
  LAYOUT_WRITTEN_BY(owner) std::vector<Registration> registrations_;  // of polled_, by slot
  LAYOUT_WRITTEN_BY(owner) std::vector<std::uint32_t> slot_by_descriptor_;
  LAYOUT_WRITTEN_BY(owner) std::vector<Event> events_;
};

struct PollPollerLayout {
// A class with virtual functions has no standard layout; without virtual bases offsetof works.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
  static_assert(alignof(PollPoller) == line_size_bytes);
  static_assert(offsetof(PollPoller, wakeup_) < line_size_bytes);
  static_assert(offsetof(PollPoller, polled_) == line_size_bytes);
  static_assert(offsetof(PollPoller, events_) < 2 * line_size_bytes);
#pragma GCC diagnostic pop
};

}  // namespace

std::unique_ptr<Poller> make_poll_poller() {
  return std::make_unique<PollPoller>();
}

}  // namespace loop
