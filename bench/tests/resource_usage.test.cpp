#include <bench/metrics/futex_calls.hpp>
#include <bench/metrics/hardware_counters.hpp>
#include <bench/metrics/resource_usage.hpp>

#include <catch2/catch.hpp>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <thread>

using namespace barriers::bench;

namespace {

long futex(std::atomic<std::uint32_t>& word, int operation, std::uint32_t value,
           const timespec* timeout = nullptr) {
  return syscall(SYS_futex, reinterpret_cast<std::uint32_t*>(&word), operation, value, timeout,
                 nullptr, 0);
}

}  // namespace

TEST_CASE("is every call of futex by a thread, and by no other, counted and still made?") {
  if (const std::string& reason = why_no_futex_calls(); !reason.empty()) {
    WARN("futex calls cannot be counted here: " + reason);
    return;
  }
  std::atomic<std::uint32_t> word{0};
  futex_calls seen;
  std::uint64_t wakes_after_another = 0;
  long unequal = 0;
  int why_unequal = 0;
  long late = 0;
  int why_late = 0;
  long woken = -1;
  std::thread{[&] {
    count_futex_calls();
    unequal = futex(word, FUTEX_WAIT_PRIVATE, 1);
    why_unequal = errno;
    const timespec soon{.tv_sec = 0, .tv_nsec = 1};
    late = futex(word, FUTEX_WAIT_PRIVATE, 0, &soon);
    why_late = errno;
    for (int time = 0; time != 5; ++time) {
      woken = futex(word, FUTEX_WAKE_PRIVATE, 1);
    }
    seen = futex_calls_of_this_thread();
    std::thread{[&] { futex(word, FUTEX_WAKE_PRIVATE, 1); }}.join();
    wakes_after_another = futex_calls_of_this_thread().wakes;
  }}.join();
  CHECK(unequal == -1);
  CHECK(why_unequal == EAGAIN);
  CHECK(late == -1);
  CHECK(why_late == ETIMEDOUT);
  CHECK(woken == 0);
  CHECK(seen.waits == 2);
  CHECK(seen.wakes == 5);
  CHECK(wakes_after_another == 5);
}

TEST_CASE("does a rank whose calls are counted sleep, and wake another?") {
  if (!why_no_futex_calls().empty()) {
    return;
  }
  std::atomic<std::uint32_t> word{0};
  long woken = 0;
  std::thread sleeper{[&] {
    count_futex_calls();
    while (word.load() == 0) {
      futex(word, FUTEX_WAIT_PRIVATE, 0);
    }
  }};
  std::thread waker{[&] {
    count_futex_calls();
    while (woken == 0) {  // until the other one sleeps, and this call finds it
      woken = futex(word, FUTEX_WAKE_PRIVATE, 1);
    }
    word.store(1);
    futex(word, FUTEX_WAKE_PRIVATE, 1);
  }};
  waker.join();
  sleeper.join();
  CHECK(woken == 1);
}

TEST_CASE("is what a thread uses up its own, and does it grow?") {
  resource_usage used;
  resource_usage idle;
  std::thread{[&] {
    const hardware_counters hardware;
    const resource_usage before = read_resource_usage(hardware);
    std::thread{[&] {
      const hardware_counters others;
      const resource_usage begin = read_resource_usage(others);
      resource_usage end = begin;
      while (end.cpu - begin.cpu < std::chrono::milliseconds{20}) {
        end = read_resource_usage(others);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
      used = read_resource_usage(others) - begin;
    }}.join();
    idle = read_resource_usage(hardware) - before;
  }}.join();
  CHECK(used.cpu >= std::chrono::milliseconds{20});
  CHECK(used.voluntary_switches >= 1);
  CHECK(idle.cpu < used.cpu);
}

TEST_CASE("is the resource usage of a team the sum over its ranks?") {
  resource_usage team{.cpu = std::chrono::nanoseconds{5},
                      .voluntary_switches = 1,
                      .involuntary_switches = 2,
                      .hardware = {10, std::nullopt, 30}};
  team += {.cpu = std::chrono::nanoseconds{6},
           .voluntary_switches = 3,
           .involuntary_switches = 4,
           .hardware = {1, 2, std::nullopt}};
  CHECK(team.cpu == std::chrono::nanoseconds{11});
  CHECK(team.voluntary_switches == 4);
  CHECK(team.involuntary_switches == 6);
  CHECK(team.hardware == hardware_counts{11, std::nullopt, std::nullopt});
}

TEST_CASE("has each hardware event a count or a reason?") {
  const hardware_counters hardware;
  const hardware_counts counts = hardware.read();
  const hardware_reasons reasons = hardware.why_not();
  for (std::size_t event = 0; event != hardware_events.size(); ++event) {
    CAPTURE(hardware_events[event], reasons[event]);
    CHECK(counts[event].has_value() == reasons[event].empty());
  }
}
