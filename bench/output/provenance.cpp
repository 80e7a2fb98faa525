#include <bench/output/describe.hpp>
#include <bench/output/provenance.hpp>

#include <bench/build.hpp>
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <string>
#include <string_view>

namespace barriers::bench {
namespace {

std::string list_pus(const std::vector<pu>& pus) {
  std::string text;
  for (const pu each : pus) {
    if (!text.empty()) {
      text += ',';
    }
    text += each == anywhere ? "any" : std::to_string(each);
  }
  return text;
}

/// The variables that an OpenMP runtime takes its settings from, as they were set from outside.
std::string openmp_settings() {
  std::string text;
  for (char** each = environ; *each != nullptr; ++each) {
    const std::string_view variable = *each;
    if (variable.starts_with("OMP_") || variable.starts_with("GOMP_") ||
        variable.starts_with("KMP_")) {
      text.append(text.empty() ? "" : " ").append(variable);
    }
  }
  return text.empty() ? "none: the defaults of the runtime" : text;
}

}  // namespace

void write_provenance(const options& given, const topology& machine, const placements& orders,
                      const quota& granted, const stopwatch& watch) {
  const auto write = [](const std::string& key, const std::string& value) {
    benchmark::AddCustomContext(key, value);
  };
  write("commit", given.commit.empty() ? "unknown: not given by --commit" : given.commit);
  write("build_type", build::type);
  write("compiler", build::compiler);
  write("flags", build::flags);

  write("machine", summary(machine, granted));
  write("topology", machine.in_one_line());
  for (const auto& [name, order] : orders) {
    write("pus_" + name, list_pus(order));
  }
  write("cgroup_quota_pus", granted.pus ? std::to_string(*granted.pus) : "none: " + granted.reason);

  write("seed", std::to_string(given.seed));
  write("cell_ms", std::to_string(given.cell_ms));
  write("openmp_settings", openmp_settings());
  write("background_load",
        std::to_string(given.background_load) +
            " busy processes on each PU while a cell is measured, not while L is");

  write("clock", std::string{watch.name()});
  write("percentiles",
        "values that were measured, by nearest rank; one that fewer than 5 values lie beyond is "
        "unavailable, but for the median");
  write("period", "percentiles are of batches of about 50 us, each with the mean time of its "
                  "episodes: what delays one episode is shared by all of its batch");
  write("lalr", "last arrival to last release, less stamp_cost_ns");
  write("l", "compare-and-swap round trip / 2 between the PUs of slots 0 and 1");
  write("resource_usage",
        "cpu_ns, switches and hardware counts: of all ranks together, for each episode of the pass "
        "that measures the period; hardware counts in user mode");
  write("futexes", "calls of all ranks together, for each episode of a pass of its own, in which "
                   "each call takes longer");
  write("reference", "median of what the slowest rank's work takes without a barrier; net is the "
                     "median period less that");
}

}  // namespace barriers::bench
