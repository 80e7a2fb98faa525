#include <verify/stress/program_end/waiter.hpp>

#include <barriers/central.hpp>
#include <barriers/env/native.hpp>

using namespace barriers;

namespace {
central<env::native<env::park>> of_the_library{2};
}  // namespace

extern "C" [[gnu::visibility("default")]] void let_rank_0_wait_in_the_library() {
  verify::let_rank_0_wait(of_the_library);
}
