#pragma once

#include <string>

namespace barriers::explorer {

/// Writes a picture for Graphviz to a file; where the name of the file ends in .svg, also what
/// Graphviz's `dot` makes of it, with the picture itself beside it. Says on stderr what went wrong.
void draw(const std::string& picture, const std::string& file);

}  // namespace barriers::explorer
