// Parallel loops, a flow graph and concurrent containers of oneTBB.
#include <oneapi/tbb.h>

#include <string>

int main() {
  tbb::concurrent_queue<int> queue;
  tbb::concurrent_bounded_queue<std::string> bounded;
  tbb::concurrent_hash_map<int, std::string> map;
  tbb::concurrent_vector<double> vector(16);
  tbb::enumerable_thread_specific<long> locals;
  tbb::spin_rw_mutex mutex;
  tbb::queuing_mutex fair;
  tbb::task_arena arena(2);
  arena.execute([&] {
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, vector.size()),
                      [&](const tbb::blocked_range<std::size_t>& range) {
                        for (auto i = range.begin(); i != range.end(); ++i) vector[i] = 1.0;
                        ++locals.local();
                      });
  });
  const double sum = tbb::parallel_reduce(
      tbb::blocked_range<std::size_t>(0, vector.size()), 0.0,
      [&](const tbb::blocked_range<std::size_t>& range, double start) {
        for (auto i = range.begin(); i != range.end(); ++i) start += vector[i];
        return start;
      },
      std::plus<>());
  tbb::flow::graph graph;
  tbb::flow::function_node<int, int> node(graph, tbb::flow::unlimited, [](int x) { return x; });
  node.try_put(static_cast<int>(sum));
  graph.wait_for_all();
  tbb::concurrent_hash_map<int, std::string>::accessor accessor;
  map.insert(accessor, 1);
  queue.push(1);
  bounded.try_push("x");
}
