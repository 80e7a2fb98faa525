#pragma once

#include <bench/run/measurement.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace barriers::bench {

/// How many episodes each rank has left, each written by its rank alone, on a line of its own.
class progress {
 public:
  explicit progress(std::size_t team) : marks_(team) {}

  void mark(std::size_t rank, std::uint64_t episodes) noexcept {
    // relaxed: the watchdog looks now and then, and takes nothing else from it.
    marks_[rank].left.store(episodes, std::memory_order::relaxed);
  }

  [[nodiscard]] std::vector<std::uint64_t> now() const;

 private:
  struct alignas(128) line {
    std::atomic<std::uint64_t> left{0};
  };
  std::vector<line> marks_;
};

/// Which ranks of a team that makes no progress are blocked, and in which episode.
std::string describe_hang(const std::string& cell, const std::vector<std::uint64_t>& left);

/// Ends the program with exit_code::hang when no rank has left an episode for conditions::hang_timeout.
class watchdog {
 public:
  watchdog(const conditions& given, const progress& watched);

 private:
  std::jthread thread_;
};

}  // namespace barriers::bench
