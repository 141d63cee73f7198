// All of the C++ standard library, and some of it in use.
#include <bits/stdc++.h>

struct Event {
  std::string name;
  std::variant<int, double, std::string> value;
  std::optional<std::chrono::system_clock::time_point> when;
};

int main() {
  std::map<std::string, std::vector<Event>> events;
  events["a"].push_back({"b", 1.0, std::nullopt});
  std::unordered_map<int, std::shared_ptr<Event>> by_id;
  by_id[1] = std::make_shared<Event>();
  std::deque<std::function<void()>> tasks;
  tasks.emplace_back([&events] { events.clear(); });
  std::priority_queue<std::pair<int, long>> queue;
  queue.emplace(1, 2L);
  std::list<std::tuple<char, short, int, long>> tuples(2);
  std::promise<int> promise;
  auto future = promise.get_future();
  std::jthread thread([&promise] { promise.set_value(1); });
  std::shared_mutex shared;
  std::condition_variable_any condition;
  std::counting_semaphore<4> semaphore(1);
  std::barrier<> barrier(1);
  std::mt19937_64 random;
  std::regex expression("a+");
  std::ostringstream out;
  out << std::filesystem::path("/tmp/x").filename() << std::regex_match("aaa", expression);
  std::bitset<100> bits;
  std::atomic<std::shared_ptr<Event>> shared_event;
  std::any any = 1;
  return future.get() + static_cast<int>(out.str().size() + random() % 2);
}
