#include <bench/measure/percentiles.hpp>
#include <bench/measure/stopwatch.hpp>

#include <fstream>
#include <istream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace barriers::bench {
namespace {

using steady = std::chrono::steady_clock;

/// The frequency of the stopwatch's counter, held against steady_clock.
double ticks_per_ns(const stopwatch& counter) {
  const auto first = steady::now();
  const stopwatch::ticks begin = counter.now();
  std::this_thread::sleep_for(std::chrono::milliseconds{20});
  const auto last = steady::now();
  const stopwatch::ticks end = counter.now();
  const std::chrono::duration<double, std::nano> passed = last - first;
  return static_cast<double>(end - begin) / passed.count();
}

double typical_cost_ns(const stopwatch& counter) {
  std::vector<double> gaps(4096);
  for (double& gap : gaps) {
    const stopwatch::ticks begin = counter.now();
    gap = counter.to_ns(counter.now() - begin);
  }
  return percentiles{std::move(gaps)}.at(50);
}

}  // namespace

bool has_steady_tsc(std::istream& cpuinfo) {
  for (std::string line; std::getline(cpuinfo, line);) {
    if (line.starts_with("flags")) {
      bool constant = false;
      bool nonstop = false;
      std::istringstream flags{line};
      for (std::string flag; flags >> flag;) {
        constant |= flag == "constant_tsc";
        nonstop |= flag == "nonstop_tsc";
      }
      return constant && nonstop;
    }
  }
  return false;
}

stopwatch::stopwatch() {
#if defined(__x86_64__)
  std::ifstream cpuinfo{"/proc/cpuinfo"};
  tsc_ = has_steady_tsc(cpuinfo);
  if (tsc_) {
    ticks_per_ns_ = ticks_per_ns(*this);
  }
#endif
  stamp_cost_ns_ = typical_cost_ns(*this);
}

}  // namespace barriers::bench
