#pragma once

#include <verify/promises/cpp/action.hpp>
#include <verify/promises/cpp/interpreter.hpp>
#include <verify/promises/cpp/on_pages.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace barriers::promises {

/// A barrier as a subject. Its `System` makes it, and has a class template `party`, whose `perform`
/// carries out a call and says what came of it.
template <class System, class Barrier>
class barrier_subject : public experiment_subject {
 public:
  /// `make` gives the barrier, `what` is its action, or null.
  template <class Make>
  barrier_subject(const Make& make, std::unique_ptr<phase_action> what)
      : action_{std::move(what)}, place_{make} {
    if (action_ != nullptr) {
      action_->aborts_by([this] { party{*place_, 0}.perform({"abort", ""}); });
    }
  }

  std::string answer() override { return "made"; }

  std::vector<outcomes> run(const std::vector<script>& stage) override {
    std::vector<outcomes> told(stage.size());
    std::vector<std::thread> threads;
    for (std::size_t number = 0; number != stage.size(); ++number) {
      threads.emplace_back([this, &stage, &told, number] {
        told[number] = run(party{*place_, number}, stage[number]);
      });
    }
    for (std::thread& each : threads) {
      each.join();
    }
    return told;
  }

 private:
  using party = typename System::template party<Barrier>;

  outcomes run(party me, const script& calls) {
    outcomes told;
    for (const call& each : calls) {
      std::string outcome = attempt(me, each);
      if (action_ != nullptr) {
        outcome += ",actions=" + std::to_string(action_->runs());
      }
      told.push_back(std::move(outcome));
    }
    return told;
  }

  std::string attempt(party& me, const call& asked) {
    try {
      return perform(me, asked);
    } catch (const action_error&) {
      return "action_error";
    } catch (const std::exception&) {
      return "refused";
    }
  }

  /// What is the same for every barrier, or what the system makes of the call.
  std::string perform(party& me, const call& asked) {
    if (asked.name == "pause") {
      std::this_thread::sleep_for(std::chrono::microseconds{std::stol(asked.argument)});
    } else if (asked.name == "held" && action_ != nullptr) {
      action_->await_held();
    } else if (asked.name == "destroy") {
      place_.destroy();
    } else {
      std::string told = me.perform(asked);
      if (action_ != nullptr && asked.name == "wait") {
        action_->party_returned();
      }
      return told;
    }
    return done;
  }

  const std::unique_ptr<phase_action> action_;
  on_pages<Barrier> place_;
};

/// Makes the barrier of a line: `barrier 3`, or `barrier 3 count`, with the kind of its action.
template <class System>
std::unique_ptr<experiment_subject> make_barrier(const std::vector<std::string>& words) {
  const std::ptrdiff_t parties = std::stol(words.at(1));
  if (words.size() == 2) {
    const auto make = [parties] { return System::make(parties); };
    return std::make_unique<barrier_subject<System, decltype(make())>>(make, nullptr);
  }
  if constexpr (requires(action_call runs) { System::make(parties, runs); }) {
    auto what = std::make_unique<phase_action>(words[2]);
    const auto make = [parties, runs = action_call{what.get()}] {
      return System::make(parties, runs);
    };
    return std::make_unique<barrier_subject<System, decltype(make())>>(make, std::move(what));
  } else {
    not_offered("an action");
  }
}

}  // namespace barriers::promises
