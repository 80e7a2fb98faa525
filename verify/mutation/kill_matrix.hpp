#pragma once

#include <verify/mutation/kill_search.hpp>
#include <verify/mutation/mutation.hpp>

#include <string>
#include <string_view>

namespace barriers::mutation {

/// One mutant, and what became of it: a row of the kill matrix.
struct mutant_row {
  mutant tried;
  kill found;
  std::string proof;           ///< of its equivalence, where the text declares it
  std::string not_applicable;  ///< why the engine cannot try it, where it cannot

  /// "not_applicable"; "killed"; "equivalent", where it is declared so and was not killed; else
  /// "survived".
  [[nodiscard]] std::string_view verdict() const;

  /// A survivor that is not declared, or a kill of what is declared equivalent: a sentence about
  /// it; nothing if all is right.
  [[nodiscard]] std::string complaint() const;
};

}  // namespace barriers::mutation
