#include <verify/stress/scenarios.hpp>

namespace barriers::verify {
namespace {

TEST_CASE("every guarantee holds for ranks that park") {
  for (const std::uint32_t team : small_teams) {
    try_every_scenario<env::park>(team);
  }
}

TEST_CASE("every guarantee holds for many ranks that park", "[large]") {
  for (const std::uint32_t team : large_teams) {
    try_every_scenario<env::park>(team);
  }
}

TEST_CASE("a team may have 1,024 ranks", "[large]") {
  expect_kept<visibility_by<env::park>>(1024, 4);
}

TEST_CASE("the largest team finds room") {
  CHECK_NOTHROW(tested::barrier<env::native<env::park>>{largest_team});
}

}  // namespace
}  // namespace barriers::verify
