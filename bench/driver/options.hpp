#pragma once

#include <bench/system/topology.hpp>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace barriers::bench {

/// The command line asks for what there is not.
class usage_error : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

/// What the command line asks for. An empty list stands for the usual choice.
struct options {
  bool describe = false;
  bool topology = false;
  bool latency = false;
  bool list = false;

  std::string policy = "spin";
  std::vector<std::string> words;
  std::vector<std::string> workloads;
  std::vector<std::string> placements;
  std::vector<std::uint32_t> teams;
  std::vector<pu> pus;
  std::string filter;

  std::uint64_t seed = 0;
  std::uint32_t cell_ms = 50;
  std::uint32_t hang_s = 20;
  std::uint32_t company = 0;
  std::string commit;

  /// The name of the program, and what Google Benchmark is to read.
  std::vector<std::string> passed_on;
  /// Whether Google Benchmark is to write a file too.
  bool writes_file = false;
};

/// The options of a command line; none if it asked for help, which has been printed then. Throws
/// usage_error.
std::optional<options> parse(int argc, const char* const* argv);

}  // namespace barriers::bench
