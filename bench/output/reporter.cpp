#include <bench/output/reporter.hpp>

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <string>

namespace barriers::bench {
namespace {

using json = nlohmann::ordered_json;

/// The metrics from which the reports take the times of an episode.
constexpr const char* real_time_metric = "period_mean_ns";
constexpr const char* cpu_time_metric = "cpu_ns";

/// What Google Benchmark divides by the iterations later, unless it is a percentage.
double accumulated(const benchmark::BenchmarkReporter::Run& cell, const char* metric,
                   double known) {
  constexpr double ns = 1e-9;
  const auto found = cell.counters.find(metric);
  if (found == cell.counters.end()) {
    return known;
  }
  return cell.aggregate_unit == benchmark::kPercentage
             ? found->second.value
             : found->second.value * ns * static_cast<double>(cell.iterations);
}

}  // namespace

void write_metrics(benchmark::State& state, const observation& observed) {
  json unavailable = json::object();
  for (const metric& each : metrics()) {
    const std::string name{each.name};
    const reading found = each.read(observed);
    if (const double* const value = std::get_if<double>(&found)) {
      state.counters[name] = *value;
    } else {
      unavailable[name] = std::get<std::string>(found);
    }
  }
  state.SetLabel(unavailable.dump());
}

bool cell_reporter::ReportContext(const Context& context) {
  speaker_.SetOutputStream(&GetOutputStream());
  speaker_.SetErrorStream(&GetErrorStream());
  return speaker_.ReportContext(context);
}

void cell_reporter::ReportRuns(const std::vector<Run>& runs) {
  std::vector<Run> cells = runs;
  for (Run& cell : cells) {
    // The coefficient of variation of a metric that is always 0 is NaN, which JSON cannot express.
    std::erase_if(cell.counters,
                  [](const auto& each) { return !std::isfinite(each.second.value); });
    cell.real_accumulated_time = accumulated(cell, real_time_metric, cell.real_accumulated_time);
    cell.cpu_accumulated_time = accumulated(cell, cpu_time_metric, cell.cpu_accumulated_time);
    if (format_ != "json") {
      cell.report_label.clear();
    }
    // A table of CSV has every column in each of its rows.
    for (const metric& each : format_ == "csv" ? metrics() : std::span<const metric>{}) {
      cell.counters.try_emplace(std::string{each.name}, std::numeric_limits<double>::quiet_NaN());
    }
  }
  speaker_.ReportRuns(cells);
}

bool json_reporter::ReportContext(const Context& context) {
  json_.SetOutputStream(&text_);
  json_.SetErrorStream(&GetErrorStream());
  return json_.ReportContext(context);
}

void json_reporter::Finalize() {
  json_.Finalize();
  auto report = json::parse(text_.str());
  for (json& each : report["benchmarks"]) {
    if (const auto label = each.find("label"); label != each.end()) {
      each["unavailable"] = json::parse(label->get<std::string>());
      each.erase("label");
    }
  }
  GetOutputStream() << report.dump(2) << '\n';
}

}  // namespace barriers::bench
