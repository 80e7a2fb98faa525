#pragma once

#include <barriers/env/environment.hpp>
#include <barriers/env/occupancy.hpp>
#include <barriers/env/waiting.hpp>

#include <atomic>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <source_location>
#include <string>

/// The explorer: every execution that RC11 allows, each of them once. RC11 is the model of
/// C++20 without load buffering.
///
/// This is the face of it that an algorithm sees. Each operation goes to a world that answers it;
/// whoever explores is that world, and this file knows nothing more of it.
namespace barriers::env {

/// What answers the operations of the ranks, one rank at a time.
class explored_world {
 public:
  using here = std::source_location;
  using value = std::uint64_t;
  /// Names an atomic, or a datum that is not atomic, from `make` to `destroy`.
  enum class word : std::uint32_t {};
  enum class datum : std::uint32_t {};

  /// How two values are compared and one is exchanged.
  struct comparison {
    std::memory_order success;
    std::memory_order failure;
    bool weak;
  };

  explored_world() = default;
  explored_world(const explored_world&) = delete;
  explored_world& operator=(const explored_world&) = delete;
  virtual ~explored_world() = default;

  virtual word make_word(value initial, here at) = 0;
  virtual void destroy(word of, here at) = 0;
  virtual value load(word from, std::memory_order order, here at) = 0;
  virtual void store(word to, value written, std::memory_order order, here at) = 0;
  /// Gives what was there before `change` was applied to it.
  virtual value read_modify_write(word of, const std::function<value(value)>& change,
                                  std::memory_order order, here at) = 0;
  /// Whether `desired` was written; if not, `expected` is what was there.
  virtual bool compare_exchange(word of, value& expected, value desired, comparison how,
                                here at) = 0;
  /// Gives the value that ended the wait.
  virtual value await(word of, const std::function<bool(value)>& satisfied, std::memory_order order,
                      here at) = 0;
  virtual void fence(std::memory_order order, here at) = 0;

  virtual datum make_datum() = 0;
  virtual void destroy(datum of, here at) = 0;
  virtual void read(datum of, here at) = 0;
  virtual void write(datum of, here at) = 0;

  /// Who asks.
  [[nodiscard]] virtual std::uint32_t rank() const = 0;
  /// One of the numbers below `options`: each of them in some execution.
  virtual std::uint32_t choose(std::uint32_t options, here at) = 0;
  /// The rank has changed nothing with its last read-modify-write, and is about to try again.
  virtual void start_over(here at) = 0;
  /// Ends the execution as a failed one. Returns only where nobody looks any more, because the
  /// execution was given up and its objects are being cleared away.
  virtual void die(const std::string& message, here at) = 0;

  /// The world that answers in this thread.
  static explored_world& current() { return *current_; }
  static void make_current(explored_world* world) { current_ = world; }

 private:
  static inline thread_local explored_world* current_ = nullptr;
};

/// What the waiting policies are made of under the explorer.
struct explorer_primitives {
  using here = std::source_location;
  using value = explored_world::value;

  template <class T>
  class cell {
    static_assert(std::unsigned_integral<T>);

   public:
    explicit cell(T initial = {}, here at = here::current())
        : word_{explored_world::current().make_word(initial, at)} {}
    cell(const cell&) = delete;
    cell& operator=(const cell&) = delete;
    ~cell() { explored_world::current().destroy(word_, here::current()); }

    T load(std::memory_order order, here at = here::current()) const {
      return static_cast<T>(explored_world::current().load(word_, order, at));
    }
    void store(T written, std::memory_order order, here at = here::current()) {
      explored_world::current().store(word_, written, order, at);
    }
    T exchange(T written, std::memory_order order, here at = here::current()) {
      return change([written](T) { return written; }, order, at);
    }
    T fetch_add(T added, std::memory_order order, here at = here::current()) {
      return change([added](T before) { return static_cast<T>(before + added); }, order, at);
    }
    T fetch_sub(T taken, std::memory_order order, here at = here::current()) {
      return change([taken](T before) { return static_cast<T>(before - taken); }, order, at);
    }
    bool compare_exchange_strong(T& expected, T desired, std::memory_order success,
                                 std::memory_order failure, here at = here::current()) {
      return compare_exchange(expected, desired, {success, failure, false}, at);
    }
    bool compare_exchange_weak(T& expected, T desired, std::memory_order success,
                               std::memory_order failure, here at = here::current()) {
      return compare_exchange(expected, desired, {success, failure, true}, at);
    }

   protected:
    [[nodiscard]] explored_world::word word() const { return word_; }

   private:
    template <class Change>
    T change(Change change, std::memory_order order, here at) {
      return static_cast<T>(explored_world::current().read_modify_write(
          word_, [change](value before) { return value{change(static_cast<T>(before))}; }, order,
          at));
    }

    bool compare_exchange(T& expected, T desired, explored_world::comparison how, here at) {
      value compared = expected;
      const bool exchanged =
          explored_world::current().compare_exchange(word_, compared, desired, how, at);
      expected = static_cast<T>(compared);
      return exchanged;
    }

    explored_world::word word_;
  };

  /// A word whose waiters stay awake. That they look again and again is not to be seen: the world
  /// is told what they wait for.
  template <class Cell, class T>
  class awake : public Cell {
   public:
    explicit awake(T initial = {}, here at = here::current()) : Cell{initial, at} {}

    void publish(T written, std::memory_order order, here at = here::current()) {
      this->store(written, order, at);
    }

    template <std::predicate<T> Predicate>
    T await(Predicate satisfied, std::memory_order order, here at = here::current()) const {
      const auto holds = [&satisfied](value seen) { return satisfied(static_cast<T>(seen)); };
      return static_cast<T>(explored_world::current().await(this->word(), holds, order, at));
    }

    T await(T awaited, std::memory_order order, here at = here::current()) const {
      return await([awaited](T seen) { return seen == awaited; }, order, at);
    }
  };

  static void fence(std::memory_order order, here at = here::current()) {
    explored_world::current().fence(order, at);
  }

  /// None: falling asleep at once leads through every step of the protocol.
  struct spin_budget {
    static bool keep_waiting(here = {}) noexcept { return false; }
  };

  /// A futex. The kernel has a lock, which sleepers and wakers come for; the times at which they
  /// have it stand in one order. A sleeper that has it before a waker waits for that waker, and one
  /// that has it after the waker finds that the word has changed.
  template <class T>
  class bed {
   public:
    void sleep(const cell<T>& word, T seen, here at = here::current()) {
      // lie <-> call: the kernel's lock, which orders what is done before and after.
      const std::uint32_t wakes = kernel_.fetch_add(0U, std::memory_order::acq_rel, at);
      // relaxed: whoever changes the word comes for the lock next, and wakes.
      if (word.load(std::memory_order::relaxed, at) == seen) {
        // relaxed: to be woken says nothing; the word has to be looked at again.
        kernel_.await([wakes](std::uint32_t now) { return now != wakes; },
                      std::memory_order::relaxed, at);
      }
    }
    void wake_all(const cell<T>&, here at = here::current()) {
      // call <-> lie: the kernel's lock, as above.
      kernel_.fetch_add(1U, std::memory_order::acq_rel, at);
    }

   private:
    awake<cell<std::uint32_t>, std::uint32_t> kernel_{0U};  ///< how often sleepers were woken
  };

  /// What a sleeper needs lies in the kernel, so that the bed itself may go. Whoever has the last
  /// handle frees its memory, but nothing in an execution orders that, and so no word is destroyed.
  template <class Bed>
  class shared_bed {
    union room {
      room() : bed{} {}
      room(const room&) = delete;
      room& operator=(const room&) = delete;
      ~room() {}
      Bed bed;
    };

   public:
    Bed* operator->() const { return &room_->bed; }

   private:
    std::shared_ptr<room> room_ = std::make_shared<room>();
  };
};

/// A word of a policy. Ranks that spin and ranks that yield do the same here: they wait.
template <class Policy, class T>
struct explored_word {
  using type = typename Policy::template word<explorer_primitives, T>;
};
template <class T>
struct explored_word<spin, T> {
  using type = explorer_primitives::awake<explorer_primitives::cell<T>, T>;
};
template <class T>
struct explored_word<yield, T> : explored_word<spin, T> {};

/// The world of the explorer, waiting by `Policy` (spin, yield or park).
template <class Policy>
struct explorer : private explorer_primitives {
  template <class T>
  using atomic = typename explored_word<Policy, T>::type;

  /// A shared datum that is not atomic, watched for races and for reads before the first write.
  template <class T>
  class plain {
   public:
    plain() : name_{explored_world::current().make_datum()} {}
    explicit plain(T value, here at = here::current()) : plain{} { write(value, at); }
    plain(const plain&) = delete;
    plain& operator=(const plain&) = delete;
    ~plain() { explored_world::current().destroy(name_, here::current()); }

    [[nodiscard]] T read(here at = here::current()) const {
      explored_world::current().read(name_, at);
      return value_;
    }
    void write(T value, here at = here::current()) {
      explored_world::current().write(name_, at);
      value_ = value;
    }

   private:
    explored_world::datum name_;
    T value_{};
  };

  using occupancy = env::occupancy<explorer_primitives>;
  using explorer_primitives::fence;
  using phases = phase_range<32>;
  static constexpr std::size_t line = 64;
  static constexpr bool checked = true;

  /// No program ends here.
  static constexpr bool abandons_waiters() noexcept { return false; }
  static constexpr bool keeps_memory() noexcept { return false; }

  /// Ends the execution as a failed one, with `message` as the reason.
  static void die(const std::string& message, here at = here::current()) {
    explored_world::current().die(message, at);
  }
};

}  // namespace barriers::env
