#pragma once

#include "graph.hpp"

#include <cstdint>

/// Ranks that run the same code: of the executions that differ only in which of them did what, not
/// all need to be visited.
///
/// Two such ranks do the same until they first read differently. Where that is a read-modify-write
/// of one word by both, they come one after the other, and an execution in which the higher rank
/// comes first is the image of one in which it comes second: it is left out. Which of the two read
/// the other is known for good as soon as both have, because whoever came second depends on whoever
/// came first. So no graph is left out on the way to one that is wanted. That would not be true of
/// other reads, among which the search goes through some that are taken back; executions that first
/// differ in those are all visited.
///
/// After M. Kokologiannakis, I. Marmanis, V. Vafeiadis: SPORE: Combining symmetry and partial order
/// reduction. PLDI 2024, which does this for all events.
namespace barriers::explorer {

/// Whether the graph is no image of another, as far as the ranks below `alike` are concerned.
bool is_representative(const graph& of, std::uint32_t alike);

}  // namespace barriers::explorer
