#pragma once

#include "graph.hpp"
#include "races.hpp"

#include <string>

namespace barriers::explorer {

/// The graph that has a fault: what each rank does, line by line, with its place in the source, what
/// each read reads, and the order of the writes to each word; and the fault in a sentence.
std::string picture(const graph& of, const fault& found);

/// The same for Graphviz, with a column for each rank.
std::string dot(const graph& of, const fault& found);

}  // namespace barriers::explorer
