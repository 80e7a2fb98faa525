#include <bench/metrics/percentiles.hpp>
#include <bench/metrics/stopwatch.hpp>

#include <fstream>
#include <istream>
#include <string>
#include <thread>
#include <vector>

namespace barriers::bench {
namespace {

using steady = std::chrono::steady_clock;
using ns = std::chrono::duration<double, std::nano>;

/// What a counter showed, and when by steady_clock: between two readings of it.
struct dated {
  steady::time_point before;
  stopwatch::ticks shown;
  steady::time_point after;

  [[nodiscard]] double doubt_ns() const { return ns{after - before}.count() / 2; }
  [[nodiscard]] steady::time_point middle() const { return before + (after - before) / 2; }
};

dated read_once(const stopwatch& counter) {
  const auto before = steady::now();
  const stopwatch::ticks shown = counter.now();
  return {.before = before, .shown = shown, .after = steady::now()};
}

/// The least doubtful of some readings: an interruption in between is time, and not the counter's.
dated read(const stopwatch& counter) {
  constexpr int readings = 20;
  dated best = read_once(counter);
  for (int reading = 1; reading != readings; ++reading) {
    const dated another = read_once(counter);
    best = another.doubt_ns() < best.doubt_ns() ? another : best;
  }
  return best;
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
      line += ' ';
      return line.find(" constant_tsc ") != line.npos && line.find(" nonstop_tsc ") != line.npos;
    }
  }
  return false;
}

stopwatch::stopwatch() {
#if defined(__x86_64__)
  std::ifstream cpuinfo{"/proc/cpuinfo"};
  tsc_ = has_steady_tsc(cpuinfo);
  if (tsc_) {
    hold_against_steady_clock();
  }
#endif
  stamp_cost_ns_ = typical_cost_ns(*this);
}

void stopwatch::hold_against_steady_clock() {
  const dated begin = read(*this);
  std::this_thread::sleep_for(std::chrono::milliseconds{20});
  const dated end = read(*this);
  const double passed_ns = ns{end.middle() - begin.middle()}.count();
  const double doubt_ns = begin.doubt_ns() + end.doubt_ns();
  ticks_per_ns_ = static_cast<double>(end.shown - begin.shown) / passed_ns;
  rate_error_ = doubt_ns / (passed_ns - doubt_ns);
}

}  // namespace barriers::bench
