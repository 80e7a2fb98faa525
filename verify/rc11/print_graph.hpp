#pragma once

#include <verify/rc11/graph.hpp>
#include <verify/rc11/races.hpp>

#include <string>

namespace barriers::rc11 {

/// The graph that has a fault. Each rank has a column, and each event a row, below those that it
/// depends on: what is done, and where in the source; what each read reads. Then the order of the
/// writes to each location, where there is a choice, and the fault in a sentence.
std::string print_graph(const graph& of, const fault& found);

/// The same for Graphviz.
std::string graphviz(const graph& of, const fault& found);

}  // namespace barriers::rc11
