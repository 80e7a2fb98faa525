#pragma once

#include "graph.hpp"

#include <cstdint>

/// Ranks that run the same code: of the executions that differ only in which of them did what, not
/// all need to be visited.
///
/// Two such ranks do the same until they first read differently. Where that is a read-modify-write
/// by both of a word to which nobody has stored, they come one after the other, and an execution in
/// which the higher rank comes first is the image of one in which it comes second: it is left out.
/// Among such read-modify-writes whoever comes second depends on whoever comes first; so a graph in
/// which the higher rank has come first is not on the way to one in which it comes second. That is
/// not so where stores come between them, or where other events differ first: among those the search
/// goes through choices that it takes back. (Leaving out images there has lost executions of random
/// programs.) Executions that differ first in such events are all visited.
///
/// After M. Kokologiannakis, I. Marmanis, V. Vafeiadis: SPORE: Combining symmetry and partial order
/// reduction. PLDI 2024, which does this for all events.
namespace barriers::explorer {

/// Whether the graph is no image of another, as far as the ranks below `alike` are concerned.
bool is_representative(const graph& of, std::uint32_t alike);

}  // namespace barriers::explorer
