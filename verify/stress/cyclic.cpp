#include <verify/stress/ending.hpp>

#include <barriers/cyclic.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace barriers::verify {
namespace {

using Catch::Contains;
using namespace std::chrono_literals;

/// Runs `body(number)` in each of some threads, and returns when all have ended.
template <class Body>
void in_threads(std::uint32_t threads, Body body) {
  std::vector<std::jthread> all;
  for (std::uint32_t number = 0; number != threads; ++number) {
    all.emplace_back([&body, number] { body(number); });
  }
}

/// What a barrier says of a wait that has to break.
breakage breakage_of(const wait_outcome& outcome) {
  REQUIRE(outcome.is_broken());
  return *outcome.why_broken();
}

/// The phase that each of some threads passes next.
std::vector<std::uint64_t> phases_of(std::uint32_t threads, cyclic<>& barrier) {
  std::vector<std::uint64_t> phases(threads);
  in_threads(threads, [&](std::uint32_t number) { phases[number] = barrier.wait().phase(); });
  return phases;
}

/// Every phase has one leader, and each index once.
void expect_phases(std::uint32_t parties, std::uint64_t phases) {
  cyclic barrier{parties};
  std::atomic<std::uint64_t> leaders{0};
  std::atomic<std::uint64_t> indices{0};
  std::atomic<bool> in_order{true};
  in_threads(parties, [&](std::uint32_t) {
    for (std::uint64_t phase = 0; phase != phases; ++phase) {
      const passage passed = barrier.wait();
      leaders += passed.is_leader() ? 1U : 0U;
      indices += passed.index();
      if (passed.phase() != phase) {
        in_order = false;
      }
    }
  });
  CHECK(in_order);
  CHECK(leaders == phases);
  CHECK(indices == phases * parties * (parties - 1U) / 2U);
}

TEST_CASE("each phase of 64 parties has one leader") {
  expect_phases(64, 500);
}

TEST_CASE("a million phases of 64 parties have a million leaders", "[large]") {
  expect_phases(64, 1'000'000);
}

/// Parties that wait in all ways, while somebody aborts, resets and requests stops at random.
class random_breaks {
 public:
  void run(std::chrono::steady_clock::duration time) {
    in_threads(parties + 1U, [&](std::uint32_t number) {
      if (number == parties) {
        disturb(std::chrono::steady_clock::now() + time);
      } else {
        wait_in_all_ways(number);
      }
    });
  }

  /// Each phase passed for all of its parties, with each index once, or broke for all.
  void check() const {
    std::map<std::uint64_t, std::set<std::uint32_t>> passed;
    std::set<std::uint64_t> broken;
    for (const log& each : logs_) {
      for (const passage& one : each.passed) {
        passed[one.phase()].insert(one.index());
      }
      broken.insert(each.broken.begin(), each.broken.end());
    }
    CHECK_FALSE(passed.empty());
    CHECK_FALSE(broken.empty());
    std::uint64_t split = 0;
    for (const auto& [phase, indices] : passed) {
      split +=
          indices.size() != parties || *indices.rbegin() != parties - 1U || broken.contains(phase)
              ? 1U
              : 0U;
    }
    CHECK(split == 0);
  }

 private:
  static constexpr std::uint32_t parties = 4;

  struct log {
    std::vector<passage> passed;
    std::set<std::uint64_t> broken;
  };

  void wait_in_all_ways(std::uint32_t number) {
    std::mt19937 random{number};
    while (!is_over_) {
      const wait_outcome outcome = wait(random);
      if (outcome) {
        logs_[number].passed.push_back(outcome.value());
      } else if (const breakage* why = outcome.why_broken()) {
        logs_[number].broken.insert(why->phase);
        barrier_.reset();
      }
    }
    --waiting_;
  }

  wait_outcome wait(std::mt19937& random) {
    const auto then = random() % 2U == 0 ? give_up::breaks : give_up::withdraws;
    switch (random() % 4U) {
    case 0: return barrier_.try_wait_for(std::chrono::microseconds{random() % 200U}, then);
    case 1: return barrier_.try_wait(stop_token(), then);
    default: return barrier_.try_wait();
    }
  }

  void disturb(std::chrono::steady_clock::time_point end) {
    std::mt19937 random{parties};
    while (std::chrono::steady_clock::now() < end) {
      switch (random() % 16U) {
      case 0: barrier_.abort("at random"); break;
      case 1: barrier_.reset(); break;
      case 2: request_stop(); break;
      default: std::this_thread::yield(); break;
      }
    }
    is_over_ = true;
    while (waiting_ != 0) {
      barrier_.abort("it is over");
      std::this_thread::yield();
    }
  }

  std::stop_token stop_token() {
    const std::scoped_lock lock{stop_lock_};
    return stop_.get_token();
  }
  void request_stop() {
    std::stop_source old;
    {
      const std::scoped_lock lock{stop_lock_};
      std::swap(stop_, old);
    }
    old.request_stop();
  }

  cyclic<> barrier_{parties};
  std::vector<log> logs_{parties};
  std::mutex stop_lock_;
  std::stop_source stop_;
  std::atomic<bool> is_over_{false};
  std::atomic<std::uint32_t> waiting_{parties};
};

void expect_one_outcome_for_each_phase(std::chrono::steady_clock::duration time) {
  random_breaks trial;
  trial.run(time);
  trial.check();
}

TEST_CASE("random aborts, timeouts, stops and resets never split a phase") {
  expect_one_outcome_for_each_phase(1s);
}

TEST_CASE("a minute of random aborts, timeouts, stops and resets never splits a phase", "[large]") {
  expect_one_outcome_for_each_phase(1min);
}

TEST_CASE("a number of parties that cannot be is refused") {
  CHECK_THROWS_WITH(cyclic{0}, Contains("1 to 65536 parties, not 0"));
  CHECK_THROWS_AS(cyclic{-1}, std::invalid_argument);
  CHECK_THROWS_AS(cyclic{largest_team + 1U}, std::invalid_argument);
  CHECK_THROWS_AS(cyclic{std::numeric_limits<std::uint64_t>::max()}, std::invalid_argument);
}

TEST_CASE("names are one for each party, each once") {
  CHECK_THROWS_WITH((cyclic{3, {.names = {"Ann", "Bob"}}}),
                    Contains("3 parties") && Contains("2 names"));
  CHECK_THROWS_WITH((cyclic{2, {.names = {"Ann", "Ann"}}}), Contains("\"Ann\""));
  cyclic barrier{1, {.names = {"Ann"}}};
  CHECK_THROWS_WITH(barrier.as("Bob"), Contains("\"Bob\""));
  CHECK(barrier.as("Ann").wait().is_leader());
}

TEST_CASE("a wait that times out breaks the barrier, and says who is missing") {
  cyclic barrier{3, {.timeout = 1ms, .names = {"Ann", "Bob", "Cid"}}};
  const breakage why = breakage_of(barrier.as("Bob").try_wait());
  CHECK(why.cause == break_cause::timed_out);
  CHECK(why.phase == 0);
  CHECK(why.arrived == 1);
  CHECK(why.parties == 3);
  CHECK(why.missing == std::vector<std::string>{"Ann", "Cid"});
  CHECK(why.message() ==
        "the barrier broke in phase 0: the wait of Bob timed out; 1 of 3 parties had arrived, "
        "without Ann, Cid");
  CHECK(barrier.broken());
  CHECK_THROWS_WITH(barrier.wait(), Contains(why.message()));
  CHECK(barrier.waiting() == 0);
}

TEST_CASE("a wait that is withdrawn leaves no trace") {
  cyclic barrier{2};
  for (int attempt = 0; attempt != 3; ++attempt) {
    CHECK(barrier.try_wait_for(0s, give_up::withdraws).why_withdrawn() == withdrawal::timed_out);
  }
  CHECK_THROWS_AS(barrier.wait_until(std::chrono::system_clock::now(), give_up::withdraws),
                  wait_withdrawn);
  CHECK(barrier.waiting() == 0);
  CHECK_FALSE(barrier.broken());
  std::set<std::uint32_t> indices;
  std::mutex lock;
  in_threads(2, [&](std::uint32_t) {
    const passage passed = barrier.wait();
    const std::scoped_lock locked{lock};
    indices.insert(passed.index());
  });
  CHECK(indices == std::set<std::uint32_t>{0, 1});
}

TEST_CASE("a stop ends a wait: it is withdrawn, or breaks the barrier") {
  cyclic barrier{2};
  std::stop_source stop;
  std::jthread requests{[&] {
    while (barrier.waiting() == 0) {
      std::this_thread::yield();
    }
    stop.request_stop();
  }};
  CHECK(barrier.try_wait(stop.get_token(), give_up::withdraws).why_withdrawn() ==
        withdrawal::stopped);
  CHECK(breakage_of(barrier.try_wait(stop.get_token())).cause == break_cause::stopped);
}

/// How a wait ends that comes, and gives up, while the action of the phase before it runs.
template <class Wait>
wait_outcome outcome_during_action(cyclic<>& barrier, std::atomic<bool>& runs,
                                   std::atomic<bool>& may_end, Wait wait) {
  std::optional<wait_outcome> late;
  in_threads(3, [&](std::uint32_t number) {
    if (number != 0) {
      std::ignore = barrier.wait();
      return;
    }
    runs.wait(false);
    late.emplace(wait());
    may_end = true;
    may_end.notify_all();
  });
  return *late;
}

TEST_CASE("a wait gives up also while the phase before it still ends, and breaks nothing") {
  std::atomic<bool> runs{false};
  std::atomic<bool> may_end{false};
  cyclic barrier{2, {.action = [&] {
                   runs = true;
                   runs.notify_all();
                   may_end.wait(false);
                 }}};
  std::stop_source stop;
  stop.request_stop();
  const give_up then = GENERATE(give_up::breaks, give_up::withdraws);
  SECTION("at its deadline") {
    const wait_outcome late = outcome_during_action(
        barrier, runs, may_end, [&] { return barrier.try_wait_for(1ms, then); });
    CHECK(late.why_withdrawn() == withdrawal::timed_out);
  }
  SECTION("when it is stopped") {
    const wait_outcome late = outcome_during_action(
        barrier, runs, may_end, [&] { return barrier.try_wait(stop.get_token(), then); });
    CHECK(late.why_withdrawn() == withdrawal::stopped);
  }
  CHECK(phases_of(2, barrier) == std::vector<std::uint64_t>{1, 1});
}

TEST_CASE("a deadline that is too far off is none") {
  cyclic barrier{1};
  CHECK(barrier.wait_for(std::chrono::hours::max()).phase() == 0);
  CHECK(barrier.wait_until(std::chrono::steady_clock::time_point::max()).phase() == 1);
  CHECK(barrier.wait_for(std::chrono::hours::min()).phase() == 2);
}

TEST_CASE("what the action throws goes to all, until a reset") {
  bool fails = true;
  cyclic barrier{2, {.action = [&] {
                   if (fails) {
                     throw std::domain_error{"the till is empty"};
                   }
                 }}};
  std::atomic<int> told{0};
  in_threads(2, [&](std::uint32_t) {
    const wait_outcome outcome = barrier.try_wait();
    if (!outcome.is_broken() || outcome.why_broken()->cause != break_cause::action_failed) {
      return;
    }
    try {
      std::rethrow_exception(outcome.why_broken()->action_error);
    } catch (const std::domain_error&) {
      ++told;
    }
  });
  CHECK(told == 2);
  fails = false;
  barrier.reset();
  CHECK_FALSE(barrier.broken());
  // The phase that broke was 0, and the one that nobody could pass was 1.
  CHECK(phases_of(2, barrier) == std::vector<std::uint64_t>{2, 2});
}

TEST_CASE("the action may abort and look; what would wait for itself is an error") {
  std::vector<std::string> errors;
  const auto note = [&errors](auto&& call) {
    try {
      call();
    } catch (const std::logic_error& error) {
      errors.emplace_back(error.what());
    }
  };
  std::unique_ptr<cyclic<>> barrier;
  barrier = std::make_unique<cyclic<>>(1, cyclic_options{.action = [&] {
                                         CHECK(barrier->parties() == 1);
                                         CHECK(barrier->waiting() == 1);
                                         CHECK_FALSE(barrier->broken());
                                         note([&] { static_cast<void>(barrier->try_wait()); });
                                         note([&] { barrier->reset(); });
                                         note([&] { barrier->add_party(); });
                                         note([&] { barrier->drop_party(); });
                                         barrier->abort("no more");
                                         CHECK(barrier->broken());
                                       }});
  const breakage why = breakage_of(barrier->try_wait());
  CHECK(why.cause == break_cause::aborted);
  CHECK(why.reason == "no more");
  REQUIRE(errors.size() == 4);
  for (const std::string& error : errors) {
    CHECK_THAT(error, Contains("was called by the action"));
  }
}

TEST_CASE("parties come and go") {
  cyclic barrier{2};
  barrier.add_party();
  CHECK(barrier.parties() == 3);
  std::uint64_t phase = 1;
  std::jthread waits{[&] { phase = barrier.wait().phase(); }};
  barrier.drop_party();
  barrier.drop_party();
  waits.join();
  CHECK(phase == 0);
  barrier.drop_party();
  CHECK(barrier.parties() == 0);
  CHECK_THROWS_WITH(barrier.wait(), Contains("no parties"));
  CHECK_THROWS_WITH(barrier.drop_party(), Contains("no parties"));
  CHECK(barrier.waiting() == 0);
  barrier.add_party();
  CHECK(barrier.wait().phase() == 1);
  cyclic full{largest_team};
  CHECK_THROWS_AS(full.add_party(), std::length_error);
}

TEST_CASE("more threads than parties share the phases among them") {
  constexpr std::uint32_t waits = 60;
  constexpr std::uint32_t parties = 12;
  cyclic barrier{parties, {.action = [] {}}};
  std::atomic<std::uint32_t> leaders{0};
  in_threads(waits, [&](std::uint32_t) { leaders += barrier.wait().is_leader() ? 1U : 0U; });
  CHECK(leaders == waits / parties);
}

TEST_CASE("a barrier that parties wait at is not destroyed") {
  const ending end = ending_of([] {
    auto barrier = std::make_unique<cyclic<>>(2);
    std::jthread waits{[&] { static_cast<void>(barrier->try_wait()); }};
    while (barrier->waiting() == 0) {
      std::this_thread::yield();
    }
    barrier.reset();
  });
  CHECK(end.aborted);
  CHECK_THAT(end.said, Contains("destroyed while 1 of 2 parties waited"));
}

}  // namespace
}  // namespace barriers::verify
