#include <bench/output/describe.hpp>
#include <bench/output/provenance.hpp>

#include <bench/build.hpp>
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <string>
#include <string_view>

namespace barriers::bench {
namespace {

std::string listed(const std::vector<pu>& places) {
  std::string text;
  for (const pu each : places) {
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
    const std::string_view setting = *each;
    if (setting.starts_with("OMP_") || setting.starts_with("GOMP_") ||
        setting.starts_with("KMP_")) {
      text.append(text.empty() ? "" : " ").append(setting);
    }
  }
  return text.empty() ? "none: the defaults of the runtime" : text;
}

}  // namespace

void write_provenance(const options& asked, const topology& machine, const placements& orders,
                      const quota& granted, const stopwatch& watch, double offset_bound_ns,
                      const lacking& lacks) {
  const auto write = [](const std::string& key, const std::string& value) {
    benchmark::AddCustomContext(key, value);
  };
  write("commit", asked.commit.empty() ? "unknown: not given by --commit" : asked.commit);
  write("build_type", build::type);
  write("compiler", build::compiler);
  write("flags", build::flags);

  write("machine", summary(machine, granted));
  write("topology", machine.in_one_line());
  for (const auto& [name, order] : orders) {
    write("pus_" + name, listed(order));
  }
  write("cgroup_quota_pus", granted.pus ? std::to_string(*granted.pus) : "none: " + granted.reason);

  write("policy", asked.policy);
  write("seed", std::to_string(asked.seed));
  write("cell_ms", std::to_string(asked.cell_ms));
  write("openmp_settings", openmp_settings());
  write("company", std::to_string(asked.company) +
                       " busy processes on each PU while a cell is measured, not while L is");

  write("clock", std::string{watch.name()});
  write("clock_ghz", std::to_string(watch.ghz()));
  write("stamp_cost_ns", std::to_string(watch.stamp_cost_ns()));
  write("clock_offset_bound_ns", std::to_string(offset_bound_ns));
  write("percentiles",
        "values that were measured, by nearest rank; one that fewer than 5 values lie "
        "beyond is absent, but for the median: too few samples");
  write("period", "percentiles are of batches of about 50 us, each with the mean time of its "
                  "episodes: what delays one episode is shared by all of its batch");
  write("lalr", "last arrival to last release, less stamp_cost_ns");
  write("l", "compare-and-swap round trip / 2 between the PUs of slots 0 and 1; a cell has none "
             "where the team is 1, both slots share a PU or ranks roam");
  write("waste", "cpu_ns, switches and hardware counts: of all ranks together, for each episode of "
                 "the pass that measures the period; hardware counts in user mode");
  write("futexes", "calls of all ranks together, for each episode of a pass of its own, in which "
                   "each call takes longer");
  write("reference", "median of what the slowest rank's work takes without a barrier; net is the "
                     "median period less that");
  for (const auto& [name, reason] : lacks) {
    write("lacks_" + name, reason);
  }
}

}  // namespace barriers::bench
