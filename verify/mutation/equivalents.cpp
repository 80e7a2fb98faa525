#include <verify/mutation/equivalents.hpp>

#include <cstddef>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace barriers::mutation {
namespace {

/// The first `count` lines of a file of the tree.
std::vector<std::string> lines_of(const char* file, std::size_t count) {
  std::ifstream in{std::string{BARRIERS_TREE} + '/' + file};
  std::vector<std::string> lines(count);
  for (std::string& line : lines) {
    if (!std::getline(in, line)) {
      throw std::runtime_error{std::string{file} + " cannot be read as far as it was compiled"};
    }
  }
  return lines;
}

/// What follows "// ", or nothing if the line is no comment.
std::string_view comment(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(' ');
  if (begin == std::string_view::npos || !line.substr(begin).starts_with("// ")) {
    return {};
  }
  return line.substr(begin + 3);
}

}  // namespace

std::string declared_proof(const mutant& one) {
  const std::vector<std::string> lines = lines_of(one.at.where.file, one.at.where.line);
  std::size_t begin = lines.size() - 1;
  while (begin != 0 && !comment(lines[begin - 1]).empty()) {
    --begin;
  }
  const std::string heading = "equivalent: " + one.name() + ": ";
  std::string proof;
  for (std::size_t line = begin; line + 1 != lines.size(); ++line) {
    const std::string_view text = comment(lines[line]);
    if (text.starts_with(heading)) {
      proof = text.substr(heading.size());
    } else if (!proof.empty()) {
      if (!text.starts_with(' ')) {
        break;
      }
      proof += text.substr(text.find_first_not_of(' ') - 1);
    }
  }
  return proof;
}

}  // namespace barriers::mutation
