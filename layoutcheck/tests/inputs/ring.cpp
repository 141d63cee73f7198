// A queue between two threads, and a session that is laid out carelessly.
#include <atomic>
#include <cstddef>
#include <map>
#include <string>

#include "layoutcheck/annotations.h"

namespace net {

template <class T>
struct LAYOUT_ISOLATED Ring {
  LAYOUT_GROUP(producer) LAYOUT_WRITTEN_BY(reader_thread) alignas(64) std::atomic<std::size_t> tail;
  LAYOUT_GROUP(producer) std::size_t cached_head;
  LAYOUT_GROUP(consumer) alignas(64) std::atomic<std::size_t> head;
  LAYOUT_GROUP(consumer) std::size_t cached_tail;
  LAYOUT_READ_MOSTLY T* slots;
};

struct Connection {
  virtual ~Connection() = default;
  int descriptor = -1;
};

class Session : public Connection {
 public:
  bool open = false;
  long received = 0;
  unsigned priority : 3;
  unsigned retries : 7;
  union {
    char address_v4[4];
    char address_v6[16];
  };
  std::atomic<long> sent{0};
  char buffer[200];
  short port = 0;
  std::map<std::string, std::map<std::string, std::string>, std::less<>> headers_by_language;
};

inline Ring<int> ring;
inline Session session;

}  // namespace net
