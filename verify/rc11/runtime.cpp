#include <verify/rc11/runtime.hpp>

#include <verify/rc11/format.hpp>
#include <verify/rc11/freed_memory.hpp>

#include <exception>
#include <new>
#include <string>
#include <utility>

namespace barriers::rc11 {
namespace {

bool is_access(const pending_operation& what) {
  return what.what != verb::fence && what.what != verb::choose && what.what != verb::retry;
}

}  // namespace

runtime::runtime(std::uint32_t team) : team_{team} {}

runtime::~runtime() {
  give_up();
}

void runtime::give_up() {
  for (rank_state& rank : ranks_) {
    rank.runs.give_up();
  }
  running_ = nobody;
  given_up_ = true;
  make_current(this);
  execution_.reset();
  make_current(nullptr);
  given_up_ = false;
  freed_memory::release();
}

/// All that has happened up to now happens before what follows.
void runtime::settle() {
  for (location_state& each : locations_) {
    each.used.settle();
  }
  for (accesses& each : data_) {
    each.settle();
  }
}

/// Takes a step of the execution. What is wrong may throw what no scenario states.
void runtime::attempt(const std::function<void()>& step) {
  std::optional<fault> thrown;
  try {
    step();
  } catch (const std::bad_alloc&) {
    out_of_memory_ = true;
  } catch (const std::exception& unexpected) {
    thrown = fault{verify::verdict::assertion,
                   std::string{"an exception is thrown: "} + unexpected.what()};
  }
  // Outside of the handler: a rank that reports does not return.
  report(std::move(thrown));
}

/// What a fiber throws cannot leave it; this throws it again outside.
void runtime::expect_memory() const {
  if (out_of_memory_) {
    throw std::bad_alloc{};
  }
}

void runtime::begin(const execution_factory& make) {
  give_up();
  locations_.clear();
  data_.clear();
  fault_.reset();
  make_current(this);
  attempt([&] { execution_ = make(); });
  expect_memory();
  locations_before_ = locations_.size();
  settle();
  for (std::uint32_t rank = 0; !fault_ && rank != team_; ++rank) {
    ranks_[rank].known = {};
    ranks_[rank].made = 0;
    ranks_[rank].body = [this, rank] { attempt([this, rank] { execution_->run(rank); }); };
    run(rank, [this, rank] { ranks_[rank].runs.begin(ranks_[rank].body); });
  }
  make_current(nullptr);
}

void runtime::conclude(const std::function<value(location)>& last) {
  for (std::size_t at = 0; at != locations_.size(); ++at) {
    locations_[at].value = last(location{static_cast<std::uint32_t>(at)});
  }
  settle();
  make_current(this);
  attempt([this] { execution_->after(); });
  expect_memory();
  if (!fault_) {
    execution_.reset();
  }
  make_current(nullptr);
}

const pending_operation* runtime::pending(std::uint32_t rank) const {
  return ranks_[rank].runs.has_ended() ? nullptr : &ranks_[rank].pending;
}

void runtime::answer(std::uint32_t rank, reply with, const clock& known) {
  ranks_[rank].answer = with;
  ranks_[rank].known = known;
  make_current(this);
  run(rank, [this, rank] { ranks_[rank].runs.resume(); });
  make_current(nullptr);
}

void runtime::run(std::uint32_t rank, const std::function<void()>& goes_on) {
  running_ = rank;
  freed_memory::keep(true);
  goes_on();
  freed_memory::keep(false);
  running_ = nobody;
  expect_memory();
}

accessor runtime::me(here at) const {
  return is_alone() ? accessor{0, {}, at} : accessor{running_, ranks_[running_].known, at};
}

/// A rank that has found a fault goes no further.
void runtime::report(std::optional<fault> found) {
  if (!found || given_up_) {
    return;
  }
  if (!fault_) {
    fault_ = std::move(found);
  }
  if (!is_alone()) {
    ranks_[running_].runs.pause();
  }
}

/// A location that a rank makes has the same name in each execution: that of the rank's n-th.
location runtime::next_location() {
  if (is_alone()) {
    return location{static_cast<std::uint32_t>(locations_.size())};
  }
  rank_state& me = ranks_[running_];
  if (me.made == me.locations.size()) {
    std::size_t names = locations_before_;
    for (const rank_state& rank : ranks_) {
      names += rank.locations.size();
    }
    me.locations.push_back(location{static_cast<std::uint32_t>(names)});
  }
  return me.locations[me.made++];
}

location runtime::make_location(value initial, here at) {
  const location made = next_location();
  if (index(made) >= locations_.size()) {
    locations_.resize(index(made) + 1);
  }
  locations_[index(made)].value = initial;
  report(locations_[index(made)].used.write(me(at)));
  return made;
}

void runtime::destroy(location of, here at) {
  if (!is_alone()) {
    report(locations_[index(of)].used.destroy(me(at)));
  }
}

reply runtime::perform(const pending_operation& what) {
  if (is_access(what)) {
    report(locations_[index(what.where)].used.use(me(what.at)));
  }
  if (is_alone()) {
    return perform_alone(what);
  }
  rank_state& me = ranks_[running_];
  me.pending = what;
  me.runs.pause();
  return me.answer;
}

reply runtime::perform_alone(const pending_operation& what) {
  if (!is_access(what)) {
    return {};
  }
  value& held = locations_[index(what.where)].value;
  const value before = held;
  if (what.what == verb::store) {
    held = what.written;
  } else if (what.what == verb::await && !(*what.satisfied)(before)) {
    report(fault{verify::verdict::hang, "a single thread waits for ever"});
  } else if (what.what == verb::modify || (what.what == verb::compare && before == what.expected)) {
    held = (*what.change)(before);
    return {before, true};
  }
  return {before, false};
}

rc11_runtime::plain_location runtime::make_plain() {
  data_.emplace_back();
  return plain_location{static_cast<std::uint32_t>(data_.size() - 1)};
}

void runtime::destroy(plain_location of, here at) {
  if (!is_alone()) {
    report(data_[static_cast<std::size_t>(of)].destroy(me(at)));
  }
}

void runtime::read(plain_location of, here at) {
  report(data_[static_cast<std::size_t>(of)].read(me(at)));
}

void runtime::write(plain_location of, here at) {
  report(data_[static_cast<std::size_t>(of)].write(me(at)));
}

void runtime::die(const std::string& message, here at) {
  report(fault{verify::verdict::assertion, "rank " + std::to_string(me(at).rank) + ", at " +
                                               format(at) + ": it does not hold that " + message});
}

}  // namespace barriers::rc11
