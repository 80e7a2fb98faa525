#pragma once

#include <bench/metrics/metrics.hpp>

#include <benchmark/benchmark.h>

#include <sstream>
#include <string_view>
#include <vector>

namespace barriers::bench {

/// Gives Google Benchmark the metrics of a cell as its counters, and the reasons of those that
/// there are not as its label, in JSON: the reporters below undo that.
void write_metrics(benchmark::State& state, const observation& observed);

/// Says of a cell what Google Benchmark cannot know, then lets another reporter speak: its own
/// thread sleeps while the team works, so that the times are those of the metrics.
class cell_reporter : public benchmark::BenchmarkReporter {
 public:
  /// The format in which the other one reports: json, csv or console.
  cell_reporter(benchmark::BenchmarkReporter& speaker, std::string_view format)
      : speaker_{speaker}, format_{format} {}

  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;
  void Finalize() override { speaker_.Finalize(); }

 private:
  benchmark::BenchmarkReporter& speaker_;
  std::string_view format_;
};

/// Google Benchmark's JSON, in which each benchmark says what is `unavailable`: {metric: reason}.
class json_reporter : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override { json_.ReportRuns(runs); }
  void Finalize() override;

 private:
  std::ostringstream text_;
  benchmark::JSONReporter json_;
};

}  // namespace barriers::bench
