#pragma once

#include <bench/run/batch_schedule.hpp>
#include <bench/run/latency_pass.hpp>
#include <bench/run/measurement.hpp>
#include <bench/run/period_pass.hpp>
#include <bench/run/randomization.hpp>
#include <bench/run/rank_loops.hpp>
#include <bench/run/warm_up.hpp>
#include <bench/run/watchdog.hpp>
#include <bench/workloads/workload.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace barriers::bench {

/// One run of a cell: the passes that its team goes through, and what is recorded.
///
/// The calls of futex are counted first, in a process and a team of their own: threads whose calls
/// are caught are good for nothing else afterwards, and a run-time library that has started threads
/// already may not survive in a child. In either process a fifth of the time finds how many episodes
/// fill a batch, while barriers learn what they adapt to. The passes follow: in the one for the
/// calls, in the other for the period (with what the team uses up), for the reference if the
/// workload has one, and for LALR.
class cell_run {
 public:
  /// What one slot does, given the loops of its rank.
  using part = std::function<void(std::uint32_t slot, rank_loops& rank)>;
  /// Lets a whole team do its part, and returns when all have.
  using start_team = std::function<void(const part& each)>;

  cell_run(const conditions& given, bool has_reference);

  /// Ends the program with exit_code::hang where an episode does not end.
  measurement run(const start_team& start);

  [[nodiscard]] std::uint32_t team() const noexcept { return cell_.team; }
  [[nodiscard]] const cell_params& cell() const noexcept { return cell_; }
  [[nodiscard]] rank_context rank_context_of(std::uint32_t slot) const noexcept {
    return {.cell = cell_, .rank = ranks_[slot], .seed = seeds_[slot]};
  }
  [[nodiscard]] std::uint32_t slot_of(std::uint32_t rank) const;
  [[nodiscard]] progress& marks() noexcept { return marks_; }

 private:
  /// What each slot records for itself.
  struct alignas(own_line) slot_record {
    resource_usage used;
    std::uint64_t used_episodes = 0;
    std::vector<double> alone_ns;
    futex_calls futexes;
    std::uint64_t futex_episodes = 0;
    std::optional<wrong_result> wrong;
  };

  /// What the process that counts futex calls reports.
  struct tally {
    futex_calls futexes;
    std::uint64_t episodes = 0;
    std::optional<wrong_result> wrong;
  };

  void watched(const start_team& start, const part& each);
  void time(std::uint32_t slot, rank_loops& rank);
  void find_batch(std::uint32_t slot, rank_loops& rank);
  void time_periods(std::uint32_t slot, rank_loops& rank);
  void time_reference(std::uint32_t slot, rank_loops& rank);
  void time_latencies(std::uint32_t slot, rank_loops& rank);
  void count_futexes(std::uint32_t slot, rank_loops& rank);

  void report_slots(measurement& seen) const;
  [[nodiscard]] std::vector<double> references_ns() const;
  [[nodiscard]] std::optional<wrong_result> first_wrong() const;
  void count_in_a_child(const start_team& start, measurement& seen);
  [[nodiscard]] tally total() const;

  const conditions& given_;
  const bool has_reference_;
  randomization randomization_;
  const cell_params cell_;
  const std::vector<std::uint32_t> ranks_;
  const std::vector<std::uint64_t> seeds_;
  const std::vector<std::byte> spacer_;
  progress marks_;
  std::vector<slot_record> slot_records_;
  // Written by slot 0 between batches: on lines apart from what else is written.
  alignas(own_line) warm_up warm_up_;
  alignas(own_line) period_pass periods_;
  alignas(own_line) warm_up references_;
  alignas(own_line) latency_pass latencies_;
  alignas(own_line) period_pass counted_;
};

}  // namespace barriers::bench
