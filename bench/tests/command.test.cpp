#include <bench/metrics/percentiles.hpp>
#include <bench/system/topology.hpp>
#include <bench/tests/launch.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <iterator>
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

/// The first PU that we may use.
pu first_pu() {
  return json::parse(launch(BENCH_PROGRAM " --topology").out)["pus"][0];
}

/// Our program, bound to one PU.
std::string alone_on(pu place) {
  return "taskset -c " + std::to_string(place) + " " BENCH_PROGRAM;
}

}  // namespace

TEST_CASE("is what there is not named, together with what there is?") {
  const auto refused = [](const std::string& arguments) {
    const outcome run = launch(BENCH_PROGRAM " " + arguments);
    CHECK(run.code == 2);
    CHECK(run.out.empty());
    return run.err;
  };
  CHECK_THAT(refused("--words=centrl"), Contains("word 'centrl'") && Contains(" central "));
  CHECK_THAT(refused("--workloads=full"), Contains("workload 'full'") && Contains(" empty "));
  CHECK_THAT(refused("--placements=far"), Contains("placement 'far'") && Contains(" scatter"));
  CHECK_THAT(refused("--placements=explicit"), Contains("--pus"));
  CHECK_THAT(refused("--company=-1"), Contains("company"));
  CHECK_THAT(refused("--pus=60000"), Contains("PU 60000") && Contains(std::to_string(first_pu())));
  CHECK_THAT(refused("--teams=0"), Contains("team of 0"));
  CHECK_THAT(refused("--teams=70000"), Contains("65536"));
  CHECK_THAT(refused("--teams=two"), Contains("two"));
  CHECK_THAT(refused("--policy=sleep"), Contains("sleep") && Contains("park"));
  CHECK_THAT(refused("--cell_ms=0"), Contains("cell_ms"));
  CHECK_THAT(refused("--hang_s=0"), Contains("hang_s"));
  CHECK_THAT(refused("--speed=high"), Contains("--speed=high"));
  CHECK_THAT(refused("--benchmark_speed=high"), Contains("--benchmark_speed=high"));
  CHECK_THAT(refused("--benchmark_filter=nothing"), Contains("no cell"));
  CHECK_THAT(refused("'--benchmark_filter=('"), Contains("--benchmark_filter=("));
}

TEST_CASE("does --describe say all of every word?") {
  const outcome run = launch(BENCH_PROGRAM " --describe");
  REQUIRE(run.code == 0);
  std::set<std::string> words;
  std::set<std::string> peers;
  for (const json& each : json::parse(run.out)) {
    words.insert(each["word"]);
    if (each["kind"] == "peer") {
      peers.insert(each["word"]);
      CHECK_FALSE(each["differs"].get<std::string>().empty());
    } else {
      CHECK(each["kind"] == "algorithm");
    }
    CHECK_FALSE(each["title"].get<std::string>().empty());
    CHECK_FALSE(each["reference"].get<std::string>().empty());
    const std::set<std::string> capabilities = each["capabilities"];
    if (each["word"] == "central" || each["word"] == "libstdcxx") {
      CHECK(capabilities == std::set<std::string>{"completion", "split_phase"});
    }
    if (each["word"] == "dissemination" || each["word"] == "pthread") {
      CHECK(capabilities.empty());
    }
  }
  CHECK(words.contains("central"));
  std::istringstream listed{BENCH_PEERS};
  const std::istream_iterator<std::string> begin{listed};
  CHECK(peers == std::set<std::string>{begin, {}});
}

TEST_CASE("does every peer measure a team that fits, and one that does not?") {
  std::istringstream listed{BENCH_PEERS};
  for (std::string word; listed >> word;) {
    CAPTURE(word);
    const outcome run = launch(BENCH_PROGRAM " --words=" + word +
                               " --workloads=empty --teams=1,2,5 --cell_ms=5"
                               " --benchmark_format=json");
    REQUIRE(run.code == 0);
    const json cells = json::parse(run.out)["benchmarks"];
    CHECK(cells.size() == 3);
    for (const json& cell : cells) {
      CHECK(cell["label"] == "own");
      CHECK(cell["episodes"] > 0);
    }
  }
}

TEST_CASE("does --topology say where a team would sit?") {
  const pu first = first_pu();
  const json said =
      json::parse(launch(BENCH_PROGRAM " --topology --pus=" + std::to_string(first)).out);
  const std::size_t pus = said["pus"].size();
  REQUIRE(pus >= 1);
  CHECK(said["placements"]["compact"] == said["pus"]);
  CHECK(said["placements"]["scatter"].size() == pus);
  CHECK(said["placements"]["explicit"] == json::array({first}));
  CHECK(said["placements"]["unpinned"] == json::array());
  for (const auto& [name, order] : said["placements"].items()) {
    CAPTURE(name);
    CHECK((order.empty() == (name == "unpinned")));
  }
  CHECK(said["packages"] >= 1);
  CHECK(said["cores"] >= 1);
  CHECK(said["cgroup_quota_pus"].is_null() != said["cgroup_quota_reason"].is_null());
  CHECK_FALSE(said["summary"].get<std::string>().empty());
}

TEST_CASE("is a placement that is not to be had refused, with the reason?") {
  const json there = json::parse(launch(BENCH_PROGRAM " --topology").out)["placements"];
  for (const std::string name : {"l3", "package", "smt"}) {
    CAPTURE(name);
    const outcome run = launch(BENCH_PROGRAM " --words=central --workloads=empty --teams=2"
                                             " --benchmark_list_tests --placements=" +
                               name);
    if (there.contains(name)) {
      CHECK(run.out == "central/empty/" + name + "/2\n");
    } else {
      CHECK(run.code == 2);
      CHECK_THAT(run.err, Contains("'" + name + "' is not to be had"));
    }
  }
}

TEST_CASE("does --latency tell L between each two PUs, and null for one and the same?") {
  const outcome run = launch(BENCH_PROGRAM " --latency");
  REQUIRE(run.code == 0);
  const json said = json::parse(run.out);
  const std::size_t pus = said["pus"].size();
  REQUIRE(said["l_ns"].size() == pus);
  for (std::size_t here = 0; here != pus; ++here) {
    REQUIRE(said["l_ns"][here].size() == pus);
    for (std::size_t there = 0; there != pus; ++there) {
      const json& l = said["l_ns"][here][there];
      CHECK((here == there ? l.is_null() : l > 0));
    }
  }
  const pu only = said["pus"][0];
  const outcome alone = launch(alone_on(only) + " --latency");
  CHECK(json::parse(alone.out) == json{{"pus", {only}}, {"l_ns", {{nullptr}}}});
}

TEST_CASE("is the affinity mask of the process obeyed?") {
  const pu only = first_pu();
  const outcome run = launch(alone_on(only) + " --topology");
  REQUIRE(run.code == 0);
  CHECK(json::parse(run.out)["pus"] == json::array({only}));
}

TEST_CASE("does a refusal to pin end with its message, beside the run-times of others?") {
  const outcome run = launch("HWLOC_SYNTHETIC='pack:2 core:2 pu:1' " BENCH_PROGRAM
                             " --words=central --teams=4 --workloads=empty");
  CHECK(run.code == 1);
  CHECK_THAT(run.err, Contains("cannot pin a thread to PU"));
}

TEST_CASE("does a limit that a team meets end with what to do about it?") {
  const outcome run = launch("sh -c 'ulimit -v 300000; exec " BENCH_PROGRAM
                             " --words=central --teams=256 --workloads=empty --cell_ms=10'");
  CHECK(run.code == 1);
  CHECK_THAT(run.err, Contains("cannot start thread") && Contains("of 256") &&
                          Contains("raise the limit on processes (ulimit -u"));
}

TEST_CASE("do variables of Google Benchmark not change what is measured?") {
  const std::string cell = " --words=central --teams=1 --workloads=empty --cell_ms=10"
                           " --benchmark_format=json";
  const outcome run =
      launch("BENCHMARK_REPETITIONS=3 BENCHMARK_FILTER=nothing " BENCH_PROGRAM + cell);
  CHECK(run.code == 0);
  CHECK(json::parse(run.out)["benchmarks"].size() == 1);
  CHECK_THAT(run.err, Contains("BENCHMARK_REPETITIONS in the environment is not taken over"));
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

TEST_CASE("do filters see the name of a cell, and nothing more?") {
  const outcome run =
      launch(BENCH_PROGRAM " --words=central,pthread --teams=2,4 --benchmark_list_tests"
                           " '--benchmark_filter=^central/empty/compact/2$'");
  CHECK(run.code == 0);
  CHECK(run.out == "central/empty/compact/2\n");
  const outcome others =
      launch(BENCH_PROGRAM " --words=central,pthread --workloads=empty --teams=2"
                           " --benchmark_list_tests --benchmark_filter=-central");
  CHECK(others.out == "pthread/empty/compact/2\n");
}

TEST_CASE("does the seed govern the order of the cells?") {
  const auto listed = [](const std::string& seed) {
    return launch(BENCH_PROGRAM " --teams=1,2,3,4 --benchmark_list_tests --seed=" + seed).out;
  };
  CHECK(listed("1") == listed("1"));
  CHECK(listed("1") != listed("2"));
}

TEST_CASE("does a report say all of a cell, and under what it was measured?") {
  const std::string place = std::to_string(first_pu());
  const outcome run =
      launch(BENCH_PROGRAM " --words=central --workloads=uniform_2us --teams=3 --seed=7"
                           " --policy=park --commit=abc --cell_ms=5 --benchmark_repetitions=2"
                           " --benchmark_report_aggregates_only=false --benchmark_format=json"
                           " --pus=" +
             place);
  REQUIRE(run.code == 0);
  const json report = json::parse(run.out);
  const json& context = report["context"];
  for (const char* key :
       {"build_type", "compiler", "flags", "machine", "topology", "pus_compact", "pus_scatter",
        "cgroup_quota_pus", "clock", "clock_ghz", "stamp_cost_ns", "clock_offset_bound_ns",
        "percentiles", "period", "lalr", "l", "waste", "futexes", "reference"}) {
    CAPTURE(key);
    CHECK(context[key].is_string());
  }
  CHECK(context["executable"] == BENCH_PROGRAM);
  CHECK(context["commit"] == "abc");
  CHECK(context["seed"] == "7");
  CHECK(context["policy"] == "park");
  CHECK(context["pus_explicit"] == place);

  const json& cell = report["benchmarks"][1];
  CHECK(cell["name"] == "central/uniform_2us/explicit/3");
  CHECK(cell["repetition_index"] == 1);
  CHECK(cell["label"] == "park");
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
  for (const char* key : {"voluntary_switches", "involuntary_switches"}) {
    CAPTURE(key);
    CHECK(cell[key] >= 0);
  }
  for (const std::string key :
       {"futex_waits", "futex_wakes", "cycles", "instructions", "cache_misses"}) {
    CAPTURE(key);
    CHECK(cell.contains(key) != context.contains("lacks_" + key));
  }
  CHECK_FALSE(cell.contains("net_ns"));
  CHECK_FALSE(cell.contains("l_before_ns"));  // all three ranks share a PU
}

TEST_CASE("does a cell that hangs name itself, the rank and the episode?") {
  const outcome run = launch(FAKES_PROGRAM " --words=stuck --workloads=empty --teams=2 --hang_s=1");
  CHECK(run.code == 3);
  CHECK_THAT(run.err, Contains("stuck/empty/compact/2") && Contains("episode 10") &&
                          Contains("rank 0 1 of team 2"));
}

TEST_CASE("does a release before the last arrival fail the run?") {
  const outcome run = launch(FAKES_PROGRAM " --words=early --workloads=empty --teams=1"
                                           " --benchmark_format=json");
  CHECK(run.code == 4);
  const json cell = json::parse(run.out)["benchmarks"][0];
  CHECK(cell["error_occurred"] == true);
  CHECK_THAT(cell["error_message"], Contains("before the last one arrived"));
}

TEST_CASE("do ranks that roam have no L, and all else?") {
  const outcome run =
      launch(BENCH_PROGRAM " --words=central --workloads=empty --teams=2 --placements=unpinned"
                           " --policy=park --cell_ms=5 --benchmark_format=json");
  REQUIRE(run.code == 0);
  const json report = json::parse(run.out);
  CHECK(report["context"]["pus_unpinned"] == "any");
  const json& cell = report["benchmarks"][0];
  CHECK(cell["name"] == "central/empty/unpinned/2");
  CHECK(cell["period_p50_ns"] > 0);
  CHECK_FALSE(cell.contains("l_before_ns"));
}

TEST_CASE("does every workload run, with a right result, also where ranks share a PU?") {
  const outcome run = launch(BENCH_PROGRAM " --words=dissemination --teams=1,2,5 --policy=park"
                                           " --cell_ms=5 --benchmark_format=json");
  CHECK(run.code == 0);
  const json cells = json::parse(run.out)["benchmarks"];
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

TEST_CASE("is a barrier that is none found out by the results, with what was seen?") {
  for (const std::string workload : {"payload", "stencil", "prefix_sum"}) {
    for (const std::string team : {"2", "3"}) {
      CAPTURE(workload, team);
      const outcome run =
          launch(FAKES_PROGRAM " --words=open_door --benchmark_format=json --cell_ms=20"
                               " --workloads=" +
                 workload + " --teams=" + team);
      CHECK(run.code == 1);
      const json cell = json::parse(run.out)["benchmarks"][0];
      CHECK(cell["error_occurred"] == true);
      CHECK_THAT(cell["error_message"], Contains("rank") && Contains("in episode") &&
                                            Contains("expected") && Contains("seen") &&
                                            Contains("let a rank go too early"));
    }
  }
}

TEST_CASE("is a barrier that is none found out by the clock, where nothing is checked?") {
  const outcome run = launch(FAKES_PROGRAM " --words=open_door --workloads=empty --teams=2"
                                           " --cell_ms=20 --benchmark_format=json");
  CHECK(run.code == 4);
}

TEST_CASE("does a cell that hangs only when it is counted name itself too?") {
  const json context =
      json::parse(launch(FAKES_PROGRAM " --words=caller --workloads=empty --teams=1 --cell_ms=1"
                                       " --benchmark_format=json")
                      .out)["context"];
  if (context.contains("lacks_futex_waits")) {
    WARN("futex calls cannot be counted here: " + context["lacks_futex_waits"].get<std::string>());
    return;
  }
  const outcome run = launch(FAKES_PROGRAM " --words=shy --workloads=empty --teams=2 --hang_s=1"
                                           " --cell_ms=5");
  CHECK(run.code == 3);
  CHECK_THAT(run.err, Contains("shy/empty/compact/2") && Contains("stuck in episode ") &&
                          Contains("rank 0 1 of team 2"));
}
