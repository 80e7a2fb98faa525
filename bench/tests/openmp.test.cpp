#include <bench/tests/launch.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <set>
#include <string>

using Catch::Contains;
using nlohmann::json;

namespace {

const std::string quick = " --workloads=empty --cell_ms=5 --benchmark_format=json";

std::set<std::string> words_of(const std::string& program) {
  std::set<std::string> words;
  for (const json& each : json::parse(launch(program + " --describe").out)) {
    CHECK(each["kind"] == "peer");
    CHECK_FALSE(each["differs"].get<std::string>().empty());
    words.insert(each["word"]);
  }
  return words;
}

}  // namespace

TEST_CASE("does each OpenMP runtime have a program of its own?") {
  CHECK(words_of(LIBGOMP_PROGRAM) == std::set<std::string>{"libgomp"});
  CHECK(words_of(LIBOMP_PROGRAM) == std::set<std::string>{"libomp_linear", "libomp_tree",
                                                          "libomp_hyper", "libomp_hierarchical",
                                                          "libomp_dist"});
}

TEST_CASE("are two words of one runtime refused, and named?") {
  const outcome run = launch(LIBOMP_PROGRAM " --words=libomp_tree,libomp_dist" + quick);
  CHECK(run.code == 2);
  CHECK(run.out.empty());
  CHECK_THAT(run.err, Contains("'libomp_tree' and 'libomp_dist'") && Contains("one process"));
}

TEST_CASE("does the runtime say that it has taken the pattern of the word?") {
  const auto [word, pattern] = GENERATE(table<std::string, std::string>({
      {"linear", "linear"},
      {"tree", "tree"},
      {"hyper", "hyper"},
      {"hierarchical", "hierarchical"},
      {"dist", "dist"},
  }));
  CAPTURE(word);
  const outcome run =
      launch("KMP_SETTINGS=true KMP_PLAIN_BARRIER_PATTERN=tree,linear " LIBOMP_PROGRAM
             " --teams=2 --words=libomp_" +
             word + quick);
  REQUIRE(run.code == 0);
  // User settings come first, and are not quoted.
  const std::string effective = run.err.substr(run.err.find("Effective settings"));
  CHECK_THAT(effective, Contains("KMP_PLAIN_BARRIER_PATTERN='" + pattern + ',' + pattern + '\''));
  CHECK(json::parse(run.out)["benchmarks"][0]["period_p50_ns"] > 0);
}

TEST_CASE("does our pinning hold where the runtime binds threads too?") {
  for (const char* program : {LIBGOMP_PROGRAM, LIBOMP_PROGRAM " --words=libomp_hyper"}) {
    const outcome run = launch("OMP_PROC_BIND=true OMP_PLACES=cores " + std::string{program} +
                               " --teams=3" + quick);
    REQUIRE(run.code == 0);
    CHECK_THAT(json::parse(run.out)["context"]["openmp_settings"],
               Contains("OMP_PROC_BIND=true") && Contains("OMP_PLACES=cores"));
  }
}

TEST_CASE("is a runtime that gives too few threads an error?") {
  for (const char* program : {LIBGOMP_PROGRAM, LIBOMP_PROGRAM " --words=libomp_hyper"}) {
    const outcome run = launch("OMP_THREAD_LIMIT=2 " + std::string{program} + " --teams=4" + quick);
    CHECK(run.code == 1);
    CHECK_THAT(run.err, Contains("gives 2 threads instead of 4") && Contains("OMP_THREAD_LIMIT"));
  }
}
