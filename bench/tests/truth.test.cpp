#include <bench/tests/report.hpp>

#include <optional>
#include <sstream>
#include <string>
#include <utility>

// The sleeper's episodes take 10 ms or more, and it measures them by a clock of its own. A time that
// is divided by the team, or summed over it, is off by 4 here.
TEST_CASE("is the reported time the true time?") {
  const outcome run =
      measure(FAKES_PROGRAM " --team=4 --cell-ms=200", "sleeper/own/empty/compact/4");
  const auto cell = cells_of(run)[0];

  std::istringstream measured{run.err.substr(run.err.find("sleeper: "))};
  std::string name;
  double median_ns = 0;
  double all_ns = 0;
  measured >> name >> median_ns >> all_ns;

  // Slot 0 may leave an episode late, and then sees less than all of the next.
  constexpr double nap_ns = 1e7;
  constexpr double seen_of_it = nap_ns / 2;
  REQUIRE(median_ns >= nap_ns);
  const double p50 = cell["period_p50_ns"];
  CHECK(p50 >= seen_of_it);
  CHECK(p50 < 2 * median_ns);
  CHECK(median_ns < 2 * p50);

  const double mean = cell["real_time"];
  const double episodes = cell["episodes"];
  CHECK(cell["time_unit"] == "ns");
  CHECK(mean >= seen_of_it);
  CHECK(mean * episodes <= all_ns);

  // Rank 0 naps after it has arrived.
  CHECK(cell["lalr_p50_ns"] >= seen_of_it);
  CHECK(cell["lalr_p50_ns"] < 2 * median_ns);
}

namespace {

/// The futex calls of each episode, as the program reports them; none where they cannot be counted.
std::optional<std::pair<double, double>> futexes(const std::string& program,
                                                 const std::string& barrier, int team) {
  const std::string size = std::to_string(team);
  const auto cell =
      cells_of(measure(program + " --team=" + size, barrier + "/empty/compact/" + size))[0];
  if (cell["unavailable"].contains("futex_waits")) {
    WARN(cell["unavailable"]["futex_waits"].get<std::string>());
    return std::nullopt;
  }
  return std::pair{cell["futex_waits"].get<double>(), cell["futex_wakes"].get<double>()};
}

}  // namespace

TEST_CASE("is the number of futex calls exact?") {
  for (const int team : {1, 2, 3}) {
    const auto seen = futexes(FAKES_PROGRAM, "caller/own", team);
    if (seen) {
      CHECK(seen->first == team);
      CHECK(seen->second == 2 * team);
    }
  }
}

TEST_CASE("does a barrier that spins call no futex, and one that sleeps some?") {
  const auto spinning = futexes(BENCH_PROGRAM, "central/spin", 2);
  const auto sleeping = futexes(BENCH_PROGRAM, "pthread/own", 2);
  if (spinning && sleeping) {
    CHECK(spinning->first == 0);
    CHECK(spinning->second == 0);
    CHECK(sleeping->first > 0);
    CHECK(sleeping->second > 0);
  }
}

TEST_CASE("does the resource usage leave out sleeping ranks and the background load?") {
  const outcome run = measure(FAKES_PROGRAM " --team=4 --cell-ms=100 --background-load=2",
                              "sleeper/own/empty/compact/4/background_load:2");
  const auto cell = cells_of(run)[0];
  const auto context = nlohmann::json::parse(run.out)["context"];
  CHECK(context["background_load"].get<std::string>().starts_with("2 busy processes"));
  // Four processes are busy all the time; the ranks sleep, and that is what they are seen to do.
  CHECK(cell["cpu_ns"] > 0);
  CHECK(cell["cpu_ns"] < cell["real_time"]);
  CHECK(cell["voluntary_switches"] >= 1);
  // Equal but for the rounding of a sum that was taken twice.
  CHECK(cell["cpu_time"].get<double>() == Approx(cell["cpu_ns"].get<double>()));
}
