#include "report.hpp"

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace barriers::model {
namespace {

/// Gives each word a number in the order in which they appear, so that a trace can be compared with
/// another, or kept.
class numbering {
 public:
  /// The event, with "#3" in place of "<0x55d067b21140>".
  std::string with_numbers(std::string_view event) {
    const std::size_t end = event.find('>');
    if (!event.starts_with("<0x") || end == std::string_view::npos) {
      return std::string{event};
    }
    std::string name = '#' + std::to_string(number(event.substr(0, end)));
    name.resize(name.size() < 4 ? 4 : name.size(), ' ');
    return name + std::string{event.substr(end + 1)};
  }

 private:
  std::size_t number(std::string_view address) {
    for (std::size_t seen = 0; seen != addresses_.size(); ++seen) {
      if (addresses_[seen] == address) {
        return seen + 1;
      }
    }
    addresses_.emplace_back(address);
    return addresses_.size();
  }

  std::vector<std::string> addresses_;
};

/// "[7] 1: <0x..> atomic load, value=1, in FUNCTION, FILE(LINE)" becomes
/// "    7  rank 1  FILE:LINE  #2 atomic load, value=1".
std::string readable_step(std::string_view step, numbering& words) {
  const std::size_t closed = step.find("] ");
  const std::size_t colon = step.find(": ", closed);
  const std::size_t in = step.find(", in ", colon);
  const std::size_t place = step.rfind(", ");
  const std::size_t line = step.rfind('(');
  if (in == std::string_view::npos || line == std::string_view::npos || line < place) {
    return std::string{step} + '\n';
  }
  std::string number{step.substr(1, closed - 1)};
  number.insert(0, number.size() < 5 ? 5 - number.size() : 0, ' ');
  std::string at{step.substr(place + 2, line - place - 2)};
  at += ':';
  at += step.substr(line + 1, step.rfind(')') - line - 1);
  at.resize(at.size() < 44 ? 44 : at.size(), ' ');
  return number + "  rank " + std::string{step.substr(closed + 2, colon - closed - 2)} + "  " + at +
         "  " + words.with_numbers(step.substr(colon + 2, in - colon - 2)) + '\n';
}

}  // namespace

std::string readable(const std::string& trace, std::size_t steps) {
  std::istringstream lines{trace};
  std::vector<std::string> found;
  numbering words;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('[')) {
      found.push_back(readable_step(line, words));
    } else if (!found.empty()) {
      break;  // what follows are the same steps once more, rank by rank
    }
  }
  std::string text;
  const std::size_t skipped = found.size() > steps ? found.size() - steps : 0;
  if (skipped != 0) {
    text = "  ... " + std::to_string(skipped) + " steps before these (--trace shows more)\n";
  }
  for (std::size_t step = skipped; step != found.size(); ++step) {
    text += found[step];
  }
  return text;
}

}  // namespace barriers::model
