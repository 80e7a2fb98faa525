#pragma once

#include "simulation.hpp"
#include "trial.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace barriers::model {

/// One search, and what came of it.
struct run {
  trial what;
  std::uint32_t team;
  std::uint32_t phases;
  search how;
  outcome found;
};

/// "random", "bound-2" or "full".
std::string name_of(const search& how);

/// The last `steps` steps of a trace of Relacy's, each with its place: file:line, the line only in
/// files below `folder`. What comes before the ranks is left out, and where a rank looks again and
/// sees nothing new.
std::string readable(const std::string& trace, std::size_t steps, std::string_view folder = "");

/// Tells of the runs: each as a row when it is over, the failures again at the end.
class report {
 public:
  /// Rows go to stdout, or to stderr where stdout is for JSON.
  report(std::string program, std::string word, bool json, std::size_t trace_steps);

  void add(run done);
  /// Something is wrong with the searches themselves.
  void complain(std::string complaint);
  [[nodiscard]] bool has_failures() const;

  /// Says what failed, with the trace of the first, and how to see each again; writes the JSON if
  /// that is asked for. Whether nothing failed.
  bool conclude() const;

 private:
  void explain(const run& failed, bool with_trace) const;

  std::string program_;
  std::string word_;
  bool json_;
  std::size_t trace_steps_;
  std::vector<run> runs_;
  std::vector<std::string> complaints_;
};

}  // namespace barriers::model
