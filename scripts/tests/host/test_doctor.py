"""The doctor, on machines that are made up and on this one."""

import json
import os

import pytest
from pydantic import ValidationError

from barriers_tools.errors import MachineUnfit
from barriers_tools.host import doctor
from barriers_tools.host.checks import CHECKS
from barriers_tools.host.check import BAD, GOOD, NOT_FROM_INSIDE, TOLERABLE, UNKNOWN, Machine
from barriers_tools.host.sysinfo import access
from barriers_tools.host.sysinfo.files import Unavailable
from barriers_tools.schemas.doctor import Doctor
from machines import ARM, CLOCK, CPU, KERNEL, SERVER, VIRTUAL, a_second, findings, refuse, write

DOCKER = {".dockerenv": ""}


def test_on_a_server_that_was_made_ready_all_is_good(tmp_path):
    found = findings(tmp_path)
    assert {each.check: each.grade for each in found.values()} == {
        check.name: GOOD for check in CHECKS
    }
    assert all(each.fix is None and each.reason is None for each in found.values())
    doctor.require(list(found.values()), "good")


GRADED = {
    "laptop on powersave": (
        {f"{CPU}/cpu1/cpufreq/scaling_governor": "powersave\n"},
        ("governor", BAD, "performance, powersave", "scaling_governor"),
    ),
    "governor that follows the load": (
        {f"{CPU}/cpu{n}/cpufreq/scaling_governor": "schedutil\n" for n in range(4)},
        ("governor", TOLERABLE, "schedutil", "echo performance | sudo tee"),
    ),
    "turbo of Intel": (
        {f"{CPU}/intel_pstate/no_turbo": "0\n"},
        (
            "turbo",
            TOLERABLE,
            "on",
            "echo 1 | sudo tee /sys/devices/system/cpu/intel_pstate/no_turbo",
        ),
    ),
    "turbo of others": (
        {f"{CPU}/intel_pstate/no_turbo": None, f"{CPU}/cpufreq/boost": "1\n"},
        ("turbo", TOLERABLE, "on", "echo 0 | sudo tee /sys/devices/system/cpu/cpufreq/boost"),
    ),
    "SMT": ({f"{CPU}/smt/active": "1\n"}, ("smt", TOLERABLE, "share cores", "smt/control")),
    "deep sleep": (
        {f"{CPU}/cpu0/cpuidle/state1/disable": "0\n"},
        ("idle_states", TOLERABLE, "190 us", "idle-set"),
    ),
    "battery": (
        {
            "sys/class/power_supply/AC/type": "Mains\n",
            "sys/class/power_supply/AC/online": "0\n",
            "sys/class/power_supply/BAT0/type": "Battery\n",
            "sys/class/power_supply/BAT0/status": "Discharging\n",
        },
        ("power", BAD, "battery", "charger"),
    ),
    "quota of version 2, of a group around": (
        {"sys/fs/cgroup/user.slice/cpu.max": "150000 100000\n"},
        (
            "cgroup_quota",
            BAD,
            "1.5 PUs for 2",
            "echo max | sudo tee /sys/fs/cgroup/user.slice/cpu.max",
        ),
    ),
    "quota of version 1": (
        {
            "proc/self/cgroup": "4:cpu,cpuacct:/sample\n1:name=systemd:/\n",
            "proc/self/mounts": "cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0\n",
            "sys/fs/cgroup/cpu,cpuacct/sample/cpu.cfs_quota_us": "50000\n",
            "sys/fs/cgroup/cpu,cpuacct/sample/cpu.cfs_period_us": "100000\n",
        },
        (
            "cgroup_quota",
            BAD,
            "0.5 PUs for 2",
            "echo -1 | sudo tee /sys/fs/cgroup/cpu,cpuacct/sample/cpu.cfs_quota_us",
        ),
    ),
    "quota that is enough": (
        {"sys/fs/cgroup/user.slice/cpu.max": "300000 100000\n"},
        ("cgroup_quota", TOLERABLE, "3 PUs for 2; stopped in 0 periods", "cpu.max"),
    ),
    "quota that was enough until it was not": (
        {
            "sys/fs/cgroup/user.slice/cpu.max": "300000 100000\n",
            "sys/fs/cgroup/user.slice/cpu.stat": "nr_periods 9\nnr_throttled 7\n",
        },
        ("cgroup_quota", BAD, "stopped in 7 periods", "cpu.max"),
    ),
    "container with a quota, and a path that it cannot see": (
        {
            **DOCKER,
            "proc/self/cgroup": "0::/docker/4f2\n",
            "sys/fs/cgroup/cpu.max": "100000 100000\n",
        },
        ("cgroup_quota", BAD, "1 PUs for 2", "without --cpus"),
    ),
    "virtual machine": (VIRTUAL, ("virtualisation", TOLERABLE, "kvm", NOT_FROM_INSIDE)),
    "nothing isolated": (
        {f"{CPU}/isolated": "\n"},
        ("isolation", TOLERABLE, "no PUs", "isolcpus=1-3 nohz_full=1-3 rcu_nocbs=1-3"),
    ),
    "isolated with a tick": (
        {f"{CPU}/nohz_full": "(null)\n"},
        ("isolation", TOLERABLE, "PUs 2-3, but with a tick", "nohz_full=2-3"),
    ),
    "isolated by a kernel without nohz_full": (
        {f"{CPU}/nohz_full": None},
        ("isolation", TOLERABLE, "PUs 2-3, but with a tick", "nohz_full=2-3"),
    ),
    "one PU": (
        {f"{CPU}/isolated": "\n", f"{CPU}/online": "0\n"},
        ("isolation", TOLERABLE, "no PUs", "nothing can be done with one PU"),
    ),
    "others isolated": (
        {f"{CPU}/isolated": "0-1\n"},
        ("isolation", TOLERABLE, "PUs 0-1, and others are used", "taskset -c 0-1"),
    ),
    "irqbalance": (
        {"proc/99/comm": "irqbalance\n"},
        ("interrupts", TOLERABLE, "irqbalance", "systemctl stop irqbalance"),
    ),
    "watchdog": (
        {f"{KERNEL}/nmi_watchdog": "1\n"},
        ("nmi_watchdog", TOLERABLE, "on", "sysctl kernel.nmi_watchdog=0"),
    ),
    "slow clock": (
        {f"{CLOCK}/current_clocksource": "hpet\n"},
        ("clock_source", BAD, "hpet", "echo tsc | sudo tee"),
    ),
    "TSC given up": (
        {
            f"{CLOCK}/current_clocksource": "acpi_pm\n",
            f"{CLOCK}/available_clocksource": "hpet acpi_pm\n",
        },
        ("clock_source", BAD, "acpi_pm", "dmesg"),
    ),
    "clock of a hypervisor": (
        {**VIRTUAL, f"{CLOCK}/current_clocksource": "kvm-clock\n"},
        ("clock_source", TOLERABLE, "kvm-clock", "echo tsc"),
    ),
    "TSC that stops": (
        {"proc/cpuinfo": "processor : 0\nflags : tsc constant_tsc\n"},
        ("counter", BAD, "constant and not non-stop", "nothing can be done"),
    ),
    "NUMA balancing": (
        {f"{KERNEL}/numa_balancing": "1\n"},
        ("numa_balancing", TOLERABLE, "on", "sysctl kernel.numa_balancing=0"),
    ),
    "huge pages": (
        {"sys/kernel/mm/transparent_hugepage/enabled": "[always] madvise never\n"},
        ("huge_pages", TOLERABLE, "always", "echo madvise"),
    ),
    "no ASLR": ({f"{KERNEL}/randomize_va_space": "0\n"}, ("aslr", BAD, "off", "sysctl")),
    "ASLR in part": (
        {f"{KERNEL}/randomize_va_space": "1\n"},
        ("aslr", TOLERABLE, "but for the heap", "sysctl"),
    ),
    "no ASLR for us": (
        {"proc/self/personality": "00040000\n"},
        ("aslr", BAD, "for this process", "setarch -R"),
    ),
    "narrow mask": (
        {"proc/self/status": "Cpus_allowed_list:\t3\n", f"{CPU}/isolated": "\n"},
        ("affinity", TOLERABLE, "1 of 4 PUs: 3", "taskset -cp 0-3"),
    ),
    "narrow mask of a container": (
        {**DOCKER, "proc/self/status": "Cpus_allowed_list:\t0,2\n"},
        ("affinity", TOLERABLE, "2 of 4 PUs: 0,2", "--cpuset-cpus=0-3"),
    ),
}


@pytest.mark.parametrize(("machine", "expected"), GRADED.values(), ids=GRADED)
def test_what_is_not_good_is_graded_and_can_be_mended(tmp_path, machine, expected):
    check, grade, said, fix = expected
    seen = findings(tmp_path, machine)[check]
    assert (seen.grade, seen.reason) == (grade, None)
    assert said in seen.found and fix in seen.fix


@pytest.mark.parametrize(
    ("files", "fed_by"),
    [
        ({"AC/type": "Mains\n", "AC/online": "1\n", "BAT0/status": "Full\n"}, "mains"),
        ({"UC/type": "USB\n", "UC/online": "1\n", "BAT0/status": "Charging\n"}, "mains"),
        ({"AC/type": "Mains\n", "AC/online": "0\n", "BAT0/status": "Unknown\n"}, "battery"),
        ({"BAT0/status": "Full\n"}, "mains"),
        ({"BAT0/status": "Discharging\n"}, "battery"),
    ],
    ids=["mains", "USB", "mains that are off", "a full battery", "battery alone"],
)
def test_a_battery_counts_while_it_feeds_the_machine(tmp_path, files, fed_by):
    laptop = {f"sys/class/power_supply/{name}": said for name, said in files.items()}
    laptop["sys/class/power_supply/BAT0/type"] = "Battery\n"
    assert findings(tmp_path, laptop)["power"].found == fed_by


def test_a_mask_that_covers_the_machine_is_good(tmp_path):
    whole = {"proc/self/status": "Cpus_allowed_list:\t0-3\n"}
    assert findings(tmp_path, whole)["affinity"].grade is GOOD


def test_one_node_has_nothing_to_balance(tmp_path):
    one = {f"{KERNEL}/numa_balancing": "1\n", "sys/devices/system/node/node1/cpulist": None}
    assert findings(tmp_path, one)["numa_balancing"].found == "one node"


@pytest.mark.parametrize(
    ("stat", "grade", "said"),
    [
        ("cpu 110 0 104 9386 0 0 0 0 0 0", TOLERABLE, "0.12 PUs busy"),
        ("cpu 152 0 140 9298 0 0 10 0 0 0", BAD, "1.00 PUs busy"),
    ],
    ids=["a little", "a whole PU"],
)
def test_foreign_work_is_what_is_done_beside_our_own(tmp_path, stat, grade, said):
    busy = "4711 (fire (fox) 2) S 1 1 1 0 -1 0 0 0 0 0 {} 9 0 0 20 0 1 0\n"
    before = {"proc/4711/stat": busy.format(11), "proc/4712/stat": "4712 (gone) S 1"}
    second = a_second(tmp_path, stat, **{"proc/4711/stat": busy.format(61)})
    load = findings(tmp_path, before, pass_time=second)["load"]
    assert load.grade is grade and said in load.found
    assert "fire (fox) 2 (process 4711, 0.50 PUs)" in load.fix and "python3" not in load.fix


@pytest.mark.parametrize(("stolen", "grade"), [(1, GOOD), (12, TOLERABLE), (100, BAD)])
def test_stolen_time_is_a_share_of_the_second(tmp_path, stolen, grade):
    second = a_second(tmp_path, f"cpu 102 0 100 {9398 - stolen} 0 0 0 {stolen} 0 0")
    steal = findings(tmp_path, VIRTUAL, pass_time=second)["steal"]
    assert steal.grade is grade and f"{stolen / 400:.1%}" in steal.found
    assert steal.fix == (None if grade is GOOD else NOT_FROM_INSIDE)


def test_a_second_in_which_no_time_passes_is_unknown(tmp_path):
    found = findings(tmp_path, pass_time=lambda: None)
    assert found["load"].grade is found["steal"].grade is UNKNOWN
    assert "have not moved" in found["steal"].reason


NO_CPUFREQ = {
    **{f"{CPU}/cpu{n}/cpufreq/scaling_governor": None for n in range(4)},
    f"{CPU}/intel_pstate/no_turbo": None,
}


def test_what_a_hypervisor_hides_is_unknown_and_cannot_be_mended_from_inside(tmp_path):
    found = findings(tmp_path, VIRTUAL, NO_CPUFREQ)
    for check in ("governor", "turbo", "smt"):
        assert (found[check].grade, found[check].found) == (UNKNOWN, None)
        assert found[check].reason and found[check].fix == NOT_FROM_INSIDE


def test_what_a_container_hides_can_be_asked_outside(tmp_path):
    seen = findings(tmp_path, DOCKER)["interrupts"]
    assert seen.grade is UNKNOWN and "outside of the container" in seen.fix


def test_an_arm_has_a_steady_counter_and_no_flag_for_a_hypervisor(tmp_path):
    found = findings(tmp_path, ARM)
    assert all(found[check].grade is GOOD for check in ("counter", "clock_source"))
    assert found["virtualisation"].found == "none"
    hidden = {"sys/class/dmi/id/sys_vendor": None, "sys/class/dmi/id/product_name": None}
    found = findings(tmp_path, ARM, hidden)
    assert found["virtualisation"].grade is UNKNOWN


@pytest.mark.parametrize(
    ("product", "kind"),
    [("m6g.large", "kvm"), ("m6g.metal", "none")],
    ids=["a virtual machine", "a whole one"],
)
def test_a_cloud_lends_virtual_machines_and_whole_ones(tmp_path, product, kind):
    lent = {
        "sys/class/dmi/id/sys_vendor": "Amazon EC2\n",
        "sys/class/dmi/id/product_name": f"{product}\n",
    }
    assert findings(tmp_path, ARM, lent)["virtualisation"].found == kind


def test_who_may_not_bind_cannot_measure(tmp_path):
    seen = findings(tmp_path, pin=refuse("the kernel refuses to bind"))["pinning"]
    assert (seen.grade, seen.found) == (BAD, "the kernel refuses to bind")


@pytest.mark.parametrize(
    ("machine", "fix"),
    [
        ({f"{KERNEL}/perf_event_paranoid": "4\n"}, "sudo sysctl kernel.perf_event_paranoid=2"),
        (VIRTUAL, NOT_FROM_INSIDE),
        (DOCKER, "--cap-add PERFMON"),
        ({}, "nothing can be done with this processor and kernel"),
    ],
    ids=["paranoid", "virtual", "contained", "neither"],
)
def test_counters_that_do_not_open_are_missed_but_times_are_not(tmp_path, machine, fix):
    seen = findings(tmp_path, machine, count=refuse("no"))["counters"]
    assert (seen.grade, seen.found) == (TOLERABLE, "do not open: no") and fix in seen.fix


def test_a_machine_that_says_nothing_is_unknown_and_not_good(tmp_path):
    write(tmp_path, {"proc/version": "none\n"})
    made = doctor.examine(Machine(refuse("no"), refuse("no"), lambda: None, tmp_path))
    assert {each.grade for each in made if each.check != "pinning"} == {UNKNOWN}
    Doctor.parse_obj(doctor.document(made))


HOSTILE = ("", "nan", "\x1b[2J", "\x00", "9" * 5000, "[", "a,b", "-", "cpu x y", "1 " * 9999)


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_the_files_say_comes_out_as_plain_text(tmp_path, said):
    made = findings(tmp_path, dict.fromkeys(SERVER, said)).values()
    Doctor.parse_obj(doctor.document(list(made)))


def test_the_worst_grade_is_that_of_the_machine(tmp_path):
    bad = {f"{KERNEL}/randomize_va_space": "0\n", f"{KERNEL}/nmi_watchdog": "1\n"}
    made = list(findings(tmp_path, bad).values())
    assert doctor.document(made)["grade"] == "bad"
    with pytest.raises(MachineUnfit, match="wants it: aslr is bad$") as unfit:
        doctor.require(made, "tolerable")
    assert unfit.value.exit_code == 4
    with pytest.raises(MachineUnfit, match="nmi_watchdog is tolerable, aslr is bad$"):
        doctor.require(made, "good")


def test_what_is_unknown_is_not_good_but_no_reason_to_stop(tmp_path):
    made = list(findings(tmp_path, NO_CPUFREQ).values())
    doctor.require(made, "tolerable")
    with pytest.raises(MachineUnfit, match="governor is unknown, turbo is unknown$"):
        doctor.require(made, "good")


def test_the_document_of_this_machine_is_what_the_schema_says(barriers):
    document = barriers.json("doctor")
    Doctor.parse_obj(document)
    assert [each["check"] for each in document["checks"]] == [check.name for check in CHECKS]


def test_validate_knows_what_the_doctor_prints(barriers, tmp_path):
    file = tmp_path / "doctor.json"
    file.write_text(barriers("doctor", "--json").stdout, encoding="utf-8")
    assert barriers("validate", str(file)).returncode == 0
    file.write_text(file.read_text(encoding="utf-8").replace('"schema": 2', '"schema": 9'))
    assert barriers("validate", str(file)).returncode == 1


@pytest.mark.parametrize(
    "edit",
    [
        lambda document: document.update(schema=1),
        lambda document: document.update(checks=[]),
        lambda document: document["checks"][0].update(found=None),
        lambda document: document["checks"][0].update(found="\x1b[2J"),
        lambda document: document["checks"][0].update(grade="splendid"),
        lambda document: document["checks"][0].update(effect=None),
        lambda document: document["checks"][0].update(extra=1),
    ],
)
def test_the_schema_refuses_what_the_doctor_cannot_have_said(tmp_path, edit):
    document = doctor.document(list(findings(tmp_path).values()))
    edit(document)
    with pytest.raises(ValidationError):
        Doctor.parse_obj(document)


@pytest.mark.parametrize(
    ("required", "met"),
    [("--require", {"good", "unknown", "tolerable"}), ("--require=good", {"good"})],
)
def test_the_exit_code_says_whether_what_is_required_is_met(barriers, required, met):
    done = barriers("doctor", required, "--json")
    unmet = [e["check"] for e in json.loads(done.stdout)["checks"] if e["grade"] not in met]
    assert done.returncode == (4 if unmet else 0), done.stderr
    assert all(f"{check} is" in done.stderr for check in unmet)


def test_the_table_names_each_check_and_asks_for_nothing(barriers):
    done = barriers("doctor")
    assert done.returncode == 0 and all(check.name in done.stdout for check in CHECKS)


def test_a_level_that_does_not_exist_is_a_usage_error(barriers):
    done = barriers("doctor", "--require=perfect")
    assert done.returncode == 2 and "perfect" in done.stderr


def test_whether_counters_open_is_found_by_opening_one():
    """Either it opens and is closed again, or the kernel's reason is told."""
    before = open_files()
    try:
        access.count()
    except Unavailable as why:
        assert str(why)
    assert open_files() == before


def open_files():
    return sorted(os.listdir("/proc/self/fd"))


def test_binding_is_tried_without_changing_anything():
    before = os.sched_getaffinity(0)
    access.pin()
    assert os.sched_getaffinity(0) == before


def test_help_tells_the_levels_and_the_exit_code(barriers):
    said = barriers("doctor", "--help")
    assert said.returncode == 0 and "[tolerable|good]" in said.stdout
    assert "  4 " in barriers("--help").stdout
