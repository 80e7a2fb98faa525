#include <verify/driver/command_line.hpp>

#include <verify/driver/report.hpp>
#include <verify/driver/run.hpp>
#include <verify/driver/self_test.hpp>
#include <verify/driver/wrong.hpp>
#include <verify/mutation/command.hpp>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <utility>

namespace barriers::driver {
namespace {

/// What there is to choose from.
struct choices {
  std::set<std::string> barriers;
  std::set<std::string> scenarios;
  std::set<std::string> policies;
  std::vector<std::string> wrong;

  choices() {
    for (const subject& about : subjects()) {
      barriers.insert(about.name);
      for (const test& one : about.tests) {
        scenarios.insert(one.scenario);
        policies.insert(one.policy);
      }
    }
    for (const wrong_barrier& one : wrong_barriers()) {
      wrong.push_back(one.name);
    }
  }
};

std::string check_search(const std::string& name) {
  static const std::regex known{"random|bound|bound-[0-9]{1,3}|full"};
  return std::regex_match(name, known) ? "" : "is not random, bound, bound-N or full";
}

class application {
 public:
  application(engine& by, const test& sample) : engine_{by}, sample_{sample} {
    app_.require_subcommand(1);
    app_.footer("Exit status: 0 passed, 1 a failure, or a search that did not end, 2 an invalid "
                "command line, 3 the self-test failed.");
    add_run();
    add_mutants();
    add_wrong();
    add_command("describe", "what there is to check, as JSON", [this] { return describe(); });
    add_command("self-test",
                "checks that the engine and the mutation injector detect their canaries",
                [this] { return self_test(); });
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? status::passed : status::usage;
    }
    std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
    return command_();
  }

 private:
  template <class Command>
  CLI::App& add_command(const char* name, const char* description, Command command) {
    CLI::App* const added = app_.add_subcommand(name, description);
    added->callback([this, command] { command_ = command; });
    return *added;
  }

  /// The same, behind the self-test of the engine.
  template <class Command>
  CLI::App& add_checked(const char* name, const char* description, Command command) {
    return add_command(name, description, [this, command] {
      return detects_canaries(engine_) ? command() : status::self_test_failed;
    });
  }

  void add_effort(CLI::App& to) {
    to.add_option("--effort", effort_, "how far to search: short, usual or full")
        ->check(CLI::IsMember({"short", "usual", "full"}))
        ->capture_default_str();
  }
  [[nodiscard]] effort chosen_effort() const {
    return effort_ == "short" ? effort::brief : effort_ == "full" ? effort::full : effort::usual;
  }

  void add_run() {
    CLI::App& to = add_checked("run", "searches for broken guarantees", [this] {
      run_.how = chosen_effort();
      return driver::run(engine_, run_);
    });
    add_effort(to);
    to.add_option("barrier", run_.barrier, "only this one")
        ->check(CLI::IsMember(choices_.barriers));
    to.add_option("--scenario", run_.scenario, "only this one")
        ->check(CLI::IsMember(choices_.scenarios));
    to.add_option("--policy", run_.policy, "only this waiting policy")
        ->check(CLI::IsMember(choices_.policies));
    to.add_option("--team", run_.teams, "only these team sizes, such as 2,3")
        ->delimiter(',')
        ->check(CLI::Range(1U, largest_team));
    to.add_option("--phases", run_.phases, "phases of an execution")->check(CLI::Range(1U, 1'000U));
    add_count(to, "--budget", run_.budget, "the most executions of a search that ends by itself");
    to.add_option("--trace", run_.trace, "steps of a failure to show")->capture_default_str();
    to.add_flag("--json", run_.json, "JSON on stdout; the rows go to stderr");
    if (engine_.is_exhaustive()) {
      add_graphviz(to, run_.graphviz);
      to.add_option("--search", run_.search, "full")->check(CLI::IsMember({"full"}));
      return;
    }
    to.add_option("--search", run_.search, "only this search: random, bound, bound-N or full")
        ->check(CLI::Validator{check_search, ""});
    add_count(to, "--executions", run_.executions, "of each random search");
    add_count(to, "--seed", run_.seed, "number of the first random execution")
        ->capture_default_str();
    add_count(to, "--replay", run_.replay, "run the random execution of this number alone");
  }

  void add_mutants() {
    CLI::App& to = add_checked("mutants", "makes each operation wrong in every way", [this] {
      mutants_.limits = kill_limits_of(chosen_effort());
      mutants_.limits.phases = phases_.value_or(mutants_.limits.phases);
      mutants_.limits.largest_team = largest_team_.value_or(mutants_.limits.largest_team);
      mutants_.limits.executions = executions_.value_or(mutants_.limits.executions);
      mutants_.limits.thorough = thorough_.value_or(mutants_.limits.thorough);
      return mutation::try_mutants(engine_, mutants_);
    });
    add_effort(to);
    to.add_option("barrier", mutants_.barrier, "only of this one")
        ->check(CLI::IsMember(choices_.barriers));
    to.add_option("--place", mutants_.place, "only places that contain this: file:line:column");
    to.add_option("--mutation", mutants_.name, "only this one, as the table names it");
    to.add_option("--trace", mutants_.trace, "steps of each kill to show")->capture_default_str();
    to.add_flag("--json", mutants_.json, "JSON on stdout; the rows go to stderr");
    to.add_flag("--operations", mutants_.operations, "print the operations, and try no mutant");
    to.add_option("--largest-team", largest_team_, "the largest team to try")
        ->check(CLI::Range(2U, largest_team));
    to.add_option("--phases", phases_, "phases of an execution")->check(CLI::Range(1U, 1'000U));
    add_count(to, "--executions", executions_, "of each scenario and team, at first");
    add_count(to, "--thorough", thorough_, "and for mutants that survive those");
  }

  void add_wrong() {
    CLI::App& to = add_checked("wrong", "tries the wrong barriers of verify/wrong",
                               [this] { return try_wrong_barriers(engine_, wrong_); });
    to.add_option("barrier", wrong_.names, "only these")->check(CLI::IsMember(choices_.wrong));
    to.add_option("--trace", wrong_.trace, "steps of the detection to show")->capture_default_str();
    to.add_flag("--json", wrong_.json, "JSON on stdout; the rows go to stderr");
    if (engine_.is_exhaustive()) {
      add_graphviz(to, wrong_.graphviz);
      return;
    }
    add_count(to, "--executions", wrong_.executions, "to detect within")->capture_default_str();
    add_count(to, "--seed", wrong_.seed, "number of the first execution")->capture_default_str();
    CLI::Option* const traces =
        to.add_option("--traces", wrong_.traces, "compare with the golden traces kept here")
            ->check(CLI::ExistingDirectory);
    to.add_flag("--keep", wrong_.keep, "write the traces there instead")->needs(traces);
  }

  template <class Number>
  static CLI::Option* add_count(CLI::App& to, const char* name, Number& count, const char* what) {
    return to.add_option(name, count, what)->check(CLI::PositiveNumber);
  }

  static void add_graphviz(CLI::App& to, std::string& file) {
    to.add_option("--graphviz", file, "write the graph of a failure to this file, for `dot`");
  }

  int describe() const {
    nlohmann::ordered_json barriers = nlohmann::ordered_json::array();
    for (const subject& about : subjects()) {
      std::set<std::string> scenarios;
      std::set<std::string> policies;
      for (const test& one : about.tests) {
        scenarios.insert(one.scenario);
        policies.insert(one.policy);
      }
      barriers.push_back({{"name", about.name}, {"scenarios", scenarios}, {"policies", policies}});
    }
    std::puts(nlohmann::ordered_json{{"engine", engine_.name()},
                                     {"is_exhaustive", engine_.is_exhaustive()},
                                     {"largest_team", largest_team},
                                     {"barriers", barriers},
                                     {"wrong", choices_.wrong}}
                  .dump(2)
                  .c_str());
    return status::passed;
  }

  int self_test() {
    const bool detects = detects_canaries(engine_);
    return mutation::injector_works(engine_, sample_) && detects ? status::passed
                                                                 : status::self_test_failed;
  }

  engine& engine_;
  const test& sample_;
  choices choices_;
  CLI::App app_{"Checks barriers under " + std::string{engine_.name()}};
  std::function<int()> command_;
  std::string effort_ = "usual";
  run_options run_;
  mutation::mutant_options mutants_;
  std::optional<std::uint32_t> largest_team_;
  std::optional<std::uint32_t> phases_;
  std::optional<std::uint64_t> executions_;
  std::optional<std::uint64_t> thorough_;
  wrong_options wrong_;
};

}  // namespace

int command_line(int argc, char** argv, engine& by, const test& sample) {
  try {
    return application{by, sample}.run(argc, argv);
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "%s: %s\n", argv[0], fault.what());
    return status::failed;
  }
}

}  // namespace barriers::driver
