#include <verify/mutation/command.hpp>

#include <verify/driver/report.hpp>
#include <verify/driver/subject.hpp>
#include <verify/mutation/equivalents.hpp>
#include <verify/mutation/injector.hpp>
#include <verify/mutation/kill_matrix.hpp>
#include <verify/wrong/known_faults.hpp>

#include <cinttypes>
#include <cstdio>
#include <map>
#include <memory>
#include <new>
#include <string_view>
#include <utility>

namespace barriers::mutation {
namespace {

constexpr std::string_view mutated_folder = "impls/";

/// A graph has reads-from, and no order in time.
std::string why_not_applicable(const driver::engine& by, const mutant& one) {
  return by.is_exhaustive() && one.how == way::neighbours_location
             ? "what it does depends on who came first in time, which a graph does not say"
             : "";
}

nlohmann::ordered_json record_of(const driver::engine& by, const std::string& barrier,
                                 const mutant_row& one) {
  nlohmann::ordered_json row{{"barrier", barrier},
                             {"engine", by.name()},
                             {"place", format(one.tried.at.where)},
                             {"operation", format(one.tried.at)},
                             {"mutation", one.tried.name()},
                             {"verdict", one.verdict()},
                             {"by", nullptr},
                             {"team", nullptr},
                             {"executions", one.found.executions}};
  if (one.found.killed) {
    row["by"] = one.found.by;
    row["team"] = one.found.team;
  }
  if (!one.not_applicable.empty()) {
    row["why"] = one.not_applicable;
  }
  if (!one.proof.empty()) {
    row["proof"] = one.proof;
  }
  return row;
}

/// The mutants of one subject.
class trial_of_mutants {
 public:
  trial_of_mutants(driver::engine& by, const driver::subject& about, const mutant_options& chosen,
                   driver::report& to)
      : engine_{by},
        about_{about},
        chosen_{chosen},
        limits_{kill_limits_for(about, chosen.limits)},
        report_{to} {}

  void run() {
    if (!record()) {
      return;
    }
    if (chosen_.operations) {
      std::printf("%s\n", about_.name.c_str());
      print(seen_->operations(mutated_folder));
      return;
    }
    std::map<std::string_view, unsigned> counts;
    for (const mutant& one : mutants_of(*seen_, mutated_folder)) {
      if (wants(one)) {
        const mutant_row row = attempt(one);
        ++counts[row.verdict()];
        killed_.push_back({row.tried, row.verdict() == "killed"});
        add(row);
      }
    }
    std::string summary;
    for (const auto& [verdict, count] : counts) {
      summary += ' ' + std::to_string(count) + ' ' + std::string{verdict};
    }
    std::fprintf(stderr, "%s:%s\n", about_.name.c_str(), summary.c_str());
    if (chosen_.place.empty() && chosen_.name.empty()) {
      expect_known_faults();
    }
  }

 private:
  [[nodiscard]] bool wants(const mutant& one) const {
    return format(one.at.where).find(chosen_.place) != std::string::npos &&
           (chosen_.name.empty() || chosen_.name == one.name());
  }

  void complain(const std::string& complaint) { report_.complain(about_.name + ": " + complaint); }

  kill search(const driver::kill_limits& limits) {
    try {
      return kill_search(engine_, about_.mutation_tests, limits);
    } catch (const std::bad_alloc&) {
      complain("there was no memory left");
      return {};
    }
  }

  /// Runs everything as it is written, and takes notes. Whether every test passed.
  bool record() {
    injector.record_in(*seen_);
    driver::kill_limits brief = limits_;
    brief.thorough = brief.executions;
    const kill found = search(brief);
    injector.end();
    if (found.killed) {
      complain("fails without a mutation: " + found.by + ": " + std::string{name_of(found.found)} +
               '\n' + driver::last_lines(found.trace, 80));
    }
    return !found.killed;
  }

  mutant_row attempt(const mutant& one) {
    if (std::string why = why_not_applicable(engine_, one); !why.empty()) {
      return {one, {}, "", std::move(why)};
    }
    injector.try_out(one);
    kill found = search(limits_);
    injector.end();
    return {one, std::move(found), declared_proof(one), ""};
  }

  void add(const mutant_row& row) {
    const std::string team = row.found.killed ? std::to_string(row.found.team) : "";
    std::fprintf(report_.out(), "%-44s %-15s %-38s %-14s %-16s %4s %10" PRIu64 "\n",
                 format(row.tried.at.where).c_str(), format(row.tried.at).c_str(),
                 row.tried.name().c_str(), std::string{row.verdict()}.c_str(), row.found.by.c_str(),
                 team.c_str(), row.found.executions);
    if (row.found.killed && chosen_.trace != 0) {
      std::fprintf(stderr, "%s: %s\n%s", row.found.by.c_str(),
                   std::string{name_of(row.found.found)}.c_str(),
                   driver::last_lines(row.found.trace, chosen_.trace).c_str());
    }
    if (const std::string wrong = row.complaint(); !wrong.empty()) {
      complain(wrong);
    }
    report_.add(record_of(engine_, about_.name, row));
  }

  /// The mutants that stand for faults which really happened are there, and are killed.
  void expect_known_faults() {
    for (const wrong::known_fault& fault : wrong::known_faults()) {
      const auto stands_for_it = [&fault](const std::pair<mutant, bool>& one) {
        return one.second && one.first.name() == fault.mutation &&
               format(one.first.at) == fault.operation &&
               std::string_view{one.first.at.where.file}.ends_with('/' + fault.file);
      };
      if (fault.barrier == about_.name && std::ranges::none_of(killed_, stands_for_it)) {
        complain("no mutant that is killed stands for a known fault: " + fault.file + ", " +
                 fault.operation + ": " + fault.mutation);
      }
    }
  }

  driver::engine& engine_;
  const driver::subject& about_;
  const mutant_options& chosen_;
  const driver::kill_limits limits_;
  driver::report& report_;
  std::unique_ptr<table> seen_ = std::make_unique<table>();
  std::vector<std::pair<mutant, bool>> killed_;
};

}  // namespace

int try_mutants(driver::engine& by, const mutant_options& chosen) {
  driver::report to{"mutants", chosen.json};
  for (const driver::subject& about : driver::subjects()) {
    if (chosen.barrier.empty() || chosen.barrier == about.name) {
      trial_of_mutants{by, about, chosen, to}.run();
    }
  }
  if (!chosen.operations && to.is_empty()) {
    to.complain("no mutant is of that place and mutation");
  }
  return to.conclude() ? driver::status::passed : driver::status::failed;
}

}  // namespace barriers::mutation
