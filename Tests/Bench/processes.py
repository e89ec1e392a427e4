"""What the kernel tells of a running process, and of what there is for others."""

import os

TICK = 1 / os.sysconf("SC_CLK_TCK")


def processor_seconds(process):
    """User and system time of all threads."""
    fields = status_fields(process)
    return (int(fields[11]) + int(fields[12])) * TICK


def is_asleep(process):
    return status_fields(process)[0] == "S"


def status_fields(process):
    """Those behind the name, which may hold anything: the state first."""
    with open(f"/proc/{process}/stat", encoding="ascii") as file:
        return file.read().rpartition(")")[2].split()


def memory(process, name):
    """VmHWM, the peak of resident memory so far, or VmRSS, what is resident now; in bytes."""
    with open(f"/proc/{process}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith(name))


def available_memory():
    """What programs may still take without swapping, in bytes."""
    with open("/proc/meminfo", encoding="ascii") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("MemAvailable"))
