// SPDX-License-Identifier: MIT
//
// Sends back what it receives, one coroutine a client, on one thread. A client that is silent for
// too long is dropped; Ctrl-C cancels everything that waits. Takes a port (0 finds a free one) and
// the longest silence in milliseconds.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <iostream>
#include <string>
#include <system_error>
#include <utility>

#include "loop/js/abort.h"
#include "loop/js/coroutine.h"
#include "loop/js/descriptor.h"
#include "loop/loop.h"

namespace js = loop::js;

int checked(int result) {
  if (result < 0) throw std::system_error(errno, std::generic_category());
  return result;
}

/// Owns a socket.
class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(checked(descriptor)) {}
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket& operator=(Socket&&) = delete;
  ~Socket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Ends when the client does. Throws js::TimeoutError, or js::AbortError when `stop` is aborted.
js::Promise<void> serve(loop::Loop& loop, Socket client, std::chrono::milliseconds longest_silence,
                        js::AbortSignal stop) {
  js::Descriptor descriptor(loop, client.descriptor());
  std::array<char, 1024> buffer;
  for (;;) {
    const auto silence = js::AbortSignal::timeout(loop, longest_silence);
    co_await descriptor.readable(js::AbortSignal::any(loop, stop, silence));
    const ssize_t received = ::recv(client.descriptor(), buffer.data(), buffer.size(), 0);
    if (received == 0 || (received < 0 && errno != EAGAIN)) co_return;
    for (ssize_t sent = 0; sent < received;) {
      const ssize_t more = ::send(client.descriptor(), buffer.data() + sent,
                                  static_cast<std::size_t>(received - sent), MSG_NOSIGNAL);
      if (more >= 0) {
        sent += more;
      } else if (errno == EAGAIN) {
        co_await descriptor.writable(js::AbortSignal::any(loop, stop, silence));
      } else {
        co_return;
      }
    }
  }
}

js::Promise<void> serve_all(loop::Loop& loop, Socket listener,
                            std::chrono::milliseconds longest_silence, js::AbortSignal stop) {
  js::Descriptor descriptor(loop, listener.descriptor());
  for (;;) {
    co_await descriptor.readable(stop);
    const int client = ::accept4(listener.descriptor(), nullptr, nullptr, SOCK_NONBLOCK);
    if (client < 0 && (errno == EAGAIN || errno == ECONNABORTED)) continue;  // it has given up
    serve(loop, Socket(client), longest_silence, stop)
        .catch_error<std::exception>([](const std::exception& error) {
          std::cout << "client dropped: " << error.what() << std::endl;
        });
  }
}

int main(int argument_count, char** arguments) {
  const int port = argument_count > 1 ? std::stoi(arguments[1]) : 0;
  const std::chrono::milliseconds silence(argument_count > 2 ? std::stoi(arguments[2]) : 60'000);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<in_port_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  Socket listener(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
  checked(::bind(listener.descriptor(), reinterpret_cast<sockaddr*>(&address), size));
  checked(::listen(listener.descriptor(), SOMAXCONN));
  checked(::getsockname(listener.descriptor(), reinterpret_cast<sockaddr*>(&address), &size));

  loop::Loop loop;
  js::AbortController controller(loop);
  loop.unref(loop.watch_signal(SIGINT, [&](int) { controller.abort(); }));
  std::cout << "listening on port " << ntohs(address.sin_port) << std::endl;
  serve_all(loop, std::move(listener), silence, controller.signal())
      .catch_error<js::AbortError>([](const js::AbortError&) { std::cout << "bye" << std::endl; })
      .catch_error<std::exception>([](const std::exception& error) {
        std::cerr << "no more clients are served: " << error.what() << std::endl;
      });
  loop.run_while_alive();
}
