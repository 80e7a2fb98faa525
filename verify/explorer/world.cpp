#include "world.hpp"

#include "freed_memory.hpp"
#include "text.hpp"

#include <exception>
#include <new>
#include <string>
#include <utility>

namespace barriers::explorer {

world::world(std::uint32_t team) : team_{team} {}

world::~world() {
  give_up();
}

void world::give_up() {
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

/// Takes a step of the execution. What is wrong may throw what the scenario does not know of.
void world::attempt(const std::function<void()>& step) {
  std::optional<fault> thrown;
  try {
    step();
  } catch (const std::bad_alloc&) {
    out_of_memory_ = true;
  } catch (const std::exception& unexpected) {
    thrown = fault{"broken promise", std::string{"an exception is thrown: "} + unexpected.what()};
  }
  // Outside of the handler: a rank that reports does not return.
  report(std::move(thrown));
}

/// What a fiber throws cannot leave it; this throws it again outside.
void world::expect_memory() const {
  if (out_of_memory_) {
    throw std::bad_alloc{};
  }
}

void world::begin(const factory& make) {
  give_up();
  words_.clear();
  data_.clear();
  fault_.reset();
  make_current(this);
  attempt([&] { execution_ = make(); });
  expect_memory();
  words_before_ = words_.size();
  for (word_state& each : words_) {
    each.used.settle();
  }
  for (accesses& each : data_) {
    each.settle();
  }
  for (std::uint32_t rank = 0; !fault_ && rank != team_; ++rank) {
    ranks_[rank].known = {};
    ranks_[rank].made = 0;
    ranks_[rank].body = [this, rank] { attempt([this, rank] { execution_->run(rank); }); };
    run(rank, [this, rank] { ranks_[rank].runs.begin(ranks_[rank].body); });
  }
  make_current(nullptr);
}

void world::conclude(const std::function<value(word)>& last) {
  for (std::size_t at = 0; at != words_.size(); ++at) {
    words_[at].value = last(word{static_cast<std::uint32_t>(at)});
    words_[at].used.settle();
  }
  for (accesses& each : data_) {
    each.settle();
  }
  make_current(this);
  attempt([this] { execution_->after(); });
  expect_memory();
  if (!fault_) {
    execution_.reset();
  }
  make_current(nullptr);
}

const operation* world::pending(std::uint32_t rank) const {
  return ranks_[rank].runs.has_ended() ? nullptr : &ranks_[rank].pending;
}

void world::answer(std::uint32_t rank, reply with, const clock& known) {
  ranks_[rank].answer = with;
  ranks_[rank].known = known;
  make_current(this);
  run(rank, [this, rank] { ranks_[rank].runs.resume(); });
  make_current(nullptr);
}

void world::run(std::uint32_t rank, const std::function<void()>& goes_on) {
  running_ = rank;
  freed_memory::keep(true);
  goes_on();
  freed_memory::keep(false);
  running_ = nobody;
  expect_memory();
}

accessor world::me(here at) const {
  return is_alone() ? accessor{0, {}, at} : accessor{running_, ranks_[running_].known, at};
}

reply world::perform(const operation& what) {
  rank_state& me = ranks_[running_];
  me.pending = what;
  me.runs.pause();
  return me.answer;
}

/// Who has found a fault goes no further.
void world::report(std::optional<fault> found) {
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

void world::use(word of, here at) {
  report(words_[index(of)].used.use(me(at)));
}

/// A word that a rank makes has the same name in each execution: that of the rank's n-th.
word world::next_word() {
  if (is_alone()) {
    return word{static_cast<std::uint32_t>(words_.size())};
  }
  rank_state& me = ranks_[running_];
  if (me.made == me.words.size()) {
    std::size_t names = words_before_;
    for (const rank_state& rank : ranks_) {
      names += rank.words.size();
    }
    me.words.push_back(word{static_cast<std::uint32_t>(names)});
  }
  return me.words[me.made++];
}

word world::make_word(value initial, here at) {
  const word made = next_word();
  if (index(made) >= words_.size()) {
    words_.resize(index(made) + 1);
  }
  words_[index(made)].value = initial;
  report(words_[index(made)].used.write(me(at)));
  return made;
}

void world::destroy(word of, here at) {
  if (!is_alone()) {
    report(words_[index(of)].used.destroy(me(at)));
  }
}

value world::load(word from, std::memory_order order, here at) {
  use(from, at);
  if (is_alone()) {
    return words_[index(from)].value;
  }
  return perform({.what = operation::verb::load, .where = from, .order = order, .at = at}).read;
}

void world::store(word to, value written, std::memory_order order, here at) {
  use(to, at);
  if (is_alone()) {
    words_[index(to)].value = written;
    return;
  }
  perform(
      {.what = operation::verb::store, .where = to, .order = order, .written = written, .at = at});
}

value world::read_modify_write(word of, const std::function<value(value)>& change,
                               std::memory_order order, here at) {
  use(of, at);
  if (is_alone()) {
    const value before = words_[index(of)].value;
    words_[index(of)].value = change(before);
    return before;
  }
  return perform({.what = operation::verb::modify,
                  .where = of,
                  .order = order,
                  .change = &change,
                  .at = at})
      .read;
}

bool world::compare_exchange(word of, value& expected, value desired, comparison how, here at) {
  use(of, at);
  if (is_alone()) {
    const value before = words_[index(of)].value;
    if (before == expected) {
      words_[index(of)].value = desired;
      return true;
    }
    expected = before;
    return false;
  }
  const std::function<value(value)> change = [desired](value) { return desired; };
  operation what{.what = operation::verb::compare,
                 .where = of,
                 .order = how.success,
                 .expected = expected,
                 .how = how,
                 .change = &change,
                 .at = at};
  const reply seen = perform(what);
  if (!seen.exchanged) {
    expected = seen.read;
  }
  return seen.exchanged;
}

value world::await(word of, const std::function<bool(value)>& satisfied, std::memory_order order,
                   here at) {
  use(of, at);
  if (is_alone()) {
    if (!satisfied(words_[index(of)].value)) {
      report(fault{"hang", "who is alone waits for ever"});
    }
    return words_[index(of)].value;
  }
  return perform({.what = operation::verb::await,
                  .where = of,
                  .order = order,
                  .satisfied = &satisfied,
                  .at = at})
      .read;
}

void world::fence(std::memory_order order, here at) {
  if (!is_alone()) {
    perform({.what = operation::verb::fence, .order = order, .at = at});
  }
}

explored_world::datum world::make_datum() {
  data_.emplace_back();
  return datum{static_cast<std::uint32_t>(data_.size() - 1)};
}

void world::destroy(datum of, here at) {
  if (!is_alone()) {
    report(data_[static_cast<std::size_t>(of)].destroy(me(at)));
  }
}

void world::read(datum of, here at) {
  report(data_[static_cast<std::size_t>(of)].read(me(at)));
}

void world::write(datum of, here at) {
  report(data_[static_cast<std::size_t>(of)].write(me(at)));
}

std::uint32_t world::choose(std::uint32_t options, here at) {
  if (is_alone()) {
    return 0;
  }
  return static_cast<std::uint32_t>(
      perform({.what = operation::verb::choose, .written = options, .at = at}).read);
}

void world::start_over(here at) {
  if (!is_alone()) {
    perform({.what = operation::verb::start_over, .at = at});
  }
}

void world::die(const std::string& message, here at) {
  report(fault{"broken promise", "rank " + std::to_string(me(at).rank) + ", at " + text(at) +
                                     ": it does not hold that " + message});
}

}  // namespace barriers::explorer
