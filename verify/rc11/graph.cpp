#include <verify/rc11/graph.hpp>

#include <algorithm>

namespace barriers::rc11 {

const std::vector<event_id>& graph::writes(location of) const {
  static const std::vector<event_id> none;
  const auto index = static_cast<std::size_t>(of);
  return index < locations_.size() ? locations_[index].writes : none;
}

const std::vector<event_id>& graph::reads(location of) const {
  static const std::vector<event_id> none;
  const auto index = static_cast<std::size_t>(of);
  return index < locations_.size() ? locations_[index].reads : none;
}

event_id graph::last_write(location of) const {
  const std::vector<event_id>& all = writes(of);
  return all.empty() ? initial_write(of) : all.back();
}

std::size_t graph::position(location of, event_id write) const {
  if (write.is_initial()) {
    return 0;
  }
  const std::vector<event_id>& all = writes(of);
  return static_cast<std::size_t>(std::ranges::find(all, write) - all.begin()) + 1;
}

bool graph::is_taken(location of, event_id write) const {
  const std::vector<event_id>& all = writes(of);
  const std::size_t next = position(of, write);
  if (next == all.size() || !(*this)[all[next]].exclusive) {
    return false;
  }
  const event_id taker{all[next].rank, all[next].index - 1};
  return (*this)[taker].source == write;
}

const clock& graph::known_to(std::uint32_t rank) const {
  return known_before({static_cast<std::uint8_t>(rank), size(rank)});
}

const clock& graph::known_before(event_id of) const {
  static const clock nothing;
  return of.index == 0 ? nothing : ranks_[of.rank][of.index - 1].known;
}

event_id graph::add(std::uint32_t rank, const event& what) {
  const event_id added = append(rank, what);
  if (what.what == event_kind::read) {
    of_location(what.where).reads.push_back(added);
  }
  return added;
}

event_id graph::add_write(std::uint32_t rank, const event& what, event_id after) {
  const auto place = static_cast<std::ptrdiff_t>(position(what.where, after));
  const event_id added = append(rank, what);
  std::vector<event_id>& all = of_location(what.where).writes;
  all.insert(all.begin() + place, added);
  return added;
}

void graph::reread(event_id read, const event& what) {
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

graph::location_accesses& graph::of_location(location which) {
  const auto index = static_cast<std::size_t>(which);
  if (index >= locations_.size()) {
    locations_.resize(index + 1);
  }
  return locations_[index];
}

event_id graph::append(std::uint32_t rank, const event& what) {
  const event_id added{static_cast<std::uint8_t>(rank), size(rank)};
  ranks_[rank].push_back(what);
  at(added).stamp = now_++;
  settle(added);
  return added;
}

void graph::remove_last(std::uint32_t rank) {
  const event& last = ranks_[rank].back();
  const event_id removed{static_cast<std::uint8_t>(rank), size(rank) - 1};
  if (last.what == event_kind::read) {
    std::erase(of_location(last.where).reads, removed);
  } else if (last.what == event_kind::write) {
    std::erase(of_location(last.where).writes, removed);
  }
  ranks_[rank].pop_back();
}

/// Works out what the last event of a rank depends on and what happens before it.
void graph::settle(event_id which) {
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
  case event_kind::read: read_clocks(now); break;
  case event_kind::write: write_clocks(now, which); break;
  case event_kind::fence: fence_clocks(now); break;
  case event_kind::choice: break;
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
void graph::write_clocks(event& write, event_id of) const {
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

}  // namespace barriers::rc11
