#include <verify/scenarios/all.hpp>
#include <verify/stress/trial.hpp>
#include <verify/stress/verdict.hpp>

#include <barriers/env/native.hpp>
#include <barriers/registry.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <cstdint>
#include <source_location>
#include <string>
#include <thread>
#include <type_traits>

/// What `park` asks of the kernel, counted at the one place where it asks; and its protocol under
/// ranks that fall asleep at the first chance.
namespace barriers::verify {
namespace {

using enum std::memory_order;

/// The machine, that parks at once, with a futex that counts its system calls.
struct drowsy_primitives : env::native_primitives {
  struct spin_budget {
    static bool keep_waiting(std::source_location = {}) noexcept { return false; }
  };

  static inline std::atomic<unsigned> sleeps{0};
  static inline std::atomic<unsigned> wakes{0};

  template <class T>
  struct futex {
    static bool wait(const bare_atomic<T>& word, T seen, env::deadline until = env::never,
                     std::source_location = {}) noexcept {
      ++sleeps;
      sleeps.notify_all();
      return env::native_primitives::futex<T>::wait(word, seen, until);
    }
    static void wake_all(const bare_atomic<T>& word, std::source_location = {}) noexcept {
      ++wakes;
      env::native_primitives::futex<T>::wake_all(word);
    }
  };
};

struct drowsy : env::native<env::park> {
  template <class T>
  using atomic = env::parked<drowsy_primitives, T>;
};

/// What happens from here on.
class counted {
 public:
  [[nodiscard]] unsigned sleeps() const { return drowsy_primitives::sleeps - sleeps_; }
  [[nodiscard]] unsigned wakes() const { return drowsy_primitives::wakes - wakes_; }

  /// Returns when threads have slept `times` times.
  void await_sleeps(unsigned times) const {
    for (unsigned seen = sleeps(); seen < times; seen = sleeps()) {
      drowsy_primitives::sleeps.wait(sleeps_ + seen);
    }
  }

 private:
  unsigned sleeps_ = drowsy_primitives::sleeps;
  unsigned wakes_ = drowsy_primitives::wakes;
};

using drowsy_word = drowsy::atomic<std::uint32_t>;

TEST_CASE("a release without sleepers makes no system call") {
  drowsy_word word{0U};
  const counted calls;
  word.publish(1U, release);
  CHECK(word.await(1U, acquire) == 1U);
  CHECK(calls.sleeps() == 0);
  CHECK(calls.wakes() == 0);
}

TEST_CASE("a release wakes all sleepers with one system call, and the next one makes none") {
  drowsy_word word{0U};
  const counted calls;
  {
    const std::jthread one{[&] { word.await(1U, acquire); }};
    const std::jthread other{[&] { word.await(1U, acquire); }};
    calls.await_sleeps(2);
    word.publish(1U, release);
  }
  CHECK(calls.wakes() == 1);
  word.publish(2U, release);
  CHECK(calls.wakes() == 1);
}

TEST_CASE("a rank that is woken for another value goes back to sleep") {
  drowsy_word word{0U};
  std::atomic<bool> passed{false};
  {
    const counted calls;
    const std::jthread sleeper{[&] {
      word.await(2U, acquire);
      passed = true;
    }};
    calls.await_sleeps(1);
    word.publish(1U, release);
    calls.await_sleeps(2);
    CHECK_FALSE(passed);
    word.publish(2U, release);
  }
  CHECK(passed);
}

// A thread that waits until a seat is vacant sleeps, whatever the policy of the ranks.
using watched_seat = env::occupancy<drowsy_primitives>;
static_assert(std::is_same_v<env::native<env::spin>::occupancy, env::native<env::park>::occupancy>);
static_assert(
    std::is_same_v<env::native<env::yield>::occupancy, env::native<env::park>::occupancy>);

TEST_CASE("a seat without watchers is taken and left without a system call") {
  watched_seat one;
  const counted calls;
  CHECK(one.take());
  CHECK_FALSE(one.take());
  one.leave();
  one.await_vacant();
  CHECK(calls.sleeps() == 0);
  CHECK(calls.wakes() == 0);
}

TEST_CASE("a thread that waits until a seat is vacant sleeps, and is woken when it is left") {
  watched_seat one;
  CHECK(one.take());
  const counted calls;
  {
    const std::jthread waiter{[&] { one.await_vacant(); }};
    const std::jthread other{[&] { one.await_vacant(); }};
    calls.await_sleeps(2);
    CHECK_FALSE(one.take());
    one.leave();
  }
  CHECK(calls.wakes() == 1);
  CHECK(one.take());
}

TEST_CASE("no wake-up is lost when ranks fall asleep at the first chance") {
  registry::for_each_barrier([]<class Entry>() {
    for (const std::uint32_t team : {2U, 3U, 8U}) {
      const std::string title =
          std::string{Entry::name} + ", drowsy team of " + std::to_string(team);
      expect_none(try_scenario<scenario::visibility<Entry, drowsy>>(title, team, 500), title);
    }
  });
  CHECK(drowsy_primitives::sleeps > 0U);
}

}  // namespace
}  // namespace barriers::verify
