#include <bench/driver/catalogue.hpp>

#include <barriers_registry.hpp>
#include <peers_registry.hpp>

namespace barriers::bench {

std::vector<barrier_entry> catalogue() {
  std::vector<barrier_entry> entries;
  registry::for_each_barrier([&]<class Entry>() { entries.push_back(algorithm<Entry>()); });
  peers::registry::for_each_barrier([&]<class Entry>() { entries.push_back(peer<Entry>()); });
  return entries;
}

}  // namespace barriers::bench
