#include <verify/wrong/known_faults.hpp>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace barriers::wrong {
namespace {

constexpr const char* file = BARRIERS_TREE "/verify/wrong/README.md";
constexpr const char* heading = "## Faults that are mutants";

/// The cells of a row of a Markdown table, without spaces and backquotes around them.
std::vector<std::string> cells_of(const std::string& row) {
  std::vector<std::string> cells;
  std::istringstream parts{row};
  std::string cell;
  std::getline(parts, cell, '|');
  while (std::getline(parts, cell, '|')) {
    const std::size_t begin = cell.find_first_not_of(" `");
    const std::size_t end = cell.find_last_not_of(" `");
    cells.push_back(begin == std::string::npos ? "" : cell.substr(begin, end + 1 - begin));
  }
  return cells;
}

}  // namespace

std::vector<known_fault> known_faults() {
  std::ifstream in{file};
  std::vector<known_fault> found;
  bool is_there = false;
  for (std::string line; std::getline(in, line);) {
    is_there = line.starts_with("## ") ? line == heading : is_there;
    const std::vector<std::string> cells = is_there ? cells_of(line) : std::vector<std::string>{};
    if (cells.size() == 6 && cells[0] != "fault" && !cells[0].starts_with("--")) {
      found.push_back({cells[0], cells[2], cells[3], cells[4], cells[5]});
    }
  }
  if (found.empty()) {
    throw std::runtime_error{std::string{file} + " has no table of known faults"};
  }
  return found;
}

}  // namespace barriers::wrong
