#include "kill_matrix.hpp"
#include "mutated.hpp"
#include "surgery.hpp"
#include "workbench.hpp"
#include BARRIERS_ENGINE_HEADER

#include <algorithm>
#include <cstdio>
#include <set>
#include <string>
#include <vector>

using namespace barriers;
using namespace barriers::mutants;

namespace {

using engine = mutants::BARRIERS_ENGINE;
using bench = workbench<mutated<engine::stage, env::park>>;
const std::vector<charge> charges{engine::charge_of<bench>(2, engine::passed)};
const effort brief{.phases = 3, .largest_team = 2, .executions = 1'000, .thorough = 1'000};

bool all_true = true;
void expect(bool condition, const std::string& claim) {
  if (!condition) {
    std::fprintf(stderr, "engine: it is not true that %s\n", claim.c_str());
    all_true = false;
  }
}

bool is_convicted(const mutant& one) {
  theatre.try_out(one);
  const finding found = hunt(charges, brief);
  theatre.end();
  return found.convicted;
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

/// Going through the engine changes nothing by itself.
void expect_that_identity_survives(const table& seen) {
  for (const operation& one : seen.operations("")) {
    expect(!is_convicted({one, way::weakened, one.order}),
           text_of(one.where) + " survives being what it is");
  }
}

mutant find(const std::vector<mutant>& all, kind what, way how) {
  return *std::ranges::find_if(
      all, [&](const mutant& one) { return one.at.what == what && one.how == how; });
}

void expect_verdicts(const std::vector<mutant>& all) {
  expect(is_convicted(find(all, kind::cas, way::split)), "a lock taken in two steps is convicted");
  expect(is_convicted(find(all, kind::cas, way::weakened)), "so is one taken relaxed");
  expect(is_convicted(find(all, kind::publish, way::dropped)), "so is one that is never given up");
  const mutant harmless = find(all, kind::store, way::dropped);
  expect(!is_convicted(harmless), "a store that nobody reads is not missed");
  expect(row{harmless, {}, "", ""}.is_wrong(), "a survivor has to be declared");
  expect(!row{harmless, {}, "nobody reads it", ""}.is_wrong(), "one that is declared may survive");
  finding conviction;
  conviction.convicted = true;
  expect(row{harmless, conviction, "nobody reads it", ""}.is_wrong(),
         "one that is declared must not be convicted");
}

}  // namespace

/// Tries the mutants of the workbench before the engine named on the compiler's command line.
int main() {
  static table seen;
  theatre.record_in(seen);
  expect(!hunt(charges, brief).convicted, "the workbench is right");
  theatre.end();
  const std::vector<mutant> all = mutants_of(seen, "");
  expect_all_kinds_and_ways(seen, all);
  expect_that_identity_survives(seen);
  if (all_true) {
    expect_verdicts(all);
  }
  return all_true ? 0 : 1;
}
