#pragma once

#include <bench/system/topology.hpp>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace barriers::bench {

/// The command line is invalid.
class usage_error : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

/// What the command line asks for.
struct options {
  bool describe = false;
  bool latency = false;

  /// Empty: the usual ones.
  std::vector<std::uint32_t> teams;
  std::vector<pu> pus;
  std::uint64_t seed = 0;
  std::uint32_t cell_ms = 50;
  std::uint32_t hang_timeout_s = 20;
  std::uint32_t background_load = 0;
  std::string commit;

  /// The name of the executable, and the options of Google Benchmark.
  std::vector<std::string> google_benchmark;
  std::string format = "console";
  bool writes_file = false;
};

/// The options of a command line; none if it asked for help, which has been printed then. Throws
/// usage_error.
std::optional<options> parse(int argc, const char* const* argv);

}  // namespace barriers::bench
