#include <bench/metrics/percentiles.hpp>
#include <bench/system/topology.hpp>
#include <bench/tests/report.hpp>

#include <catch2/catch.hpp>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using barriers::bench::percentiles;
using barriers::bench::pu;
using Catch::Contains;
using nlohmann::json;

namespace {

json described(const std::string& arguments = "") {
  return json::parse(launch(BENCH_PROGRAM " --describe " + arguments).out);
}

/// The first PU that we may use.
pu first_pu() {
  return described()["topology"]["pus"][0];
}

std::set<std::string> listed_peers() {
  std::istringstream names{BENCH_PEERS};
  const std::istream_iterator<std::string> begin{names};
  return {begin, {}};
}

}  // namespace

TEST_CASE("is an invalid option named, together with what is valid?") {
  const std::string ours = std::to_string(first_pu());
  const std::vector<std::pair<std::string, std::vector<std::string>>> refusals{
      {"--background-load=-1", {"background-load"}},
      {"--pus=60000", {"PU 60000", ours}},
      {"--pus=a", {"--pus: 'a' is no number"}},
      {"--team=0", {"--team", "smallest is 1"}},
      {"--team=70000", {"65536"}},
      {"--team=two", {"two"}},
      {"--cell-ms=0", {"cell-ms"}},
      {"--hang-timeout=0", {"hang-timeout"}},
      {"--speed=high", {"--speed=high", "--help"}},
      {"--benchmark_speed=high", {"--benchmark_speed=high"}},
      {"--benchmark_filter=nothing", {"chooses no cell"}},
      {"'--benchmark_filter=('", {"chooses no cell"}},
  };
  for (const auto& [arguments, messages] : refusals) {
    const outcome run = launch(BENCH_PROGRAM " " + arguments);
    CAPTURE(arguments);
    CHECK(run.code == 2);
    CHECK(run.out.empty());
    for (const std::string& message : messages) {
      CHECK_THAT(run.err, Contains(message));
    }
  }
}

TEST_CASE("does --describe say all of every barrier?") {
  std::set<std::string> algorithms;
  std::set<std::string> peers;
  const json all = described();
  for (const json& each : all["barriers"]) {
    if (each["kind"] == "peer") {
      peers.insert(each["barrier"]);
      CHECK_FALSE(each["differs"].get<std::string>().empty());
      CHECK(each["policies"] == json{"own"});
    } else {
      algorithms.insert(each["barrier"]);
      CHECK(each["kind"] == "algorithm");
      CHECK(each["policies"] == json{"park", "spin", "yield"});
    }
    CHECK_FALSE(each["title"].get<std::string>().empty());
    CHECK_FALSE(each["reference"].get<std::string>().empty());
    const std::set<std::string> capabilities = each["capabilities"];
    if (each["barrier"] == "central" || each["barrier"] == "libstdcxx") {
      CHECK(capabilities == std::set<std::string>{"completion", "split_phase"});
    }
    if (each["barrier"] == "pthread") {
      CHECK(capabilities.empty());
    }
  }
  CHECK(algorithms.contains("central"));
  CHECK(peers == listed_peers());
}

TEST_CASE("does --describe list every metric once, and say which are unavailable?") {
  const json all = described();
  std::set<std::string> names;
  for (const json& each : all["metrics"]) {
    CHECK(names.insert(each["name"]).second);
    CHECK_FALSE(each["unit"].get<std::string>().empty());
    CHECK_FALSE(each["kind"].get<std::string>().empty());
    const std::string sign = each["sign"];
    CHECK((sign == "positive" || sign == "not_negative" || sign == "difference" || sign == "any"));
  }
  for (const auto& [metric, reason] : all["unavailable"].items()) {
    CHECK(names.contains(metric));
    CHECK_FALSE(reason.get<std::string>().empty());
  }
  CHECK(all["policies"] == json{"spin", "yield", "park", "own"});
  CHECK(all["workloads"].size() == 9);
}

TEST_CASE("does every peer measure a team that fits, and one that does not?") {
  std::map<std::string, int> measured;
  for (const json& cell :
       cells_of(measure(BENCH_PROGRAM " --team=1,2,3", ".*/own/empty/compact/.*"))) {
    CAPTURE(cell);
    CHECK(cell["episodes"] > 0);
    const std::string name = cell["name"];
    ++measured[name.substr(0, name.find('/'))];
  }
  for (const std::string& peer : listed_peers()) {
    CAPTURE(peer);
    CHECK(measured[peer] == 3);
  }
}

TEST_CASE("does --describe say where a team would sit, and why a placement is unavailable?") {
  const pu first = first_pu();
  const json all = described("--pus=" + std::to_string(first))["topology"];
  const std::size_t pus = all["pus"].size();
  REQUIRE(pus >= 1);
  CHECK(all["placements"]["compact"] == all["pus"]);
  CHECK(all["placements"]["scatter"].size() == pus);
  CHECK(all["placements"]["explicit"] == json::array({first}));
  CHECK(all["placements"]["unpinned"] == json::array());
  for (const auto& [name, order] : all["placements"].items()) {
    CAPTURE(name);
    CHECK((order.empty() == (name == "unpinned")));
  }
  for (const char* name : {"l3", "package", "smt", "kind_0", "explicit"}) {
    CAPTURE(name);
    CHECK(all["placements"].contains(name) != all["unavailable"].contains(name));
  }
  CHECK(all["packages"] >= 1);
  CHECK(all["cores"] >= 1);
  CHECK(all.contains("cgroup_quota_pus") != all["unavailable"].contains("cgroup_quota_pus"));
  CHECK_FALSE(all["summary"].get<std::string>().empty());
}

TEST_CASE("does --latency print L between each two PUs of the affinity mask?") {
  const outcome run = launch(BENCH_PROGRAM " --latency");
  REQUIRE(run.code == 0);
  const json all = json::parse(run.out);
  const std::size_t pus = all["pus"].size();
  REQUIRE(all["l_ns"].size() == pus);
  for (std::size_t here = 0; here != pus; ++here) {
    REQUIRE(all["l_ns"][here].size() == pus);
    for (std::size_t there = 0; there != pus; ++there) {
      const json& l = all["l_ns"][here][there];
      CHECK((here == there ? l.is_null() : l > 0));
    }
  }
  const pu place = all["pus"][0];
  const outcome alone =
      launch("taskset -c " + std::to_string(place) + " " BENCH_PROGRAM " --latency");
  CHECK(json::parse(alone.out) == json{{"pus", {place}}, {"l_ns", {{nullptr}}}});
}

TEST_CASE("does a refusal to pin end with its message, beside the run-times of others?") {
  const outcome run = measure("HWLOC_SYNTHETIC='pack:2 core:2 pu:1' " BENCH_PROGRAM " --team=4",
                              "central/spin/empty/compact/4");
  CHECK(run.code == 1);
  CHECK_THAT(run.err, Contains("cannot pin a thread to PU"));
}

TEST_CASE("does a limit that a team meets end with what to do about it?") {
  const outcome run =
      launch("sh -c 'ulimit -v 300000; exec " BENCH_PROGRAM " --team=256 --cell-ms=10"
             " --benchmark_filter=^central/spin/empty/compact/'");
  CHECK(run.code == 1);
  CHECK_THAT(run.err, Contains("cannot start thread") && Contains("of 256") &&
                          Contains("raise the limit on processes (ulimit -u"));
}

TEST_CASE("do variables of Google Benchmark not change what is measured?") {
  const outcome run =
      measure("BENCHMARK_REPETITIONS=3 BENCHMARK_FILTER=nothing " BENCH_PROGRAM " --team=1",
              "central/spin/empty/compact/1");
  CHECK(cells_of(run).size() == 1);
  CHECK_THAT(run.err, Contains("BENCHMARK_REPETITIONS in the environment is ignored"));
}

TEST_CASE("does no peer bring the exceptions of another C++ run-time?") {
  const auto defined = [](const std::string& pattern) {
    return launch("nm --defined-only --extern-only " BENCH_PROGRAM " | grep -E ' [TW] " + pattern +
                  "'")
        .out;
  };
  CHECK_THAT(defined("main"), Contains("main"));
  CHECK(defined("__(cxa|gxx)_") == "");
}

TEST_CASE("do filters see the name of a cell, which is all of it?") {
  const std::string list = " --benchmark_list_tests --team=2,4 --background-load=3";
  const std::string name = "central/park/empty/compact/2/background_load:3";
  CHECK(launch(BENCH_PROGRAM + list + only(name)).out == name + '\n');
  const outcome others = launch(BENCH_PROGRAM + list + " --benchmark_filter=-central");
  CHECK(others.code == 0);
  CHECK_THAT(others.out, Contains("pthread/own/empty/compact/2/") && !Contains("central"));
}

TEST_CASE("are the listed PUs the only placement where --pus lists any?") {
  const std::string list = BENCH_PROGRAM " --benchmark_list_tests --team=2 --pus=";
  CHECK(launch(list + std::to_string(first_pu()) + only("central/spin/empty/.*")).out ==
        "central/spin/empty/explicit/2\n");
}

TEST_CASE("does the seed govern the order of the cells?") {
  const auto listed = [](const std::string& seed) {
    return launch(BENCH_PROGRAM " --team=1-4 --benchmark_list_tests --seed=" + seed).out;
  };
  CHECK(listed("1") == listed("1"));
  CHECK(listed("1") != listed("2"));
}

TEST_CASE("has CSV a column for every metric, in all of its rows?") {
  const outcome run = launch(BENCH_PROGRAM " --team=1,3 --cell-ms=5 --benchmark_format=csv" +
                             only("central/park/(empty|imbalance)/compact/(1|3)"));
  REQUIRE(run.code == 0);
  std::istringstream lines{run.out};
  std::string head;
  std::getline(lines, head);
  const json all = described();
  for (const json& each : all["metrics"]) {
    CHECK_THAT(head, Contains(each["name"].get<std::string>()));
  }
  int rows = 0;
  for (std::string line; std::getline(lines, line); ++rows) {
    CHECK(std::ranges::count(line, ',') == std::ranges::count(head, ','));
  }
  CHECK(rows == 4);
}

TEST_CASE("does a report say all of a cell, and under what it was measured?") {
  const std::string place = std::to_string(first_pu());
  const outcome run =
      measure(BENCH_PROGRAM " --team=3 --seed=7 --commit=abc --benchmark_repetitions=2"
                            " --benchmark_report_aggregates_only=false --pus=" +
                  place,
              "central/park/uniform_2us/explicit/3");
  const json cell = cells_of(run)[1];
  const json context = json::parse(run.out)["context"];
  for (const char* key : {"build_type", "compiler", "flags", "machine", "topology", "pus_compact",
                          "pus_scatter", "cgroup_quota_pus", "clock", "percentiles", "period",
                          "lalr", "l", "resource_usage", "futexes", "reference"}) {
    CAPTURE(key);
    CHECK(context[key].is_string());
  }
  CHECK(context["executable"] == BENCH_PROGRAM);
  CHECK(context["commit"] == "abc");
  CHECK(context["seed"] == "7");
  CHECK(context["pus_explicit"] == place);

  CHECK(cell["name"] == "central/park/uniform_2us/explicit/3");
  CHECK(cell["repetition_index"] == 1);
  CHECK(cell["iterations"] == 1);
  const json all = described();
  for (const json& each : all["metrics"]) {
    const std::string metric = each["name"];
    CAPTURE(metric);
    CHECK(cell.contains(metric) != cell["unavailable"].contains(metric));
  }
  for (const char* key : {"period_p50_ns", "period_mean_ns", "period_samples", "episodes",
                          "lalr_p50_ns", "lalr_mean_ns", "lalr_samples", "skew_p50_ns", "cpu_ns"}) {
    CAPTURE(key);
    CHECK(cell[key] > 0);
  }
  for (const auto& [metric, samples] :
       {std::pair{"period", "period_samples"}, std::pair{"lalr", "lalr_samples"},
        std::pair{"skew", "lalr_samples"}}) {
    const percentiles sample{std::vector<double>(cell[samples].get<std::size_t>())};
    for (const auto& [suffix, percent] :
         {std::pair{"_p90_ns", 90.0}, std::pair{"_p99_ns", 99.0}, std::pair{"_p999_ns", 99.9}}) {
      CAPTURE(metric, suffix);
      CHECK(cell.contains(metric + std::string{suffix}) == sample.holds(percent));
    }
  }
  CHECK(cell["real_time"] == Approx(cell["period_mean_ns"].get<double>()));
  CHECK(cell["unavailable"]["l_before_ns"] == "slots 0 and 1 share a PU");
  CHECK(cell["unavailable"].contains("net_ns"));
}

TEST_CASE("does --benchmark_out keep the same report in a file?") {
  const std::string file = "bench_tests." + std::to_string(getpid()) + ".json";
  const outcome run = launch(BENCH_PROGRAM " --team=1 --cell-ms=5 --benchmark_out=" + file +
                             only("central/spin/empty/compact/1"));
  CHECK(run.code == 0);
  CHECK_THAT(run.out, Contains("central/spin/empty/compact/1") && !Contains("a team of 1 moves"));
  CHECK(cells_of(launch("cat " + file))[0]["unavailable"]["l_before_ns"] ==
        "a team of 1 moves no line");
  launch("rm " + file);
}

TEST_CASE("do ranks that roam have no L, and all else?") {
  const outcome run = measure(BENCH_PROGRAM " --team=2", "central/park/empty/unpinned/2");
  const json cell = cells_of(run)[0];
  CHECK(json::parse(run.out)["context"]["pus_unpinned"] == "any");
  CHECK(cell["period_p50_ns"] > 0);
  CHECK(cell["unavailable"]["l_before_ns"] == "ranks are not pinned");
}

TEST_CASE("does every workload run, with a right result, also where ranks share a PU?") {
  const json cells = cells_of(measure(BENCH_PROGRAM " --team=1,2,5", "central/park/.*/compact/.*"));
  CHECK(cells.size() == 27);
  for (const json& cell : cells) {
    CAPTURE(cell["name"]);
    CHECK_FALSE(cell.contains("error_occurred"));
    const bool imbalance = cell["name"].get<std::string>().find("imbalance") != std::string::npos;
    CHECK(cell.contains("reference_ns") == imbalance);
    if (imbalance) {
      const double reference = cell["reference_ns"];
      CHECK(reference > 0);
      CHECK(cell["net_ns"] == Approx(cell["period_p50_ns"].get<double>() - reference));
    }
  }
}

TEST_CASE("does a cell that hangs name itself, the ranks and the episode?") {
  const json unavailable = described()["unavailable"];
  for (const auto& [fake, episode] : {std::pair{"hangs", "blocked in episode 10 "},
                                      std::pair{"hangs_when_counted", "blocked in episode "}}) {
    if (fake == std::string{"hangs_when_counted"} && unavailable.contains("futex_waits")) {
      WARN("futex calls cannot be counted: " + unavailable["futex_waits"].get<std::string>());
      continue;
    }
    const std::string cell = fake + std::string{"/own/empty/compact/2"};
    const outcome run = measure(FAKES_PROGRAM " --team=2 --hang-timeout=1", cell);
    CHECK(run.code == 5);
    CHECK_THAT(run.err, Contains(cell) && Contains(episode) && Contains("rank 0 1 of team 2"));
  }
}

TEST_CASE(
    "does a barrier that lets ranks go too early fail the run, by its results or the clock?") {
  const auto message_of = [](const std::string& cell, int code) {
    CAPTURE(cell);
    const json found = cells_of(
        measure(FAKES_PROGRAM " --cell-ms=20 --team=" + cell.substr(cell.rfind('/') + 1), cell),
        code)[0];
    CHECK(found["error_occurred"] == true);
    return found["error_message"].get<std::string>();
  };
  for (const std::string workload : {"payload", "stencil", "prefix_sum"}) {
    for (const std::string team : {"2", "3"}) {
      CHECK_THAT(message_of("open_door/own/" + workload + "/compact/" + team, 1),
                 Contains("rank") && Contains("in episode") && Contains("expected") &&
                     Contains("seen") && Contains("let a rank go too early"));
    }
  }
  for (const char* unchecked : {"open_door/own/empty/compact/2", "early/own/empty/compact/1"}) {
    CHECK_THAT(message_of(unchecked, 6), Contains("before the last one arrived"));
  }
}
