#include <bench/tests/launch.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <sstream>

// The sleeper's episodes take 2 ms or more, and it keeps books by a clock of its own. A time that
// is divided by the team, or summed over it, is off by 4 here.
TEST_CASE("is the reported time the true time?") {
  const outcome run =
      launch(FAKES_PROGRAM " --words=sleeper --workloads=empty --teams=4 --cell_ms=200"
                           " --benchmark_format=json");
  REQUIRE(run.code == 0);
  const auto cell = nlohmann::json::parse(run.out)["benchmarks"][0];
  REQUIRE(cell["name"] == "sleeper/empty/compact/4");

  std::istringstream books{run.err.substr(run.err.find("sleeper: "))};
  std::string name;
  double median_ns = 0;
  double all_ns = 0;
  books >> name >> median_ns >> all_ns;

  constexpr double nap_ns = 2e6;
  REQUIRE(median_ns >= nap_ns);
  const double p50 = cell["period_p50_ns"];
  CHECK(p50 >= nap_ns);
  CHECK(p50 < 2 * median_ns);
  CHECK(median_ns < 2 * p50);

  const double mean = cell["real_time"];
  const double episodes = cell["episodes"];
  CHECK(cell["time_unit"] == "ns");
  CHECK(mean >= nap_ns);
  CHECK(mean * episodes <= all_ns);

  // Rank 0 naps after it has arrived.
  CHECK(cell["lalr_p50_ns"] >= nap_ns);
  CHECK(cell["lalr_p50_ns"] < 2 * median_ns);
}

TEST_CASE("does the CPU time leave out those who sleep?") {
  const outcome run =
      launch(FAKES_PROGRAM " --words=sleeper --workloads=empty --teams=4 --cell_ms=100"
                           " --benchmark_format=json");
  REQUIRE(run.code == 0);
  const auto cell = nlohmann::json::parse(run.out)["benchmarks"][0];
  // Equal but for the rounding of a sum that was taken twice.
  CHECK(cell["cpu_time"].get<double>() == Approx(cell["cpu_ns"].get<double>()));
  CHECK(cell["cpu_time"] < cell["real_time"]);
  CHECK(cell["cpu_time"] > 0);
}
