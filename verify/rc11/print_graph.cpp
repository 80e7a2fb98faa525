#include <verify/rc11/print_graph.hpp>

#include <verify/rc11/format.hpp>

#include <algorithm>
#include <vector>

namespace barriers::rc11 {
namespace {

std::string format_read(const graph& of, const event& read) {
  if (read.source.is_initial()) {
    return format(read.where) + " is as it began";
  }
  return format(read.where) + " is " + std::to_string(of[read.source].written) + ", from " +
         format(read.source);
}

/// The two events of a read-modify-write are told of together, at the second.
bool is_shown(const event& one) {
  return one.what != event_kind::read || !one.exclusive;
}

std::string what_is_done(const graph& of, event_id which) {
  const event& now = of[which];
  switch (now.what) {
  case event_kind::fence: return "fence " + format(now.order);
  case event_kind::choice: return "chooses " + std::to_string(now.written);
  case event_kind::write: {
    std::string all =
        format(now.where) + " = " + std::to_string(now.written) + ' ' + format(now.order);
    if (now.exclusive) {
      all += ", after " + format_read(of, of[{which.rank, which.index - 1}]);
    }
    return all;
  }
  case event_kind::read: break;
  }
  std::string all = now.blocked ? "waits for ever " : now.awaits ? "awaits " : "reads ";
  all += format(now.order) + ", " + format_read(of, now);
  return now.spurious ? all + ", and fails without reason" : all;
}

std::string label_of(const graph& of, event_id which) {
  return format(which) + "  " + format(of[which].at) + "  " + what_is_done(of, which);
}

/// All events, each after those that it depends on.
std::vector<event_id> in_order(const graph& of) {
  std::vector<event_id> order;
  std::vector<std::uint32_t> done(of.team(), 0);
  const auto is_next = [&](std::uint32_t rank) {
    if (done[rank] == of.size(rank)) {
      return false;
    }
    const event& next = of.rank(rank)[done[rank]];
    return next.what != event_kind::read || next.source.is_initial() ||
           done[next.source.rank] > next.source.index;
  };
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    for (std::uint32_t rank = 0; rank != of.team(); ++rank) {
      while (is_next(rank)) {
        order.push_back({static_cast<std::uint8_t>(rank), done[rank]++});
        goes_on = true;
      }
    }
  }
  return order;
}

std::vector<std::size_t> widths(const graph& of) {
  std::vector<std::size_t> all;
  for (std::uint32_t rank = 0; rank != of.team(); ++rank) {
    all.push_back(std::string{"rank 0"}.size());
    for (std::uint32_t index = 0; index != of.size(rank); ++index) {
      const event_id which{static_cast<std::uint8_t>(rank), index};
      all.back() = std::max(all.back(), is_shown(of[which]) ? label_of(of, which).size() : 0);
    }
  }
  return all;
}

/// One row, with `content` in the column of `rank`.
std::string row(const std::vector<std::size_t>& widths, std::uint32_t rank, std::string content) {
  std::string all{"  "};
  for (std::uint32_t left = 0; left != rank; ++left) {
    all += std::string(widths[left], ' ') + " | ";
  }
  content.resize(std::max(content.size(), widths[rank]), ' ');
  all += content;
  for (std::size_t right = rank + 1; right != widths.size(); ++right) {
    all += " | " + std::string(widths[right], ' ');
  }
  all.erase(all.find_last_not_of(' ') + 1);
  return all + '\n';
}

std::string headings(const std::vector<std::size_t>& widths) {
  std::string all{" "};
  for (std::size_t rank = 0; rank != widths.size(); ++rank) {
    std::string heading = " rank " + std::to_string(rank);
    heading.resize(widths[rank] + 1, ' ');
    all += heading + (rank + 1 == widths.size() ? "\n" : " |");
  }
  return all;
}

std::string modification_order(const graph& of) {
  std::string all;
  for (std::uint32_t at = 0; at != of.locations(); ++at) {
    const std::vector<event_id>& writes = of.writes(location{at});
    if (writes.size() < 2) {
      continue;
    }
    all += "  the writes to " + format(location{at}) + ", in modification order:";
    for (const event_id write : writes) {
      all += ' ' + format(write);
    }
    all += '\n';
  }
  return all;
}

std::string quoted(const std::string& content) {
  std::string all{"\""};
  for (const char each : content) {
    if (each == '"') {
      all += '\\';
    }
    all += each;
  }
  return all + '"';
}

std::string arrow(event_id from, event_id to, const std::string& looks) {
  return "  " + quoted(format(from)) + " -> " + quoted(format(to)) + " [" + looks + "];\n";
}

}  // namespace

std::string print_graph(const graph& of, const fault& found) {
  const std::vector<std::size_t> columns = widths(of);
  std::string all = headings(columns);
  for (const event_id which : in_order(of)) {
    if (is_shown(of[which])) {
      all += row(columns, which.rank, label_of(of, which));
    }
  }
  return all + modification_order(of) + "  " + found.sentence + '\n';
}

std::string graphviz(const graph& of, const fault& found) {
  std::string all = "digraph execution {\n  label=" + quoted(found.sentence) +
                    ";\n  node [shape=box, fontname=monospace];\n";
  for (std::uint32_t rank = 0; rank != of.team(); ++rank) {
    all += "  subgraph cluster_" + std::to_string(rank) + " {\n    label=\"rank " +
           std::to_string(rank) + "\";\n";
    for (std::uint32_t index = 0; index != of.size(rank); ++index) {
      const event_id which{static_cast<std::uint8_t>(rank), index};
      all += "    " + quoted(format(which)) + " [label=" + quoted(label_of(of, which)) + "];\n";
      if (index != 0) {
        all += "  " + arrow({which.rank, index - 1}, which, "weight=9");
      }
    }
    all += "  }\n";
  }
  for (std::uint32_t at = 0; at != of.locations(); ++at) {
    for (const event_id read : of.reads(location{at})) {
      if (!of[read].source.is_initial()) {
        all += arrow(of[read].source, read, "color=darkgreen, label=rf, constraint=false");
      }
    }
    const std::vector<event_id>& writes = of.writes(location{at});
    for (std::size_t nth = 1; nth < writes.size(); ++nth) {
      all += arrow(writes[nth - 1], writes[nth], "color=brown, label=mo, constraint=false");
    }
  }
  return all + "}\n";
}

}  // namespace barriers::rc11
