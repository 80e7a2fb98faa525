#include <verify/rc11/fibers.hpp>

#include <new>
#include <utility>

namespace barriers::rc11 {
namespace {

/// Keeps it from being destroyed.
void forget(boost::context::fiber& forgotten) noexcept {
  using boost_fiber = boost::context::fiber;
  alignas(boost_fiber) std::array<std::byte, sizeof(boost_fiber)> grave;
  static_cast<void>(new (grave.data()) boost_fiber{std::move(forgotten)});
}

}  // namespace

boost::context::stack_context fiber::own_stack::allocate() const {
  boost::context::stack_context stack;
  stack.size = stack_size;
  stack.sp = bottom + stack_size;
  return stack;
}

void fiber::begin(const std::function<void()>& body) {
  give_up();
  inside_ = boost_fiber{std::allocator_arg, own_stack{stack_.get()},
                        [this, &body](boost_fiber&& outside) {
                          outside_ = std::move(outside);
                          body();
                          return std::move(outside_);
                        }};
  resume();
}

void fiber::resume() {
  inside_ = std::move(inside_).resume();
}

void fiber::pause() {
  outside_ = std::move(outside_).resume();
}

void fiber::give_up() noexcept {
  if (inside_) {
    forget(inside_);
  }
}

}  // namespace barriers::rc11
