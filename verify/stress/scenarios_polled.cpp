#include <verify/stress/scenarios.hpp>

namespace barriers::verify {
namespace {

TEST_CASE("every guarantee holds for ranks that spin") {
  for (const std::uint32_t team : {1U, 2U, 3U, 5U, 8U}) {
    if (team <= largest_spinning) {
      try_every_scenario<env::spin>(team);
    }
  }
}

TEST_CASE("every guarantee holds for ranks that yield") {
  for (const auto teams : {small_teams, large_teams}) {
    for (const std::uint32_t team : teams) {
      try_every_scenario<env::yield>(team);
    }
  }
}

TEST_CASE("a team that spins gets through even where it shares its PUs") {
  expect_kept<visibility_by<env::spin>>(largest_spinning, 2);
}

}  // namespace
}  // namespace barriers::verify
