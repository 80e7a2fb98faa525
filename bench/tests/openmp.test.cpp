#include <bench/tests/launch.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <set>
#include <string>

using Catch::Contains;
using nlohmann::json;

namespace {

const std::string quick = " --cell-ms=5 --benchmark_format=json";

std::set<std::string> barriers_of(const std::string& program) {
  std::set<std::string> barriers;
  const json all = json::parse(launch(program + " --describe").out);
  for (const json& each : all["barriers"]) {
    CHECK(each["kind"] == "peer");
    CHECK_FALSE(each["differs"].get<std::string>().empty());
    barriers.insert(each["barrier"]);
  }
  return barriers;
}

}  // namespace

TEST_CASE("does each OpenMP runtime have a program of its own?") {
  CHECK(barriers_of(LIBGOMP_PROGRAM) == std::set<std::string>{"libgomp"});
  CHECK(barriers_of(LIBOMP_PROGRAM) == std::set<std::string>{"libomp_linear", "libomp_tree",
                                                             "libomp_hyper", "libomp_hierarchical",
                                                             "libomp_dist"});
}

TEST_CASE("are two barriers of one runtime refused, and named?") {
  const outcome run = launch(LIBOMP_PROGRAM " --team=1 --seed=1" + quick +
                             only("libomp_(tree|dist)/own/empty/compact/1"));
  CHECK(run.code == 2);
  const json cells = json::parse(run.out)["benchmarks"];
  REQUIRE(cells.size() == 2);
  CHECK(cells[0]["period_p50_ns"] > 0);
  CHECK_THAT(cells[1]["error_message"], Contains("'libomp_tree'") && Contains("'libomp_dist'") &&
                                            Contains("in one process") &&
                                            Contains("--benchmark_filter=^libomp_"));
}

TEST_CASE("does the runtime say that it has taken the pattern of the barrier?") {
  const auto [barrier, pattern] = GENERATE(table<std::string, std::string>({
      {"linear", "linear"},
      {"tree", "tree"},
      {"hyper", "hyper"},
      {"hierarchical", "hierarchical"},
      {"dist", "dist"},
  }));
  CAPTURE(barrier);
  const outcome run =
      launch("KMP_SETTINGS=true KMP_PLAIN_BARRIER_PATTERN=tree,linear " LIBOMP_PROGRAM " --team=2" +
             quick + only("libomp_" + barrier + "/own/empty/compact/2"));
  REQUIRE(run.code == 0);
  // User settings come first, and are not quoted.
  const std::string effective = run.err.substr(run.err.find("Effective settings"));
  CHECK_THAT(effective, Contains("KMP_PLAIN_BARRIER_PATTERN='" + pattern + ',' + pattern + '\''));
  CHECK(json::parse(run.out)["benchmarks"][0]["period_p50_ns"] > 0);
}

TEST_CASE("does our pinning hold where the runtime binds threads too?") {
  for (const char* program : {LIBGOMP_PROGRAM, LIBOMP_PROGRAM}) {
    const outcome run =
        launch("OMP_PROC_BIND=true OMP_PLACES=cores " + std::string{program} + " --team=3" + quick +
               only("lib(gomp|omp_hyper)/own/empty/compact/3"));
    REQUIRE(run.code == 0);
    CHECK_THAT(json::parse(run.out)["context"]["openmp_settings"],
               Contains("OMP_PROC_BIND=true") && Contains("OMP_PLACES=cores"));
  }
}

TEST_CASE("is a runtime that gives too few threads an error?") {
  for (const char* program : {LIBGOMP_PROGRAM, LIBOMP_PROGRAM}) {
    const outcome run = launch("OMP_THREAD_LIMIT=2 " + std::string{program} + " --team=4" + quick +
                               only("lib(gomp|omp_hyper)/own/empty/compact/4"));
    CHECK(run.code == 1);
    CHECK_THAT(run.err, Contains("gives 2 threads instead of 4") && Contains("OMP_THREAD_LIMIT"));
  }
}
