#include "picture.hpp"

#include <algorithm>

namespace barriers::explorer {
namespace {

const char* text(std::memory_order order) {
  switch (order) {
  case std::memory_order::relaxed: return "relaxed";
  case std::memory_order::consume: return "consume";
  case std::memory_order::acquire: return "acquire";
  case std::memory_order::release: return "release";
  case std::memory_order::acq_rel: return "acq_rel";
  case std::memory_order::seq_cst: break;
  }
  return "seq_cst";
}

/// "r1.3": the third event of rank 1.
std::string text(name of) {
  if (of.is_initial()) {
    return "the beginning";
  }
  std::string all{"r"};
  all += std::to_string(of.rank);
  all += '.';
  return all += std::to_string(of.index + 1);
}

std::string text(word of) {
  std::string all{"w"};
  return all += std::to_string(static_cast<std::uint32_t>(of));
}

std::string place(const event& of) {
  std::string file{of.at.file_name()};
  file.erase(0, file.rfind('/') + 1);
  return file + ':' + std::to_string(of.at.line());
}

std::string what_is_done(const event& of) {
  const std::string order = text(of.order);
  switch (of.what) {
  case kind::fence: return "fence " + order;
  case kind::choice: return "chooses " + std::to_string(of.written);
  case kind::write:
    return text(of.where) + " = " + std::to_string(of.written) + ' ' + order +
           (of.exclusive ? ", at once" : "");
  case kind::read: break;
  }
  return (of.stuck    ? "waits for ever for "
          : of.awaits ? "awaits "
                      : "reads ") +
         text(of.where) + ' ' + order + ", from " + text(of.source) +
         (of.spurious ? ", and fails without reason" : "");
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

std::string modification_order(const graph& of) {
  std::string all;
  for (std::size_t at = 0; at != of.words(); ++at) {
    const word where{static_cast<std::uint32_t>(at)};
    if (of.writes(where).size() < 2) {
      continue;
    }
    all += "  writes to " + text(where) + ", in modification order:";
    for (const name write : of.writes(where)) {
      all += ' ' + text(write);
    }
    all += '\n';
  }
  return all;
}

std::string escaped(const std::string& text) {
  std::string all;
  for (const char each : text) {
    all += each == '"' ? "\\\"" : std::string{each};
  }
  return all;
}

std::string node(name of) {
  return '"' + text(of) + '"';
}

}  // namespace

std::string picture(const graph& of, const fault& found) {
  std::string all;
  for (std::uint32_t rank = 0; rank != of.team(); ++rank) {
    for (std::uint32_t index = 0; index != of.size(rank); ++index) {
      const name which{static_cast<std::uint8_t>(rank), index};
      all += "  " + padded(text(which), 7) + padded(place(of[which]), 28) +
             what_is_done(of[which]) + '\n';
    }
  }
  return all + modification_order(of) + "  " + found.sentence + '\n';
}

std::string dot(const graph& of, const fault& found) {
  std::string all = "digraph execution {\n  label=\"" + escaped(found.sentence) +
                    "\";\n  node [shape=box, fontname=\"monospace\"];\n";
  for (std::uint32_t rank = 0; rank != of.team(); ++rank) {
    all += "  subgraph cluster_" + std::to_string(rank) + " {\n    label=\"rank " +
           std::to_string(rank) + "\";\n";
    for (std::uint32_t index = 0; index != of.size(rank); ++index) {
      const name which{static_cast<std::uint8_t>(rank), index};
      all += "    " + node(which) + " [label=\"" + text(which) + "  " + place(of[which]) + "\\n" +
             escaped(what_is_done(of[which])) + "\"];\n";
      if (index != 0) {
        all += "    " + node({which.rank, index - 1}) + " -> " + node(which) + ";\n";
      }
    }
    all += "  }\n";
  }
  for (std::size_t at = 0; at != of.words(); ++at) {
    const word where{static_cast<std::uint32_t>(at)};
    for (const name read : of.reads(where)) {
      if (!of[read].source.is_initial()) {
        all += "  " + node(of[read].source) + " -> " + node(read) +
               " [color=darkgreen, label=\"rf\", constraint=false];\n";
      }
    }
    const std::vector<name>& writes = of.writes(where);
    for (std::size_t nth = 1; nth < writes.size(); ++nth) {
      all += "  " + node(writes[nth - 1]) + " -> " + node(writes[nth]) +
             " [color=brown, label=\"mo\", constraint=false];\n";
    }
  }
  return all + "}\n";
}

}  // namespace barriers::explorer
