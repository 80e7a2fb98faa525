#include <bench/system/cpuset.hpp>
#include <bench/system/pinned_team.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <exception>
#include <latch>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>

namespace barriers::bench {

void pin_this_thread(const topology& machine, pu place) {
  const std::string complaint = place == anywhere
                                    ? "cannot let a thread roam over all PUs that we may use: "
                                    : "cannot pin a thread to PU " + std::to_string(place) +
                                          " and will not measure unpinned: ";
  if (hwloc_topology_is_thissystem(machine.handle()) == 0) {
    throw std::runtime_error(complaint + "the topology is not that of this machine");
  }
  const cpuset wanted = machine.binding(place);
  if (hwloc_set_cpubind(machine.handle(), wanted.get(),
                        HWLOC_CPUBIND_THREAD | HWLOC_CPUBIND_STRICT) != 0) {
    throw std::runtime_error(complaint + std::strerror(errno));
  }
  const cpuset actual;
  if (hwloc_get_cpubind(machine.handle(), actual.get(), HWLOC_CPUBIND_THREAD) != 0) {
    throw std::runtime_error(complaint + "the binding cannot be read back, " +
                             std::strerror(errno));
  }
  if (!(wanted == actual)) {
    throw std::runtime_error(complaint + "it is bound to " + actual.listed() + " instead");
  }
}

void start_threads(std::uint32_t team, const std::function<void(std::uint32_t slot)>& begin) {
  std::latch decided{1};
  bool all_started = false;
  std::vector<std::jthread> threads;
  threads.reserve(team);
  const auto take_part = [&](std::uint32_t slot) {
    decided.wait();
    if (all_started) {
      begin(slot);
    }
  };
  try {
    while (threads.size() != team) {
      threads.emplace_back(take_part, static_cast<std::uint32_t>(threads.size()));
    }
    all_started = true;
  } catch (const std::system_error& error) {
    decided.count_down();
    throw std::runtime_error("cannot start thread " + std::to_string(threads.size() + 1) + " of " +
                             std::to_string(team) + ": " + error.code().message() +
                             "; raise the limit on processes (ulimit -u, or pids.max of the "
                             "cgroup) or on memory (ulimit -v), or take a smaller team");
  } catch (...) {
    decided.count_down();
    throw;
  }
  decided.count_down();
}

void run_pinned(const topology& machine, const std::vector<pu>& pus,
                const std::function<void(std::uint32_t slot)>& part, const team_starter& start) {
  const auto team = static_cast<std::uint32_t>(pus.size());
  std::vector<std::exception_ptr> troubles(team);
  std::latch placed{static_cast<std::ptrdiff_t>(team)};
  const auto trouble = [&] {
    return std::ranges::find_if(troubles, [](const auto& each) { return each != nullptr; });
  };
  start(team, [&](std::uint32_t slot) {
    try {
      pin_this_thread(machine, pus[slot]);
    } catch (...) {
      troubles[slot] = std::current_exception();
    }
    placed.arrive_and_wait();
    if (trouble() == troubles.end()) {
      part(slot);
    }
  });
  if (trouble() != troubles.end()) {
    std::rethrow_exception(*trouble());
  }
}

}  // namespace barriers::bench
