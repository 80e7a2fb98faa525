#include <verify/driver/self_test.hpp>

#include <verify/driver/effort.hpp>

#include <cstdio>
#include <new>

namespace barriers::driver {
namespace {

verdict verdict_on(engine& by, const test& canary, const strategy& how) {
  try {
    return by.run({canary.make, 2, 1, how}).found;
  } catch (const std::bad_alloc&) {
    return verdict::out_of_memory;
  }
}

bool detects(engine& by, const test& canary, const strategy& how) {
  const verdict found = verdict_on(by, canary, how);
  if (found != canary.expected) {
    std::fprintf(stderr, "%s: self-test failed: canary '%s' reported '%s', expected '%s'. %s\n",
                 std::string{by.name()}.c_str(), canary.scenario.c_str(),
                 std::string{name_of(found)}.c_str(), std::string{name_of(canary.expected)}.c_str(),
                 std::string{by.self_test_advice()}.c_str());
  }
  return found == canary.expected;
}

}  // namespace

bool detects_canaries(engine& by) {
  const std::vector<test> canaries = by.canaries();
  bool all = !canaries.empty();
  for (const test& canary : canaries) {
    for (const strategy& how : self_test_searches(by)) {
      all = detects(by, canary, how) && all;
    }
  }
  return all;
}

}  // namespace barriers::driver
