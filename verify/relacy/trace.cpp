#include <verify/relacy/engine.hpp>

#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace barriers::relacy {
namespace {

/// Gives each location a number in the order in which they appear, so that a trace can be compared
/// with another, or kept.
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

/// "[7] 1: <0x..> atomic load, value=1, in FUNCTION, FILE(LINE)", taken apart.
struct trace_step {
  std::string_view number;
  std::string_view rank;
  std::string_view event;
  std::string_view file;
  std::string_view line;

  [[nodiscard]] bool is_idle_after(const trace_step& before) const {
    return event.starts_with("yield(") ||
           (event == before.event && file == before.file && line == before.line);
  }
};

std::optional<trace_step> parse(std::string_view text) {
  const std::size_t closed = text.find("] ");
  const std::size_t colon = text.find(": ", closed);
  const std::size_t in = text.find(", in ", colon);
  const std::size_t place = text.rfind(", ");
  const std::size_t line = text.rfind('(');
  if (in == std::string_view::npos || line == std::string_view::npos || line < place) {
    return {};
  }
  return trace_step{text.substr(1, closed - 1), text.substr(closed + 2, colon - closed - 2),
                    text.substr(colon + 2, in - colon - 2),
                    text.substr(place + 2, line - place - 2),
                    text.substr(line + 1, text.rfind(')') - line - 1)};
}

/// "    7  rank 1  FILE:LINE  #2 atomic load, value=1"
std::string readable_step(const trace_step& now, numbering& locations) {
  std::string number{now.number};
  number.insert(0, number.size() < 5 ? 5 - number.size() : 0, ' ');
  std::string at = std::string{now.file} + ':' + std::string{now.line};
  at.resize(at.size() < 44 ? 44 : at.size(), ' ');
  return number + "  rank " + std::string{now.rank} + "  " + at + "  " +
         locations.with_numbers(now.event) + '\n';
}

}  // namespace

/// All that the ranks do, up to where the same steps follow once more, rank by rank.
std::string readable(const std::string& trace) {
  std::istringstream lines{trace};
  std::string found;
  std::map<std::string, std::string> last_of_rank;
  numbering locations;
  bool under_way = false;
  for (std::string line; std::getline(lines, line) && (!under_way || line.starts_with('['));) {
    const std::optional<trace_step> now = parse(line);
    if (!under_way) {
      under_way = now && now->event == "[BEFORE END]";
      continue;
    }
    if (!now) {
      found += line + '\n';
      continue;
    }
    std::string& last = last_of_rank[std::string{now->rank}];
    const std::optional<trace_step> before = parse(last);
    if (!before || !now->is_idle_after(*before)) {
      found += readable_step(*now, locations);
      last = line;
    }
  }
  return found;
}

}  // namespace barriers::relacy
