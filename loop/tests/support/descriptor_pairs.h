// SPDX-License-Identifier: MIT
#pragma once

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <utility>

namespace loop {

/// A descriptor of this test, closed at the end.
class OwnDescriptor {
 public:
  explicit OwnDescriptor(int number = -1) noexcept : number_(number) {}
  OwnDescriptor(OwnDescriptor&& from) noexcept : number_(std::exchange(from.number_, -1)) {}
  OwnDescriptor& operator=(OwnDescriptor&&) = delete;
  ~OwnDescriptor() { close(); }

  operator int() const noexcept { return number_; }
  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_;
};

/// Two connected descriptors that do not block.
class DescriptorPair {
 public:
  /// What is written to `far` can be read from `near`.
  OwnDescriptor near;
  OwnDescriptor far;

  void write_far(char byte = 'x') const { REQUIRE(::write(far, &byte, 1) == 1); }

  char read_near() const {
    char byte = 0;
    return ::read(near, &byte, 1) == 1 ? byte : '\0';
  }

 protected:
  using Ends = std::array<int, 2>;
  explicit DescriptorPair(Ends ends) : near(ends[0]), far(ends[1]) {
    for (const int end : ends) REQUIRE(::fcntl(end, F_SETFL, O_NONBLOCK) == 0);
  }
};

class SocketPair : public DescriptorPair {
 public:
  SocketPair() : DescriptorPair(open()) {}

 private:
  static Ends open() {
    Ends ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
    return ends;
  }
};

/// `near` is the read end.
class Pipe : public DescriptorPair {
 public:
  Pipe() : DescriptorPair(open()) {}

 private:
  static Ends open() {
    Ends ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    return ends;
  }
};

/// Writes until nothing more is taken.
inline void fill(int descriptor) {
  constexpr std::array<char, 4096> bytes{};
  while (::write(descriptor, bytes.data(), bytes.size()) > 0) {
  }
}

/// Reads until nothing is left.
inline void empty(int descriptor) {
  std::array<char, 4096> bytes;
  while (::read(descriptor, bytes.data(), bytes.size()) > 0) {
  }
}

}  // namespace loop
