#pragma once

#include <string>

namespace barriers::explorer {

/// Writes a picture for Graphviz to a file; where the name of the file ends in .svg, also what
/// Graphviz's `dot` makes of it, with the picture itself beside it, in a file that ends in .dot.
/// Whether all is there; what went wrong is said on stderr.
[[nodiscard]] bool draw(const std::string& picture, const std::string& file);

}  // namespace barriers::explorer
