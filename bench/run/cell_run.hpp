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
  cell_run(const conditions& given, bool has_reference);

  /// Ends the program with exit_code::hang where an episode does not end.
  measurement measure(cell_subject& subject);

  [[nodiscard]] const cell_params& cell() const noexcept { return cell_; }

 private:
  /// What one slot does, given the loops of its rank.
  using slot_part = void (cell_run::*)(std::uint32_t slot, rank_loops& rank);

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

  void run_team(cell_subject& subject, slot_part part);
  [[nodiscard]] std::uint32_t slot_of(std::uint32_t rank) const;
  void time(std::uint32_t slot, rank_loops& rank);
  void find_batch(std::uint32_t slot, rank_loops& rank);
  void time_periods(std::uint32_t slot, rank_loops& rank);
  void time_reference(std::uint32_t slot, rank_loops& rank);
  void time_latencies(std::uint32_t slot, rank_loops& rank);
  void count_futexes(std::uint32_t slot, rank_loops& rank);

  void report_slots(measurement& seen) const;
  [[nodiscard]] std::optional<wrong_result> first_wrong() const;
  void count_in_a_child(cell_subject& subject, measurement& seen);

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
