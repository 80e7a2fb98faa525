#include <bench/run/exit_code.hpp>
#include <bench/run/watchdog.hpp>

#include <algorithm>
#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <stop_token>

namespace barriers::bench {

std::vector<std::uint64_t> progress::now() const {
  std::vector<std::uint64_t> left;
  left.reserve(marks_.size());
  for (const line& each : marks_) {
    // relaxed: as in `mark`.
    left.push_back(each.left.load(std::memory_order::relaxed));
  }
  return left;
}

std::string describe_hang(const std::string& cell, const std::vector<std::uint64_t>& left) {
  const std::uint64_t least = *std::ranges::min_element(left);
  std::string ranks;
  for (std::size_t rank = 0; rank != left.size(); ++rank) {
    if (left[rank] == least) {
      ranks.append(" ").append(std::to_string(rank));
    }
  }
  return "the cell " + cell + " hangs: blocked in episode " + std::to_string(least + 1) + " (rank" +
         ranks + " of team " + std::to_string(left.size()) + ')';
}

watchdog::watchdog(const conditions& given, const progress& watched)
    : thread_{
          [cell = given.cell, timeout = given.hang_timeout, &watched](const std::stop_token& end) {
            std::mutex mutex;
            std::condition_variable_any bell;
            std::unique_lock lock{mutex};
            auto known = watched.now();
            auto changed = std::chrono::steady_clock::now();
            while (!bell.wait_for(lock, end, timeout / 8, [&] { return end.stop_requested(); })) {
              auto current = watched.now();
              const auto now = std::chrono::steady_clock::now();
              if (current != known) {
                known = std::move(current);
                changed = now;
              } else if (now - changed >= timeout) {
                std::cerr << "barriers_bench: " << describe_hang(cell, known) << '\n';
                std::_Exit(hang);
              }
            }
          }} {}

}  // namespace barriers::bench
