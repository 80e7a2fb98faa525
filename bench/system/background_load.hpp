#pragma once

#include <bench/system/child.hpp>
#include <bench/system/topology.hpp>

#include <cstdint>
#include <deque>

namespace barriers::bench {

/// Foreign threads that keep PUs busy as long as it lives: so many on each PU that we may use, each
/// a process of its own, pinned.
///
/// Throws std::runtime_error or std::system_error where one cannot be started or pinned.
class background_load {
 public:
  background_load(const topology& machine, std::uint32_t on_each_pu);

 private:
  std::deque<child> busy_;
};

}  // namespace barriers::bench
