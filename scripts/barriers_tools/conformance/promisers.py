"""Those who promise, and where they do: a promise is made by the union of these."""

CYCLIC = {"cyclic": "impls/barriers/cyclic.hpp"}


def standard(reference: str) -> dict[str, str]:
    return dict.fromkeys(("libstdcxx", "libcxx"), f"ISO C++20, {reference}")


def threading(reference: str) -> dict[str, str]:
    return {"python_threading": f"Python's library reference, threading.Barrier{reference}"}


def asyncio(reference: str) -> dict[str, str]:
    return {"python_asyncio": f"Python's library reference, asyncio.Barrier{reference}"}


def pthread(reference: str) -> dict[str, str]:
    return {"pthread": reference}


def boost(reference: str) -> dict[str, str]:
    return {"boost": f"Boost.Thread, barrier{reference}"}


def tokio(reference: str) -> dict[str, str]:
    return {"tokio": f"docs.rs/tokio, {reference}"}


def java(reference: str) -> dict[str, str]:
    return {"java_cyclic": f"Java SE 17, CyclicBarrier{reference}"}


def phaser(reference: str) -> dict[str, str]:
    return {"java_phaser": f"Java SE 17, Phaser{reference}"}


def go(reference: str) -> dict[str, str]:
    return dict.fromkeys(("go_channel", "go_waitgroup"), reference)


def errgroup(reference: str) -> dict[str, str]:
    return {"go_errgroup": f"pkg.go.dev/golang.org/x/sync/errgroup, {reference}"}
