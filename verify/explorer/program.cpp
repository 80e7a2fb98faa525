#include "program.hpp"

#include "drawing.hpp"
#include "options.hpp"
#include "picture.hpp"
#include "search.hpp"
#include "self_test.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cinttypes>
#include <cstdio>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>

namespace barriers::explorer {
namespace {

answer explore(const trial& one, size of, const options& chosen) {
  return search{{.make = [&one, of] { return one.make(of.team, of.phases); },
                 .team = of.team,
                 .alike = chosen.symmetry && one.ranks_are_alike ? of.team : 1,
                 .budget = chosen.budget}}
      .run();
}

/// Tells of the searches: each as a row when it is over.
class report {
 public:
  report(const char* program, const subject& about, const options& chosen)
      : program_{program}, word_{about.word}, chosen_{chosen} {
    std::fprintf(rows(), "%-16s %-6s %4s %6s  %10s %8s %8s  %-8s  %s\n", "scenario", "policy",
                 "team", "phases", "executions", "blocked", "seconds", "extent", "verdict");
  }

  void add(const trial& one, size of, const answer& found, double seconds) {
    std::fprintf(
        rows(),
        "%-16s %-6s %4" PRIu32 " %6" PRIu32 "  %10" PRIu64 " %8" PRIu64 " %8.2f  %-8s  %s\n",
        one.scenario.c_str(), one.policy.c_str(), of.team, of.phases, found.executions,
        found.blocked, seconds, found.complete ? "complete" : "", verdict_of(found).c_str());
    nlohmann::ordered_json row{{"word", word_},
                               {"scenario", one.scenario},
                               {"policy", one.policy},
                               {"team", of.team},
                               {"phases", of.phases},
                               {"engine", "explorer"},
                               {"search", "full"},
                               {"symmetry", chosen_.symmetry && one.ranks_are_alike},
                               {"executions", found.executions},
                               {"complete", found.complete},
                               {"seconds", seconds},
                               {"verdict", verdict_of(found)}};
    if (found.found) {
      explain(one, of, found);
      row["failed"] = found.executions + 1;
      row["trace"] = picture(found.last, *found.found);
    } else if (!found.complete) {
      complain(one, of, "raise --budget");
    }
    failed_ = failed_ || found.found;
    runs_.push_back(row);
  }

  /// A search did not come to its end; `why`, or what to do.
  void complain(const trial& one, size of, const std::string& why) {
    complain(one.scenario + " (" + one.policy + ") with a team of " + std::to_string(of.team) +
             " was not searched to its end: " + why);
  }

  /// Whether nothing failed.
  [[nodiscard]] bool conclude() const {
    for (const std::string& complaint : complaints_) {
      std::fprintf(stderr, "%s: %s\n", word_.c_str(), complaint.c_str());
    }
    if (chosen_.json) {
      std::puts(
          nlohmann::ordered_json{{"runs", runs_}, {"complaints", complaints_}}.dump(2).c_str());
    }
    return !failed_ && complaints_.empty();
  }

 private:
  [[nodiscard]] std::FILE* rows() const { return chosen_.json ? stderr : stdout; }

  void complain(std::string complaint) { complaints_.push_back(std::move(complaint)); }

  void explain(const trial& one, size of, const answer& found) {
    std::fprintf(stderr, "\n%s: %s failed: %s\n%s", word_.c_str(), one.scenario.c_str(),
                 found.found->verdict.c_str(), picture(found.last, *found.found).c_str());
    std::fprintf(stderr,
                 "again: %s --scenario %s --policy %s --team %" PRIu32 " --phases %" PRIu32 "\n",
                 program_, one.scenario.c_str(), one.policy.c_str(), of.team, of.phases);
    if (!failed_ && !chosen_.picture.empty()) {
      if (!draw(dot(found.last, *found.found), chosen_.picture)) {
        complain("the picture was not drawn");
      }
    }
  }

  const char* program_;
  std::string word_;
  const options& chosen_;
  bool failed_ = false;
  nlohmann::ordered_json runs_ = nlohmann::ordered_json::array();
  std::vector<std::string> complaints_;
};

void try_out(const trial& one, size of, const options& chosen, report& told) {
  const auto start = std::chrono::steady_clock::now();
  try {
    const answer found = explore(one, of, chosen);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    told.add(one, of, found, elapsed.count());
  } catch (const std::length_error& beyond) {
    told.complain(one, of, beyond.what());
  } catch (const std::bad_alloc&) {
    told.complain(one, of, "there was no memory left");
  }
}

}  // namespace

int program(int argc, char** argv, const subject& about, const std::vector<canary_test>& canaries) {
  const options chosen = read_options(argc, argv, about);
  if (!is_awake(canaries)) {
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  report told{argv[0], about, chosen};
  for (const trial& one : about.trials) {
    if (chosen.wants(one)) {
      for (const size& each : chosen.sizes) {
        try_out(one, each, chosen, told);
      }
    }
  }
  return told.conclude() ? 0 : 1;
}

}  // namespace barriers::explorer
