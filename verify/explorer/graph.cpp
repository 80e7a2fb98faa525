#include "graph.hpp"

#include <algorithm>

namespace barriers::explorer {

const std::vector<name>& graph::writes(word of) const {
  static const std::vector<name> none;
  const auto index = static_cast<std::size_t>(of);
  return index < words_.size() ? words_[index].writes : none;
}

const std::vector<name>& graph::reads(word of) const {
  static const std::vector<name> none;
  const auto index = static_cast<std::size_t>(of);
  return index < words_.size() ? words_[index].reads : none;
}

name graph::last_write(word of) const {
  const std::vector<name>& all = writes(of);
  return all.empty() ? initial_write(of) : all.back();
}

std::size_t graph::position(word of, name write) const {
  if (write.is_initial()) {
    return 0;
  }
  const std::vector<name>& all = writes(of);
  return static_cast<std::size_t>(std::ranges::find(all, write) - all.begin()) + 1;
}

bool graph::is_taken(word of, name write) const {
  const std::vector<name>& all = writes(of);
  const std::size_t next = position(of, write);
  if (next == all.size() || !(*this)[all[next]].exclusive) {
    return false;
  }
  const name taker{all[next].rank, all[next].index - 1};
  return (*this)[taker].source == write;
}

const clock& graph::known_to(std::uint32_t rank) const {
  return known_before({static_cast<std::uint8_t>(rank), size(rank)});
}

const clock& graph::known_before(name of) const {
  static const clock nothing;
  return of.index == 0 ? nothing : ranks_[of.rank][of.index - 1].known;
}

name graph::add(std::uint32_t rank, const event& what) {
  const name added = append(rank, what);
  if (what.what == kind::read) {
    of_word(what.where).reads.push_back(added);
  }
  return added;
}

name graph::add_write(std::uint32_t rank, const event& what, name after) {
  const auto place = static_cast<std::ptrdiff_t>(position(what.where, after));
  const name added = append(rank, what);
  std::vector<name>& all = of_word(what.where).writes;
  all.insert(all.begin() + place, added);
  return added;
}

void graph::reread(name read, const event& what) {
  const std::uint32_t stamp = at(read).stamp;
  at(read) = what;
  at(read).stamp = stamp;
  settle(read);
}

void graph::cut(std::uint32_t stamp) {
  for (std::uint32_t rank = 0; rank != team(); ++rank) {
    while (!ranks_[rank].empty() && ranks_[rank].back().stamp >= stamp) {
      remove_last(rank);
    }
  }
  now_ = stamp;
}

void graph::cut_after(std::uint32_t stamp, const clock& kept) {
  for (std::uint32_t rank = 0; rank != team(); ++rank) {
    while (size(rank) > kept[rank] && ranks_[rank].back().stamp > stamp) {
      remove_last(rank);
    }
  }
}

graph::accesses& graph::of_word(word which) {
  const auto index = static_cast<std::size_t>(which);
  if (index >= words_.size()) {
    words_.resize(index + 1);
  }
  return words_[index];
}

name graph::append(std::uint32_t rank, const event& what) {
  const name added{static_cast<std::uint8_t>(rank), size(rank)};
  ranks_[rank].push_back(what);
  at(added).stamp = now_++;
  settle(added);
  return added;
}

void graph::remove_last(std::uint32_t rank) {
  const event& last = ranks_[rank].back();
  const name removed{static_cast<std::uint8_t>(rank), size(rank) - 1};
  if (last.what == kind::read) {
    std::erase(of_word(last.where).reads, removed);
  } else if (last.what == kind::write) {
    std::erase(of_word(last.where).writes, removed);
  }
  ranks_[rank].pop_back();
}

/// Works out what the last event of a rank depends on and what happens before it.
void graph::settle(name which) {
  event& now = at(which);
  if (which.index == 0) {
    now.prefix = now.known = now.promised = now.fenced = {};
  } else {
    const event& before = ranks_[which.rank][which.index - 1];
    now.prefix = before.prefix;
    now.known = before.known;
    now.promised = before.promised;
    now.fenced = before.fenced;
  }
  now.prefix[which.rank] = now.known[which.rank] = static_cast<std::uint16_t>(which.index + 1);
  switch (now.what) {
  case kind::read: read_clocks(now); break;
  case kind::write: write_clocks(now, which); break;
  case kind::fence: fence_clocks(now); break;
  case kind::choice: break;
  }
}

void graph::read_clocks(event& read) const {
  if (read.source.is_initial()) {
    return;
  }
  const event& source = (*this)[read.source];
  read.prefix.join(source.prefix);
  read.promised.join(source.released);
  if (acquires(read.order)) {
    read.known.join(source.released);
  }
}

/// A release sequence as in C++20: it is continued by read-modify-writes, and by nothing else.
void graph::write_clocks(event& write, name of) const {
  write.released = releases(write.order) ? write.known : write.fenced;
  if (write.exclusive) {
    const event& read = (*this)[{of.rank, of.index - 1}];
    if (!read.source.is_initial()) {
      write.released.join((*this)[read.source].released);
    }
  }
}

void graph::fence_clocks(event& fence) const {
  if (acquires(fence.order)) {
    fence.known.join(fence.promised);
  }
  if (releases(fence.order)) {
    fence.fenced = fence.known;
  }
}

}  // namespace barriers::explorer
