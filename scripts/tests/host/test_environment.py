"""The record of where it was measured: complete, checked, and nobody's name in it."""

import getpass
import json
import platform

import pytest
from pydantic import ValidationError

from barriers_tools import paths
from barriers_tools.host import environment, privacy
from barriers_tools.measure.results import load_all
from barriers_tools.schemas.environment import Environment
from machines import ARM, CPU, SERVER, VIRTUAL, write

TOPOLOGY = {"pus": [2, 3], "placements": {"compact": [2, 3]}, "summary": "2 PUs"}


def describe(root, *machines, context=None):
    write(root, SERVER, *machines)
    return environment.describe(context or {}, TOPOLOGY, 7, [0.0, 0.1, 0.2], root)


def test_a_server_is_described_in_full(tmp_path):
    found = describe(tmp_path)
    Environment.parse_obj(found)
    expected = {
        "cpu": "Intel(R) Xeon(R) Gold 6338 CPU (6-106-6)",
        "microcode": "0xd0003a5",
        "pus_online": [0, 1, 2, 3],
        "pus_allowed": [2, 3],
        "pus_isolated": [2, 3],
        "pus_tickless": [2, 3],
        "smt": False,
        "caches": [{"level": 1, "type": "data", "bytes": 49152, "line_bytes": 64, "pus": 1}],
        "memory_bytes": 263000000 * 1024,
        "numa_nodes": 2,
        "numa_balancing": False,
        "huge_pages": "madvise",
        "governor": "performance",
        "turbo": False,
        "idle": "intel_idle, menu",
        "power": "mains",
        "vulnerabilities": {"meltdown": "Not affected"},
        "virtualised": False,
        "virtualisation": "none",
        "container": "none",
        "kernel_options": "isolcpus=2-3 nohz_full=2-3 idle=poll",
        "distribution": "Debian GNU/Linux 12 (bookworm)",
        "preemption": "PREEMPT_DYNAMIC",
        "aslr": 2,
        "perf_event_paranoid": 2,
        "nmi_watchdog": False,
        "clock_source": "tsc",
        "counter": "TSC, constant and non-stop",
        "uptime_s": 86400,
        "seed": 7,
        "load": [0.0, 0.1, 0.2],
    }
    assert {name: found[name] for name in expected} == expected
    assert found["frequency"] == {
        "driver": "intel_cpufreq",
        "least_khz": 2_000_000,
        "most_khz": 2_000_000,
        "hardware_least_khz": 800_000,
        "hardware_most_khz": 3_200_000,
    }
    assert found["cgroup_quota_pus"] is None
    assert found["unavailable"]["cgroup_quota_pus"] == "no control group sets a limit"


def test_the_record_is_all_that_the_schema_speaks_of(tmp_path):
    assert describe(tmp_path).keys() == Environment.__fields__.keys()


@pytest.mark.parametrize("machine", [{}, VIRTUAL, ARM], ids=["server", "virtual", "arm"])
def test_what_is_null_has_a_reason_and_what_is_not_has_none(tmp_path, machine):
    found = describe(tmp_path, machine)
    Environment.parse_obj(found)
    assert {name for name, value in found.items() if value is None} == found["unavailable"].keys()


def test_an_arm_has_numbers_for_a_name(tmp_path):
    found = describe(tmp_path, ARM)
    assert "(0x41-0xd0c-0x3-1)" in found["cpu"] and "0x41-0xd0c-0x3-1" in found["machine"]
    assert found["microcode"] is None and "other than x86" in found["unavailable"]["microcode"]


def test_a_machine_that_tells_hardly_anything_is_described_nevertheless(tmp_path):
    write(tmp_path, {"proc/cpuinfo": SERVER["proc/cpuinfo"]})
    found = environment.describe({}, TOPOLOGY, 7, [0.0, 0.0, 0.0], tmp_path)
    Environment.parse_obj(found)
    assert found["memory_bytes"] is None and "meminfo" in found["unavailable"]["memory_bytes"]


def test_this_machine_is_described_as_the_schema_says(barriers):
    found = barriers.json("run", "pthread", "--launches=1", "--seed=7")["environment"]
    Environment.parse_obj(found)
    assert found["command"] == "scripts/barriers run pthread --launches=1 --seed=7 --json"
    assert found.keys() == Environment.__fields__.keys()


def test_nothing_says_whose_machine_it_is(tmp_path):
    home = {"flags": "-O2 -I/home/joe/include -ffile-prefix-map=/home/joe=.", "compiler": "GNU"}
    text = json.dumps(describe(tmp_path, context=home))
    for secret in ("joe", "UUID", "root=", "isolcpus=1", str(paths.ROOT), str(tmp_path)):
        assert secret not in text
    words = text.replace('"', " ").replace("/", " ").split()
    assert platform.node() not in words and getpass.getuser() not in words


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "central", "--team=2,4"], "run central --team=2,4"),
        (["run", "--out=/home/joe/x.json"], "run --out=PATH"),
        (["validate", "../joe/x.json", "--seed", "3"], "validate PATH --seed 3"),
        (["run", "two words\x1b"], "run 'two words '"),
    ],
)
def test_the_command_is_kept_without_its_paths(arguments, said):
    assert privacy.command(arguments) == f"scripts/barriers {said}"


def at(name, value):
    def edit(document):
        document[name] = value

    return edit


@pytest.mark.parametrize(
    "edit",
    [
        at("host_name", "joes-laptop"),
        at("cpu", "x\x1b[2J"),
        at("cpu", "x\x9b2J"),
        at("cpu", "x" * 3000),
        at("command", 3),
        at("commit", "HEAD; rm -rf /"),
        at("machine", "../../etc"),
        at("time", "yesterday"),
        at("seed", 1.5),
        at("pus_online", [-1]),
        at("caches", [{"level": 1}]),
        at("caches", [{}] * 21),
        at("memory_bytes", 0),
        at("frequency", {"driver": "x"}),
        at("vulnerabilities", {"<b>": "x"}),
        at("cgroup_quota_pus", 0),
        at("aslr", 3),
        at("topology", {"pus": [0]}),
        at("topology", {"pus": [0], "placements": {}, "note": "\x07"}),
        at("unavailable", {"cpu": None}),
        at("unavailable", {"../cpu": "x"}),
        lambda document: document.pop("cpu"),
    ],
)
def test_a_record_that_nobody_can_have_written_is_refused(tmp_path, edit):
    document = describe(tmp_path)
    edit(document)
    with pytest.raises(ValidationError):
        Environment.parse_obj(document)


def test_the_records_that_are_kept_are_what_the_schema_says():
    kept = load_all(paths.RESULTS)
    assert kept
    for result in kept:
        Environment.parse_obj(result.environment)


def test_switches_that_are_set_for_some_pus_alone_are_all_told(tmp_path):
    mixed = {f"{CPU}/cpu3/cpufreq/scaling_governor": "powersave\n"}
    assert describe(tmp_path, mixed)["governor"] == "performance, powersave"


@pytest.mark.parametrize("said", ["", "nan", "\x1b[2J", "9" * 600, "[", "a,b", "1 " * 999])
def test_whatever_the_files_say_the_record_is_what_the_schema_says(tmp_path, said):
    noise = {path: said for path in SERVER if path != "proc/cpuinfo"}
    Environment.parse_obj(describe(tmp_path, noise))
