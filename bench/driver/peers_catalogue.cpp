#include <bench/driver/catalogue.hpp>

#include <peers_registry.hpp>

namespace barriers::bench {

std::vector<word> catalogue() {
  std::vector<word> words;
  peers::registry::for_each_barrier([&]<class Entry>() { words.push_back(peer<Entry>()); });
  return words;
}

}  // namespace barriers::bench
