#include "evidence.hpp"

#include <report.hpp>

#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace barriers::wrong {
namespace {

std::string file_of(const finding& convicted, const std::string& folder) {
  return folder + '/' + convicted.exhibit.word + ".txt";
}

}  // namespace

std::string evidence_of(const finding& convicted) {
  const card& exhibit = convicted.exhibit;
  return exhibit.word + "\n  " + exhibit.fault + "\n  " + exhibit.reference + "\n\n" +
         convicted.found.verdict + " in " + exhibit.convicted_by + ", team of " +
         std::to_string(convicted.team) + ", execution " + std::to_string(convicted.found.failed) +
         "\n\n" +
         model::readable(convicted.found.trace, std::numeric_limits<std::size_t>::max(),
                         "verify/wrong/");
}

void keep(const finding& convicted, const std::string& folder) {
  std::ofstream file{file_of(convicted, folder)};
  file << evidence_of(convicted);
  if (!file.flush()) {
    throw std::runtime_error{"cannot write " + file_of(convicted, folder)};
  }
}

bool is_kept(const finding& convicted, const std::string& folder) {
  std::ostringstream kept;
  kept << std::ifstream{file_of(convicted, folder)}.rdbuf();
  return kept.str() == evidence_of(convicted);
}

}  // namespace barriers::wrong
