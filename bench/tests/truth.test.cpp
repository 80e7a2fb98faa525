#include <bench/tests/launch.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <optional>
#include <sstream>
#include <string>
#include <utility>

// The sleeper's episodes take 10 ms or more, and it keeps books by a clock of its own. A time that
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

  constexpr double nap_ns = 1e7;
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

namespace {

/// The futex calls of each episode, as the program tells them; none where they cannot be counted.
std::optional<std::pair<double, double>> futexes(const std::string& command) {
  const outcome run = launch(command + " --workloads=empty --cell_ms=5 --benchmark_format=json");
  REQUIRE(run.code == 0);
  const auto report = nlohmann::json::parse(run.out);
  if (report["context"].contains("lacks_futex_waits")) {
    WARN(report["context"]["lacks_futex_waits"].get<std::string>());
    return std::nullopt;
  }
  const auto& cell = report["benchmarks"][0];
  return std::pair{cell["futex_waits"].get<double>(), cell["futex_wakes"].get<double>()};
}

}  // namespace

TEST_CASE("is the number of futex calls exact?") {
  for (const int team : {1, 2, 3}) {
    const auto seen = futexes(FAKES_PROGRAM " --words=caller --teams=" + std::to_string(team));
    if (seen) {
      CHECK(seen->first == team);
      CHECK(seen->second == 2 * team);
    }
  }
}

TEST_CASE("does a barrier that spins call no futex, and one that sleeps some?") {
  const auto spinning = futexes(BENCH_PROGRAM " --words=central --policy=spin --teams=2");
  const auto sleeping = futexes(BENCH_PROGRAM " --words=pthread --teams=2");
  if (spinning && sleeping) {
    CHECK(spinning->first == 0);
    CHECK(spinning->second == 0);
    CHECK(sleeping->first > 0);
    CHECK(sleeping->second > 0);
  }
}

TEST_CASE("does the waste leave out the company?") {
  const outcome run =
      launch(FAKES_PROGRAM " --words=sleeper --workloads=empty --teams=4 --cell_ms=100"
                           " --company=2 --benchmark_format=json");
  REQUIRE(run.code == 0);
  const auto report = nlohmann::json::parse(run.out);
  CHECK(report["context"]["company"].get<std::string>().starts_with("2 busy processes"));
  const auto& cell = report["benchmarks"][0];
  // Four processes are busy all the time; the ranks sleep, and that is what they are seen to do.
  CHECK(cell["cpu_ns"] < cell["real_time"]);
  CHECK(cell["voluntary_switches"] >= 1);
}
