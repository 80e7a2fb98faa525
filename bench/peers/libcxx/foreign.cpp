#include <bench/peers/libcxx/foreign.hpp>

#include <barrier>
#include <type_traits>
#include <utility>

namespace barriers::peers {
namespace {

template <class Call>
std::barrier<Call>& behind(void* barrier) noexcept {
  return *static_cast<std::barrier<Call>*>(barrier);
}

}  // namespace

template <class Call>
libcxx_foreign<Call>::libcxx_foreign(std::uint32_t team, Call call)
    : barrier_{new std::barrier<Call>{team, call}} {
  static_assert(std::is_same_v<token, typename std::barrier<Call>::arrival_token>);
}

template <class Call>
libcxx_foreign<Call>::~libcxx_foreign() {
  delete &behind<Call>(barrier_);
}

template <class Call>
auto libcxx_foreign<Call>::arrive() noexcept -> token {
  return behind<Call>(barrier_).arrive();
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
