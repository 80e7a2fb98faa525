#include <verify/scenarios/all.hpp>
#include <verify/stress/trial.hpp>
#include <verify/stress/verdict.hpp>

#include <barriers/combining_tree.hpp>
#include <barriers/env/native.hpp>

#include <catch2/catch.hpp>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

/// The combining tree, from narrow and tall to wide and flat.
namespace barriers::verify {
namespace {

using Catch::Contains;
using machine = env::native<env::park>;

/// An entry of the registry's shape: the tree with the fan-in of the test that runs.
struct tree {
  static inline std::uint32_t fan_in = 0;

  template <class Env, class Completion = no_completion>
  struct barrier : combining_tree<Env, Completion> {
    explicit barrier(std::uint32_t team, Completion completion = {})
        : combining_tree<Env, Completion>{team, std::move(completion), fan_in} {}
  };
};

TEST_CASE("every property holds with any fan-in") {
  tree::fan_in = GENERATE(2U, 3U, 8U, 1000U);
  for (const std::uint32_t team : {1U, 2U, 3U, 4U, 7U, 9U, 27U, 64U}) {
    scenario::for_each_scenario<tree, machine>([&]<class Scenario>() {
      const std::string title = "fan-in " + std::to_string(tree::fan_in) + ", " +
                                std::string{Scenario::name} + ", team of " + std::to_string(team);
      expect_none(try_scenario<Scenario>(title, team, usual_phases(team)), title);
    });
  }
}

TEST_CASE("a tree whose groups have less than two ranks cannot be built") {
  using plain_tree = combining_tree<machine>;
  CHECK_THROWS_AS((plain_tree{4U, {}, 0U}), std::invalid_argument);
  CHECK_THROWS_WITH((plain_tree{4U, {}, 0U}), Contains("at least 2, not 0"));
  CHECK_THROWS_AS((plain_tree{4U, {}, 1U}), std::invalid_argument);
  CHECK_THROWS_WITH((plain_tree{4U, {}, 1U}), Contains("at least 2, not 1"));
}

}  // namespace
}  // namespace barriers::verify
