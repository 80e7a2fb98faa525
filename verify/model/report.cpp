#include "report.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <limits>
#include <utility>

namespace barriers::model {
namespace {

const char* extent(const run& run) {
  if (!run.found.has_passed()) {
    return "";
  }
  return run.found.complete ? "complete" : "sampled";
}

nlohmann::ordered_json as_json(const std::string& word, const run& run) {
  nlohmann::ordered_json json{{"word", word},
                              {"scenario", run.what.scenario},
                              {"policy", run.what.policy},
                              {"team", run.team},
                              {"phases", run.phases},
                              {"engine", "relacy"},
                              {"search", name_of(run.how)},
                              {"executions", run.found.executions},
                              {"complete", run.found.complete},
                              {"seconds", run.found.seconds},
                              {"verdict", run.found.verdict}};
  if (run.how.by == search::method::random) {
    json["seed"] = run.how.first;
  }
  if (!run.found.has_passed()) {
    json["failed"] = run.found.failed;
    json["trace"] = readable(run.found.trace, std::numeric_limits<std::size_t>::max());
  }
  return json;
}

}  // namespace

std::string name_of(const search& how) {
  switch (how.by) {
  case search::method::random: return "random";
  case search::method::bound: return "bound-" + std::to_string(how.bound);
  case search::method::full: break;
  }
  return "full";
}

report::report(std::string program, std::string word, bool json, std::size_t trace_steps)
    : program_{std::move(program)}, word_{std::move(word)}, json_{json}, trace_steps_{trace_steps} {
  std::fprintf(json_ ? stderr : stdout, "%-16s %-6s %4s %6s  %-8s %10s %8s  %-8s  %s\n", "scenario",
               "policy", "team", "phases", "search", "executions", "seconds", "extent", "verdict");
}

void report::add(run done) {
  std::fprintf(json_ ? stderr : stdout,
               "%-16s %-6s %4" PRIu32 " %6" PRIu32 "  %-8s %10" PRIu64 " %8.2f  %-8s  %s\n",
               done.what.scenario.c_str(), done.what.policy.c_str(), done.team, done.phases,
               name_of(done.how).c_str(), done.found.executions, done.found.seconds, extent(done),
               done.found.verdict.c_str());
  runs_.push_back(std::move(done));
}

void report::complain(std::string complaint) {
  complaints_.push_back(std::move(complaint));
}

bool report::has_failures() const {
  return std::ranges::any_of(runs_, [](const run& run) { return !run.found.has_passed(); });
}

void report::explain(const run& failed, bool with_trace) const {
  std::fprintf(stderr, "\n%s: %s failed in execution %" PRIu64 ": %s\n", word_.c_str(),
               failed.what.scenario.c_str(), failed.found.failed, failed.found.verdict.c_str());
  if (with_trace) {
    std::fputs(readable(failed.found.trace, trace_steps_).c_str(), stderr);
  }
  std::string again = program_ + " --scenario " + failed.what.scenario + " --policy " +
                      failed.what.policy + " --team " + std::to_string(failed.team) + " --phases " +
                      std::to_string(failed.phases);
  switch (failed.how.by) {
  case search::method::random: again += " --replay " + std::to_string(failed.found.failed); break;
  case search::method::bound: again += " --bound " + std::to_string(failed.how.bound); break;
  case search::method::full: again += " --search full"; break;
  }
  std::fprintf(stderr, "again: %s\n", again.c_str());
}

bool report::conclude() const {
  bool first = true;
  for (const run& run : runs_) {
    if (!run.found.has_passed()) {
      explain(run, first);
      first = false;
    }
  }
  for (const std::string& complaint : complaints_) {
    std::fprintf(stderr, "%s: %s\n", word_.c_str(), complaint.c_str());
  }
  if (json_) {
    nlohmann::ordered_json runs = nlohmann::ordered_json::array();
    for (const run& run : runs_) {
      runs.push_back(as_json(word_, run));
    }
    std::puts(nlohmann::ordered_json{{"runs", runs}, {"complaints", complaints_}}.dump(2).c_str());
  }
  return !has_failures() && complaints_.empty();
}

}  // namespace barriers::model
