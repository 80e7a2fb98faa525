#pragma once

/* The barriers of Concurrency Kit, whose header is not C++: how each is made, and its own function,
 * which is called without a detour.
 *
 * Each ck_..._make(team, seats) returns a barrier for that team in one block of memory, to be given
 * back with free(), or a null pointer if there is no memory; it fills in what each of the `team`
 * ranks hands in with every phase. What a rank writes while it waits lies on lines of its own,
 * wherever ck leaves that to the user. */

/* ck gives a type and a function the same name, which g++ warns of. */
#pragma GCC system_header

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ck_barrier_centralized ck_barrier_centralized_t;
typedef struct ck_barrier_centralized_state ck_barrier_centralized_state_t;
ck_barrier_centralized_t* ck_centralized_make(unsigned int team,
                                              ck_barrier_centralized_state_t* seats[]);
void ck_barrier_centralized(ck_barrier_centralized_t* barrier, ck_barrier_centralized_state_t* seat,
                            unsigned int team);

typedef struct ck_barrier_combining ck_barrier_combining_t;
typedef struct ck_barrier_combining_group ck_barrier_combining_group_t;
typedef struct ck_barrier_combining_state ck_barrier_combining_state_t;
/* The group that a rank counts itself in at, and what the rank keeps. */
struct ck_combining_seat {
  ck_barrier_combining_group_t* group;
  ck_barrier_combining_state_t* state;
};
/* A root without ranks, and below it a binary tree of groups with two ranks each. */
ck_barrier_combining_t* ck_combining_make(unsigned int team, struct ck_combining_seat seats[]);
void ck_barrier_combining(ck_barrier_combining_t* barrier, ck_barrier_combining_group_t* group,
                          ck_barrier_combining_state_t* state);

typedef struct ck_barrier_dissemination ck_barrier_dissemination_t;
typedef struct ck_barrier_dissemination_state ck_barrier_dissemination_state_t;
ck_barrier_dissemination_t* ck_dissemination_make(unsigned int team,
                                                  ck_barrier_dissemination_state_t* seats[]);
void ck_barrier_dissemination(ck_barrier_dissemination_t* barrier,
                              ck_barrier_dissemination_state_t* seat);

typedef struct ck_barrier_tournament ck_barrier_tournament_t;
typedef struct ck_barrier_tournament_state ck_barrier_tournament_state_t;
ck_barrier_tournament_t* ck_tournament_make(unsigned int team,
                                            ck_barrier_tournament_state_t* seats[]);
void ck_barrier_tournament(ck_barrier_tournament_t* barrier, ck_barrier_tournament_state_t* seat);

typedef struct ck_barrier_mcs ck_barrier_mcs_t;
typedef struct ck_barrier_mcs_state ck_barrier_mcs_state_t;
ck_barrier_mcs_t* ck_mcs_make(unsigned int team, ck_barrier_mcs_state_t* seats[]);
void ck_barrier_mcs(ck_barrier_mcs_t* barrier, ck_barrier_mcs_state_t* seat);

#ifdef __cplusplus
}
#endif
