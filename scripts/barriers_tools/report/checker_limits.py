"""What the checkers see and what they miss, in the words of REPORT.md."""

LIMITS = """### What each engine sees, and what it misses

**Relacy** runs the real text of each barrier on simulated threads and simulated memory. "Passed" means
that no execution which it made broke a property. It does not make all that C++ allows:

- A load returns a value that is out of date by one store at most (by two in random searches). Older
  values are never tried, so that even a full search is not exhaustive in what is read.
- Stores take effect in the order in which they are executed. That two of them change places on their
  way to memory, as they may on ARM and POWER, is never tried. A barrier that sets its counter back
  and begins the next phase behind one and the same fence is wrong there, and passes.
- A relaxed store by the same thread continues a release sequence, as it did before C++20. A barrier
  that relies on it is wrong, and passes. Both are among the wrong barriers.
- Fences that are seq_cst order plain data more strongly than the standard guarantees.
- No value is read before it is written (load buffering), and no compare-exchange fails on a value
  that is out of date.

**rc11** visits every execution graph that RC11 with the release sequences of C++20 allows,
each once, so that a search that is complete is a proof for that team, those phases and that scenario.
All of the above is seen, but for load buffering, which RC11 forbids. It misses:

- Load buffering, which C++20 allows and no compiler and machine are known to make of a barrier.
- How ranks that spin look again and again: to rc11 a wait is one event. The algorithms are
  explored so; the protocol by which a rank sleeps is explored by itself, under `parking`, where a
  sleep may end without reason once for each rank.

- What larger teams and more phases would do. The number of executions grows with the factorial of the
  team where all ranks update one location, so that it ends at smaller teams than Relacy samples.
- What a compiler might do that the model does not allow it to.

Neither sees:

- What only a larger team can do. The tests on real threads go to teams of 1,024, and prove nothing by
  passing.
- The kernel's own futex. It is modelled by a lock and what it protects, as its manual describes it.
"""

SEARCHES = """Two engines run the text that is shipped. Relacy has three ways to search:

- **random**: executions drawn by chance, each with a seed that repeats it.
- **bound-n**: every execution in which ranks that could have gone on are interrupted at most n times.
- **full**: every execution that Relacy can make.

rc11 has one, **full**: every execution that RC11 allows, the model of C++20 without load
buffering.

A bounded or a full search proves something only where it ran to its end; else it is one more sample.
"""
