#include <bench/driver/number_list.hpp>
#include <bench/driver/options.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <random>

namespace barriers::bench {
namespace {

std::uint64_t any_seed() {
  std::random_device device;
  return device();
}

std::vector<pu> pus_of_option(const std::string& text) {
  constexpr pu largest = (1U << 16U) - 1U;
  try {
    return number_list(text, largest);
  } catch (const std::invalid_argument& error) {
    throw usage_error(std::string{"--pus: "} + error.what());
  }
}

/// What we do not know is Google Benchmark's, if it looks like that.
void pass_on(options& asked, const CLI::App& app, const char* program) {
  asked.passed_on = {program};
  for (const std::string& word : app.remaining()) {
    if (!word.starts_with("--benchmark_")) {
      throw usage_error("there is no option '" + word + "'; --help lists them");
    }
    asked.writes_file |= word.starts_with("--benchmark_out=");
    asked.passed_on.push_back(word);
  }
}

}  // namespace

std::optional<options> parse(int argc, const char* const* argv) {
  options asked;
  asked.seed = any_seed();

  CLI::App app{
      "Measures barriers on a team of pinned threads. Each cell is a benchmark of Google\n"
      "Benchmark, named <word>/<workload>/<placement>/<team>; its time is the mean period\n"
      "and its CPU time what all ranks together burnt, for each episode.",
      "barriers_bench"};
  app.allow_extras();
  app.footer(
      "Options --benchmark_* go to Google Benchmark: --benchmark_format=json,\n"
      "--benchmark_out=FILE, --benchmark_repetitions=N and others.\n"
      "Exit codes: 0 measured; 1 could not measure, for instance a thread cannot be pinned, or a\n"
      "workload saw a wrong result: the barrier let a rank go too early, or did not make visible\n"
      "what was written before it; 2 the command line asks for what there is not; 3 a cell hangs;\n"
      "4 a rank was released too early.");
  app.add_flag("--describe", asked.describe, "Print what words there are, as JSON");
  app.add_flag("--topology", asked.topology,
               "Print the PUs, the placements and the workloads, as JSON");
  app.add_flag("--latency", asked.latency,
               "Print the time of a line transfer between each two PUs, in ns, as JSON");
  app.add_flag("--benchmark_list_tests", asked.list, "Print the names of the cells");
  app.add_option("--policy", asked.policy, "How ranks wait; peers wait in their own way")
      ->check(CLI::IsMember({"spin", "yield", "park"}))
      ->capture_default_str();
  app.add_option("--words", asked.words, "Which barriers (all)")->delimiter(',');
  app.add_option("--workloads", asked.workloads, "Which workloads (all)")->delimiter(',');
  app.add_option("--placements", asked.placements,
                 "Which placements: compact, cores, kind_N, scatter, l3, package, smt, "
                 "unpinned, explicit "
                 "(explicit if --pus, else compact)")
      ->delimiter(',');
  app.add_option("--teams", asked.teams, "Team sizes (powers of two up to the number of PUs)")
      ->delimiter(',');
  std::string pus;
  app.add_option(
      "--pus", pus,
      "The PUs of the placement 'explicit', by their OS index, in this order: 3,0, 0-127, "
      "0-63:2");
  app.add_option(
      "--benchmark_filter", asked.filter,
      "Only cells whose name has this regular expression; with '-' in front, the others");
  app.add_option("--seed", asked.seed, "Governs all that is drawn by lot (drawn itself)");
  app.add_option("--cell_ms", asked.cell_ms, "Milliseconds to measure in each pass of a cell")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--hang_s", asked.hang_s, "Seconds without an episode until a cell hangs")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--company", asked.company,
                 "Busy threads of another process on each PU, while a cell is measured")
      ->check(CLI::Range(1000))
      ->capture_default_str();
  app.add_option("--commit", asked.commit, "The commit that is measured, to be written down");
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    app.exit(help);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    throw usage_error(error.what());
  }
  if (app.count("--pus") != 0) {
    asked.pus = pus_of_option(pus);
  }
  pass_on(asked, app, *argv);
  return asked;
}

}  // namespace barriers::bench
