#include <bench/tests/report.hpp>

#include <set>
#include <string>

using Catch::Contains;
using nlohmann::json;

namespace {

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
  const json cells = cells_of(
      measure(LIBOMP_PROGRAM " --team=1 --seed=1", "libomp_(tree|dist)/own/empty/compact/1"), 2);
  REQUIRE(cells.size() == 2);
  CHECK(cells[0]["period_p50_ns"] > 0);
  CHECK_THAT(cells[1]["error_message"], Contains("'libomp_tree'") && Contains("'libomp_dist'") &&
                                            Contains("in one process") &&
                                            Contains("--benchmark_filter=^libomp_"));
}

TEST_CASE("does the runtime say that it has taken the pattern of the barrier?") {
  const std::string pattern = GENERATE("linear", "tree", "hyper", "hierarchical", "dist");
  CAPTURE(pattern);
  const outcome run =
      measure("KMP_SETTINGS=true KMP_PLAIN_BARRIER_PATTERN=tree,linear " LIBOMP_PROGRAM " --team=2",
              "libomp_" + pattern + "/own/empty/compact/2");
  CHECK(cells_of(run)[0]["period_p50_ns"] > 0);
  // User settings come first, and are not quoted.
  const std::string effective = run.err.substr(run.err.find("Effective settings"));
  CHECK_THAT(effective, Contains("KMP_PLAIN_BARRIER_PATTERN='" + pattern + ',' + pattern + '\''));
}

TEST_CASE("does our pinning hold where the runtime binds threads too?") {
  for (const char* program : {LIBGOMP_PROGRAM, LIBOMP_PROGRAM}) {
    const outcome run =
        measure("OMP_PROC_BIND=true OMP_PLACES=cores " + std::string{program} + " --team=3",
                "lib(gomp|omp_hyper)/own/empty/compact/3");
    REQUIRE(run.code == 0);
    CHECK_THAT(json::parse(run.out)["context"]["openmp_settings"],
               Contains("OMP_PROC_BIND=true") && Contains("OMP_PLACES=cores"));
  }
}

TEST_CASE("is a runtime that gives too few threads an error?") {
  for (const char* program : {LIBGOMP_PROGRAM, LIBOMP_PROGRAM}) {
    const outcome run = measure("OMP_THREAD_LIMIT=2 " + std::string{program} + " --team=4",
                                "lib(gomp|omp_hyper)/own/empty/compact/4");
    CHECK(run.code == 1);
    CHECK_THAT(run.err, Contains("gives 2 threads instead of 4") && Contains("OMP_THREAD_LIMIT"));
  }
}
