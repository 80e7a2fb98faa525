#include "card_of.hpp"
#include "museum.hpp"

#include <canaries.hpp>
#include <exhibits.hpp>

using namespace barriers;

/// The museum of wrong barriers, under Relacy.
int main(int argc, char** argv) {
  std::vector<wrong::card> cards;
  wrong::for_each_exhibit([&]<class Exhibit>() { cards.push_back(wrong::card_of<Exhibit>()); });
  return wrong::museum(argc, argv, cards, model::canaries());
}
