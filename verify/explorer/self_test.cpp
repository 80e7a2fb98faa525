#include "self_test.hpp"

#include "search.hpp"

#include <cstdio>
#include <new>
#include <string>

namespace barriers::explorer {
namespace {

std::string verdict_on(const trial& what) {
  try {
    return verdict_of(search{{.make = [&what] { return what.make(2, 1); }, .team = 2}}.run());
  } catch (const std::bad_alloc&) {
    return "out of memory";
  }
}

bool convicts(const canary_test& canary) {
  const std::string verdict = verdict_on(canary.what);
  if (verdict != canary.verdict) {
    std::fprintf(stderr, "explorer: it sleeps: the canary \"%s\" is \"%s\" and must be \"%s\"\n",
                 canary.what.scenario.c_str(), verdict.c_str(), canary.verdict.c_str());
  }
  return verdict == canary.verdict;
}

}  // namespace

bool is_awake(const std::vector<canary_test>& canaries) {
  bool awake = !canaries.empty();
  for (const canary_test& canary : canaries) {
    awake = convicts(canary) && awake;
  }
  return awake;
}

}  // namespace barriers::explorer
