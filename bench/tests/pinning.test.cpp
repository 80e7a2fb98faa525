#include <bench/system/cpuset.hpp>
#include <bench/system/pinned_team.hpp>

#include <catch2/catch.hpp>
#include <dlfcn.h>

#include <atomic>
#include <cerrno>
#include <stdexcept>
#include <string>
#include <thread>

using namespace barriers::bench;
using Catch::Contains;

namespace {

/// What happens to a binding: a machine that refuses it, or lies about it, cannot be had to order.
enum class world { honest, refusing, lying };
std::atomic<world> current{world::honest};

class in_world {
 public:
  explicit in_world(world other) { current = other; }
  in_world(const in_world&) = delete;
  in_world& operator=(const in_world&) = delete;
  ~in_world() { current = world::honest; }
};

/// hwloc's own function, behind the one below that has taken its name.
template <class Function>
Function* hwlocs(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" int hwloc_set_cpubind(hwloc_topology_t machine, hwloc_const_cpuset_t set, int flags) {
  if (current == world::refusing) {
    errno = EPERM;
    return -1;
  }
  return hwlocs<decltype(hwloc_set_cpubind)>("hwloc_set_cpubind")(machine, set, flags);
}

extern "C" int hwloc_get_cpubind(hwloc_topology_t machine, hwloc_cpuset_t set, int flags) {
  if (current == world::lying) {
    return hwloc_bitmap_only(set, 77);
  }
  return hwlocs<decltype(hwloc_get_cpubind)>("hwloc_get_cpubind")(machine, set, flags);
}

TEST_CASE("does every thread of a team sit on its PU?") {
  const topology machine = topology::of_this_machine();
  const std::vector<pu> order = machine.compact();
  const std::vector<pu> places{order.front(), order.back(), order.front()};
  std::vector<std::string> found(places.size());
  run_pinned(machine, places, [&](std::uint32_t slot) {
    const cpuset here;
    hwloc_get_last_cpu_location(machine.handle(), here.get(), HWLOC_CPUBIND_THREAD);
    found[slot] = here.listed();
  });
  for (std::size_t slot = 0; slot != places.size(); ++slot) {
    CHECK(found[slot] == std::to_string(places[slot]));
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

TEST_CASE("is a binding that is refused an error, before anything runs?") {
  const topology machine = topology::of_this_machine();
  const in_world other{world::refusing};
  std::atomic<bool> ran = false;
  CHECK_THROWS_WITH(run_pinned(machine, machine.compact(), [&](std::uint32_t) { ran = true; }),
                    Contains("will not measure unpinned") && Contains("not permitted"));
  CHECK_FALSE(ran);
}

TEST_CASE("is a binding that reads back otherwise an error, before anything runs?") {
  const topology machine = topology::of_this_machine();
  const in_world other{world::lying};
  std::atomic<bool> ran = false;
  CHECK_THROWS_WITH(run_pinned(machine, machine.compact(), [&](std::uint32_t) { ran = true; }),
                    Contains("will not measure unpinned") && Contains("bound to 77 instead"));
  CHECK_FALSE(ran);
}

TEST_CASE("does a team with one bad place not run at all?") {
  const topology machine = topology::of_this_machine();
  std::atomic<bool> ran = false;
  CHECK_THROWS_AS(
      run_pinned(machine, {machine.compact().front(), 99'999}, [&](std::uint32_t) { ran = true; }),
      std::runtime_error);
  CHECK_FALSE(ran);
}

TEST_CASE("do threads that somebody else starts sit on their PUs too?") {
  const topology machine = topology::of_this_machine();
  const std::vector<pu> places{machine.compact().front(), machine.compact().back()};
  std::vector<std::string> found(places.size());
  run_pinned(
      machine, places,
      [&](std::uint32_t slot) {
        const cpuset here;
        hwloc_get_last_cpu_location(machine.handle(), here.get(), HWLOC_CPUBIND_THREAD);
        found[slot] = here.listed();
      },
      [](std::uint32_t, const auto& begin) {
        const std::jthread second{[&] { begin(1); }};
        const std::jthread first{[&] { begin(0); }};
      });
  CHECK(found[0] == std::to_string(places[0]));
  CHECK(found[1] == std::to_string(places[1]));
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
