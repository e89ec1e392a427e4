"""Measures `stile replay` beside a bare libpcap loop: time, memory, allocations and instructions for each packet.

Run by scripts/bench, which builds what is named here and says what the options mean.
"""

import argparse
import json
import statistics
import sys

from programs import ALLOCATION_START, CAPTURES, INSTRUCTION_END, Programs

# What each figure may be at most.
BOUNDS = {"ratio": 3.0, "allocations": 0.001}
# By how much instructions may grow before the record of them must be changed on purpose.
GROWTH = 1.05


def spread(values):
    return {"median": statistics.median(values), "min": min(values), "max": max(values)}


def time_rounds(programs, subjects, name, rounds):
    """Costs by subject. The subjects take turns, so that what else the machine does falls on all of them alike; the
    first round only warms the caches."""
    costs = {subject: [] for subject in subjects}
    for count in range(rounds + 1):
        for subject in subjects:
            cost = programs.cost(subject, name)
            if count > 0:
                costs[subject].append(cost)
    return costs


def figures(costs, packets, size):
    nanoseconds = spread([cost.microseconds * 1000 / packets for cost in costs])
    return {
        "nanoseconds_per_packet": nanoseconds,
        "megabytes_per_second": size / packets / nanoseconds["median"] * 1000,
        "peak_kilobytes": max(cost.peak for cost in costs),
    }


def measure(programs, subjects, name, options):
    """All figures of one capture; ratios are taken within each round, against the bare loop."""
    costs = time_rounds(programs, subjects, name, options.rounds)
    bare = costs["bare loop"]
    result = {"subjects": {}}
    for subject in subjects:
        result["subjects"][subject] = figures(costs[subject], options.packets, programs.size(name))
        ratios = [cost.microseconds / base.microseconds for cost, base in zip(costs[subject], bare)]
        result["subjects"][subject]["ratio"] = spread(ratios)
    counted = options.packets - ALLOCATION_START
    result["allocations_per_packet"] = (
        programs.allocations(name) - programs.allocations(name, ALLOCATION_START)
    ) / counted
    if options.instructions:
        counted = INSTRUCTION_END - ALLOCATION_START
        result["instructions_per_packet"] = (
            programs.instructions(name, INSTRUCTION_END) - programs.instructions(name, ALLOCATION_START)
        ) / counted
    return result


def missed(name, result, record):
    """What a capture's figures miss, one line each."""
    lines = []
    ratio = result["subjects"]["stile"]["ratio"]["median"]
    if ratio > BOUNDS["ratio"]:
        lines.append(f"{name}: {ratio:.2f} times the bare loop, at most {BOUNDS['ratio']}")
    allocations = result["allocations_per_packet"]
    if allocations > BOUNDS["allocations"]:
        lines.append(f"{name}: {allocations:.4f} allocations a packet, at most {BOUNDS['allocations']}")
    recorded = record.get(name)
    if recorded and result["instructions_per_packet"] > recorded * GROWTH:
        lines.append(f"{name}: {result['instructions_per_packet']:.0f} instructions a packet, and {recorded} are on record")
    return lines


def show(name, result):
    for subject, row in result["subjects"].items():
        time, ratio = row["nanoseconds_per_packet"], row["ratio"]
        print(
            f"{name:<6} {subject:<10} {time['median']:>9.0f} {time['min']:>8.0f} {time['max']:>8.0f}"
            f" {row['megabytes_per_second']:>8.0f} {row['peak_kilobytes']:>9}"
            f" {ratio['median']:>7.2f} {ratio['min']:>6.2f} {ratio['max']:>6.2f}"
        )
    line = f"{name:<6} {'stile':<10} allocations a packet {result['allocations_per_packet']:.4f}"
    if "instructions_per_packet" in result:
        line += f", instructions a packet {result['instructions_per_packet']:.0f}"
    print(line, flush=True)


def arguments():
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--packets", type=int, default=200_000)
    parser.add_argument("--capture", choices=CAPTURES, action="append", help="only this one; may be given again")
    parser.add_argument("--json", metavar="FILE", help="write all figures to this file")
    parser.add_argument("--instructions", action="store_true", help="count instructions, by callgrind")
    parser.add_argument("--check", action="store_true", help="hold them against the record")
    parser.add_argument("--record", action="store_true", help="put them on record")
    parser.add_argument("--peers", action="store_true", help="run tshark and ndpiReader beside")
    options = parser.parse_args()
    options.instructions |= options.check or options.record
    if options.rounds < 1 or options.packets <= INSTRUCTION_END:
        parser.error(f"at least 1 round, and more than {INSTRUCTION_END} packets")
    return options


def main():
    options = arguments()
    programs = Programs(options.packets)
    subjects = ["bare loop", "stile"] + (["tshark", "ndpiReader"] if options.peers else [])
    record = programs.record() if options.check else {}
    print(f"{options.packets} packets, {options.rounds} rounds after one to warm up; user and system time of the process")
    print("                    ns/packet      min      max     MB/s  peak KiB  times bare   min    max")
    results, lines = {}, []
    for name in options.capture or CAPTURES:
        results[name] = measure(programs, subjects, name, options)
        show(name, results[name])
        lines += missed(name, results[name], record)
    if options.record:
        counts = {name: round(result["instructions_per_packet"]) for name, result in results.items()}
        programs.write_record(counts)
    if options.json:
        with open(options.json, "w", encoding="ascii") as file:
            told = {"packets": options.packets, "rounds": options.rounds, "captures": results, "missed": lines}
            json.dump(told, file, indent=2)
    print("\n" + ("\n".join("missed: " + line for line in lines) if lines else "every bound is kept"))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
