// SPDX-License-Identifier: MIT
//
// Sends back what it receives, to many clients, on one thread. Takes a port, or finds a free one.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include "loop/loop.h"

using loop::Readiness;

/// One client. Receives only when all is sent: who reads nothing must not fill our memory.
struct Connection {
  ~Connection() { ::close(descriptor); }

  void serve() {
    const Readiness next = receive_or_send();
    if (next == Readiness::none) {
      loop.unwatch(watch);  // ends the connection, when this returns
    } else {
      loop.modify(watch, next);
    }
  }

  /// What to wait for next; nothing if the client is gone.
  Readiness receive_or_send() {
    if (unsent.empty()) {
      const ssize_t size = ::recv(descriptor, buffer.data(), buffer.size(), 0);
      if (size < 0 && errno == EAGAIN) return Readiness::read;
      if (size <= 0) return Readiness::none;
      unsent = {buffer.data(), static_cast<std::size_t>(size)};
    }
    const ssize_t size = ::send(descriptor, unsent.data(), unsent.size(), MSG_NOSIGNAL);
    if (size < 0 && errno != EAGAIN) return Readiness::none;
    unsent.remove_prefix(size < 0 ? 0 : static_cast<std::size_t>(size));
    return unsent.empty() ? Readiness::read : Readiness::write;
  }

  loop::Loop& loop;
  int descriptor;
  loop::WatchId watch{};
  std::array<char, 65536> buffer{};
  std::string_view unsent{};  // of the buffer
};

int checked(int result) {
  if (result < 0) throw std::system_error(errno, std::generic_category());
  return result;
}

int main(int argument_count, char** arguments) {
  const int port = argument_count > 1 ? std::stoi(arguments[1]) : 0;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<in_port_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const int listener = checked(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
  checked(::bind(listener, reinterpret_cast<sockaddr*>(&address), size));
  checked(::listen(listener, SOMAXCONN));
  checked(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size));

  loop::Loop loop;
  loop.watch(listener, Readiness::read, [&](Readiness) {
    const int accepted = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
    if (accepted < 0 && (errno == EAGAIN || errno == ECONNABORTED)) return;  // it has given up
    checked(accepted);
    const auto client = std::make_shared<Connection>(loop, accepted);
    client->watch = loop.watch(accepted, Readiness::read, [client](auto) { client->serve(); });
  });
  loop.watch_signal(SIGINT, [&](int) { loop.shutdown(); });
  std::cout << "listening on port " << ntohs(address.sin_port) << std::endl;
  loop.run();
}
