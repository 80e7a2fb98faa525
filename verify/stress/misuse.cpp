#include <verify/stress/ending.hpp>
#include <verify/stress/tested.hpp>
#include <verify/stress/trial.hpp>

#include <barriers/env/native.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

/// Misuse is a clear error, and the barrier that was misused is as good as before.
namespace barriers::verify {
namespace {

using Catch::Contains;

/// The machine with all checks, whatever the build.
struct checked_machine : env::native<env::park> {
  static constexpr bool checked = true;
};

/// And with none.
struct unchecked_machine : env::native<env::park> {
  static constexpr bool checked = false;
};

using barrier_type = tested::barrier<env::native<env::park>>;
using checked_barrier = tested::barrier<checked_machine>;
using unchecked_barrier = tested::barrier<unchecked_machine>;

template <class Code>
void expect_end(const std::string& fault, Code code) {
  const ending end = ending_of(code);
  CHECK(end.aborted);
  CHECK_THAT(end.said, Contains("barriers: ") && Contains(fault));
}

/// The whole team goes through some phases, each with one leader.
void expect_unharmed(barrier_type& barrier, std::uint32_t team) {
  constexpr std::uint32_t phases = 10;
  std::atomic<std::uint32_t> leaders{0};
  context context{std::string{tested::name} + " after misuse", team};
  with_team(context, team, [&](std::uint32_t rank) {
    participant me{barrier, rank};
    for (std::uint32_t phase = 1; phase <= phases; ++phase) {
      context.enter_phase(rank, phase);
      leaders += me.arrive_and_wait().is_leader() ? 1U : 0U;
    }
  });
  CHECK(leaders == phases);
}

TEST_CASE("a team has at least one rank and at most the largest number") {
  CHECK_THROWS_AS(barrier_type{0U}, std::invalid_argument);
  CHECK_THROWS_WITH(barrier_type{0U}, Contains("not 0"));
  CHECK_THROWS_AS(barrier_type{largest_team + 1U}, std::invalid_argument);
  CHECK_THROWS_WITH(barrier_type{largest_team + 1U}, Contains("not 65537"));
}

TEST_CASE("a rank outside the team finds no seat") {
  barrier_type barrier{3};
  CHECK_THROWS_AS((participant{barrier, 3U}), std::out_of_range);
  CHECK_THROWS_WITH((participant{barrier, 3U}), Contains("rank 3") && Contains("ranks are 0 to 2"));
  expect_unharmed(barrier, 3);
}

TEST_CASE("a rank is seated once at a time") {
  barrier_type barrier{3};
  {
    const participant first{barrier, 1U};
    CHECK_THROWS_AS((participant{barrier, 1U}), std::logic_error);
    CHECK_THROWS_WITH((participant{barrier, 1U}), Contains("rank 1 has a participant already"));
  }
  expect_unharmed(barrier, 3);
}

TEST_CASE("a seat moves with its participant") {
  barrier_type barrier{1};
  participant first{barrier, 0U};
  participant second{std::move(first)};
  CHECK(second.rank() == 0);
  CHECK(second.arrive_and_wait().is_leader());
  CHECK_THROWS_AS((participant{barrier, 0U}), std::logic_error);
}

TEST_CASE("a participant that gets another's seat gives up its own") {
  barrier_type barrier{2};
  participant kept{barrier, 0U};
  kept = participant{barrier, 1U};
  CHECK(kept.rank() == 1);
  CHECK_NOTHROW(participant{barrier, 0U});
  CHECK_THROWS_AS((participant{barrier, 1U}), std::logic_error);
}

TEST_CASE("a participant that was moved from is not to be used") {
  expect_end("participant of rank 1 was used after being moved from", [] {
    checked_barrier barrier{2};
    participant first{barrier, 1U};
    const participant second{std::move(first)};
    // NOLINTNEXTLINE(bugprone-use-after-move): the fault that is to be found.
    static_cast<void>(first.arrive_and_wait());
  });
}

/// The faults that only two steps can have.
template <class Barrier>
void expect_split_phase_faults_found() {
  expect_end("participant of rank 1 arrived twice without waiting", [] {
    Barrier barrier{2};
    participant me{barrier, 1U};
    static_cast<void>(me.arrive());
    static_cast<void>(me.arrive());
  });
  expect_end("participant of rank 1 arrived twice without waiting", [] {
    Barrier barrier{2};
    participant me{barrier, 1U};
    static_cast<void>(me.arrive());
    static_cast<void>(me.arrive_and_wait());
  });
  expect_end("participant of rank 0 waited without having arrived", [] {
    Barrier barrier{1};
    participant me{barrier, 0U};
    const auto token = me.arrive();
    static_cast<void>(me.wait(token));
    static_cast<void>(me.wait(token));
  });
  expect_end("participant of rank 0 was given up between arrive and wait", [] {
    Barrier barrier{2};
    participant me{barrier, 0U};
    static_cast<void>(me.arrive());
  });
}

TEST_CASE("an arrival is followed by a wait, and a wait preceded by an arrival") {
  if constexpr (split_phase_barrier<checked_barrier>) {
    expect_split_phase_faults_found<checked_barrier>();
  } else {
    SUCCEED("in one step, there is nothing in between");
  }
}

TEST_CASE("a barrier is not destroyed while a rank sits at it") {
  expect_end("a barrier was destroyed while ranks still had a participant (seated: 1, 4", [] {
    auto barrier = std::make_unique<barrier_type>(5U);
    // Not given up afterwards: there would be nothing left to give up.
    new participant{*barrier, 1U};
    new participant{*barrier, 4U};
    barrier.reset();
  });
}

/// Rank 2 of 3 waits, and no other rank has come.
template <class Barrier>
void expect_waiter_named(const std::string& who) {
  expect_end("a barrier was destroyed while ranks still had a participant (" + who + ")", [&who] {
    auto barrier = std::make_unique<Barrier>(3U);
    const std::jthread waiter{[&] {
      participant me{*barrier, 2U};
      static_cast<void>(me.arrive_and_wait());
    }};
    while (barrier->seats().describe() != who) {
      std::this_thread::yield();
    }
    barrier.reset();
  });
}

TEST_CASE("a barrier is not destroyed while a rank waits at it") {
  expect_waiter_named<unchecked_barrier>("seated: 2");
}

TEST_CASE("with checks, the waiting ranks and the missing ones are named") {
  expect_waiter_named<checked_barrier>("seated: 2; waiting in phase 1: 2; not arrived: 0, 1");
}

TEST_CASE("a rank that left by an exception, and the ranks that wait for it, are named") {
  checked_barrier barrier{3};
  context context{std::string{tested::name} + " that rank 1 deserts", 3};
  const auto pass_to = [&](std::uint32_t rank, std::uint32_t last) {
    participant me{barrier, rank};
    for (std::uint32_t phase = 1; phase <= last; ++phase) {
      context.enter_phase(rank, phase);
      static_cast<void>(me.arrive_and_wait());
    }
  };
  std::jthread one{[&] { pass_to(0, 7); }};
  std::jthread other{[&] { pass_to(2, 7); }};
  pass_to(1, 6);
  const std::string expected = "seated: 0, 2; waiting in phase 7: 0, 2; not arrived: 1";
  while (barrier.seats().describe() != expected) {
    std::this_thread::yield();
  }
  participant successor{barrier, 1U};
  static_cast<void>(successor.arrive_and_wait());
  one.join();
  other.join();
  CHECK(barrier.seats().describe() == "seated: 1; waiting in phase 7: none; not arrived: none");
}

}  // namespace
}  // namespace barriers::verify
