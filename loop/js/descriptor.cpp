// SPDX-License-Identifier: MIT
#include "loop/js/descriptor.h"

#include <exception>
#include <optional>
#include <system_error>
#include <utility>

#include "loop/js/runtime.h"

namespace loop::js {

/// Who waits for a descriptor, and its watch: one-shot, so that it is silent when nobody waits.
class DescriptorWaits : public std::enable_shared_from_this<DescriptorWaits> {
 public:
  DescriptorWaits(Loop& loop, int descriptor) noexcept : loop_(loop), descriptor_(descriptor) {}

  Promise<Readiness> wait(Readiness direction, const AbortSignal& signal,
                          std::source_location where);

  /// Nothing is watched any more, or not for longer than the loop lives.
  void end() noexcept;

 private:
  struct Wait {
    Reference<StateOf<Readiness>> promise;  // null: nobody waits
    std::optional<AbortListener> on_abort;
  };

  /// The watch's handler. Its destruction tells that the watch has ended.
  class Handler {
   public:
    explicit Handler(std::shared_ptr<DescriptorWaits> waits) noexcept : waits_(std::move(waits)) {}
    Handler(Handler&&) noexcept = default;
    Handler& operator=(Handler&&) = delete;
    ~Handler() {
      if (waits_ != nullptr) waits_->lose_watch();
    }
    void operator()(Readiness readiness) { waits_->take(readiness); }

   private:
    std::shared_ptr<DescriptorWaits> waits_;
  };

  Wait& wait_for(Readiness direction) noexcept {
    return direction == Readiness::read ? reading_ : writing_;
  }
  Readiness awaited() const noexcept {
    return (reading_.promise ? Readiness::read : Readiness::none) |
           (writing_.promise ? Readiness::write : Readiness::none);
  }

  void arm(Readiness interest);
  void take(Readiness readiness);
  void arm_again() noexcept;
  void abort(Wait& wait, const std::exception_ptr& reason);
  void lose_watch() noexcept;
  void give_up(const std::exception_ptr& reason) noexcept;
  void count_as_alive();
  static Reference<StateOf<Readiness>> finish(Wait& wait) noexcept;

  Loop& loop_;
  int descriptor_;
  WatchId watch_ = WatchId::none;
  Readiness armed_ = Readiness::none;  // what the next event may report
  Wait reading_;
  Wait writing_;
};

Promise<Readiness> DescriptorWaits::wait(Readiness direction, const AbortSignal& signal,
                                         std::source_location where) {
  if (signal.aborted()) return Promise<Readiness>::reject(loop_, signal.reason(), where);
  Wait& wait = wait_for(direction);
  if (wait.promise) {
    return Promise<Readiness>::reject(
        loop_,
        std::system_error(std::make_error_code(std::errc::device_or_resource_busy),
                          "somebody waits for this descriptor already"),
        where);
  }
  auto promise =
      Reference<StateOf<Readiness>>::adopt(*new StateOf<Readiness>(Runtime::of(loop_), 1, where));
  if (signal.can_abort()) {
    wait.on_abort.emplace(signal,
                          [this, &wait](const std::exception_ptr& reason) { abort(wait, reason); });
  }
  try {
    arm(awaited() | direction);
  } catch (const std::exception&) {
    wait.on_abort.reset();
    promise->reject(std::current_exception());
    return Promise<Readiness>(std::move(promise));
  }
  wait.promise = promise;
  count_as_alive();
  return Promise<Readiness>(std::move(promise));
}

void DescriptorWaits::arm(Readiness interest) {
  if ((interest & armed_) == interest) return;
  if (watch_ == WatchId::none) {
    watch_ = loop_.watch(descriptor_, interest, Handler(shared_from_this()), Trigger::one_shot);
  } else {
    loop_.modify(watch_, interest, Trigger::one_shot);
  }
  armed_ = interest;
}

void DescriptorWaits::take(Readiness readiness) {
  const Readiness ends = readiness & (Readiness::error | Readiness::hang_up);
  armed_ = Readiness::none;
  const auto settle = [&](Wait& wait, Readiness direction) {
    const Readiness told = (readiness & direction) | ends;
    if (told == Readiness::none) return;
    if (const auto promise = finish(wait)) promise->fulfil(told);
  };
  settle(reading_, Readiness::read);
  settle(writing_, Readiness::write);
  arm_again();
  count_as_alive();
}

/// For the direction that was not ready.
void DescriptorWaits::arm_again() noexcept {
  if (awaited() == Readiness::none) return;
  try {
    arm(awaited());
  } catch (const std::exception&) {
    give_up(std::current_exception());
  }
}

/// What is armed stays so: the event that nobody waits for any more is the last, and costs less
/// than a system call.
void DescriptorWaits::abort(Wait& wait, const std::exception_ptr& reason) {
  finish(wait)->reject(reason);
  count_as_alive();
}

void DescriptorWaits::lose_watch() noexcept {
  watch_ = WatchId::none;
  armed_ = Readiness::none;
  if (loop_.state() >= State::terminating) return give_up(terminated_error());
  give_up(std::make_exception_ptr(std::system_error(
      std::make_error_code(std::errc::operation_canceled), "the descriptor is not watched")));
}

void DescriptorWaits::give_up(const std::exception_ptr& reason) noexcept {
  if (const auto promise = finish(reading_)) promise->give_up(reason);
  if (const auto promise = finish(writing_)) promise->give_up(reason);
}

/// A loop that was told to stop, perhaps just now by another thread, and that nobody runs refuses,
/// and ends the watch itself.
void DescriptorWaits::end() noexcept {
  if (watch_ == WatchId::none) return;
  try {
    loop_.unwatch(watch_);
  } catch (const std::system_error& error) {
    if (error.code() != Errc::terminated) std::terminate();
  }
}

void DescriptorWaits::count_as_alive() {
  if (awaited() != Readiness::none) {
    loop_.ref(watch_);
  } else {
    loop_.unref(watch_);
  }
}

Reference<StateOf<Readiness>> DescriptorWaits::finish(Wait& wait) noexcept {
  wait.on_abort.reset();
  return std::move(wait.promise);
}

Descriptor::Descriptor(Loop& loop, int descriptor)
    : waits_(std::make_shared<DescriptorWaits>(loop, descriptor)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  Descriptor taken = std::move(other);
  std::swap(waits_, taken.waits_);
  return *this;
}

Descriptor::~Descriptor() {
  if (waits_ != nullptr) waits_->end();
}

Promise<Readiness> Descriptor::readable(const AbortSignal& signal, std::source_location where) {
  return waits_->wait(Readiness::read, signal, where);
}

Promise<Readiness> Descriptor::writable(const AbortSignal& signal, std::source_location where) {
  return waits_->wait(Readiness::write, signal, where);
}

}  // namespace loop::js
