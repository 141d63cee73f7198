// SPDX-License-Identifier: MIT
//
// Threads of your own compute, and post their results to the loop. What only the loop's tasks touch
// needs no lock. For single pieces of blocking work, Loop::offload() brings the threads.
#include <iostream>
#include <thread>
#include <vector>

#include "loop/loop.h"

bool is_prime(long number) {
  for (long divisor = 2; divisor * divisor <= number; ++divisor) {
    if (number % divisor == 0) return false;
  }
  return number > 1;
}

long count_primes(long begin, long end) {
  long count = 0;
  for (long number = begin; number < end; ++number) count += is_prime(number) ? 1 : 0;
  return count;
}

int main() {
  constexpr int worker_count = 4;
  constexpr long numbers_per_worker = 25'000;
  loop::Loop loop;
  long primes = 0;
  int unfinished = worker_count;

  // Joined before the loop is destroyed: it must outlive every post.
  std::vector<std::jthread> workers;
  for (int worker = 0; worker < worker_count; ++worker) {
    workers.emplace_back([&, begin = worker * numbers_per_worker] {
      const long found = count_primes(begin, begin + numbers_per_worker);
      loop.post([&, begin, found] {
        std::cout << found << " primes from " << begin << " on\n";
        primes += found;
        if (--unfinished == 0) loop.shutdown();
      });
    });
  }

  loop.run();
  std::cout << primes << " primes in all\n";
}
