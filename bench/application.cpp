#include <bench/application.hpp>
#include <bench/cells.hpp>
#include <bench/exit_code.hpp>
#include <bench/options.hpp>
#include <bench/place/placement.hpp>
#include <bench/place/topology.hpp>
#include <bench/report/describe.hpp>
#include <bench/report/run.hpp>
#include <bench/report/transfers.hpp>

#include <exception>
#include <iostream>
#include <new>
#include <stdexcept>

namespace barriers::bench {
namespace {

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
