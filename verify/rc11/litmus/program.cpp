#include <verify/rc11/litmus/program.hpp>

#include <verify/rc11/format.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace barriers::rc11::litmus {
namespace {

std::string format(const step& of) {
  const std::string where{"xyz"[of.where]};
  const std::string operand = std::to_string(of.operand);
  const std::string order = rc11::format(of.order);
  const std::string both =
      operand + ", " + std::to_string(of.desired) + ", " + order + ", " + rc11::format(of.failure);
  switch (of.what) {
  case op::load: return where + ".load(" + order + ")";
  case op::store: return where + ".store(" + operand + ", " + order + ")";
  case op::exchange: return where + ".exchange(" + operand + ", " + order + ")";
  case op::add: return where + ".fetch_add(" + operand + ", " + order + ")";
  case op::compare: return where + ".compare_exchange_strong(" + both + ")";
  case op::compare_weak: return where + ".compare_exchange_weak(" + both + ")";
  case op::await: return where + ".await(" + operand + ", " + order + ")";
  case op::fence: break;
  }
  return "fence(" + order + ")";
}

using atomic = env::rc11<env::spin>::atomic<std::uint32_t>;

/// Takes one step; gives what was read.
std::uint32_t take(const step& now, atomic& location) {
  std::uint32_t expected = now.operand;
  switch (now.what) {
  case op::load: return location.load(now.order);
  case op::store: location.store(now.operand, now.order); return 0;
  case op::exchange: return location.exchange(now.operand, now.order);
  case op::add: return location.fetch_add(now.operand, now.order);
  case op::compare:
    location.compare_exchange_strong(expected, now.desired, now.order, now.failure);
    return expected;
  case op::compare_weak:
    location.compare_exchange_weak(expected, now.desired, now.order, now.failure);
    return expected;
  case op::await: return location.await(now.operand, now.order);
  case op::fence: env::rc11<env::spin>::fence(now.order); break;
  }
  return 0;
}

bool reads(op what) {
  return what != op::store && what != op::fence;
}

class program_execution final : public verify::execution {
 public:
  program_execution(const program& of, readings* seen)
      : program_{of}, seen_{seen}, locations_{std::make_unique<atomic[]>(of.locations())} {
    if (seen_ != nullptr) {
      seen_->assign(of.team(), {});
    }
  }

  void run(std::uint32_t rank) override {
    for (const step& each : program_.ranks[rank]) {
      const std::uint32_t read = take(each, locations_[each.where]);
      if (seen_ != nullptr && reads(each.what)) {
        (*seen_)[rank].push_back(read);
      }
    }
  }
  void after() override {}

 private:
  const program& program_;
  readings* seen_;
  std::unique_ptr<atomic[]> locations_;
};

std::string dotted(event_id of) {
  return of.is_initial() ? "init" : std::to_string(of.rank) + '.' + std::to_string(of.index);
}

std::string format(const event& of) {
  switch (of.what) {
  case event_kind::read: return " R<" + dotted(of.source) + (of.spurious ? "!" : "");
  case event_kind::write: return " W";
  case event_kind::fence: return " F";
  case event_kind::choice: break;
  }
  return " C" + std::to_string(of.written);
}

}  // namespace

std::uint32_t program::locations() const {
  std::uint32_t most = 0;
  for (const std::vector<step>& rank : ranks) {
    for (const step& each : rank) {
      most = std::max(most, each.where);
    }
  }
  return most + 1;
}

std::string format(const program& of) {
  std::string all;
  for (const std::vector<step>& rank : of.ranks) {
    for (const step& each : rank) {
      all += format(each) + "; ";
    }
    all += '\n';
  }
  return all;
}

execution_factory executions_of(const program& of, readings* seen) {
  return [&of, seen] { return std::make_unique<program_execution>(of, seen); };
}

std::string format(const graph& of) {
  std::string all;
  for (std::uint32_t rank = 0; rank != of.team(); ++rank) {
    all += std::to_string(rank) + ':';
    for (const event& each : of.rank(rank)) {
      all += each.blocked ? "" : format(each);
    }
    all += '\n';
  }
  for (std::uint32_t at = 0; at != of.locations(); ++at) {
    if (of.writes(location{at}).empty()) {
      continue;
    }
    all += "xyz"[at];
    all += ':';
    for (const event_id write : of.writes(location{at})) {
      all += ' ' + dotted(write);
    }
    all += '\n';
  }
  return all;
}

}  // namespace barriers::rc11::litmus
