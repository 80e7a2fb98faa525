#include <bench/system/background_load.hpp>
#include <bench/system/child.hpp>

#include <catch2/catch.hpp>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

using namespace barriers::bench;

namespace {

/// The time that children used up which have ended and been waited for.
std::chrono::microseconds cpu_of_children() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  return std::chrono::seconds{usage.ru_utime.tv_sec} +
         std::chrono::microseconds{usage.ru_utime.tv_usec};
}

bool has_children() {
  return waitpid(-1, nullptr, WNOHANG) >= 0 || errno != ECHILD;
}

}  // namespace

TEST_CASE("does a child do its part, and report it?") {
  const auto told = shared_with_children<int>();
  CHECK(*told == 0);
  child other{[&] { *told = static_cast<int>(getpid()); }};
  const pid_t id = other.id();
  CHECK(other.wait().code == 0);
  CHECK(*told == id);
  CHECK(id != getpid());
}

TEST_CASE("is it known that a child failed, or was killed?") {
  child failing{[] { throw std::runtime_error("meant to fail"); }};
  CHECK(failing.wait().describe() == "ended with 1");
  child killed{[] { raise(SIGKILL); }};
  CHECK(killed.wait().describe() == "was ended by signal 9");
}

TEST_CASE("is a child that is no longer wanted ended?") {
  {
    const child sleeping{[] { std::this_thread::sleep_for(std::chrono::hours{1}); }};
  }
  CHECK_FALSE(has_children());
}

TEST_CASE("does a background load keep the PUs busy, as long as it is there?") {
  const topology machine = topology::of_this_machine();
  const auto before = cpu_of_children();
  {
    const background_load busy{machine, 2};
    CHECK(has_children());
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
  CHECK(cpu_of_children() > before);
  CHECK_FALSE(has_children());
  const background_load none{machine, 0};
  CHECK_FALSE(has_children());
}

TEST_CASE("is a background load that cannot be pinned an error, and no process left behind?") {
  const topology machine = topology::synthetic("core:2 pu:1(indexes=0,99999)");
  CHECK_THROWS(background_load{machine, 1});
  CHECK_FALSE(has_children());
}
