#pragma once

#include "graph.hpp"
#include "races.hpp"

#include <string>

namespace barriers::explorer {

/// The graph that has a fault. Each rank has a column, and each event a row, below those that it
/// depends on: what is done, and where in the source; what each read reads. Then the order of the
/// writes to each word, where there is a choice, and the fault in a sentence.
std::string picture(const graph& of, const fault& found);

/// The same for Graphviz.
std::string dot(const graph& of, const fault& found);

}  // namespace barriers::explorer
