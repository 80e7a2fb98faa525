#pragma once

#include <bench/run/measurement.hpp>
#include <bench/run/rank_loops.hpp>

#include <cstdint>
#include <functional>
#include <memory>

namespace barriers::bench {

/// What of a cell depends on the types of its barrier and its workload.
class cell_subject {
 public:
  using rank_part = std::function<void(rank_loops& rank)>;
  using rank_function = std::function<void(std::uint32_t rank)>;

  cell_subject() = default;
  cell_subject(const cell_subject&) = delete;
  cell_subject& operator=(const cell_subject&) = delete;
  virtual ~cell_subject() = default;

  /// Does a part with the loops of a rank, in the calling thread.
  virtual void take_part(const rank_context& here, progress& marks, const rank_part& part) = 0;
  /// Calls `begin(rank)` in the barrier's own threads, if it lets in only those; returns whether.
  virtual bool run_team(const rank_function& begin) = 0;
};

using subject_maker = std::function<std::unique_ptr<cell_subject>(const cell_params& cell)>;

/// Measures a cell. Ends the program with exit_code::hang where an episode does not end.
measurement measure_cell(const conditions& given, bool has_reference, const subject_maker& make);

}  // namespace barriers::bench
