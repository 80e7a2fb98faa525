#include <bench/peers/openmp/openmp.h>

#include <omp.h>

unsigned int openmp_run_team(unsigned int team, void (*part)(unsigned int rank, void* context),
                             void* context) {
  unsigned int given = 0;
  omp_set_dynamic(0);
#pragma omp parallel num_threads(team)
  {
    const unsigned int rank = (unsigned int)omp_get_thread_num();
    const unsigned int size = (unsigned int)omp_get_num_threads();
    if (rank == 0) {
      given = size;
    }
    if (size == team) {
      part(rank, context);
    }
  }
  omp_pause_resource_all(omp_pause_soft);
  return given;
}

void openmp_barrier(void) {
#pragma omp barrier
}

void openmp_end(void) {
  /* Within a team there is nothing that could be ended. */
  if (!omp_in_parallel()) {
    omp_pause_resource_all(omp_pause_hard);
  }
}
