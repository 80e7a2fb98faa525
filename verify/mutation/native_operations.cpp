#include <verify/mutation/mutated.hpp>
#include <verify/mutation/native_backend.hpp>
#include <verify/mutation/table.hpp>

#include <verify/scenarios/all.hpp>

#include <barriers/registry.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace barriers;

namespace {

/// A property that is broken on the machine ends the program.
struct native_context {
  static void expect(bool holds, const char* property) {
    if (!holds) {
      std::fprintf(stderr, "native_operations: %s\n", property);
      std::exit(1);
    }
  }
  static void enter_phase(std::uint32_t, std::uint32_t) {}
  static void retry() {}
};

template <class Scenario>
void run(std::uint32_t team, std::uint32_t phases) {
  mutation::injector.begin_execution();
  Scenario scenario{team, phases};
  native_context context;
  {
    std::vector<std::jthread> ranks;
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      ranks.emplace_back([&scenario, &context, rank] {
        mutation::native_backend::running = rank;
        scenario.run(rank, context);
      });
    }
  }
  scenario.after(context);
}

}  // namespace

/// The operations that every algorithm makes on the machine, to be compared with those that it
/// makes under a checker.
int main() {
  using environment = mutation::mutated<mutation::native_backend, env::yield>;
  registry::for_each_barrier([]<class Entry>() {
    const auto seen = std::make_unique<mutation::table>();
    mutation::injector.record_in(*seen);
    scenario::for_each_scenario<Entry, environment>([]<class Scenario>() { run<Scenario>(5, 4); });
    // Whether a rank leaves its seat while another watches it is left to the scheduler.
    const auto is_wake = [](const mutation::operation& one) {
      return one.what == mutation::kind::wake;
    };
    while (std::ranges::none_of(seen->operations("impls/"), is_wake)) {
      run<scenario::vacating<Entry, environment>>(5, 4);
    }
    mutation::injector.end();
    std::puts(std::string{Entry::name}.c_str());
    mutation::print(seen->operations("impls/"));
  });
}
