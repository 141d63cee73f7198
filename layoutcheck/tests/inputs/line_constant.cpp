// Constants that are called the size of a line.

#include <cstddef>

// expect: 'CACHE_LINE_SIZE' is 32, and lines take 64 bytes here [line-constant]
#define CACHE_LINE_SIZE 32
#define RIGHT_CACHELINE_BYTES (64u)
#define CACHE_LINE_SHIFT 5
#define CACHE_LINES 32
#define CACHE_LINE_COUNT 32
#define CACHE_SIZE 32
#define ASKED_CACHE_LINE (RIGHT_CACHELINE_BYTES / 2)
#define GONE_CACHE_LINE 32
#undef GONE_CACHE_LINE

// expect: 'kCacheLineSize' is 32, and lines take 64 bytes here [line-constant]
constexpr std::size_t kCacheLineSize = 32;
const int cacheline_alignment = 32;  // expect: 'cacheline_alignment' is 32
constexpr std::size_t kCacheLineBytes = 128;
constexpr std::size_t kInstructionCacheLineSize = 32;
constexpr std::size_t cache_line_mask = 31;
std::size_t cache_line_size_found = 32;
int cacheLineSize = 32;

struct Ring {
  static constexpr std::size_t cache_line = 16;  // expect: 'cache_line' is 16
  enum {
    cacheline_size = 32  // expect: 'cacheline_size' is 32
  };
  std::size_t cache_line_length = 32;
};

// Once, however many instantiations there are.
template <typename T>
struct Queue {
  static constexpr unsigned cacheline = 32;  // expect: 'cacheline' is 32
  T value;
};
unsigned of_int = Queue<int>::cacheline;
unsigned of_char = Queue<char>::cacheline;
