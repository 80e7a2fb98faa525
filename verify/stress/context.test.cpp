#include <verify/scenarios/all.hpp>
#include <verify/stress/ending.hpp>
#include <verify/stress/trial.hpp>

#include <barriers/central.hpp>
#include <barriers/env/native.hpp>

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <string>

/// Does the context note broken properties, and name the blocked ranks? Shown on barriers that are
/// always wrong, whatever the timing.
namespace barriers::verify {
namespace {

using namespace std::chrono_literals;
using machine = env::native<env::park>;
using properties = std::set<std::string>;
// An emulator of another machine adds a line of its own to the last words of a program.
using Catch::StartsWith;

/// Lets every rank through at once, and none leads.
template <class Env>
class open_gate {
 public:
  using environment = Env;
  static constexpr description about{.title = "open gate", .reference = "none"};
  struct local {};

  explicit open_gate(std::uint32_t team) : seats_{team} {}
  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }
  wait_result arrive_and_wait(local&) noexcept { return wait_result::follower(); }

 private:
  seating<Env, local> seats_;
};

/// A central counter where rank 3 misses the end of its seventh phase.
template <class Env>
class hard_of_hearing {
  using enum std::memory_order;

 public:
  using environment = Env;
  static constexpr description about{.title = "hard of hearing", .reference = "none"};
  struct local {
    typename central<Env>::local kept;
    std::uint32_t rank = 0;
    std::uint32_t phase = 0;
  };

  explicit hard_of_hearing(std::uint32_t team) : central_{team}, seats_{team} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      seats_[rank].rank = rank;
    }
  }
  [[nodiscard]] seating<Env, local>& seats() noexcept { return seats_; }
  wait_result arrive_and_wait(local& me) noexcept {
    const wait_result result = central_.arrive_and_wait(me.kept);
    if (me.rank == 3 && ++me.phase == 7) {
      never_.await(1U, acquire);
    }
    return result;
  }

 private:
  central<Env> central_;
  typename Env::template atomic<std::uint32_t> never_{0U};
  seating<Env, local> seats_;
};

// Not run unless it is asked for by its tag.
TEST_CASE("a checker of memory that works does not let this pass", "[.][canary]") {
  const auto never_written = std::make_unique_for_overwrite<volatile int[]>(1);
  CHECK(never_written[0] != 1);
}

TEST_CASE("a program that goes on is not taken for one that was ended") {
  const ending end = ending_of([] {});
  CHECK_FALSE(end.aborted);
  CHECK(end.said.empty());
}

TEST_CASE("a broken property is noted in the threads and reported after the join") {
  using gate = entry_of<open_gate>;
  CHECK(try_scenario<scenario::separation<gate, machine>>("open gate", 2, 100'000) ==
        properties{"nobody leaves a phase before all have arrived in it"});
  CHECK(try_scenario<scenario::one_leader<gate, machine>>("open gate", 2, 3) ==
        properties{"each phase has a leader"});
  CHECK(try_scenario<scenario::alone<gate, machine>>("open gate", 2, 3) ==
        properties{"a rank that is alone leads every phase"});
}

ending ending_with_rank_3_blocked(std::uint32_t phases) {
  return ending_of([phases] {
    using hanging = scenario::visibility<entry_of<hard_of_hearing>, machine>;
    try_scenario<hanging>("a title", 5, phases, 1s);
  });
}

TEST_CASE("a blocked rank is named, with its phase, and the program ends") {
  const ending end = ending_with_rank_3_blocked(7);
  CHECK(end.aborted);
  CHECK_THAT(end.said, StartsWith("a title: no rank got anywhere for 1000 ms\n"
                                  "  rank 0 of 5 is done\n"
                                  "  rank 1 of 5 is done\n"
                                  "  rank 2 of 5 is done\n"
                                  "  rank 3 of 5 is blocked in phase 7\n"
                                  "  rank 4 of 5 is done\n"));
}

TEST_CASE("a rank that waits for a blocked rank is blocked in the phase after") {
  const ending end = ending_with_rank_3_blocked(9);
  CHECK(end.aborted);
  CHECK_THAT(end.said, StartsWith("a title: no rank got anywhere for 1000 ms\n"
                                  "  rank 0 of 5 is blocked in phase 8\n"
                                  "  rank 1 of 5 is blocked in phase 8\n"
                                  "  rank 2 of 5 is blocked in phase 8\n"
                                  "  rank 3 of 5 is blocked in phase 7\n"
                                  "  rank 4 of 5 is blocked in phase 8\n"
                                  "  phase 8 lacks rank 3\n"));
}

}  // namespace
}  // namespace barriers::verify
