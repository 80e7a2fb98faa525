#pragma once

#include <bench/workloads/arrivals.hpp>
#include <bench/workloads/imbalance.hpp>
#include <bench/workloads/payload.hpp>
#include <bench/workloads/prefix_sum.hpp>
#include <bench/workloads/stencil.hpp>

namespace barriers::bench {

/// Calls `visit.operator()<Workload>()` for every workload. To add one, write the type and name it
/// here.
template <class Visitor>
constexpr void for_each_workload(Visitor&& visit) {
  [&]<workload... Workload>() {
    (visit.template operator()<Workload>(), ...);
  }.template operator()<empty, uniform_500ns, uniform_2us, straggler, exponential, payload,
                        imbalance, stencil, prefix_sum>();
}

}  // namespace barriers::bench
