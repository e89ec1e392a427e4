"""What a packet and a flow cost as more flows are followed."""

import fcntl
import os
import struct
import subprocess
import tempfile
import termios
import time

from bounds import spread
from processes import available_memory, is_asleep, memory, processor_seconds
from programs import BUILT, STILE, fail

COUNTS = [1_000, 10_000, 100_000, 1_000_000]
# Chat on any of the flows, after all of them have begun.
PACKETS = 400_000
# Limits as high as they must be for nothing to be forgotten.
POLICY = "[limits]\nflows = {}\nstored-bytes = 1073741824\nidle-conversation = 86400\nidle-other = 86400\n"


def has_taken_all(replay, pipe):
    """Whether it has read everything written so far, and sleeps."""
    waiting = struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0\0\0\0"))[0]
    return waiting == 0 and is_asleep(replay.pid)


def wait_for(flows, replay, pipe):
    """Waits until the generator has written what it had to, and all of it is taken. Sleeping once may be chance."""
    if not flows.stderr.readline():
        fail("bench: the generator of flows ended early")
    calm = 0
    while calm < 5:
        if replay.poll() is not None:
            fail(f"bench: stile replay ended with status {replay.returncode}")
        calm = calm + 1 if has_taken_all(replay, pipe) else 0
        time.sleep(0.01)


def replay_flows(count, policy):
    """Nanoseconds a packet among so many flows, and the peak of memory."""
    pipe, entrance = os.pipe()
    command = [STILE, "replay", "--format", "summary", "--policy", policy, "-"]
    replay = subprocess.Popen(command, stdin=pipe, stdout=subprocess.DEVNULL)
    command = [f"{BUILT}/flows", str(count), str(PACKETS)]
    flows = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=entrance, stderr=subprocess.PIPE)
    os.close(entrance)
    wait_for(flows, replay, pipe)
    start = processor_seconds(replay.pid)
    flows.stdin.write(b"\n")
    flows.stdin.flush()
    wait_for(flows, replay, pipe)
    taken, peak = processor_seconds(replay.pid) - start, memory(replay.pid, "VmHWM")
    flows.communicate(b"\n")
    os.close(pipe)
    if replay.wait() != 0:
        fail(f"bench: stile replay ended with status {replay.returncode}")
    return taken * 1e9 / PACKETS, peak


def has_room_for(count, results):
    """Whether this machine has the memory for so many flows, judged by what fewer have taken."""
    measured = max(results, default=0)
    return measured == 0 or results[measured]["peak_bytes"] / measured * count < available_memory()


def measure(options, bounds):
    results = {}
    for count in COUNTS:
        if not has_room_for(count, results):
            print(f"\nscale: this machine has not the memory to follow {count:,} flows")
            break
        with tempfile.NamedTemporaryFile("w", suffix=".toml") as policy:
            policy.write(POLICY.format(count + count // 8))
            policy.flush()
            # The largest takes as long as all rounds of the others.
            rounds = max(1, min(options.rounds, COUNTS[-1] // count))
            runs = [replay_flows(count, policy.name) for _ in range(rounds)]
        results[count] = {
            "nanoseconds_per_packet": spread([run[0] for run in runs]),
            "peak_bytes": max(run[1] for run in runs),
        }
    hold(bounds, results)
    show(results)
    return results


def hold(bounds, results):
    fewest, most = min(results), max(results)
    base, largest = results[fewest], results[most]
    for count in results.keys() - {fewest}:
        results[count]["bytes_per_flow"] = (results[count]["peak_bytes"] - base["peak_bytes"]) / (count - fewest)
    growth = largest["nanoseconds_per_packet"]["median"] / base["nanoseconds_per_packet"]["median"]
    bounds.at_most(f"scale: bytes of an idle flow among {most:,}", largest["bytes_per_flow"], 256)
    bounds.at_most(f"scale: ns a packet at {most:,} flows over those at {fewest:,}", growth, 2)


def show(results):
    print(f"\n{'flows':>10} {'ns/packet':>10} {'min':>8} {'max':>8} {'peak MiB':>10} {'bytes/flow':>11}")
    for count, row in results.items():
        cost = row["nanoseconds_per_packet"]
        flow = f"{row['bytes_per_flow']:.0f}" if "bytes_per_flow" in row else ""
        print(
            f"{count:>10,} {cost['median']:>10.0f} {cost['min']:>8.0f} {cost['max']:>8.0f}"
            f" {row['peak_bytes'] / 2**20:>10.1f} {flow:>11}"
        )
