#pragma once

#include "card.hpp"

#include <scenario_execution.hpp>

#include <barriers/env/relacy.hpp>

namespace barriers::wrong {

template <class Exhibit>
std::string escape_of() {
  if constexpr (requires { Exhibit::escapes; }) {
    return std::string{Exhibit::escapes};
  } else {
    return {};
  }
}

template <class Exhibit>
card card_of() {
  using scenario = typename Exhibit::template convicted_by<env::relacy<typename Exhibit::policy>>;
  return {std::string{Exhibit::word},
          std::string{Exhibit::fault},
          std::string{Exhibit::reference},
          escape_of<Exhibit>(),
          Exhibit::convicted_of,
          std::string{scenario::name},
          Exhibit::team,
          &model::scenario_execution<scenario>::make};
}

}  // namespace barriers::wrong
