#include <verify/rc11/search.hpp>

#include <verify/rc11/consistency.hpp>
#include <verify/rc11/format.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace barriers::rc11 {

namespace {

/// Events are counted in 16 bits.
constexpr std::uint32_t longest_rank = 60'000;

}  // namespace

search::search(const search_options& about) : about_{about}, runtime_{about.team} {
  if (about.team > largest_team) {
    throw std::invalid_argument{"rc11: a team has 1 to 8 ranks"};
  }
}

search_result search::run() {
  levels_.push_back({graph{about_.team}});
  replay();
  extend();
  while (!result_.found && result_.executions + result_.blocked < about_.budget) {
    if (!advance()) {
      result_.complete = true;
      break;
    }
    extend();
  }
  if (result_.found) {
    result_.last = now();
  }
  return std::move(result_);
}

value search::value_of(location where, event_id write) {
  return write.is_initial() ? runtime_.initial(where) : now()[write].written;
}

// ---- the next graph

/// Whether there is one.
bool search::advance() {
  while (!levels_.empty()) {
    if (levels_.back().choices.empty()) {
      levels_.pop_back();
    } else if (take_choice()) {
      return true;
    }
  }
  return false;
}

bool search::take_choice() {
  const choice taken = levels_.back().choices.back();
  levels_.back().choices.pop_back();
  now().cut(taken.stamp);
  if (taken.revisit) {
    if (!revisit(taken)) {
      return false;
    }
    replay();
    return settle_wait(taken.revisited);
  }
  if (taken.what.what == event_kind::write) {
    now().add_write(taken.rank, taken.what, taken.after);
  } else {
    now().add(taken.rank, taken.what);
  }
  replay();
  return true;
}

/// Whether the graph in which a write has revisited a read is consistent; then it is the one to go
/// on with.
bool search::revisit(const choice& how) {
  level next{now()};
  graph& revised = next.now;
  if (how.read) {
    revised.add(how.rank, *how.read);
  }
  const location where = how.what.where;
  revised.cut_after(revised[how.revisited].stamp, how.what.prefix);
  if (revised.is_taken(where, how.after) ||
      revised.position(where, how.after) <
          latest_known(revised, revised.known_to(how.rank), where)) {
    return false;
  }
  revised.add_write(how.rank, how.what, how.after);
  revised.reread(how.revisited, *how.revisit);
  const clock before = revised.known_before(how.revisited);
  if (revised.position(where, how.revisit->source) < latest_known(revised, before, where) ||
      !is_consistent(revised)) {
    return false;
  }
  levels_.push_back(std::move(next));
  return true;
}

/// A read that was revisited may be a wait. Then it is satisfied now; or it is blocked, and must
/// read the latest write. Whether that is so.
bool search::settle_wait(event_id read) {
  event settled = now()[read];
  if (!settled.awaits) {
    return true;
  }
  const pending_operation& what = *runtime_.pending(read.rank);
  settled.blocked = !(*what.satisfied)(value_of(settled.where, settled.source));
  now().reread(read, settled);
  if (!settled.blocked) {
    go_on(read.rank);
    return true;
  }
  return settled.source == now().last_write(settled.where);
}

// ---- the ranks, run again

/// Runs the ranks from the start, as far as the graph goes. A rank that is blocked stays where it
/// is, and so does one whose read-modify-write has not written yet.
void search::replay() {
  ++result_.runs;
  done_.fill(0);
  runtime_.begin(about_.make);
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    for (std::uint32_t rank = 0; rank != about_.team; ++rank) {
      while (is_replayable(rank)) {
        replay_rank(rank);
        goes_on = true;
      }
    }
  }
}

/// Whether the operation is the one that the event was made of.
bool search::is_same(const pending_operation& what, const event& done) {
  return what.at.line() == done.at.line() && what.where == done.where &&
         (done.compares || what.order == done.order) &&
         (done.what != event_kind::write || what.written == done.written);
}

bool search::is_replayable(std::uint32_t rank) {
  if (done_[rank] == now().size(rank)) {
    return false;
  }
  const event& next = now().rank(rank)[done_[rank]];
  const bool is_last = done_[rank] + 1 == now().size(rank);
  if (next.what != event_kind::read) {
    return true;
  }
  if (is_last && (next.exclusive || next.blocked)) {
    return false;
  }
  return next.source.is_initial() || done_[next.source.rank] > next.source.index;
}

void search::replay_rank(std::uint32_t rank) {
  const std::vector<event>& events = now().rank(rank);
  const event& next = events[done_[rank]];
  const pending_operation* what = runtime_.pending(rank);
  if (what == nullptr || !is_same(*what, next)) {
    throw std::logic_error{"rc11: a rank does something else when it is run again"};
  }
  done_[rank] += next.exclusive ? 2 : 1;
  answer_rank(rank, next, events[done_[rank] - 1].known);
}

void search::answer_rank(std::uint32_t rank, const event& what, const clock& known) {
  const value read =
      what.what == event_kind::read ? value_of(what.where, what.source) : value{what.written};
  runtime_.answer(rank, {read, what.exclusive}, known);
}

/// All that the rank has in the graph is finished.
void search::go_on(std::uint32_t rank) {
  const std::vector<event>& events = now().rank(rank);
  const bool has_exchanged = events.back().what == event_kind::write && events.back().exclusive;
  const event what = has_exchanged ? events[events.size() - 2] : events.back();
  done_[rank] = now().size(rank);
  answer_rank(rank, what, events.back().known);
}

// ---- one event more, and another

void search::extend() {
  while (!runtime_.found()) {
    const std::optional<std::uint32_t> rank = next_rank();
    if (!rank) {
      conclude();
      break;
    }
    if (now().size(*rank) >= longest_rank) {
      throw std::length_error{"an execution has more events than rc11 can count; it may "
                              "have no end"};
    }
    if (!step(*rank)) {
      ++result_.blocked;
      break;
    }
  }
  if (runtime_.found()) {
    result_.found = runtime_.found();
  }
}

bool search::is_half_done(std::uint32_t rank) {
  return done_[rank] != now().size(rank) && now().rank(rank).back().exclusive;
}

bool search::is_blocked(std::uint32_t rank) {
  return now().size(rank) != 0 && now().rank(rank).back().blocked;
}

/// Whether the rank tries again: it would do again what it has just done, which changed nothing.
bool search::is_retrying(std::uint32_t rank) {
  const pending_operation* what = runtime_.pending(rank);
  return what != nullptr && what->what == verb::retry;
}

/// Whether the rank is blocked, or tries again: either way it does nothing more in this graph.
bool search::has_stopped(std::uint32_t rank) {
  return is_blocked(rank) || is_retrying(rank);
}

/// Whether a rank that has stopped has seen the last of the location that it looks at. Others who
/// start over may have written after it: they have changed nothing.
bool search::has_seen_the_last(std::uint32_t rank) {
  if (now().size(rank) == 0) {
    return true;
  }
  const auto last_of = [this](std::uint32_t of) {
    return event_id{static_cast<std::uint8_t>(of), now().size(of) - 1};
  };
  const event& last = now()[last_of(rank)];
  const event_id seen = last.what == event_kind::read ? last.source : last_of(rank);
  const std::vector<event_id>& writes = now().writes(last.where);
  const std::size_t later = now().position(last.where, seen);
  return std::all_of(
      writes.begin() + static_cast<std::ptrdiff_t>(later), writes.end(),
      [&](event_id each) { return is_retrying(each.rank) && each == last_of(each.rank); });
}

/// Whether the rank has something to do.
bool search::may_go_on(std::uint32_t rank) {
  return runtime_.pending(rank) != nullptr && !has_stopped(rank);
}

/// Whether that is no wait, or one that would end at once.
bool search::would_go_on(std::uint32_t rank) {
  if (!may_go_on(rank)) {
    return false;
  }
  const pending_operation& what = *runtime_.pending(rank);
  return what.what != verb::await ||
         (*what.satisfied)(value_of(what.where, now().last_write(what.where)));
}

/// The rank whose event is added next. It follows from the graph alone, on which the proof that
/// nothing is visited twice rests.
std::optional<std::uint32_t> search::next_rank() {
  for (const auto is_next : {&search::is_half_done, &search::would_go_on, &search::may_go_on}) {
    for (std::uint32_t rank = 0; rank != about_.team; ++rank) {
      if ((this->*is_next)(rank)) {
        return rank;
      }
    }
  }
  return {};
}

/// Adds the next event of the rank, or, of a read-modify-write, both. Whether there is a way to do
/// it without revisiting anything.
bool search::step(std::uint32_t rank) {
  const pending_operation& what = *runtime_.pending(rank);
  is_sequential_ = is_sequential_ || what.order == std::memory_order::seq_cst ||
                   what.failure == std::memory_order::seq_cst;
  if (is_half_done(rank)) {
    return finish_read(rank);
  }
  switch (what.what) {
  case verb::fence:
    now().add(rank, {.what = event_kind::fence, .order = what.order, .at = what.at});
    go_on(rank);
    return true;
  case verb::choose: return step_choice(rank, what);
  case verb::store:
    return step_write(rank,
                      {.what = event_kind::write,
                       .order = what.order,
                       .where = what.where,
                       .written = what.written,
                       .at = what.at},
                      initial_write(what.where));
  case verb::load:
  case verb::modify:
  case verb::compare:
  case verb::await:
  case verb::retry: break;
  }
  return step_read(rank, what);
}

bool search::step_choice(std::uint32_t rank, const pending_operation& what) {
  event chosen{.what = event_kind::choice, .at = what.at};
  for (value option = what.written; --option != 0;) {
    chosen.written = option;
    levels_.back().choices.push_back({.rank = rank, .stamp = now().now(), .what = chosen});
  }
  chosen.written = 0;
  now().add(rank, chosen);
  go_on(rank);
  return true;
}

bool search::step_read(std::uint32_t rank, const pending_operation& what) {
  const std::vector<event> all = readings(rank, what);
  if (all.empty()) {
    throw std::logic_error{"rc11: there is nothing that a rank may read"};
  }
  for (std::size_t later = all.size(); --later != 0;) {
    if (all[later].exclusive && now().is_taken(what.where, all[later].source)) {
      contest(rank, all[later]);
    } else {
      levels_.back().choices.push_back({.rank = rank, .stamp = now().now(), .what = all[later]});
    }
  }
  now().add(rank, all.front());
  return finish_read(rank);
}

/// Reads a write that another read-modify-write has read already. That can only be if this one
/// comes between the two: if its own write revisits the other.
void search::contest(std::uint32_t rank, const event& read) {
  const std::uint32_t stamp = now().now();
  now().add(rank, read);
  const event_id written = now().add_write(rank, write_part(rank, read), read.source);
  add_revisits(written, read.source, {.rank = rank, .stamp = stamp, .read = read});
  now().cut(stamp);
}

/// What a read-modify-write writes after it has read.
event search::write_part(std::uint32_t rank, const event& read) {
  const pending_operation& what = *runtime_.pending(rank);
  return {.what = event_kind::write,
          .order = what.order,
          .where = read.where,
          .written = (*what.change)(value_of(read.where, read.source)),
          .exclusive = true,
          .at = read.at};
}

/// Writes what follows from the read that is the last event of the rank, if anything does.
bool search::finish_read(std::uint32_t rank) {
  const event& read = now().rank(rank).back();
  if (read.exclusive) {
    return step_write(rank, write_part(rank, read), read.source);
  }
  if (!read.blocked) {
    go_on(rank);
  }
  return true;
}

bool search::step_write(std::uint32_t rank, const event& write, event_id source) {
  const std::vector<event_id> all = places(rank, write, source);
  const std::uint32_t stamp = now().now();
  for (std::size_t later = all.size(); later > 1; --later) {
    levels_.back().choices.push_back(
        {.rank = rank, .stamp = stamp, .what = write, .after = all[later - 1]});
  }
  const event_id written = now().add_write(rank, write, all.empty() ? source : all.front());
  add_revisits(written, source, {.rank = rank, .stamp = stamp});
  if (all.empty()) {
    now().cut(stamp);
    return false;
  }
  go_on(rank);
  return true;
}

/// Every rank has left, or has stopped.
void search::conclude() {
  bool hangs = false;
  for (std::uint32_t rank = 0; rank != about_.team; ++rank) {
    if (has_stopped(rank)) {
      hangs = true;
      if (!has_seen_the_last(rank)) {
        ++result_.blocked;
        return;
      }
    }
  }
  if (hangs) {
    ++result_.blocked;
    if (!about_.on_hang(now())) {
      result_.found = fault{verify::verdict::hang, describe_hang()};
    }
    return;
  }
  ++result_.executions;
  about_.on_execution(now());
  runtime_.conclude([this](location of) { return value_of(of, now().last_write(of)); });
}

/// Which ranks wait for ever, where, and what they see.
std::string search::describe_hang() {
  std::string all;
  for (std::uint32_t rank = 0; rank != about_.team; ++rank) {
    if (!has_stopped(rank)) {
      continue;
    }
    const event& last = now().rank(rank).back();
    all += all.empty() ? "rank " : "; rank ";
    all += std::to_string(rank) + " waits for ever at " + format(last.at) + ": what it sees of " +
           format(last.where) + ", from " + format(now().last_write(last.where)) +
           ", is not what it waits for, and no rank writes there any more";
  }
  return all;
}

// ---- what may be read, where a write may stand

/// `read`, when it reads `source`, which holds `seen`. A wait counts as blocked until it is
/// found not to be.
event search::reading(event read, event_id source, value seen, bool spurious) {
  read.source = source;
  read.blocked = read.awaits;
  read.spurious = spurious;
  if (read.compares) {
    read.exclusive = seen == read.expected && !spurious;
    read.order = read.exclusive ? read.success : read.failure;
  }
  return read;
}

bool search::may_be_spurious(const event& read, value seen) {
  return read.compares && read.weak && seen == read.expected;
}

/// Whether the graph, which is coherent, keeps the axiom on seq_cst.
bool search::is_consistent(const graph& of) {
  return !is_sequential_ || is_sequential(of);
}

/// What the rank may read; first the latest write.
std::vector<event> search::readings(std::uint32_t rank, const pending_operation& what) {
  const event read{.what = event_kind::read,
                   .order = what.order,
                   .where = what.where,
                   .exclusive = what.what == verb::modify,
                   .awaits = what.what == verb::await,
                   .compares = what.what == verb::compare,
                   .weak = what.weak,
                   .expected = what.expected,
                   .success = what.order,
                   .failure = what.failure,
                   .at = what.at};
  const std::vector<event_id>& writes = now().writes(what.where);
  const std::size_t least = latest_known(now(), now().known_to(rank), what.where);
  std::vector<event> found;
  const std::uint32_t stamp = now().now();
  const auto add = [&](const event& one) {
    now().add(rank, one);
    if (is_consistent(now())) {
      found.push_back(one);
    }
    now().cut(stamp);
  };
  for (std::size_t at = writes.size() + 1; at-- != least;) {
    const event_id source = at == 0 ? initial_write(what.where) : writes[at - 1];
    const value seen = value_of(what.where, source);
    event one = reading(read, source, seen, false);
    if (one.awaits) {
      one.blocked = !(*what.satisfied)(seen);
      if (one.blocked && at != writes.size()) {
        continue;
      }
    }
    add(one);
    if (may_be_spurious(one, seen)) {
      add(reading(read, source, seen, true));
    }
  }
  return found;
}

/// What a write may stand directly after; first the latest write.
std::vector<event_id> search::places(std::uint32_t rank, const event& write, event_id source) {
  const std::size_t least = latest_known(now(), now().known_to(rank), write.where);
  std::vector<event_id> candidates;
  if (write.exclusive) {
    candidates.push_back(source);
  } else {
    const std::vector<event_id>& writes = now().writes(write.where);
    for (std::size_t at = writes.size() + 1; at-- != least;) {
      candidates.push_back(at == 0 ? initial_write(write.where) : writes[at - 1]);
    }
  }
  std::vector<event_id> found;
  for (const event_id after : candidates) {
    if (now().is_taken(write.where, after)) {
      continue;
    }
    const std::uint32_t stamp = now().now();
    now().add_write(rank, write, after);
    if (is_consistent(now())) {
      found.push_back(after);
    }
    now().cut(stamp);
  }
  return found;
}

// ---- revisits

/// Finds the reads that a new write revisits. `from` says where it was added.
void search::add_revisits(event_id written, event_id source, const choice& from) {
  const event& write = now()[written];
  for (const event_id read : now().reads(write.where)) {
    if (now().depends(written, read) || !are_maximal(read, written)) {
      continue;
    }
    choice how = from;
    how.what = write;
    how.revisited = read;
    const auto add = [&](event_id after) {
      how.after = after;
      how.revisit = reading(now()[read], written, write.written, false);
      levels_.back().choices.push_back(how);
      if (may_be_spurious(*how.revisit, write.written)) {
        how.revisit = reading(now()[read], written, write.written, true);
        levels_.back().choices.push_back(how);
      }
    };
    if (write.exclusive) {
      add(source);
      continue;
    }
    add(initial_write(write.where));
    for (const event_id after : now().writes(write.where)) {
      if (after != written && was_there(after, read, written)) {
        add(after);
      }
    }
  }
}

/// Whether an event was there when another was added, or is what the write depends on: the
/// `Previous` of the paper.
bool search::was_there(event_id which, event_id other, event_id write) {
  return which.is_initial() || now()[which].stamp <= now()[other].stamp ||
         (which != write && now().depends(write, which));
}

/// Whether the read, and all that the write would take away with it, was added maximally.
bool search::are_maximal(event_id read, event_id write) {
  const std::uint32_t since = now()[read].stamp;
  for (std::uint32_t rank = 0; rank != about_.team; ++rank) {
    for (std::uint32_t index = now().size(rank); index-- != 0;) {
      const event_id other{static_cast<std::uint8_t>(rank), index};
      if (other == write) {
        continue;
      }
      if (now().depends(write, other) || now()[other].stamp < since) {
        break;
      }
      if (!is_maximal(other, write)) {
        return false;
      }
    }
  }
  return true;
}

bool search::is_maximal(event_id which, event_id write) {
  const event& what = now()[which];
  if (what.what == event_kind::choice) {
    return what.written == 0;
  }
  if (what.what == event_kind::fence) {
    return true;
  }
  const bool is_read = what.what == event_kind::read;
  if (is_read && (what.spurious || !was_there(what.source, which, write))) {
    return false;
  }
  if (!is_read && std::ranges::any_of(now().reads(what.where), [&](event_id read) {
        return now()[read].source == which && was_there(read, which, write);
      })) {
    return false;
  }
  const std::vector<event_id>& writes = now().writes(what.where);
  const std::size_t later = now().position(what.where, is_read ? what.source : which);
  return std::none_of(writes.begin() + static_cast<std::ptrdiff_t>(later), writes.end(),
                      [&](event_id after) { return was_there(after, which, write); });
}

}  // namespace barriers::rc11
