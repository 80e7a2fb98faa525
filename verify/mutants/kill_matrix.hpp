#pragma once

#include "hunt.hpp"
#include "mutation.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace barriers::mutants {

/// One mutant, and what became of it.
struct row {
  mutant tried;
  finding found;
  std::string proof;    ///< of its equivalence, where the text declares it
  std::string untried;  ///< why it was not tried, where it was not

  /// "untried"; "convicted"; "equivalent", where it is declared so and was not convicted; else
  /// "survived".
  [[nodiscard]] const char* verdict() const;

  /// A survivor that is not declared, or a conviction of what is declared equivalent.
  [[nodiscard]] bool is_wrong() const {
    return untried.empty() && found.convicted == !proof.empty();
  }
};

/// The mutants of one word, each with its row: told as they come, and as JSON at the end.
class kill_matrix {
 public:
  explicit kill_matrix(std::string word, bool quiet);

  void add(row one);

  /// Says how many there are of each verdict, and what is wrong. Whether nothing is.
  [[nodiscard]] bool conclude() const;

  [[nodiscard]] std::string as_json() const;

 private:
  [[nodiscard]] std::size_t count(const std::string& verdict) const;

  std::string word_;
  bool quiet_;
  std::vector<row> rows_;
};

}  // namespace barriers::mutants
