#pragma once

#include <barriers/barrier.hpp>
#include <bench/run/cell_run.hpp>
#include <bench/run/measurement.hpp>
#include <bench/run/rank_loops.hpp>
#include <bench/run/runs_its_team.hpp>
#include <bench/run/watchdog.hpp>
#include <bench/system/pinned_team.hpp>
#include <bench/workloads/workload.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <tuple>

namespace barriers::bench {

/// The loops of one rank of a barrier under a workload, whose types are known here.
template <class Barrier, workload Workload>
class rank_of final : public rank_loops {
 public:
  rank_of(Barrier& barrier, const rank_context& here, typename Workload::shared& shared,
          progress& marks)
      : me_{barrier, here.rank}, work_{here, shared}, watch_{here.cell.watch}, marks_{marks} {}

  void meet() noexcept override {
    std::ignore = me_.arrive_and_wait();
    marks_.mark(me_.rank(), ++episodes_);
  }

  void repeat(std::uint32_t episodes) noexcept override {
    for (std::uint32_t episode = 0; episode != episodes; ++episode) {
      work_();
      std::ignore = me_.arrive_and_wait();
      marks_.mark(me_.rank(), ++episodes_);
    }
  }

  void repeat_stamped(std::uint32_t episodes, stamps* page) noexcept override {
    for (std::uint32_t episode = 0; episode != episodes; ++episode) {
      work_();
      const stopwatch::ticks arrival = watch_.now();
      std::ignore = me_.arrive_and_wait();
      page[episode] = {arrival, watch_.now()};
      marks_.mark(me_.rank(), ++episodes_);
    }
  }

  void work_alone(std::uint32_t episodes) noexcept override {
    for (std::uint32_t episode = 0; episode != episodes; ++episode) {
      work_();
    }
  }

  [[nodiscard]] std::uint64_t episodes() const noexcept override { return episodes_; }

  [[nodiscard]] std::optional<wrong_result> wrong() const override {
    if constexpr (checked_workload<Workload>) {
      return work_.wrong();
    } else {
      return std::nullopt;
    }
  }

 private:
  participant<Barrier> me_;
  Workload work_;
  const stopwatch& watch_;
  progress& marks_;
  std::uint64_t episodes_ = 0;
};

/// One cell: a barrier and a workload.
template <class Barrier, workload Workload>
class trial {
 public:
  explicit trial(const conditions& given)
      : given_{given},
        cell_run_{given, referenced_workload<Workload>},
        barrier_{std::make_unique<Barrier>(cell_run_.team())},
        shared_{cell_run_.cell()} {}

  measurement run() {
    return cell_run_.run([this](const cell_run::part& each) {
      const auto take_part = [&](std::uint32_t slot) {
        rank_of<Barrier, Workload> rank{*barrier_, cell_run_.rank_context_of(slot), shared_,
                                        cell_run_.marks()};
        each(slot, rank);
      };
      run_pinned(given_.machine, given_.pus, take_part,
                 [this](std::uint32_t, const slot_function& begin) { start_team(begin); });
    });
  }

 private:
  using slot_function = std::function<void(std::uint32_t slot)>;

  void start_team(const slot_function& begin) {
    if constexpr (runs_its_team<Barrier>) {
      barrier_->run_team([&](std::uint32_t rank) { begin(cell_run_.slot_of(rank)); });
    } else {
      start_threads(cell_run_.team(), begin);
    }
  }

  const conditions& given_;
  cell_run cell_run_;
  const std::unique_ptr<Barrier> barrier_;
  typename Workload::shared shared_;
};

}  // namespace barriers::bench
