"""The programs that the benchmark runs, and the captures that it runs them on."""

import collections
import json
import os
import subprocess
import sys

CAPTURES = ["chat", "p2p", "mixed"]
# Captures of which all but a few packets need not be read: of released connections, or of long payloads to be skipped.
UNREAD = ["released", "skipped"]
# Everything in a capture has begun before this packet, and what is counted for a packet is counted from here on. It
# comes from the difference of two runs, of which one ends here, so that the start of the program is left out.
COUNT_START = 80_000
# Callgrind is some fifty times slower, so it is not asked for the whole.
INSTRUCTION_END = 100_000

BUILT = ".build/bench"
STILE, STILED = ".build/release/stile", ".build/release/stiled"
RECORD = "Tests/Bench/instructions.json"
SUBJECTS = {
    "bare loop": [f"{BUILT}/bare-loop"],
    "stile": [STILE, "replay", "--format", "summary"],
    "tshark": ["tshark", "-n", "-q", "-z", "io,phs", "-r"],
    "ndpiReader": ["ndpiReader", "-q", "-i"],
}

Cost = collections.namedtuple("Cost", "microseconds peak")


class Programs:
    def __init__(self, packets):
        self.packets = packets

    def capture(self, name, packets=None):
        """The path of a capture, written if it is not there in this size; names tell the size."""
        packets = packets or self.packets
        path = f"{BUILT}/{name}-{packets}.pcap"
        if not os.path.exists(path):
            run([f"{BUILT}/traffic", name, str(packets), path + ".partial"])
            os.rename(path + ".partial", path)
        return path

    def size(self, name):
        return os.path.getsize(self.capture(name))

    def cost(self, subject, name):
        report = f"{BUILT}/cost.txt"
        run([f"{BUILT}/cost", report] + SUBJECTS[subject] + [self.capture(name)])
        with open(report, encoding="ascii") as file:
            return Cost(*map(int, file.read().split()))

    def allocations(self, name, packets=None):
        report = f"{BUILT}/allocations.txt"
        preloaded = {"LD_PRELOAD": f"{os.getcwd()}/{BUILT}/count-allocations.so", "ALLOCATIONS": report}
        run(SUBJECTS["stile"] + [self.capture(name, packets)], preloaded)
        with open(report, encoding="ascii") as file:
            return int(file.read())


def read_record():
    if not os.path.exists(RECORD):
        fail(f"bench: there is no record at {RECORD} to hold anything against: make one with --record")
    with open(RECORD, encoding="ascii") as file:
        return json.load(file)


def write_record(counts):
    with open(RECORD, "w", encoding="ascii") as file:
        json.dump(counts, file, indent=2)
        file.write("\n")


def run(command, environment=None):
    """Runs a command to its good end and answers what it told on its standard error."""
    done = subprocess.run(
        command, env=os.environ | (environment or {}), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    if done.returncode != 0:
        fail(f"bench: {command[0]} ended with status {done.returncode}: {done.stderr.strip()}")
    return done.stderr


def fail(message):
    """Ends the benchmark with status 1 and one line that says why."""
    sys.exit(message)
