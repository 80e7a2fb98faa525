"""The lint of the claims, on small files that keep the rules and on files that break each of them."""

import subprocess
from pathlib import Path

import pytest

from barriers_tools.lint import bypass, claims
from barriers_tools.lint.cpp import Source

FRAME = """\
namespace std {{
enum class memory_order {{ relaxed, consume, acquire, release, acq_rel, seq_cst }};
inline constexpr memory_order memory_order_relaxed = memory_order::relaxed;
template <class T> struct atomic {{}};
}}
template <class Word>
struct algorithm {{
  using enum std::memory_order;
  Word word_;
  void step(std::memory_order order) {{
{body}
  }}
}};
"""
FIRST_LINE = 11

KEEPING = """
    // relaxed: nobody looks.
    word_.store(0U, relaxed);
    // open -> pass: what came before, and why it takes
    // two lines to say.
    word_.publish(1U, release);
    // pass <- open
    if (word_.await(1U, acquire)) {
      // meet <-> meet: each takes what the others gave.
      word_.fetch_add(1U, std::memory_order::acq_rel);
    }
    // sleep <-> wake: counts before it looks.
    Word::fence(seq_cst);
    // wake <-> sleep: stores before it looks.
    Word::fence(seq_cst);
    // enter <- leave
    // relaxed: a failure tells nothing.
    word_.compare_exchange_strong(
        0U, 1U,
        acquire, relaxed);
    // leave -> enter: all that was done inside.
    word_.store(0U, release);
    // An order that is passed on was claimed elsewhere.
    word_.store(1U, order);
    switch (order) {
    case std::memory_order::relaxed: break;
    default: break;
    }
"""

PAIR = """
    // open -> pass: everything.
    word_.publish(1U, release);
    // pass <- open
    word_.await(1U, acquire);
"""

BREAKING = {
    "no claim": ("word_.store(0U, relaxed);", "relaxed without `// relaxed: why`"),
    "no claim on a full name": (
        "word_.store(0U, std::memory_order::release);",
        "release without `// label -> label: why`",
    ),
    "no claim on an old name": ("word_.store(0U, std::memory_order_relaxed);", "relaxed without"),
    "no claim in the middle of an expression": (
        "int n = 1 +\n word_.load(acquire);",
        "acquire without `// label <- label`",
    ),
    "no claim on a fence": ("Word::fence(seq_cst);", "seq_cst without `// label <-> label: why`"),
    "no claim on the order of a failure": (
        PAIR.replace("await(1U, acquire)", "compare_exchange_weak(0U, 1U, acquire, relaxed)"),
        "relaxed without",
    ),
    "a claim that is not directly above": (
        "// relaxed: why.\n\nword_.store(0U, relaxed);",
        "relaxed without",
    ),
    "a claim behind the statement": (
        "word_.store(0U, relaxed);  // relaxed: why.",
        "relaxed without",
    ),
    "relaxed without a reason": ("// relaxed:\nword_.store(0U, relaxed);", "no claim reads so"),
    "a release without a reason": (PAIR.replace(": everything.", ""), "no claim reads so"),
    "an arrow of another kind": (PAIR.replace("open ->", "open =>"), "no claim reads so"),
    "a partner that does not exist": (
        PAIR.replace("-> pass", "-> pas"),
        "open names pas, which is nowhere",
    ),
    "a partner that does not answer": (
        PAIR.replace("<- open", "<- gate") + "// gate -> pass: more.\nword_.publish(2U, release);",
        "open names pass, which does not name it",
    ),
    "the wrong arrow for an acquire": (
        PAIR.replace("pass <- open", "pass -> open: why"),
        "acquire without `// label <- label`",
    ),
    "the wrong arrow for a release": (
        PAIR.replace("open -> pass: everything.", "open <- pass"),
        "`// label <- label` above release",
    ),
    "one way where there are two": (
        "// meet -> meet: why.\nword_.fetch_add(1U, acq_rel);",
        "acq_rel without `// label <-> label: why`",
    ),
    "two that both give": (
        "// a -> b: why.\nword_.store(1U, release);\n// b -> a: why.\nword_.store(2U, release);",
        "a and b point the same way",
    ),
    "what is given and taken by nobody": (
        "// a <-> b: why.\nword_.fetch_add(1U, acq_rel);\n// b -> a: why.\nword_.store(2U, release);",
        "no partner of a acquires",
    ),
    "a label in two places": (
        PAIR + "// pass <- open\nword_.await(2U, acquire);",
        "the label pass stands in another place already",
    ),
    "a claim above no order": (
        "// pass <- open\nword_.store(1U, order);",
        "a claim above no order",
    ),
    "a claim at the end of a block": (PAIR + "// relaxed: why.", "a claim above no order"),
    "consume": ("word_.load(consume);", "consume is no order that is used here"),
}

WAITING = {
    "while": "while (word_.load(order)) {}",
    "do": "do {} while (word_.load(order));",
    "for": "for (int i = 0; word_[i].load(order); ++i) {}",
    "in the step": "for (int seen = 0; seen != 1; seen = word_.load(order)) {}",
    "in the body": "while (true) { if (word_.load(order)) { break; } }",
    "for ever": "for (;;) { if (word_.load(order)) { break; } }",
    "of another word's loop": "for (int i = 0; i != 3; ++i) { while (word_[i].load(order)) {} }",
}
BYPASSING = {
    "#if": ("#if 1\n#endif", "#if: the preprocessor"),
    "#ifdef": ("#ifdef NDEBUG\n#endif", "#ifdef: the preprocessor"),
    "std::atomic": ("std::atomic<int> mine;", "std::atomic: atomics are the environment's"),
    "a builtin": ("int n; __atomic_store_n(&n, 1, 0);", "__atomic_store_n"),
    **{name: (loop, "a loop around a load") for name, loop in WAITING.items()},
}


@pytest.fixture
def source(tmp_path):
    def of(body):
        file = tmp_path / "algorithm.hpp"
        file.write_text(FRAME.format(body=body), encoding="utf-8")
        return Source(file)

    return of


def said(faults):
    return "\n".join(fault.text for fault in faults)


@pytest.mark.parametrize("body", [KEEPING, PAIR])
def test_claims_that_answer_each_other_pass(source, body):
    kept = source(body)
    assert not kept.errors() and not claims.faults(kept)


@pytest.mark.parametrize(("body", "fault"), BREAKING.values(), ids=BREAKING)
def test_a_broken_claim_is_found(source, body, fault):
    broken = source(body)
    assert not broken.errors()
    assert fault in said(claims.faults(broken))


def test_a_fault_has_its_line(source):
    (fault,) = claims.faults(source("\nword_.store(0U, relaxed);"))
    assert fault.line == FIRST_LINE + 1


@pytest.mark.parametrize(("body", "fault"), BYPASSING.values(), ids=BYPASSING)
def test_what_goes_past_the_environment_is_found(source, body, fault):
    bypassing = source(body)
    assert not bypassing.errors()
    assert fault in said(bypass.faults(bypassing))


@pytest.mark.parametrize(
    "body",
    [
        "for (int rank = 0; rank != 3; ++rank) { word_[rank].load(order); }",
        "for (auto& each : word_.all()) { each.load(order); }",
        "for (int n = word_.load(order); n != 0; --n) {}",
        "for (int round = 0; round != 3; ++round) { word_.await(round, order); }",
        "// std::atomic, #if and while (word_.load(order)) are only spoken of here.",
    ],
)
def test_looking_once_at_each_of_many_words_is_no_wait(source, body):
    looking = source(body)
    assert not looking.errors() and not bypass.faults(looking)


def test_a_file_that_clang_cannot_read_is_a_fault(source):
    assert "clang cannot read it" in said(source("nonsense;").errors())


def test_a_bypass_is_free_only_to_the_environment(tmp_path):
    impls = tmp_path / "impls"
    for folder in ("env", "algorithms"):
        (impls / folder).mkdir(parents=True)
        (impls / folder / "one.hpp").write_text("#ifdef NDEBUG\n#endif\n", encoding="utf-8")
    (found,) = claims.check(impls)
    assert found.startswith("impls/algorithms/one.hpp:1: #ifdef")


def test_the_step_ends_with_1_where_a_claim_is_missing(tmp_path):
    (tmp_path / "impls").mkdir()
    body = "word_.store(0U, relaxed);"
    (tmp_path / "impls" / "one.hpp").write_text(FRAME.format(body=body), encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from barriers_tools import paths;"
        "from barriers_tools.lint import claims;"
        f"paths.ROOT = Path({str(tmp_path)!r}); sys.exit(claims.main())"
    )
    done = subprocess.run(
        ["/usr/bin/python3", "-s", "-c", code],
        env={"PYTHONPATH": str(Path(claims.__file__).parents[2])},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and "impls/one.hpp:11: relaxed without" in done.stdout
