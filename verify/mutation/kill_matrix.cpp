#include <verify/mutation/kill_matrix.hpp>

namespace barriers::mutation {

std::string_view mutant_row::verdict() const {
  if (!not_applicable.empty()) {
    return "not_applicable";
  }
  if (found.killed) {
    return "killed";
  }
  return proof.empty() ? "survived" : "equivalent";
}

std::string mutant_row::complaint() const {
  if (!not_applicable.empty() || found.killed == proof.empty()) {
    return "";
  }
  return format(tried.at.where) + ": " + tried.name() +
         (found.killed ? ": is declared equivalent, and was killed"
                       : ": survived, and is not declared equivalent");
}

}  // namespace barriers::mutation
