"""What hwloc says is trimmed, and the kernel is believed where hwloc knows nothing of its own."""

import pytest

from barriers_tools.host.sysinfo.topology import correct
from machines import CPU, SERVER, write

TOLD = "Some Virtual Processor       "
NO_CACHES = {path: None for path in SERVER if path.startswith(f"{CPU}/cpu0/cache/")}


def topology(model=TOLD):
    named = f" ({model})" if model else ""
    summary = f"2 PUs on 2 cores, 2 L3 groups, 1 package{named}"
    return {"summary": summary, "cpu_model": model, "l3_groups": 2, "pus": [0, 1]}


def test_blanks_around_a_name_go(tmp_path):
    found = correct(topology(), write(tmp_path, SERVER))
    assert found["cpu_model"] == "Some Virtual Processor"
    assert found["summary"] == "2 PUs on 2 cores, 2 L3 groups, 1 package (Some Virtual Processor)"
    assert (found["l3_groups"], found["pus"]) == (2, [0, 1])


@pytest.mark.parametrize("model", ["", "   "])
def test_the_kernel_names_what_hwloc_does_not(tmp_path, model):
    found = correct(topology(model), write(tmp_path, SERVER))
    assert found["cpu_model"] == "Intel(R) Xeon(R) Gold 6338 CPU"
    assert found["summary"].endswith("1 package (Intel(R) Xeon(R) Gold 6338 CPU)")


def test_caches_that_the_kernel_does_not_list_are_not_counted(tmp_path):
    found = correct(topology(), write(tmp_path, SERVER, NO_CACHES))
    assert found["summary"] == "2 PUs on 2 cores, 1 package (Some Virtual Processor)"
    assert found["l3_groups"] is None


def test_nothing_is_added(tmp_path):
    assert correct({"summary": "1 PU", "pus": [0]}, write(tmp_path, SERVER)).keys() == {
        "summary",
        "pus",
    }
