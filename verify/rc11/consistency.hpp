#pragma once

#include <verify/rc11/graph.hpp>

#include <cstddef>

/// What RC11 demands of a graph that grows by one event, of which nothing in it depends.
///
/// Reference: O. Lahav, V. Vafeiadis, J. Kang, C.-K. Hur, D. Dreyer: Repairing sequential
/// consistency in C/C++11. PLDI 2017.
namespace barriers::rc11 {

/// The place in modification order of the latest write that a rank knows of, by having made it,
/// read it, or heard of either. Coherence: the rank can read no earlier one, and what it writes
/// stands later.
std::size_t latest_known(const graph& of, const clock& known, location where);

/// Whether the order of the seq_cst events has no cycle: the relation psc of the paper.
bool is_sequential(const graph& of);

}  // namespace barriers::rc11
