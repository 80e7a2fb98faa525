#include "author.hpp"
#include "brute_force.hpp"
#include "options.hpp"
#include "program.hpp"

#include <search.hpp>

#include <cinttypes>
#include <cstdio>
#include <set>
#include <string>

using namespace barriers::explorer;
using namespace barriers::explorer::litmus;

namespace {

/// What a search visits, up to the names of the ranks that are alike.
struct visited {
  std::set<std::string> complete;
  std::set<std::string> hanging;
  std::uint64_t executions = 0;
};

visited visit(const program& about, std::uint32_t alike, bool by_symmetry) {
  visited all;
  question ask{.make = executions_of(about), .team = about.team()};
  ask.alike = by_symmetry ? alike : 1;
  ask.on_execution = [&](const graph& seen) { all.complete.insert(text_of_orbit(seen, alike)); };
  ask.on_hang = [&](const graph& seen) {
    all.hanging.insert(text_of_orbit(seen, alike));
    return true;
  };
  all.executions = search{ask}.run().executions;
  return all;
}

}  // namespace

/// Searches random programs, two or three ranks of which do the same, with symmetry and without:
/// no execution is lost, up to the names of these ranks.
int main(int argc, char** argv) {
  const options chosen =
      read_options(argc, argv, "Looks for executions that are lost up to the names of ranks",
                   {.largest = 100'000});
  std::uint64_t all = 0;
  std::uint64_t orbits = 0;
  std::uint64_t representatives = 0;
  int wrong = 0;
  std::uint64_t seed = chosen.first;
  for (std::uint64_t done = 0; done != chosen.programs && wrong < 3; ++seed) {
    const std::uint32_t alike = 2U + static_cast<std::uint32_t>(seed % 2U);
    const program about = author{seed}.write_alike(alike);
    if (effort(about) > chosen.largest) {
      continue;
    }
    ++done;
    const visited every = visit(about, alike, false);
    const visited some = visit(about, alike, true);
    all += every.executions;
    orbits += every.complete.size();
    representatives += some.executions;
    if (every.complete != some.complete || every.hanging != some.hanging) {
      ++wrong;
      std::printf("seed %" PRIu64 ": executions are lost\n%s", seed, text(about).c_str());
    }
  }
  std::printf("%" PRIu64 " programs, seeds %" PRIu64 " to %" PRIu64 ": %" PRIu64
              " executions in %" PRIu64 " orbits, %" PRIu64 " visited; %d wrong\n",
              chosen.programs, chosen.first, seed - 1, all, orbits, representatives, wrong);
  return wrong == 0 ? 0 : 1;
}
