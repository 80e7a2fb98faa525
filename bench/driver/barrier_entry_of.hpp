#pragma once

#include <barriers/env/native.hpp>
#include <bench/driver/barrier_entry.hpp>
#include <bench/run/trial.hpp>
#include <bench/workloads/workloads.hpp>

#include <string_view>
#include <vector>

/// How a word is made from an entry of a registry: all that depends on the barrier's type.
namespace barriers::bench {

template <class Barrier, class Workload>
measurement measure(const conditions& given) {
  trial<Barrier, Workload> one{given};
  return one.run();
}

template <class Barrier>
void add_ways(std::vector<way>& ways, std::string_view policy) {
  for_each_workload([&]<class Workload>() {
    ways.push_back({policy, Workload::word, &measure<Barrier, Workload>});
  });
}

template <class Entry>
concept takes_a_completion =
    requires { typename Entry::template barrier<env::native<env::spin>, no_completion>; };

template <class Entry>
word word_of(std::string_view kind, std::vector<way> ways) {
  using example = typename Entry::template barrier<env::native<env::spin>>;
  word made{Entry::word, kind, example::about, {}, std::move(ways)};
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
word algorithm() {
  std::vector<way> ways;
  add_ways<typename Entry::template barrier<env::native<env::spin>>>(ways, "spin");
  add_ways<typename Entry::template barrier<env::native<env::yield>>>(ways, "yield");
  add_ways<typename Entry::template barrier<env::native<env::park>>>(ways, "park");
  return word_of<Entry>("algorithm", std::move(ways));
}

template <class Entry>
word peer() {
  std::vector<way> ways;
  add_ways<typename Entry::template barrier<env::native<env::spin>>>(ways, own_policy);
  return word_of<Entry>("peer", std::move(ways));
}

}  // namespace barriers::bench
