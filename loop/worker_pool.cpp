// SPDX-License-Identifier: MIT
#include "loop/worker_pool.h"

#include <algorithm>
#include <system_error>

namespace loop {

void WorkList::push(std::unique_ptr<Work> work) noexcept {
  Work* last = work.get();
  (first_ == nullptr ? first_ : last_->next_) = std::move(work);
  last_ = last;
  ++size_;
}

std::unique_ptr<Work> WorkList::pop() noexcept {
  std::unique_ptr<Work> first = std::move(first_);
  if (first == nullptr) return first;
  first_ = std::move(first->next_);
  --size_;
  return first;
}

WorkerPool::WorkerPool(std::size_t most_threads, Task on_finished) noexcept
    : most_threads_(std::max<std::size_t>(most_threads, 1)), on_finished_(std::move(on_finished)) {}

WorkerPool::~WorkerPool() {
  close();
  abandon();
  for (Thread& thread : threads_) thread.join();
}

bool WorkerPool::submit(std::unique_ptr<Work> work) {
  const std::lock_guard lock(mutex_);
  if (is_closed_) return false;
  if (queued_.size() >= idle_threads_ && threads_.size() < most_threads_) start_thread();
  queued_.push(std::move(work));
  is_work_queued_.notify_one();
  return true;
}

/// Without a new thread the others will do, if there are any.
void WorkerPool::start_thread() {
  try {
    threads_.reserve(threads_.size() + 1);
    threads_.emplace_back([this] { live(); });
  } catch (const std::system_error& error) {
    if (threads_.empty()) throw std::system_error(error.code(), "pthread_create");
  } catch (...) {
    if (threads_.empty()) throw;
  }
}

void WorkerPool::close() noexcept {
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
}

void WorkerPool::take_finished(WorkList& into) noexcept {
  const std::lock_guard lock(mutex_);
  while (!finished_.empty()) into.push(finished_.pop());
}

bool WorkerPool::empty() const noexcept {
  const std::lock_guard lock(mutex_);
  return queued_.empty() && finished_.empty() && running_ == 0;
}

/// Work is destroyed outside the lock, because destructors of captures may do anything.
std::size_t WorkerPool::abandon() noexcept {
  WorkList dropped;
  std::unique_lock lock(mutex_);
  is_closed_ = true;
  const std::size_t running = is_abandoned_ ? 0 : running_;
  is_abandoned_ = true;
  while (!queued_.empty()) dropped.push(queued_.pop());
  while (!finished_.empty()) dropped.push(finished_.pop());
  is_work_queued_.notify_all();
  lock.unlock();
  const std::size_t count = dropped.size() + running;
  while (!dropped.empty()) dropped.pop();
  return count;
}

void WorkerPool::wait_until_idle() const {
  std::unique_lock lock(mutex_);
  is_work_done_.wait(lock, [this] { return running_ == 0; });
}

/// The life of a worker's thread. Abandoned work is destroyed before it no longer counts as
/// running, so that nothing of the user's is left then.
void WorkerPool::live() {
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_threads_;
    is_work_queued_.wait(lock, [this] { return !queued_.empty() || is_abandoned_; });
    --idle_threads_;
    if (is_abandoned_) return;
    std::unique_ptr<Work> work = queued_.pop();
    ++running_;
    lock.unlock();
    work->run();
    lock.lock();
    if (is_abandoned_) {
      lock.unlock();
      work.reset();
      lock.lock();
    } else {
      finished_.push(std::move(work));
    }
    --running_;
    is_work_done_.notify_all();
    lock.unlock();
    on_finished_();
    lock.lock();
  }
}

}  // namespace loop
