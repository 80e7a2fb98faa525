#include <bench/metrics/hardware_counters.hpp>

#include <papi.h>
#include <pthread.h>

#include <algorithm>

namespace barriers::bench {
namespace {

constexpr std::size_t events = hardware_events.size();

/// PAPI's names of `hardware_events`.
constexpr std::array<const char*, events> presets{"PAPI_TOT_CYC", "PAPI_TOT_INS", "PAPI_L3_TCM"};

/// Makes PAPI ready, once: PAPI_OK, or why not.
int start_papi() {
  static const int error = [] {
    const int version = PAPI_library_init(PAPI_VER_CURRENT);
    if (version != PAPI_VER_CURRENT) {
      return version < 0 ? version : PAPI_EINVAL;
    }
    return PAPI_thread_init([] { return static_cast<unsigned long>(pthread_self()); });
  }();
  return error;
}

/// What the component that reads the processor's counters adds to an error.
std::string why(int error) {
  if (error == PAPI_OK) {
    return "";
  }
  const bool ready = PAPI_is_initialized() != PAPI_NOT_INITED;
  const PAPI_component_info_t* processor = ready ? PAPI_get_component_info(0) : nullptr;
  const bool disabled = processor != nullptr && processor->disabled != 0;
  return std::string{"PAPI: "} + PAPI_strerror(error) +
         (disabled ? std::string{": "} + processor->disabled_reason : "");
}

}  // namespace

/// The events that could be added, in one set: a thread can have no two that run.
struct hardware_counters::opened {
  int set = PAPI_NULL;
  bool runs = false;
  std::array<int, events> errors{};

  opened() {
    errors.fill(start_papi());
    if (errors.front() != PAPI_OK) {
      return;
    }
    PAPI_register_thread();
    errors.fill(PAPI_create_eventset(&set));
    if (errors.front() != PAPI_OK) {
      return;
    }
    std::ranges::transform(presets, errors.begin(),
                           [this](const char* name) { return PAPI_add_named_event(set, name); });
    if (std::ranges::count(errors, PAPI_OK) != 0) {
      const int error = PAPI_start(set);
      runs = error == PAPI_OK;
      std::ranges::replace(errors, PAPI_OK, error);
    }
  }

  opened(const opened&) = delete;
  opened& operator=(const opened&) = delete;

  ~opened() {
    if (runs) {
      PAPI_stop(set, nullptr);
    }
    if (set != PAPI_NULL) {
      PAPI_cleanup_eventset(set);
      PAPI_destroy_eventset(&set);
    }
    if (start_papi() == PAPI_OK) {
      PAPI_unregister_thread();
    }
  }
};

hardware_counters::hardware_counters() : opened_{std::make_unique<opened>()} {}

hardware_counters::~hardware_counters() = default;

hardware_counts hardware_counters::read() const {
  std::array<long long, events> values{};
  hardware_counts counts;
  if (!opened_->runs || PAPI_read(opened_->set, values.data()) != PAPI_OK) {
    return counts;
  }
  // The set has only the events that could be added, in their order.
  auto value = values.begin();
  for (std::size_t event = 0; event != events; ++event) {
    if (opened_->errors[event] == PAPI_OK) {
      counts[event] = static_cast<std::uint64_t>(*value++);
    }
  }
  return counts;
}

hardware_reasons hardware_counters::why_not() const {
  hardware_reasons reasons;
  std::ranges::transform(opened_->errors, reasons.begin(), why);
  return reasons;
}

}  // namespace barriers::bench
