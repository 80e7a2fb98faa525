#pragma once

#include <verify/execution.hpp>
#include <verify/rc11/fibers.hpp>
#include <verify/rc11/graph.hpp>
#include <verify/rc11/races.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace barriers::rc11 {

/// Makes the same execution each time.
using execution_factory = std::function<std::unique_ptr<verify::execution>()>;

using verb = rc11_runtime::verb;
using pending_operation = rc11_runtime::pending_operation;
using reply = rc11_runtime::reply;

/// The ranks of one execution, run again and again. Each stands at an operation that waits for its
/// answer; who answers, in which order and with which values, decides what the execution is.
///
/// What happens before the ranks set out, and after they have left, happens in one thread: there a
/// location simply holds its last value.
class runtime final : public rc11_runtime {
 public:
  explicit runtime(std::uint32_t team);
  runtime(const runtime&) = delete;
  runtime& operator=(const runtime&) = delete;
  ~runtime() override;

  /// Gives up the execution that there is, and brings the ranks of a new one to their first
  /// operations. An exception that leaves the execution, here and later, is a broken property; but
  /// std::bad_alloc says nothing of what is explored, and goes to the caller.
  void begin(const execution_factory& make);
  /// Looks at the execution, all ranks having left, and destroys it. `last` is what each location
  /// holds.
  void conclude(const std::function<value(location)>& last);

  /// What the rank waits to be answered; nothing if it has left.
  [[nodiscard]] const pending_operation* pending(std::uint32_t rank) const;
  /// Goes on with a rank; its events so far are followed by `known`.
  void answer(std::uint32_t rank, reply with, const clock& known);

  [[nodiscard]] value initial(location of) const { return locations_[index(of)].value; }
  [[nodiscard]] const std::optional<fault>& found() const { return fault_; }

  location make_location(value initial, here at) override;
  void destroy(location of, here at) override;
  reply perform(const pending_operation& what) override;
  plain_location make_plain() override;
  void destroy(plain_location of, here at) override;
  void read(plain_location of, here at) override;
  void write(plain_location of, here at) override;
  [[nodiscard]] std::uint32_t rank() const override { return is_alone() ? 0 : running_; }
  void die(const std::string& message, here at) override;

 private:
  static constexpr std::uint32_t nobody = largest_team;

  struct rank_state {
    fiber runs;
    std::function<void()> body;
    pending_operation pending;
    reply answer;
    clock known;
    std::vector<location> locations;  ///< that it makes, in the order in which it makes them
    std::size_t made = 0;
  };
  struct location_state {
    rc11::value value = 0;
    accesses used;
  };

  static std::size_t index(location of) { return static_cast<std::size_t>(of); }
  [[nodiscard]] bool is_alone() const { return running_ == nobody; }
  [[nodiscard]] accessor me(here at) const;
  void give_up();
  void settle();
  void attempt(const std::function<void()>& step);
  void expect_memory() const;
  void run(std::uint32_t rank, const std::function<void()>& goes_on);
  reply perform_alone(const pending_operation& what);
  void report(std::optional<fault> found);
  location next_location();

  const std::uint32_t team_;
  std::unique_ptr<verify::execution> execution_;
  std::array<rank_state, largest_team> ranks_;
  std::uint32_t running_ = nobody;
  bool given_up_ = false;
  bool out_of_memory_ = false;
  std::vector<location_state> locations_;
  std::size_t locations_before_ = 0;
  std::vector<accesses> data_;
  std::optional<fault> fault_;
};

}  // namespace barriers::rc11
