#pragma once

#include <verify/scenarios/alone.hpp>
#include <verify/scenarios/completion.hpp>
#include <verify/scenarios/leaders.hpp>
#include <verify/scenarios/marks.hpp>
#include <verify/scenarios/payloads.hpp>
#include <verify/scenarios/seats.hpp>
#include <verify/scenarios/side_by_side.hpp>
#include <verify/scenarios/split_phases.hpp>
#include <verify/scenarios/succession.hpp>

/// The guarantees of every barrier, written once and run in every environment.
///
/// A scenario is made for a team, and then entered by each rank once: `run(rank, context)`. It
/// knows neither the algorithm (an `Entry` of the registry, or a wrong barrier of the same shape)
/// nor the checker (`Env`, and the context, which the run supplies):
///
///     context.expect(condition, "the property")  where it does not hold, the run has failed
///     context.enter_phase(rank, phase)           where a rank is, for the report of a hang
///     context.retry()                            the rank has achieved nothing, and tries again
///
/// Above each scenario stands its question, and its verdict on what can be seen. One verdict
/// belongs to all: each rank that arrives also leaves. One that does not is a hang, and each
/// checker finds it.
///
/// Each family of properties has a file in this folder.
namespace barriers::scenario {

/// Calls `visit.operator()<Scenario>()` for every scenario that applies to the entry.
template <class Entry, class Env, class Visitor>
constexpr void for_each_scenario(Visitor&& visit) {
  const auto visit_if_it_applies = [&]<class Scenario>() {
    if constexpr (Scenario::applies) {
      visit.template operator()<Scenario>();
    }
  };
  [&]<class... Scenario>() {
    (visit_if_it_applies.template operator()<Scenario>(), ...);
  }.template operator()<separation<Entry, Env>, lapping<Entry, Env>, visibility<Entry, Env>,
                        wrap_around<Entry, Env>, one_bit_phases<Entry, Env>, one_leader<Entry, Env>,
                        completion_once<Entry, Env>, split_phase<Entry, Env>,
                        split_leader<Entry, Env>, late_wait<Entry, Env>, reseating<Entry, Env>,
                        handing_over<Entry, Env>, succession<Entry, Env>, destruction<Entry, Env>,
                        vacating<Entry, Env>, side_by_side<Entry, Env>, alone<Entry, Env>>();
}

}  // namespace barriers::scenario
