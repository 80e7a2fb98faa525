#include <bench/metrics/futex_calls.hpp>
#include <bench/system/child.hpp>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <exception>
#include <stdexcept>
#include <system_error>
#include <thread>

namespace barriers::bench {
namespace {

thread_local futex_calls counted;

/// Counts a call by its operation; see futex(2).
void count(int operation) noexcept {
  switch (operation & FUTEX_CMD_MASK) {
  case FUTEX_WAIT:
  case FUTEX_WAIT_BITSET:
  case FUTEX_WAIT_REQUEUE_PI:
  case FUTEX_LOCK_PI:
  case FUTEX_LOCK_PI2: ++counted.waits; break;
  case FUTEX_WAKE:
  case FUTEX_WAKE_BITSET:
  case FUTEX_WAKE_OP:
  case FUTEX_REQUEUE:
  case FUTEX_CMP_REQUEUE:
  case FUTEX_CMP_REQUEUE_PI:
  case FUTEX_UNLOCK_PI: ++counted.wakes; break;
  default:  // neither waits nor wakes: FUTEX_TRYLOCK_PI, FUTEX_FD
    break;
  }
}

}  // namespace

// `barriers_futex` is the one place from which the filter lets futex calls go:
// `barriers_futex_return` is the address behind its system call.
extern "C" {
long barriers_futex(long, long, long, long, long, long);
extern const char barriers_futex_return[];
}

#if defined(__x86_64__)

// The arguments already are where the kernel wants them, but the fourth.
asm(R"(
  .pushsection .text
  .type barriers_futex, @function
barriers_futex:
  movl $202, %eax
  movq %rcx, %r10
  syscall
barriers_futex_return:
  ret
  .size barriers_futex, . - barriers_futex
  .popsection
)");
static_assert(SYS_futex == 202);

namespace {

constexpr std::uint32_t processor = AUDIT_ARCH_X86_64;

void pass_on(ucontext_t& caller) noexcept {
  auto& registers = caller.uc_mcontext.gregs;
  count(static_cast<int>(registers[REG_RSI]));
  registers[REG_RAX] = barriers_futex(registers[REG_RDI], registers[REG_RSI], registers[REG_RDX],
                                      registers[REG_R10], registers[REG_R8], registers[REG_R9]);
}

}  // namespace

#elif defined(__aarch64__)

// The arguments already are where the kernel wants them.
asm(R"(
  .pushsection .text
  .type barriers_futex, %function
barriers_futex:
  mov x8, #98
  svc #0
barriers_futex_return:
  ret
  .size barriers_futex, . - barriers_futex
  .popsection
)");
static_assert(SYS_futex == 98);

namespace {

constexpr std::uint32_t processor = AUDIT_ARCH_AARCH64;

void pass_on(ucontext_t& caller) noexcept {
  auto& x = caller.uc_mcontext.regs;
  const auto argument = [&x](int number) { return static_cast<long>(x[number]); };
  count(static_cast<int>(x[1]));
  x[0] = static_cast<unsigned long long>(
      barriers_futex(argument(0), argument(1), argument(2), argument(3), argument(4), argument(5)));
}

}  // namespace

#endif

#if defined(__x86_64__) || defined(__aarch64__)

namespace {

void on_trap(int, siginfo_t*, void* context) noexcept {
  pass_on(*static_cast<ucontext_t*>(context));
}

void handle_traps() {
  struct sigaction action{};
  action.sa_sigaction = &on_trap;
  action.sa_flags = SA_SIGINFO | SA_NODEFER;
  if (sigaction(SIGSYS, &action, nullptr) != 0) {
    throw std::system_error(errno, std::generic_category(), "sigaction");
  }
}

/// Traps futex, unless it is called from `barriers_futex`.
void install_filter() {
  const auto home = reinterpret_cast<std::uint64_t>(barriers_futex_return);
  constexpr auto low_half = static_cast<std::uint32_t>(offsetof(seccomp_data, instruction_pointer));
  std::array<sock_filter, 10> filter{{
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, processor, 0, 7),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_futex, 0, 5),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, low_half),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(home), 0, 2),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, low_half + 4),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(home >> 32U), 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  }};
  sock_fprog program{.len = filter.size(), .filter = filter.data()};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) != 0) {
    throw std::system_error(errno, std::generic_category(), "no seccomp filter is granted");
  }
}

}  // namespace

void count_futex_calls() {
  handle_traps();
  install_filter();
  counted = {};
}

#else

void count_futex_calls() {
  throw std::runtime_error("how to catch futex calls is known for x86-64 and aarch64 only");
}

#endif

futex_calls futex_calls_of_this_thread() noexcept {
  return counted;
}

const std::string& why_no_futex_calls() {
  static const std::string known = [] {
    std::string reason;
    std::thread{[&reason] {
      try {
        count_futex_calls();
        std::uint32_t word = 0;
        syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
        reason = counted.wakes == 1 ? "" : "a call of futex was not caught";
      } catch (const std::exception& error) {
        reason = error.what();
      }
    }}.join();
    return reason;
  }();
  return known;
}

}  // namespace barriers::bench
