#pragma once

#include <benchmark/benchmark.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace barriers::bench {

/// The counter from which the reports take the CPU time of an episode.
inline constexpr const char* cpu_counter = "cpu_ns";

/// Says of a cell what Google Benchmark cannot know, then lets another reporter speak.
///
/// Google Benchmark appends "/iterations:1/manual_time" to the name, and takes for the CPU time
/// that of its own thread, which sleeps while the team works.
class cell_reporter : public benchmark::BenchmarkReporter {
 public:
  explicit cell_reporter(benchmark::BenchmarkReporter& speaker) : speaker_{speaker} {}

  bool ReportContext(const Context& context) override {
    speaker_.SetOutputStream(&GetOutputStream());
    speaker_.SetErrorStream(&GetErrorStream());
    return speaker_.ReportContext(context);
  }

  void ReportRuns(const std::vector<Run>& runs) override {
    std::vector<Run> cells = runs;
    for (Run& cell : cells) {
      cell.run_name.iterations.clear();
      cell.run_name.time_type.clear();
      cell.run_name.repetitions.clear();
      // The variation of what is always 0 is no number, and JSON has no word for that.
      std::erase_if(cell.counters,
                    [](const auto& each) { return !std::isfinite(each.second.value); });
      if (const auto cpu = cell.counters.find(cpu_counter); cpu != cell.counters.end()) {
        cell.cpu_accumulated_time = accumulated(cell, cpu->second.value);
      }
    }
    speaker_.ReportRuns(cells);
  }

  void Finalize() override { speaker_.Finalize(); }

 private:
  /// What Google Benchmark divides by the iterations later, unless it is a percentage.
  static double accumulated(const Run& cell, double value) {
    constexpr double ns = 1e-9;
    return cell.aggregate_unit == benchmark::kPercentage
               ? value
               : value * ns * static_cast<double>(cell.iterations);
  }

  benchmark::BenchmarkReporter& speaker_;
};

}  // namespace barriers::bench
