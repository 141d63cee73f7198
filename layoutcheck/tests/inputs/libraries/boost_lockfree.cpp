// A queue of Boost.Lockfree between two threads.
#include <boost/lockfree/spsc_queue.hpp>

boost::lockfree::spsc_queue<int, boost::lockfree::capacity<1024>> queue;
