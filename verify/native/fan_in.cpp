#include "../scenarios.hpp"
#include "trial.hpp"

#include <barriers/combining_tree.hpp>
#include <barriers/env/native.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

/// The combining tree, from narrow and tall to wide and flat.
namespace barriers::verify {
namespace {

using Catch::Contains;
using machine = env::native<env::park>;

/// An entry of the registry's shape: the tree with a fan-in of its own.
template <std::uint32_t FanIn>
struct tree_of {
  template <class Env, class Completion = no_completion>
  struct barrier : combining_tree<Env, Completion> {
    explicit barrier(std::uint32_t team, Completion completion = {})
        : combining_tree<Env, Completion>{team, std::move(completion), FanIn} {}
  };
};

template <std::uint32_t FanIn>
using fan_in = std::integral_constant<std::uint32_t, FanIn>;

TEMPLATE_TEST_CASE("every promise is kept with any fan-in", "", fan_in<2>, fan_in<3>, fan_in<8>,
                   fan_in<1000>) {
  for (const std::uint32_t team : {1U, 2U, 3U, 4U, 7U, 9U, 27U, 64U}) {
    scenario::for_each_scenario<tree_of<TestType::value>, machine>([&]<class Scenario>() {
      const std::string title = "fan-in " + std::to_string(TestType::value) + ", " +
                                std::string{Scenario::name} + ", team of " + std::to_string(team);
      INFO(title);
      const std::uint32_t phases = std::max(BARRIERS_EFFORT / team, 4U);
      CHECK(try_scenario<Scenario>(title, team, phases) == std::set<std::string>{});
    });
  }
}

TEST_CASE("a tree whose groups have less than two ranks cannot be built") {
  using tree = combining_tree<machine>;
  CHECK_THROWS_AS((tree{4U, {}, 0U}), std::invalid_argument);
  CHECK_THROWS_WITH((tree{4U, {}, 0U}), Contains("at least 2, not 0"));
  CHECK_THROWS_AS((tree{4U, {}, 1U}), std::invalid_argument);
  CHECK_THROWS_WITH((tree{4U, {}, 1U}), Contains("at least 2, not 1"));
}

}  // namespace
}  // namespace barriers::verify
