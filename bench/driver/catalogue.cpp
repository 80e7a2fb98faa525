#include <bench/driver/catalogue.hpp>

#include <barriers_registry.hpp>
#include <peers_registry.hpp>

namespace barriers::bench {

std::vector<word> catalogue() {
  std::vector<word> words;
  registry::for_each_barrier([&]<class Entry>() { words.push_back(algorithm<Entry>()); });
  peers::registry::for_each_barrier([&]<class Entry>() { words.push_back(peer<Entry>()); });
  return words;
}

}  // namespace barriers::bench
