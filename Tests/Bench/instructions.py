"""Instructions, counted by callgrind: of the whole program, of the classification in it, and of each function."""

import collections
import concurrent.futures
import os
import re
import subprocess

from programs import BUILT, COUNT_START, INSTRUCTION_END, STILE, run

# The one call that a verdict comes from, and the part of it that sums up bytes, as Swift mangles their names.
CLASSIFY = "16PacketClassifierV8classify"
VERIFY = "10TCPSegmentV13checksumState"

# Of a run: `whole` program; by function, what it costs with (`inclusive`) and without (`own`) what it calls.
Profile = collections.namedtuple("Profile", "whole own inclusive")


def read_profile(lines):
    """What callgrind wrote. A name is told in full once and by its number later; the line behind `calls=` is the cost of
    the function that is called there."""
    names, own, inclusive = {}, collections.Counter(), collections.Counter()
    caller, is_call = None, False
    for line in lines:
        told = re.match(r"(c?fn)=(\(\d+\))(?: (.*))?", line)
        if told:
            kind, number, name = told.groups()
            names.setdefault(number, name)
            caller = names[number] if kind == "fn" else caller
        elif line.startswith("calls="):
            is_call = True
        elif line[:1] in tuple("0123456789+-*"):
            cost = int(line.split()[1])
            inclusive[caller] += cost
            own[caller] += 0 if is_call else cost
            is_call = False
    return Profile(sum(own.values()), own, inclusive)


def count(path):
    """The profile of `stile replay` on a capture."""
    out = f"{path}.callgrind"
    grind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", f"{BUILT}/stile-without-debugging"]
    run(grind + ["replay", "--format", "summary", path])
    with open(out, encoding="utf-8", errors="replace") as file:
        profile = read_profile(file)
    os.unlink(out)
    return profile


def of(profile, part):
    return sum(cost for name, cost in profile.inclusive.items() if name and part in name)


def per_packet(programs, names):
    """By capture, instructions for each packet: of the whole, of classification, of verifying checksums in it, and of the
    dearest functions. From the difference of two runs, so that the start of the program is left out; both processors
    are put to work, since a count does not depend on what else runs."""
    # Debian's valgrind stumbles over the debugging information of Swift's runtime.
    run(["strip", "--strip-debug", "-o", f"{BUILT}/stile-without-debugging", STILE])
    paths = [programs.capture(name, packets) for name in names for packets in (COUNT_START, INSTRUCTION_END)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        profiles = list(pool.map(count, paths))
    return {name: difference(*profiles[2 * place : 2 * place + 2]) for place, name in enumerate(names)}


def difference(short, long):
    packets = INSTRUCTION_END - COUNT_START
    verifying = (of(long, VERIFY) - of(short, VERIFY)) / packets
    dearest = (long.own - short.own).most_common(12)
    return {
        "whole": (long.whole - short.whole) / packets,
        "classification": (of(long, CLASSIFY) - of(short, CLASSIFY)) / packets - verifying,
        "verifying checksums": verifying,
        "dearest functions": dict(zip(readable([name for name, _ in dearest]), [cost / packets for _, cost in dearest])),
    }


def readable(names):
    """As Swift writes them, shortened; two that look the same then, being specializations of one, are told apart."""
    command = ["swift", "demangle", "--simplified", "--compact"]
    told = subprocess.run(command, input="\n".join(names), capture_output=True, text=True, check=True).stdout
    return [f"{place:>2}. {name[:90]}" for place, name in enumerate(told.splitlines(), 1)]
