#pragma once

#include "surgery.hpp"

#include <execution.hpp>
#include <scenario_execution.hpp>

#include <cstdint>
#include <memory>

namespace barriers::mutants {

/// A scenario as an execution that a mutant takes part in.
template <class Scenario>
class mutated_execution final : public model::execution {
 public:
  static std::unique_ptr<model::execution> make(std::uint32_t team, std::uint32_t phases) {
    theatre.begin_execution();
    return std::make_unique<mutated_execution>(team, phases);
  }

  mutated_execution(std::uint32_t team, std::uint32_t phases) : scenario_{team, phases} {}

  void run(std::uint32_t rank) override {
    scenario_.run(rank, court_);
    theatre.end_of(rank);
  }
  void after() override {
    theatre.end_of_ranks();
    scenario_.after(court_);
  }

 private:
  Scenario scenario_;
  model::court court_;
};

}  // namespace barriers::mutants
