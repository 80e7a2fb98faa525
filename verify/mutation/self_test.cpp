#include <verify/mutation/command.hpp>
#include <verify/mutation/injector.hpp>
#include <verify/mutation/kill_matrix.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace barriers::mutation {
namespace {

/// What is expected of the injector, on a program that makes every kind of operation.
class injector_test {
 public:
  injector_test(driver::engine& by, const driver::test& sample) : engine_{by}, tests_{sample} {}

  bool run() {
    const auto seen = std::make_unique<table>();
    injector.record_in(*seen);
    expect(!search().killed, "the sample program is right");
    injector.end();
    const std::vector<mutant> all = mutants_of(*seen, "");
    expect_all_kinds_and_ways(*seen, all);
    for (const operation& one : seen->operations("")) {
      expect(!is_killed({one, way::weakened, one.order}),
             format(one.where) + " survives being what it is");
    }
    if (passed_) {
      expect_verdicts(all);
    }
    return passed_;
  }

 private:
  void expect(bool condition, const std::string& claim) {
    if (!condition) {
      std::fprintf(stderr, "%s: self-test failed: the mutation injector: it is not true that %s\n",
                   std::string{engine_.name()}.c_str(), claim.c_str());
      passed_ = false;
    }
  }

  kill search() {
    return kill_search(engine_, tests_,
                       {.phases = 3, .largest_team = 2, .executions = 1'000, .thorough = 1'000});
  }

  bool is_killed(const mutant& one) {
    injector.try_out(one);
    const kill found = search();
    injector.end();
    return found.killed;
  }

  void expect_all_kinds_and_ways(const table& seen, const std::vector<mutant>& all) {
    std::set<kind> kinds;
    for (const operation& one : seen.operations("")) {
      kinds.insert(one.what);
    }
    expect(kinds.size() == std::size_t{static_cast<unsigned>(kind::wake)} + 1U,
           "every kind of operation is recorded");
    std::set<way> ways;
    for (const mutant& one : all) {
      ways.insert(one.how);
    }
    expect(ways.size() == std::size_t{static_cast<unsigned>(way::blind)} + 1U,
           "every way to be wrong is tried");
  }

  static mutant find(const std::vector<mutant>& all, kind what, way how) {
    return *std::ranges::find_if(
        all, [&](const mutant& one) { return one.at.what == what && one.how == how; });
  }

  void expect_verdicts(const std::vector<mutant>& all) {
    expect(is_killed(find(all, kind::cas, way::split)), "a lock taken in two steps is killed");
    expect(is_killed(find(all, kind::cas, way::weakened)), "so is one taken relaxed");
    expect(is_killed(find(all, kind::publish, way::dropped)), "so is one that is never given up");
    const mutant harmless = find(all, kind::store, way::dropped);
    expect(!is_killed(harmless), "a store that is never read is not missed");
    kill killed;
    killed.killed = true;
    expect(!mutant_row{harmless, {}, "", ""}.complaint().empty(), "a survivor has to be declared");
    expect(mutant_row{harmless, {}, "it is never read", ""}.complaint().empty(),
           "one that is declared may survive");
    expect(!mutant_row{harmless, killed, "it is never read", ""}.complaint().empty(),
           "one that is declared must not be killed");
  }

  driver::engine& engine_;
  std::vector<driver::test> tests_;
  bool passed_ = true;
};

}  // namespace

bool injector_works(driver::engine& by, const driver::test& sample) {
  return injector_test{by, sample}.run();
}

}  // namespace barriers::mutation
