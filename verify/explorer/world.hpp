#pragma once

#include "execution.hpp"
#include "fibers.hpp"
#include "graph.hpp"
#include "races.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <source_location>
#include <string>
#include <vector>

namespace barriers::explorer {

/// What a rank is about to do.
struct operation {
  enum class verb : std::uint8_t { load, store, modify, compare, await, fence, choose, start_over };
  verb what = verb::fence;
  word where{};
  std::memory_order order = std::memory_order::relaxed;
  value written = 0;  ///< of a choice, the number of options
  value expected = 0;
  explored_world::comparison how{};
  const std::function<value(value)>* change = nullptr;
  const std::function<bool(value)>* satisfied = nullptr;
  std::source_location at{};
};

/// What it is told.
struct reply {
  value read = 0;
  bool exchanged = false;  ///< a compare-exchange has written
};

/// The ranks of one execution, run again and again. Each stands at an operation that waits for its
/// answer; who answers, in which order and with which values, decides what the execution is.
///
/// What happens before the ranks set out, and after they have left, happens in one thread: there a
/// word simply holds its last value.
class world final : public explored_world {
 public:
  explicit world(std::uint32_t team);
  world(const world&) = delete;
  world& operator=(const world&) = delete;
  ~world() override;

  /// Gives up the execution that there is, and brings the ranks of a new one to their first
  /// operations. An exception that leaves the execution, here and later, is a broken promise; but
  /// std::bad_alloc says nothing of what is explored, and goes to the caller.
  void begin(const factory& make);
  /// Looks at the execution, all ranks having left, and destroys it. `last` is what each word
  /// holds.
  void conclude(const std::function<value(word)>& last);

  /// What the rank waits to be answered; nothing if it has left.
  [[nodiscard]] const operation* pending(std::uint32_t rank) const;
  /// Goes on with a rank; its events so far are followed by `known`.
  void answer(std::uint32_t rank, reply with, const clock& known);

  [[nodiscard]] value initial(word of) const { return words_[index(of)].value; }
  [[nodiscard]] const std::optional<fault>& found() const { return fault_; }

  word make_word(value initial, here at) override;
  void destroy(word of, here at) override;
  value load(word from, std::memory_order order, here at) override;
  void store(word to, value written, std::memory_order order, here at) override;
  value read_modify_write(word of, const std::function<value(value)>& change,
                          std::memory_order order, here at) override;
  bool compare_exchange(word of, value& expected, value desired, comparison how, here at) override;
  value await(word of, const std::function<bool(value)>& satisfied, std::memory_order order,
              here at) override;
  void fence(std::memory_order order, here at) override;
  datum make_datum() override;
  void destroy(datum of, here at) override;
  void read(datum of, here at) override;
  void write(datum of, here at) override;
  [[nodiscard]] std::uint32_t rank() const override { return is_alone() ? 0 : running_; }
  std::uint32_t choose(std::uint32_t options, here at) override;
  void start_over(here at) override;
  void die(const std::string& message, here at) override;

 private:
  static constexpr std::uint32_t nobody = largest_team;

  struct rank_state {
    fiber runs;
    std::function<void()> body;
    operation pending;
    reply answer;
    clock known;
    std::vector<word> words;  ///< that it makes, in the order in which it makes them
    std::size_t made = 0;
  };
  struct word_state {
    explorer::value value = 0;
    accesses used;
  };

  static std::size_t index(word of) { return static_cast<std::size_t>(of); }
  [[nodiscard]] bool is_alone() const { return running_ == nobody; }
  [[nodiscard]] accessor me(here at) const;
  void give_up();
  void attempt(const std::function<void()>& step);
  void expect_memory() const;
  void run(std::uint32_t rank, const std::function<void()>& goes_on);
  reply perform(const operation& what);
  void use(word of, here at);
  void report(std::optional<fault> found);
  word next_word();

  const std::uint32_t team_;
  std::unique_ptr<execution> execution_;
  std::array<rank_state, largest_team> ranks_;
  std::uint32_t running_ = nobody;
  bool given_up_ = false;
  bool out_of_memory_ = false;
  std::vector<word_state> words_;
  std::size_t words_before_ = 0;
  std::vector<accesses> data_;
  std::optional<fault> fault_;
};

}  // namespace barriers::explorer
