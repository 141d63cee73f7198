// SPDX-License-Identifier: MIT
#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <system_error>

#include "layoutcheck/annotations.h"
#include "loop/pollers/eventfd_wakeup.h"
#include "loop/pollers/line_size.h"
#include "loop/pollers/poller.h"
#include "loop/pollers/timeout.h"

namespace loop {
namespace {

using std::chrono::nanoseconds;

/// More that are ready at once wait for the next wait: the kernel hands them out in turn, so that
/// none is left behind.
constexpr std::size_t events_per_wait = 256;
constexpr std::uint64_t wakeup_token = std::numeric_limits<std::uint64_t>::max();

[[noreturn]] void throw_errno(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

/// An epoll instance, closed at the end.
class EpollDescriptor {
 public:
  EpollDescriptor() : value_(::epoll_create1(EPOLL_CLOEXEC)) {
    if (value_ < 0) throw_errno("epoll_create1");
  }
  EpollDescriptor(const EpollDescriptor&) = delete;
  EpollDescriptor& operator=(const EpollDescriptor&) = delete;
  ~EpollDescriptor() { ::close(value_); }

  int value() const noexcept { return value_; }

 private:
  int value_;
};

std::uint32_t to_epoll(Readiness interest, Trigger trigger) {
  std::uint32_t events = 0;
  if (has(interest, Readiness::read)) events |= EPOLLIN;
  if (has(interest, Readiness::write)) events |= EPOLLOUT;
  if (trigger == Trigger::edge) events |= EPOLLET;
  if (trigger == Trigger::one_shot) events |= EPOLLONESHOT;
  return events;
}

Readiness from_epoll(std::uint32_t events) {
  Readiness readiness = Readiness::none;
  if ((events & EPOLLIN) != 0) readiness = readiness | Readiness::read;
  if ((events & EPOLLOUT) != 0) readiness = readiness | Readiness::write;
  if ((events & EPOLLERR) != 0) readiness = readiness | Readiness::error;
  if ((events & EPOLLHUP) != 0) readiness = readiness | Readiness::hang_up;
  return readiness;
}

class alignas(line_size_bytes) EpollPoller final : public Poller {
 public:
  EpollPoller() { control(EPOLL_CTL_ADD, wakeup_.descriptor(), EPOLLIN | EPOLLET, wakeup_token); }

  bool supports(Trigger) const noexcept override { return true; }

  void add(int descriptor, std::uint64_t token, Readiness interest, Trigger trigger) override {
    control(EPOLL_CTL_ADD, descriptor, to_epoll(interest, trigger), token);
  }

  void modify(int descriptor, std::uint64_t token, Readiness interest, Trigger trigger) override {
    control(EPOLL_CTL_MOD, descriptor, to_epoll(interest, trigger), token);
  }

  void remove(int descriptor) noexcept override {
    epoll_event unused{};
    ::epoll_ctl(epoll_.value(), EPOLL_CTL_DEL, descriptor, &unused);
  }

  std::span<const Event> wait(TimePoint deadline) override {
    int count = wait_once(deadline);
    while (count < 0) count = wait_once(deadline);
    return translate(static_cast<std::size_t>(count));
  }

  void wake() noexcept override { wakeup_.signal(); }

 private:
  void control(int operation, int descriptor, std::uint32_t events, std::uint64_t token) {
    epoll_event event{};
    event.events = events;
    event.data.u64 = token;
    if (::epoll_ctl(epoll_.value(), operation, descriptor, &event) < 0) throw_errno("epoll_ctl");
  }

  /// The number of events, or -1 if a signal came first.
  int wait_once(TimePoint deadline) {
    if (deadline == do_not_wait) return wait_milliseconds(0);
    if (deadline == forever) return wait_milliseconds(-1);
    const nanoseconds left = time_left(deadline);
    return has_nanoseconds_ ? wait_nanoseconds(left) : wait_milliseconds(to_milliseconds(left));
  }

  int wait_milliseconds(int timeout) {
    return unless_interrupted(
        ::epoll_wait(epoll_.value(), raw_.data(), static_cast<int>(raw_.size()), timeout),
        "epoll_wait");
  }

  int wait_nanoseconds(nanoseconds left) {
    const timespec timeout = to_timespec(left);
    const int count = ::epoll_pwait2(epoll_.value(), raw_.data(), static_cast<int>(raw_.size()),
                                     &timeout, nullptr);
    // Sandboxes that do not know a system call answer EPERM, which epoll_pwait2 never does.
    if (count >= 0 || (errno != ENOSYS && errno != EPERM)) {
      return unless_interrupted(count, "epoll_pwait2");
    }
    has_nanoseconds_ = false;
    return wait_milliseconds(to_milliseconds(left));
  }

  static int unless_interrupted(int count, const char* what) {
    if (count < 0 && errno != EINTR) throw_errno(what);
    return count;
  }

  std::span<const Event> translate(std::size_t count) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (raw_[i].data.u64 == wakeup_token) continue;
      events_[kept++] = {.token = raw_[i].data.u64, .readiness = from_epoll(raw_[i].events)};
    }
    return {events_.data(), kept};
  }

  friend struct EpollPollerLayout;

  // wake() reads this line from any thread, so wait() must not write it.
  LAYOUT_READ_MOSTLY EpollDescriptor epoll_;
  LAYOUT_READ_MOSTLY EventfdWakeup wakeup_;

  LAYOUT_WRITTEN_BY(owner) alignas(line_size_bytes) bool has_nanoseconds_ = true;
  LAYOUT_WRITTEN_BY(owner) std::array<Event, events_per_wait> events_;
  LAYOUT_WRITTEN_BY(owner) std::array<epoll_event, events_per_wait> raw_;
};

struct EpollPollerLayout {
// A class with virtual functions has no standard layout; without virtual bases offsetof works.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winvalid-offsetof"
  static_assert(alignof(EpollPoller) == line_size_bytes);
  static_assert(offsetof(EpollPoller, wakeup_) < line_size_bytes);
  static_assert(offsetof(EpollPoller, has_nanoseconds_) == line_size_bytes);
#pragma GCC diagnostic pop
};

}  // namespace

std::unique_ptr<Poller> make_epoll_poller() {
  return std::make_unique<EpollPoller>();
}

}  // namespace loop
