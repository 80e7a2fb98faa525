#include "self_test.hpp"

#include "search.hpp"

#include <cstdio>
#include <string>

namespace barriers::explorer {
namespace {

bool convicts(const canary& each) {
  const answer found = search{{.make = [&each] { return each.what.make(2, 1); }, .team = 2}}.run();
  const std::string verdict = verdict_of(found);
  if (verdict != each.verdict) {
    std::fprintf(stderr, "explorer: it sleeps: the canary \"%s\" is \"%s\" and must be \"%s\"\n",
                 each.what.scenario.c_str(), verdict.c_str(), each.verdict.c_str());
  }
  return verdict == each.verdict;
}

}  // namespace

bool is_awake(const std::vector<canary>& canaries) {
  bool awake = !canaries.empty();
  for (const canary& each : canaries) {
    awake = convicts(each) && awake;
  }
  return awake;
}

}  // namespace barriers::explorer
