#pragma once

#include "simulation.hpp"
#include "trial.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace barriers::model {

/// What the command line asks for. Nothing said: every trial, every team, every search.
struct options {
  std::string scenario;
  std::string policy;
  std::vector<std::uint32_t> teams;
  std::optional<search::method> only;
  std::optional<std::uint32_t> bound;
  std::optional<std::uint64_t> replay;
  std::uint32_t phases = 3;
  std::uint64_t executions = 2'000;
  std::uint64_t seed = 1;
  std::optional<std::uint64_t> budget;
  std::size_t trace = 80;
  bool json = false;

  [[nodiscard]] bool wants(const trial& one) const {
    return (scenario.empty() || scenario == one.scenario) &&
           (policy.empty() || policy == one.policy);
  }
  [[nodiscard]] bool wants(search::method by) const { return !only || *only == by; }

  /// The most executions of a search: what was asked for, or `usual`.
  [[nodiscard]] std::uint64_t budget_or(std::uint64_t usual) const {
    return budget.value_or(usual);
  }
};

/// Reads the command line; prints help or what is wrong with it, and ends the program then.
options read_options(int argc, char** argv, const subject& about);

}  // namespace barriers::model
