#include "self_test.hpp"

#include "simulation.hpp"

#include <cstdio>
#include <new>

namespace barriers::model {
namespace {

constexpr search random_search{
    .by = search::method::random, .first = 1, .bound = 0, .executions = 1'000};
constexpr search bound_search{
    .by = search::method::bound, .first = 1, .bound = 2, .executions = 10'000};

std::string verdict_on(const canary_test& canary, const search& how) {
  try {
    return simulate({canary.make, 2, 1, how}).verdict;
  } catch (const std::bad_alloc&) {
    return "OUT OF MEMORY";
  }
}

bool convicts(const canary_test& canary, const search& how) {
  const std::string verdict = verdict_on(canary, how);
  if (verdict != canary.verdict) {
    std::fprintf(stderr,
                 "model: the checker sleeps: the canary \"%s\" is \"%s\" and must be \"%s\". "
                 "Are -fno-lifetime-dse, -fno-sized-deallocation and -DRL_DO_ASSERT=1 on?\n",
                 canary.name.c_str(), verdict.c_str(), canary.verdict.c_str());
  }
  return verdict == canary.verdict;
}

}  // namespace

bool is_awake(const std::vector<canary_test>& canaries) {
  bool awake = !canaries.empty();
  for (const canary_test& canary : canaries) {
    awake = convicts(canary, random_search) && awake;
    awake = convicts(canary, bound_search) && awake;
  }
  return awake;
}

}  // namespace barriers::model
