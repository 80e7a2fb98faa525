#pragma once

#include <barriers/env/requirements.hpp>

#include <dlfcn.h>
#include <unwind.h>

#include <cstdlib>
#include <string_view>

namespace barriers::env {

/// Whether exit() has called this function, directly or not: whether what has static storage is
/// being destroyed. False where the stack cannot be unwound as far as that.
///
/// The order in which static objects are destroyed does not say so: a local one may be made later,
/// and destroyed earlier, than any object that could take note; and dlclose() destroys them as
/// well.
inline bool program_is_ending() noexcept {
  const auto look_for_exit = [](_Unwind_Context* frame, void* found) {
    int is_at_next_call = 0;
    const auto next = _Unwind_GetIPInfo(frame, &is_at_next_call);
    auto* const inside = reinterpret_cast<void*>(next - (is_at_next_call == 0 ? 1U : 0U));
    // A static executable has no names, and one that is not position-independent no address of it.
    Dl_info named{};
    const bool is_exit =
        _Unwind_FindEnclosingFunction(inside) == reinterpret_cast<void*>(&std::exit) ||
        (dladdr(inside, &named) != 0 && named.dli_sname != nullptr &&
         std::string_view{named.dli_sname} == "exit");
    *static_cast<bool*>(found) = is_exit;
    return is_exit ? _URC_END_OF_STACK : _URC_NO_REASON;
  };
  bool found = false;
  _Unwind_Backtrace(look_for_exit, &found);
  return found;
}

}  // namespace barriers::env
