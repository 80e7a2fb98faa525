#include <bench/driver/catalogue.hpp>

#include <peers_registry.hpp>

namespace barriers::bench {

std::vector<barrier_entry> catalogue() {
  std::vector<barrier_entry> entries;
  peers::registry::for_each_barrier([&]<class Entry>() { entries.push_back(peer<Entry>()); });
  return entries;
}

}  // namespace barriers::bench
