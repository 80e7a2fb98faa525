#pragma once

/* What an OpenMP runtime is asked for. openmp.c is compiled once for each runtime, by its own
 * compiler. */

#ifdef __cplusplus
extern "C" {
#endif

/* Calls part(rank, context) in each thread of a team that the runtime starts, and returns when all
 * are done. Returns how many threads it gave; if those are not `team`, no part was called. `part`
 * must not throw. */
unsigned int openmp_run_team(unsigned int team, void (*part)(unsigned int rank, void* context),
                             void* context);

/* The barrier of the team that the calling thread is in. */
void openmp_barrier(void);

/* Ends the runtime's threads, which would otherwise spin for a while where others measure. To be
 * called in a thread that goes on afterwards: libomp does not survive the end of one that was in a
 * team, after a fork. */
void openmp_end(void);

#ifdef __cplusplus
}
#endif
