#include <bench/driver/application.hpp>
#include <bench/driver/cells.hpp>
#include <bench/driver/options.hpp>
#include <bench/driver/runner.hpp>
#include <bench/output/describe.hpp>
#include <bench/run/exit_code.hpp>
#include <bench/system/cgroup_quota.hpp>
#include <bench/system/placement.hpp>
#include <bench/system/topology.hpp>

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace barriers::bench {
namespace {

/// Google Benchmark takes each of its flags from a variable too, before main() begins. So where
/// there is one, the program starts again without it: what is not on the command line does not
/// count.
void restart_without_google_benchmark_variables(char** argv) {
  std::vector<std::string> found;
  for (char** each = environ; *each != nullptr; ++each) {
    if (const std::string_view variable = *each; variable.starts_with("BENCHMARK_")) {
      found.emplace_back(variable.substr(0, variable.find('=')));
    }
  }
  for (const std::string& name : found) {
    std::cerr << "barriers_bench: " << name << " in the environment is ignored\n";
    unsetenv(name.c_str());
  }
  if (!found.empty()) {
    execv("/proc/self/exe", argv);
    throw std::system_error(errno, std::generic_category(), "cannot start again");
  }
}

int run_command(const options& given, const std::vector<barrier_entry>& barriers) {
  const topology machine = topology::of_this_machine();
  const placements orders = placements_of(machine, given.pus);
  if (given.describe) {
    print_description(std::cout, barriers, machine, orders, cgroup_quota());
    return success;
  }
  if (given.latency) {
    print_latency_matrix(std::cout, machine);
    return success;
  }
  return run(given, machine, orders, all_cells(given, barriers, orders, machine));
}

}  // namespace

int application(int argc, char** argv, const std::vector<barrier_entry>& barriers) {
  try {
    restart_without_google_benchmark_variables(argv);
    const auto given = parse(argc, argv);
    return given ? run_command(*given, barriers) : success;
  } catch (const std::invalid_argument& error) {
    std::cerr << "barriers_bench: " << error.what() << '\n';
    return usage;
  } catch (const std::bad_alloc&) {
    std::cerr << "barriers_bench: out of memory; raise the limit on it (ulimit -v), or take a "
                 "smaller team\n";
    return failure;
  } catch (const std::exception& error) {
    std::cerr << "barriers_bench: " << error.what() << '\n';
    return failure;
  }
}

}  // namespace barriers::bench
