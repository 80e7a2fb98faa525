#include <bench/driver/number_list.hpp>
#include <bench/driver/options.hpp>

#include <barriers/seating.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <random>
#include <string_view>

namespace barriers::bench {
namespace {

std::uint64_t any_seed() {
  std::random_device device;
  return device();
}

std::vector<std::uint32_t> numbers_of(const std::string& option, const std::string& text,
                                      std::uint32_t largest) {
  try {
    return number_list(text, largest);
  } catch (const std::invalid_argument& error) {
    throw usage_error(option + ": " + error.what());
  }
}

std::vector<std::uint32_t> teams_of(const std::string& text) {
  std::vector<std::uint32_t> teams = numbers_of("--team", text, largest_team);
  if (std::ranges::find(teams, 0U) != teams.end()) {
    throw usage_error("--team: a team of 0 is impossible; the smallest is 1");
  }
  return teams;
}

/// What we do not know is Google Benchmark's, if it looks like that.
void take_google_benchmark_options(options& given, const CLI::App& app, const char* program) {
  constexpr std::string_view format = "--benchmark_format=";
  // Its default filter, ".", makes Google Benchmark list cells in quadratic time.
  given.google_benchmark = {program, "--benchmark_filter=.*"};
  for (const std::string& option : app.remaining()) {
    if (!option.starts_with("--benchmark_")) {
      throw usage_error("unknown option '" + option + "'; --help lists them");
    }
    if (option.starts_with(format)) {
      given.format = option.substr(format.size());
    }
    given.writes_file |= option.starts_with("--benchmark_out=");
    given.google_benchmark.push_back(option);
  }
  // One iteration, in which a cell is measured as long as it takes; the last of these counts.
  given.google_benchmark.emplace_back("--benchmark_min_time=0");
}

}  // namespace

std::optional<options> parse(int argc, const char* const* argv) {
  options given;
  given.seed = any_seed();

  CLI::App app{
      "Measures barriers on a team of pinned threads. A cell is a barrier with its waiting "
      "policy,\n"
      "workload, placement and team. Each is a benchmark of Google Benchmark, named\n"
      "<barrier>/<policy>/<workload>/<placement>/<team>; its time is the mean from one episode to\n"
      "the next, its CPU time that of all ranks for an episode.",
      "barriers_bench"};
  app.allow_extras();
  app.footer(
      "Options --benchmark_* go to Google Benchmark: --benchmark_filter=REGEX chooses cells by\n"
      "their names, --benchmark_list_tests lists them, --benchmark_format=json prints JSON.\n"
      "For example: barriers_bench --team=2,4 --benchmark_filter='^central/.*/empty/compact/'\n"
      "Exit codes: 0 measured; 1 could not measure (a thread cannot be pinned, memory is short),\n"
      "or a workload computed a wrong result: the barrier let a rank go too early, or did not\n"
      "make visible what was written before it; 2 invalid command line; 5 a cell hangs;\n"
      "6 a rank was released before the last one arrived.");
  app.add_flag(
      "--describe", given.describe,
      "Print the metrics, barriers, policies, workloads, PUs and placements as JSON, and exit");
  app.add_flag(
      "--latency", given.latency,
      "Measure how long a cache line takes between each two PUs, print it as JSON in ns, and exit");
  std::string teams;
  app.add_option(
      "--team", teams,
      "Team sizes, such as 2,8 or 2-8:2; default: the powers of two up to the number of PUs");
  std::string pus;
  app.add_option(
      "--pus", pus,
      "Measure only on these PUs, by their OS index and in this order, such as 3,0 or 0-63:2 "
      "(placement 'explicit')");
  app.add_option("--background-load", given.background_load,
                 "Busy processes on each PU while a cell is measured")
      ->check(CLI::Range(1000))
      ->capture_default_str();
  app.add_option("--seed", given.seed,
                 "Seed of the order of cells, addresses, ranks and delays; default: random");
  app.add_option("--cell-ms", given.cell_ms,
                 "Milliseconds that each pass of a cell takes: a cell has several")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--hang-timeout", given.hang_timeout_s,
                 "Seconds without progress after which a cell counts as hanging")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--commit", given.commit, "The commit that is measured, recorded in the report");
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    app.exit(help);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    throw usage_error(error.what());
  }
  if (app.count("--team") != 0) {
    given.teams = teams_of(teams);
  }
  if (app.count("--pus") != 0) {
    given.pus = numbers_of("--pus", pus, (1U << 16U) - 1U);
  }
  take_google_benchmark_options(given, app, *argv);
  return given;
}

}  // namespace barriers::bench
