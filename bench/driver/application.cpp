#include <bench/driver/application.hpp>
#include <bench/driver/cells.hpp>
#include <bench/driver/exit_code.hpp>
#include <bench/driver/options.hpp>
#include <bench/driver/runner.hpp>
#include <bench/output/describe.hpp>
#include <bench/output/latency_matrix.hpp>
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

/// Google Benchmark takes each of its flags from a variable too, before main() begins. So where there
/// is one, the program starts again without it: what is not on the command line does not count.
void start_without_foreign_settings(char** argv) {
  std::vector<std::string> found;
  for (char** each = environ; *each != nullptr; ++each) {
    if (const std::string_view setting = *each; setting.starts_with("BENCHMARK_")) {
      found.emplace_back(setting.substr(0, setting.find('=')));
    }
  }
  for (const std::string& name : found) {
    std::cerr << "barriers_bench: " << name << " in the environment is not taken over\n";
    unsetenv(name.c_str());
  }
  if (!found.empty()) {
    execv("/proc/self/exe", argv);
    throw std::system_error(errno, std::generic_category(), "cannot start again");
  }
}

int carry_out(const options& asked, const std::vector<word>& words) {
  if (asked.describe) {
    std::cout << described(words).dump(2) << '\n';
    return success;
  }
  const topology machine = topology::of_this_machine();
  const placements orders = placements_of(machine, asked.pus);
  if (asked.latency) {
    std::cout << transfers(machine, stopwatch{}).dump(2) << '\n';
    return success;
  }
  if (asked.topology) {
    std::cout << described(machine, orders, cgroup_quota()).dump(2) << '\n';
    return success;
  }
  const std::vector<cell> cells = choose_cells(asked, words, orders, machine);
  if (asked.list) {
    for (const cell& each : cells) {
      std::cout << each.name() << '\n';
    }
    return success;
  }
  return run(asked, machine, orders, cells);
}

}  // namespace

int application(int argc, char** argv, const std::vector<word>& words) {
  try {
    start_without_foreign_settings(argv);
    const auto asked = parse(argc, argv);
    return asked ? carry_out(*asked, words) : success;
  } catch (const std::invalid_argument& error) {
    std::cerr << "barriers_bench: " << error.what() << '\n';
    return misuse;
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
