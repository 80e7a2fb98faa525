#include <bench/system/cpuset.hpp>
#include <bench/system/pinned_team.hpp>

#include <catch2/catch.hpp>
#include <dlfcn.h>

#include <atomic>
#include <cerrno>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace barriers::bench;
using Catch::Contains;

namespace {

/// How hwloc answers: a machine that refuses a binding, or misreports it, cannot be had to order.
enum class binding { works, refused, misreported };
std::atomic<binding> faked{binding::works};

/// hwloc's own function, behind the one below that has taken its name.
template <class Function>
Function* hwlocs(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" int hwloc_set_cpubind(hwloc_topology_t machine, hwloc_const_cpuset_t set, int flags) {
  if (faked == binding::refused) {
    errno = EPERM;
    return -1;
  }
  return hwlocs<decltype(hwloc_set_cpubind)>("hwloc_set_cpubind")(machine, set, flags);
}

extern "C" int hwloc_get_cpubind(hwloc_topology_t machine, hwloc_cpuset_t set, int flags) {
  if (faked == binding::misreported) {
    return hwloc_bitmap_only(set, 77);
  }
  return hwlocs<decltype(hwloc_get_cpubind)>("hwloc_get_cpubind")(machine, set, flags);
}

TEST_CASE("does every thread of a team sit on its PU, whichever way the team is started?") {
  const topology machine = topology::of_this_machine();
  const std::vector<pu> order = machine.compact();
  const std::vector<pu> places{order.front(), order.back(), order.front()};
  const team_starter backwards = [](std::uint32_t team, const auto& begin) {
    std::vector<std::jthread> threads;
    while (team != 0) {
      threads.emplace_back(begin, --team);
    }
  };
  for (const team_starter& start : {team_starter{start_threads}, backwards}) {
    std::vector<std::string> found(places.size());
    const auto look = [&](std::uint32_t slot) {
      const cpuset here;
      hwloc_get_last_cpu_location(machine.handle(), here.get(), HWLOC_CPUBIND_THREAD);
      found[slot] = here.listed();
    };
    run_pinned(machine, places, look, start);
    for (std::size_t slot = 0; slot != places.size(); ++slot) {
      CHECK(found[slot] == std::to_string(places[slot]));
    }
  }
}

TEST_CASE("may a thread that is placed anywhere roam, also if it was pinned before?") {
  const topology machine = topology::of_this_machine();
  std::string found;
  run_pinned(machine, {machine.compact().back()}, [&](std::uint32_t) {
    pin_this_thread(machine, anywhere);
    const cpuset bound;
    hwloc_get_cpubind(machine.handle(), bound.get(), HWLOC_CPUBIND_THREAD);
    found = bound.listed();
  });
  CHECK(found == machine.binding(anywhere).listed());
}

TEST_CASE("is a binding that is refused or misreported an error, before anything runs?") {
  const topology machine = topology::of_this_machine();
  for (const auto& [answer, message] : {std::pair{binding::refused, "not permitted"},
                                        std::pair{binding::misreported, "bound to 77 instead"}}) {
    faked = answer;
    std::atomic<bool> ran = false;
    CHECK_THROWS_WITH(run_pinned(machine, machine.compact(), [&](std::uint32_t) { ran = true; }),
                      Contains("will not measure unpinned") && Contains(message));
    CHECK_FALSE(ran);
    faked = binding::works;
  }
}

TEST_CASE("does a team with one bad place not run at all?") {
  const topology machine = topology::of_this_machine();
  std::atomic<bool> ran = false;
  CHECK_THROWS_AS(
      run_pinned(machine, {machine.compact().front(), 99'999}, [&](std::uint32_t) { ran = true; }),
      std::runtime_error);
  CHECK_FALSE(ran);
}

TEST_CASE("is a team that cannot be started an error, and no part of it runs?") {
  const topology machine = topology::of_this_machine();
  std::atomic<bool> ran = false;
  CHECK_THROWS_WITH(run_pinned(
                        machine, machine.compact(), [&](std::uint32_t) { ran = true; },
                        [](std::uint32_t, const auto&) { throw std::runtime_error("no team"); }),
                    Contains("no team"));
  CHECK_FALSE(ran);
}

TEST_CASE("is pinning on a machine that is only described an error?") {
  const topology machine = topology::synthetic("core:2 pu:1");
  CHECK_THROWS_WITH(pin_this_thread(machine, 0), Contains("not that of this machine"));
}
