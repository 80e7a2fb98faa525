#include "author.hpp"
#include "brute_force.hpp"
#include "options.hpp"
#include "program.hpp"

#include <search.hpp>

#include <nlohmann/json.hpp>

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <set>
#include <string>

using namespace barriers::explorer;
using namespace barriers::explorer::litmus;

namespace {

constexpr std::uint64_t most_wrong = 3;

/// What a search visits, up to the names of the ranks that are alike.
struct visited {
  std::set<std::string> complete;
  std::set<std::string> hanging;
  std::uint64_t executions = 0;
  bool to_its_end = false;

  [[nodiscard]] bool is_empty() const { return complete.empty() && hanging.empty(); }
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
  const answer found = search{ask}.run();
  all.executions = found.executions;
  all.to_its_end = found.complete && !found.found;
  return all;
}

/// What is wrong with a search by symmetry, `some`, where another visits `every` execution; nothing
/// if all is right.
std::string fault_of(const visited& every, const visited& some) {
  if (!every.to_its_end || !some.to_its_end) {
    return "the search did not end";
  }
  if (every.is_empty()) {
    return "nothing was visited";
  }
  const bool same = every.complete == some.complete && every.hanging == some.hanging;
  return same ? "" : "executions are lost";
}

/// What came of all programs.
struct tally {
  std::uint64_t programs = 0;
  std::uint64_t executions = 0;
  std::uint64_t orbits = 0;
  std::uint64_t visited = 0;
  std::uint64_t wrong = 0;
};

/// Tries the program of one seed, the first `alike` ranks of which do the same.
void try_out(const program& about, std::uint32_t alike, std::uint64_t seed, tally& all) {
  const visited every = visit(about, alike, false);
  const visited some = visit(about, alike, true);
  ++all.programs;
  all.executions += every.executions;
  all.orbits += every.complete.size();
  all.visited += some.executions;
  if (const std::string fault = fault_of(every, some); !fault.empty()) {
    ++all.wrong;
    std::fprintf(stderr, "seed %" PRIu64 ": %s\n%s", seed, fault.c_str(), text(about).c_str());
  }
}

void tell(const tally& all, std::uint64_t first, std::uint64_t last, bool json) {
  if (json) {
    std::puts(nlohmann::ordered_json{{"symmetry",
                                      {{{"programs", all.programs},
                                        {"first", first},
                                        {"last", last},
                                        {"executions", all.executions},
                                        {"orbits", all.orbits},
                                        {"visited", all.visited},
                                        {"wrong", all.wrong}}}}}
                  .dump(2)
                  .c_str());
    return;
  }
  std::printf("%" PRIu64 " programs, seeds %" PRIu64 " to %" PRIu64 ": %" PRIu64
              " executions in %" PRIu64 " orbits, %" PRIu64 " visited; %" PRIu64 " wrong\n",
              all.programs, first, last, all.executions, all.orbits, all.visited, all.wrong);
}

}  // namespace

/// Searches random programs, two or three ranks of which do the same, with symmetry and without:
/// no execution is lost, up to the names of these ranks.
int main(int argc, char** argv) {
  const options chosen =
      read_options(argc, argv, "Looks for executions that are lost up to the names of ranks",
                   {.largest = 100'000});
  tally all;
  std::uint64_t seed = chosen.first;
  for (; all.programs != chosen.programs && all.wrong != most_wrong; ++seed) {
    const std::uint32_t alike = 2U + static_cast<std::uint32_t>(seed % 2U);
    const program about = author{seed}.write_alike(alike);
    if (effort(about) <= chosen.largest) {
      try_out(about, alike, seed, all);
    }
  }
  tell(all, chosen.first, seed - 1, chosen.json);
  return all.wrong == 0 ? 0 : 1;
}
