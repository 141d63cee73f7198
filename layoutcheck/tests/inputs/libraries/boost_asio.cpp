// A server and a client on Boost.Asio.
#include <array>
#include <utility>  // Boost.Asio 1.74 uses std::exchange without it

#include <boost/asio.hpp>
#include <memory>

namespace {

using boost::asio::ip::tcp;

struct Session : std::enable_shared_from_this<Session> {
  explicit Session(tcp::socket socket) : socket_(std::move(socket)) {}

  void read() {
    socket_.async_read_some(boost::asio::buffer(data_),
                            [self = shared_from_this()](boost::system::error_code error,
                                                        std::size_t count) {
                              if (!error) self->write(count);
                            });
  }

  void write(std::size_t count) {
    boost::asio::async_write(
        socket_, boost::asio::buffer(data_, count),
        [self = shared_from_this()](boost::system::error_code error, std::size_t) {
          if (!error) self->read();
        });
  }

  tcp::socket socket_;
  std::array<char, 1024> data_{};
};

}  // namespace

int main() {
  boost::asio::io_context context;
  boost::asio::steady_timer timer(context, std::chrono::milliseconds(1));
  timer.async_wait([](const boost::system::error_code&) {});
  boost::asio::strand<boost::asio::io_context::executor_type> strand(context.get_executor());
  boost::asio::post(strand, [] {});
  boost::asio::thread_pool pool(2);
  tcp::acceptor acceptor(context, tcp::endpoint(tcp::v4(), 0));
  acceptor.async_accept([](boost::system::error_code error, tcp::socket socket) {
    if (!error) std::make_shared<Session>(std::move(socket))->read();
  });
  context.run();
}
