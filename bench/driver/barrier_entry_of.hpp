#pragma once

#include <barriers/env/native.hpp>
#include <bench/driver/barrier_entry.hpp>
#include <bench/run/trial.hpp>
#include <bench/workloads/workloads.hpp>

#include <string_view>
#include <utility>
#include <vector>

/// How a barrier_entry is made from an entry, a name and a template: all that depends on the type.
namespace barriers::bench {

template <class Barrier>
void add_variants(std::vector<variant>& variants, std::string_view policy) {
  for_each_workload([&]<class Workload>() {
    variants.push_back({policy, Workload::name, &measure<Barrier, Workload>});
  });
}

template <class Entry>
concept takes_a_completion =
    requires { typename Entry::template barrier<env::native<env::spin>, no_completion>; };

template <class Entry>
barrier_entry entry_of(std::string_view kind, std::vector<variant> variants) {
  using example = typename Entry::template barrier<env::native<env::spin>>;
  barrier_entry made{Entry::name, kind, example::about, {}, std::move(variants)};
  if constexpr (split_phase_barrier<example>) {
    made.capabilities.emplace_back("split_phase");
  }
  if constexpr (takes_a_completion<Entry>) {
    made.capabilities.emplace_back("completion");
  }
  if constexpr (requires { example::only_spins; }) {
    made.capabilities.emplace_back("only_spins");
  }
  if constexpr (requires { example::differs; }) {
    made.differs = example::differs;
  }
  if constexpr (requires { example::alone_in_process; }) {
    made.alone_in_process = example::alone_in_process;
  }
  return made;
}

template <class Entry>
barrier_entry algorithm() {
  std::vector<variant> variants;
  env::for_each_policy([&variants]<class Policy>() {
    add_variants<typename Entry::template barrier<env::native<Policy>>>(variants, Policy::name);
  });
  return entry_of<Entry>("algorithm", std::move(variants));
}

template <class Entry>
barrier_entry peer() {
  std::vector<variant> variants;
  add_variants<typename Entry::template barrier<env::native<env::spin>>>(variants, own_policy);
  return entry_of<Entry>("peer", std::move(variants));
}

}  // namespace barriers::bench
