#include <bench/peers/ck/ck.h>

#include <ck_barrier.h>

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* A pair of lines, as x86 fetches them. */
enum { line = 128 };

static size_t lines(size_t bytes) {
  return (bytes + line - 1) / line * line;
}

/* Memory that begins on a line, all zero. */
static char* block_of(size_t bytes) {
  char* block = aligned_alloc(line, bytes);
  return block == NULL ? NULL : memset(block, 0, bytes);
}

ck_barrier_centralized_t* ck_centralized_make(unsigned int team,
                                              ck_barrier_centralized_state_t* seats[]) {
  const size_t barrier = lines(sizeof(ck_barrier_centralized_t));
  char* const block = block_of(barrier + team * (size_t)line);
  if (block == NULL) {
    return NULL;
  }
  for (unsigned int rank = 0; rank != team; ++rank) {
    seats[rank] = (void*)(block + barrier + rank * (size_t)line);
  }
  return (void*)block;
}

ck_barrier_combining_t* ck_combining_make(unsigned int team, struct ck_combining_seat seats[]) {
  const unsigned int pairs = (team + 1) / 2;
  const size_t barrier = lines(sizeof(ck_barrier_combining_t));
  const size_t group = lines(sizeof(ck_barrier_combining_group_t));
  char* const block = block_of(barrier + (1 + pairs) * group + team * (size_t)line);
  if (block == NULL) {
    return NULL;
  }
  ck_barrier_combining_t* const made = (void*)block;
  char* const root = block + barrier;
  char* const states = root + (1 + pairs) * group;
  ck_barrier_combining_init(made, (void*)root);
  for (unsigned int rank = 0; rank != team; ++rank) {
    seats[rank].group = (void*)(root + (1 + rank / 2) * group);
    seats[rank].state = (void*)(states + rank * (size_t)line);
    seats[rank].state->sense = ~0U;
    if (rank % 2 == 0) {
      ck_barrier_combining_group_init(made, seats[rank].group, rank + 1 == team ? 1 : 2);
    }
  }
  return made;
}

ck_barrier_dissemination_t* ck_dissemination_make(unsigned int team,
                                                  ck_barrier_dissemination_state_t* seats[]) {
  const size_t nodes = lines(team * sizeof(ck_barrier_dissemination_t));
  const size_t table = lines(team * sizeof(ck_barrier_dissemination_flag_t*));
  const size_t flags =
      lines(ck_barrier_dissemination_size(team) * sizeof(ck_barrier_dissemination_flag_t));
  char* const block = block_of(nodes + table + team * (flags + line));
  if (block == NULL) {
    return NULL;
  }
  ck_barrier_dissemination_t* const made = (void*)block;
  ck_barrier_dissemination_flag_t** const flags_of = (void*)(block + nodes);
  for (unsigned int rank = 0; rank != team; ++rank) {
    flags_of[rank] = (void*)(block + nodes + table + rank * flags);
  }
  ck_barrier_dissemination_init(made, flags_of, team);
  for (unsigned int rank = 0; rank != team; ++rank) {
    seats[rank] = (void*)(block + nodes + table + team * flags + rank * (size_t)line);
    ck_barrier_dissemination_subscribe(made, seats[rank]);
  }
  return made;
}

ck_barrier_tournament_t* ck_tournament_make(unsigned int team,
                                            ck_barrier_tournament_state_t* seats[]) {
  const size_t barrier = lines(sizeof(ck_barrier_tournament_t));
  const size_t table = lines(team * sizeof(ck_barrier_tournament_round_t*));
  const size_t rounds =
      lines(ck_barrier_tournament_size(team) * sizeof(ck_barrier_tournament_round_t));
  char* const block = block_of(barrier + table + team * (rounds + line));
  if (block == NULL) {
    return NULL;
  }
  ck_barrier_tournament_t* const made = (void*)block;
  ck_barrier_tournament_round_t** const rounds_of = (void*)(block + barrier);
  for (unsigned int rank = 0; rank != team; ++rank) {
    rounds_of[rank] = (void*)(block + barrier + table + rank * rounds);
  }
  ck_barrier_tournament_init(made, rounds_of, team);
  for (unsigned int rank = 0; rank != team; ++rank) {
    seats[rank] = (void*)(block + barrier + table + team * rounds + rank * (size_t)line);
    ck_barrier_tournament_subscribe(made, seats[rank]);
  }
  return made;
}

ck_barrier_mcs_t* ck_mcs_make(unsigned int team, ck_barrier_mcs_state_t* seats[]) {
  const size_t nodes = lines(team * sizeof(ck_barrier_mcs_t));
  char* const block = block_of(nodes + team * (size_t)line);
  if (block == NULL) {
    return NULL;
  }
  ck_barrier_mcs_t* const made = (void*)block;
  ck_barrier_mcs_init(made, team);
  for (unsigned int rank = 0; rank != team; ++rank) {
    seats[rank] = (void*)(block + nodes + rank * (size_t)line);
    ck_barrier_mcs_subscribe(made, seats[rank]);
  }
  return made;
}
