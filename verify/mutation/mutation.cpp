#include <verify/mutation/mutation.hpp>

namespace barriers::mutation {
namespace {

using enum std::memory_order;

/// The orders that are weaker than `order`, and that an operation of this kind can have.
std::vector<std::memory_order> weaker(kind what, std::memory_order order) {
  const bool reads = what != kind::store && what != kind::publish;
  const bool writes = what != kind::load && what != kind::await;
  std::vector<std::memory_order> found;
  if (order == seq_cst && reads && writes) {
    found.push_back(acq_rel);
  }
  if (reads && (order == acq_rel || order == seq_cst)) {
    found.push_back(acquire);
  }
  if (writes && (order == acq_rel || order == seq_cst)) {
    found.push_back(release);
  }
  if (order != relaxed && what != kind::fence) {
    found.push_back(relaxed);
  }
  return found;
}

/// What can be done to an operation of this kind, besides weakening it.
std::vector<way> ways(const operation& one) {
  std::vector<way> found;
  switch (one.what) {
  case kind::store:
  case kind::publish:
  case kind::fence: found = {way::dropped}; break;
  case kind::wake: return {way::dropped};
  case kind::await: found = {way::early}; break;
  case kind::rmw: found = {way::split, way::one_more, way::one_less}; break;
  case kind::cas: found = {way::split}; break;
  case kind::wait: return {way::blind};
  case kind::load: break;
  }
  if (one.values_vary && one.what != kind::rmw) {
    found.push_back(way::stale_value);
  }
  if (one.locations_vary) {
    found.push_back(way::stale_location);
  }
  if (one.locations_differ) {
    found.push_back(way::neighbours_location);
  }
  return found;
}

bool has_an_order(const operation& one) {
  return one.what != kind::wait && one.what != kind::wake;
}

/// "store", or "store in seating.hpp" where it stands in another file than `first`.
std::string text_of_next(const operation& next, const operation& first) {
  const std::string_view file{next.where.file};
  std::string text{name_of(next.what)};
  if (file != first.where.file) {
    text += " in ";
    text += file.substr(file.rfind('/') + 1);
  }
  return text;
}

}  // namespace

std::string mutant::name() const {
  switch (how) {
  case way::weakened: return std::string{name_of(at.order)} + " -> " + std::string{name_of(order)};
  case way::dropped: return "dropped";
  case way::split: return "split into load and store";
  case way::early: return "returns early";
  case way::stale_value: return "stale value";
  case way::stale_location: return "stale location";
  case way::neighbours_location: return "neighbour's location";
  case way::one_more: return "one more";
  case way::one_less: return "one less";
  case way::swapped: return "swapped with the next " + text_of_next(*next, at);
  case way::blind: break;
  }
  return "without comparing";
}

std::vector<mutant> mutants_of(const table& seen, std::string_view folder) {
  std::vector<mutant> found;
  const auto adjacent = seen.adjacent_stores(folder);
  for (const operation& one : seen.operations(folder)) {
    if (has_an_order(one)) {
      for (const std::memory_order order : weaker(one.what, one.order)) {
        found.push_back({one, way::weakened, order});
      }
    }
    for (const way how : ways(one)) {
      found.push_back({one, how});
    }
    for (const auto& [first, second] : adjacent) {
      if (first.where == one.where) {
        found.push_back({one, way::swapped, relaxed, second});
      }
    }
  }
  return found;
}

}  // namespace barriers::mutation
