#include <bench/peers/libcxx/foreign.hpp>

#include <barrier>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace barriers::peers {
namespace {

template <class Call>
std::barrier<Call>& behind(std::byte* barrier) noexcept {
  return *std::launder(reinterpret_cast<std::barrier<Call>*>(barrier));
}

}  // namespace

template <class Call>
libcxx_foreign<Call>::libcxx_foreign(std::uint32_t team, Call call) {
  using barrier = std::barrier<Call>;
  static_assert(sizeof(barrier) <= sizeof(barrier_) && alignof(barrier) <= line);
  static_assert(std::is_same_v<token, typename barrier::arrival_token>);
  new (barrier_) barrier{team, call};
}

template <class Call>
libcxx_foreign<Call>::~libcxx_foreign() {
  std::destroy_at(&behind<Call>(barrier_));
}

template <class Call>
auto libcxx_foreign<Call>::arrive(std::uint32_t ranks) noexcept -> token {
  return behind<Call>(barrier_).arrive(ranks);
}

template <class Call>
void libcxx_foreign<Call>::wait(token arrival) noexcept {
  behind<Call>(barrier_).wait(std::move(arrival));
}

template <class Call>
void libcxx_foreign<Call>::arrive_and_wait() noexcept {
  behind<Call>(barrier_).arrive_and_wait();
}

template class libcxx_foreign<libcxx_no_call>;
template class libcxx_foreign<libcxx_call>;

}  // namespace barriers::peers
