#pragma once

#include <verify/rc11/graph.hpp>
#include <verify/verdict.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <source_location>
#include <string>
#include <vector>

namespace barriers::rc11 {

/// What is wrong with an execution.
struct fault {
  verify::verdict verdict;
  std::string sentence;
};

/// The rank that accesses, and what happens before that.
struct accessor {
  std::uint32_t rank;
  clock known;
  std::source_location at;
};

/// The accesses to one object that is not atomic, or to an atomic where it is made and destroyed.
///
/// An access is known to a rank that knows of a later event of the same rank: the event by which
/// the rank has told of it. It is filed under the number of events that its rank had made before.
class accesses {
 public:
  std::optional<fault> read(const accessor& by);
  std::optional<fault> write(const accessor& by);
  std::optional<fault> destroy(const accessor& by);
  /// An operation on an atomic: at odds with its making and its end, and with nothing else.
  std::optional<fault> use(const accessor& by) { return read(by); }

  /// Whatever has happened up to now happens before all that follows.
  void settle();

 private:
  struct access {
    bool made = false;
    std::uint32_t index = 0;
    std::source_location at;
  };

  [[nodiscard]] std::optional<fault> check_alive(const accessor& by) const;
  [[nodiscard]] std::optional<fault> check_written(const accessor& by) const;
  [[nodiscard]] std::optional<fault> check_read(const accessor& by) const;

  bool written_ = false;
  bool destroyed_ = false;
  std::uint32_t writer_ = 0;
  access write_;
  std::array<access, largest_team> reads_;
};

}  // namespace barriers::rc11
