#pragma once

#include <boost/context/fiber.hpp>
#include <boost/context/stack_context.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace barriers::rc11 {

/// A fiber that can be given up.
///
/// The destructor of a Boost fiber that has not ended throws an exception through it, and ranks
/// stop inside functions that are noexcept. So a fiber that is given up is forgotten instead: none
/// of its destructors run, and its stack goes to the rank that is begun next.
class fiber {
 public:
  fiber() : stack_{new std::byte[stack_size]} {}
  fiber(const fiber&) = delete;
  fiber& operator=(const fiber&) = delete;
  ~fiber() { give_up(); }

  /// Begins `body` and returns when it pauses, or ends.
  void begin(const std::function<void()>& body);
  /// Goes on where it paused, and returns when it pauses again, or ends.
  void resume();
  /// Called inside: returns when it is resumed.
  void pause();
  void give_up() noexcept;

  [[nodiscard]] bool has_ended() const { return !inside_; }

 private:
  using boost_fiber = boost::context::fiber;
  static constexpr std::size_t stack_size = std::size_t{256} << 10U;

  /// Gives out the one stack.
  struct own_stack {
    std::byte* bottom;
    boost::context::stack_context allocate() const;
    void deallocate(boost::context::stack_context&) const noexcept {}
  };

  std::unique_ptr<std::byte[]> stack_;
  boost_fiber inside_;
  boost_fiber outside_;
};

}  // namespace barriers::rc11
