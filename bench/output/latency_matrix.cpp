#include <bench/metrics/line_transfer.hpp>
#include <bench/output/latency_matrix.hpp>

#include <vector>

namespace barriers::bench {

nlohmann::ordered_json latency_matrix(const topology& machine, const stopwatch& watch) {
  const std::vector<pu> pus = machine.compact();
  auto matrix = nlohmann::ordered_json::array();
  for (const pu here : pus) {
    auto row = nlohmann::ordered_json::array();
    for (const pu there : pus) {
      row.push_back(nullptr);
      if (here != there) {
        row.back() = line_transfer_ns(machine, watch, here, there);
      }
    }
    matrix.push_back(std::move(row));
  }
  return {{"pus", pus}, {"l_ns", matrix}};
}

}  // namespace barriers::bench
