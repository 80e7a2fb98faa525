#pragma once

#include <bench/run/measurement.hpp>
#include <bench/run/rank_loops.hpp>

#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace barriers::bench {

/// Which ranks of a team that makes no progress are blocked, and in which episode.
std::string describe_hang(const std::string& cell, const std::vector<std::uint64_t>& left);

/// Ends the program with exit_code::hang when no rank has left an episode for
/// conditions::hang_timeout.
class watchdog {
 public:
  watchdog(const conditions& given, const progress& watched);

 private:
  std::jthread thread_;
};

}  // namespace barriers::bench
