#include <verify/wrong/known_faults.hpp>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace barriers::wrong {
namespace {

constexpr const char* file = "verify/wrong/README.md";
constexpr const char* heading = "## Faults that are mutants";

[[noreturn]] void refuse(std::size_t line, const std::string& why) {
  throw std::runtime_error{std::string{file} + ':' + std::to_string(line) + ": " + why};
}

/// The cells of a row of a Markdown table, without spaces and backquotes around them.
std::vector<std::string> cells_of(const std::string& row, std::size_t line) {
  if (!row.starts_with('|') || !row.ends_with('|')) {
    refuse(line, "a row of the table of known faults begins and ends with '|'");
  }
  std::vector<std::string> cells;
  std::istringstream parts{row.substr(1)};
  for (std::string cell; std::getline(parts, cell, '|');) {
    const std::size_t begin = cell.find_first_not_of(" `");
    if (begin == std::string::npos) {
      refuse(line, "cell " + std::to_string(cells.size() + 1) + " of a known fault is empty");
    }
    cells.push_back(cell.substr(begin, cell.find_last_not_of(" `") + 1 - begin));
  }
  if (cells.size() != 6) {
    refuse(line, "a known fault has 6 cells, not " + std::to_string(cells.size()));
  }
  return cells;
}

}  // namespace

std::vector<known_fault> known_faults() {
  std::ifstream in{std::string{BARRIERS_TREE} + '/' + file};
  std::vector<known_fault> found;
  bool is_in_section = false;
  std::size_t rows = 0;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.starts_with("## ")) {
      is_in_section = line == heading;
    } else if (is_in_section && !line.empty() && (rows != 0 || line.starts_with('|'))) {
      const std::vector<std::string> cells = cells_of(line, number);
      // The first two rows are the headings of the columns, and the line below them.
      if (++rows > 2) {
        found.push_back({cells[0], cells[2], cells[3], cells[4], cells[5]});
      }
    }
  }
  if (found.empty()) {
    refuse(number, "there is no table of known faults");
  }
  return found;
}

}  // namespace barriers::wrong
