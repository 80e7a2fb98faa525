#pragma once

#include <barriers/barrier.hpp>
#include <bench/run/cell_run.hpp>
#include <bench/run/runs_its_team.hpp>

#include <cstdint>
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

/// A barrier and what its ranks share in a workload, for one cell.
template <class Barrier, workload Workload>
class trial final : public cell_subject {
 public:
  explicit trial(const cell_params& cell)
      : barrier_{std::make_unique<Barrier>(cell.team)}, shared_{cell} {}

  void take_part(const rank_context& here, progress& marks, const rank_part& part) override {
    rank_of<Barrier, Workload> rank{*barrier_, here, shared_, marks};
    part(rank);
  }

  bool run_team([[maybe_unused]] const rank_function& begin) override {
    if constexpr (runs_its_team<Barrier>) {
      barrier_->run_team(begin);
    }
    return runs_its_team<Barrier>;
  }

 private:
  const std::unique_ptr<Barrier> barrier_;
  typename Workload::shared shared_;
};

template <class Barrier, workload Workload>
measurement measure(const conditions& given) {
  return measure_cell(given, referenced_workload<Workload>, [](const cell_params& cell) {
    return std::make_unique<trial<Barrier, Workload>>(cell);
  });
}

}  // namespace barriers::bench
