#include <verify/stress/ending.hpp>

#include <catch2/catch.hpp>

#include <unistd.h>

#include <cstdlib>
#include <string>

/// The end of a program is told from the destruction of a barrier under its ranks.
namespace barriers::verify {
namespace {

using Catch::Contains;

/// A barrier in memory of its owner, which frees it while rank 0 waits: a race, though the rank
/// sleeps, and a use after free where it has not fallen asleep yet.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
const std::string owned = "global";
const std::string owned_later = "later";
#else
const std::string owned = "owned";
const std::string owned_later = "owned later";
#endif

ending ending_by(const std::string& way) {
  return ending_of([&way] {
    // It dies itself of a library that is still loaded.
    setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
    dup2(STDERR_FILENO, STDOUT_FILENO);
    execl(BARRIERS_PROGRAM_END, BARRIERS_PROGRAM_END, way.c_str(), nullptr);
  });
}

TEST_CASE("a program ends with its exit code and its output though a rank waits") {
  const std::string way =
      GENERATE(as<std::string>{}, "global", "local", "later", owned, owned_later, "array",
               "by name", "stranger", "participant", "library");
  CAPTURE(way);
  const ending end = ending_by(way);
  CHECK(end.signal == 0);
  CHECK(end.exit_code == 3);
  CHECK(end.said == "not flushed by hand");
}

TEST_CASE("a quick exit destroys nothing, and flushes nothing") {
  const ending end = ending_by("quick");
  CHECK(end.exit_code == 3);
  CHECK(end.said.empty());
}

TEST_CASE("a barrier that is destroyed under a rank before the end of the program is reported") {
  const std::string way = GENERATE(as<std::string>{}, "early", "unloaded");
  CAPTURE(way);
  const ending end = ending_by(way);
  CHECK(end.aborted);
  CHECK_THAT(end.said, Contains("barriers: a barrier was destroyed while ranks still had"));
}

}  // namespace
}  // namespace barriers::verify
