#include "author.hpp"
#include "brute_force.hpp"
#include "program.hpp"

#include <search.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <string>

using namespace barriers::explorer;
using namespace barriers::explorer::litmus;

namespace {

/// Whether the explorer finds what brute force finds, each once.
bool agrees(const program& about, std::uint64_t seed, std::uint64_t& executions_seen,
            std::uint64_t& hangs_seen, std::uint64_t& blocked) {
  std::map<std::string, int> complete;
  std::map<std::string, int> hanging;
  question ask{.make = executions_of(about), .team = about.team()};
  ask.on_execution = [&](const graph& seen) { ++complete[text(seen)]; };
  ask.on_hang = [&](const graph& seen) {
    ++hanging[text(seen)];
    return true;
  };
  const answer found = search{ask}.run();
  blocked += found.blocked;

  const executions expected = brute_force(about);
  executions_seen += expected.complete.size();
  hangs_seen += expected.hanging.size();
  bool right = true;
  const auto complain = [&](const char* what, const std::string& execution) {
    if (right) {
      std::printf("seed %llu:\n%s%s:\n%s", static_cast<unsigned long long>(seed),
                  text(about).c_str(), what, execution.c_str());
    }
    right = false;
  };
  if (!found.complete || found.found) {
    complain("the search did not end", found.found ? found.found->sentence : "");
  }
  const auto compare = [&](const std::set<std::string>& wanted,
                           const std::map<std::string, int>& seen, const char* missing,
                           const char* wrong, const char* twice) {
    for (const std::string& each : wanted) {
      if (!seen.contains(each)) {
        complain(missing, each);
      }
    }
    for (const auto& [each, times] : seen) {
      if (!wanted.contains(each)) {
        complain(wrong, each);
      }
      if (times != 1) {
        complain(twice, each);
      }
    }
  };
  compare(expected.complete, complete, "missed", "not allowed", "seen twice");
  compare(expected.hanging, hanging, "a hang was missed", "a hang that is none",
          "a hang was seen twice");
  return right;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t programs = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000;
  const std::uint64_t first = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  const std::uint64_t most = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 3'000;
  std::uint64_t done = 0;
  std::uint64_t executions = 0;
  std::uint64_t hangs = 0;
  std::uint64_t blocked = 0;
  int wrong = 0;
  std::uint64_t seed = first;
  for (; done != programs && wrong < 3; ++seed) {
    const program about = author{seed}.write();
    if (effort(about) > most) {
      continue;
    }
    ++done;
    wrong += agrees(about, seed, executions, hangs, blocked) ? 0 : 1;
  }
  std::printf(
      "%llu programs, seeds %llu to %llu: %llu executions, %llu hangs, %llu blocked; %d wrong\n",
      static_cast<unsigned long long>(done), static_cast<unsigned long long>(first),
      static_cast<unsigned long long>(seed - 1), static_cast<unsigned long long>(executions),
      static_cast<unsigned long long>(hangs), static_cast<unsigned long long>(blocked), wrong);
  return wrong == 0 ? 0 : 1;
}
