"""How large the programs are, how soon the daemon gives its first verdict, and what it holds while it is idle."""

import json
import os
import subprocess
import sys
import tempfile

from bounds import spread
from programs import STILE, STILED

PROBE = os.path.join(os.path.dirname(__file__), "first_verdict.py")


def stripped_size(path):
    with tempfile.NamedTemporaryFile() as copy:
        subprocess.run(["strip", "-o", copy.name, path], check=True)
        return os.path.getsize(copy.name)


def measure(options, network, bounds):
    results = {"stripped_bytes": {os.path.basename(path): stripped_size(path) for path in (STILE, STILED)}}
    probe = [sys.executable, "-B", PROBE, STILED, "--queue", "0", "--fail-closed", "--socket", network.socket]
    with network.closed_queue():
        runs = [json.loads(network.run("gateway", probe)) for _ in range(options.rounds)]
    results["milliseconds_to_first_verdict"] = spread([run["milliseconds"] for run in runs])
    results["resident_bytes"] = spread([run["resident_bytes"] for run in runs])
    for program, size in results["stripped_bytes"].items():
        bounds.at_most(f"start: {program}, stripped, MB", size / 1e6, 15)
    bounds.at_most("start: stiled, idle, resident MiB", results["resident_bytes"]["median"] / 2**20, 16)
    bounds.at_most("start: ms from exec to the first verdict", results["milliseconds_to_first_verdict"]["median"], 50)
    show(results)
    return results


def show(results):
    print("\nsizes and starts                             median      min      max")
    for program, size in results["stripped_bytes"].items():
        print(f"{program + ', stripped, MB':<42} {size / 1e6:>8.1f}")
    for what, figures, unit in [
        ("stiled, idle, resident MiB", results["resident_bytes"], 2**20),
        ("stiled, ms to the first verdict", results["milliseconds_to_first_verdict"], 1),
    ]:
        print(f"{what:<42}" + "".join(f" {figures[key] / unit:>8.1f}" for key in ("median", "min", "max")))
