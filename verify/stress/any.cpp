#include <verify/scenarios/all.hpp>
#include <verify/stress/ending.hpp>
#include <verify/stress/trial.hpp>
#include <verify/stress/verdict.hpp>

#include <barriers/any.hpp>

#include <catch2/catch.hpp>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// Every algorithm and policy, chosen by name: what it owes it owes through `any` too.
namespace barriers::verify {
namespace {

using Catch::Contains;

/// The names of the barrier that is tried.
std::string_view tried_algorithm;
std::string_view tried_policy;

struct named : any {
  explicit named(std::uint32_t team) : any{tried_algorithm, tried_policy, team} {}
};

/// Where the algorithm has no split phase, scenarios for one do not apply.
struct named_in_one_step : named {
  using named::named;
  token arrive(local&) noexcept = delete;
};

template <class Barrier>
struct named_entry {
  static constexpr std::string_view name = "any";
  template <class>
  using barrier = Barrier;
};

/// Few phases: some ranks spin for want of PUs, and need a time slice for each.
constexpr std::uint32_t phases = 8;

template <class Barrier>
void try_every_scenario(std::uint32_t team) {
  scenario::for_each_scenario<named_entry<Barrier>, any::environment>([team]<class Scenario>() {
    const std::string title = "any, " + std::string{tried_algorithm} + ", " +
                              std::string{tried_policy} + ", " + std::string{Scenario::name};
    expect_none(try_scenario<Scenario>(title, team, phases), title);
  });
}

static_assert(split_phase_barrier<named> && !split_phase_barrier<named_in_one_step>);

TEST_CASE("a barrier that is chosen by name owes what it always owes") {
  for (const std::string_view one : any::algorithms()) {
    for (const std::string_view how : any::policies()) {
      tried_algorithm = one;
      tried_policy = how;
      for (const std::uint32_t team : {1U, 3U}) {
        if (any{one, how, team}.has_split_phase()) {
          try_every_scenario<named>(team);
        } else {
          try_every_scenario<named_in_one_step>(team);
        }
      }
    }
  }
}

TEST_CASE("the names are those of the list") {
  std::vector<std::string_view> expected;
  registry::for_each_barrier([&expected]<class Entry>() { expected.push_back(Entry::name); });
  CHECK(any::algorithms() == expected);
  CHECK(any::policies() == std::vector<std::string_view>{"spin", "yield", "park"});
  for (const std::string_view each : expected) {
    CHECK(any{each, "park", 2}.algorithm() == each);
  }
}

TEST_CASE("a split phase is where the algorithm has one") {
  registry::for_each_barrier([]<class Entry>() {
    const any barrier{Entry::name, "park", 2};
    CHECK(barrier.has_split_phase() == split_phase_barrier<typename Entry::template barrier<>>);
  });
}

TEST_CASE("a name that is unknown is answered with those that are known") {
  CHECK_THROWS_AS((any{"centra", "park", 2}), std::invalid_argument);
  CHECK_THROWS_WITH((any{"centra", "park", 2}),
                    Contains("there is no algorithm 'centra'; there are: central, "));
  CHECK_THROWS_AS((any{"central", "", 2}), std::invalid_argument);
  CHECK_THROWS_WITH((any{"central", "", 2}),
                    Contains("there is no policy ''; there are: spin, yield, park"));
}

TEST_CASE("teams and ranks are checked as those of the algorithms are") {
  CHECK_THROWS_AS((any{"central", "park", 0}), std::invalid_argument);
  any barrier{"central", "park", 2};
  CHECK_THROWS_AS((participant{barrier, 2}), std::out_of_range);
  const participant me{barrier, 1};
  CHECK_THROWS_AS((participant{barrier, 1}), std::logic_error);
}

TEST_CASE("who arrives in two steps where there is one is told") {
  const ending end = ending_of([] {
    any barrier{"dissemination", "park", 1};
    participant me{barrier, 0};
    static_cast<void>(me.arrive());
  });
  CHECK(end.aborted);
  CHECK_THAT(end.said, Contains("barriers: dissemination has no split phase"));
}

}  // namespace
}  // namespace barriers::verify
