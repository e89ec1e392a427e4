"""What `stile replay` costs beside a bare libpcap loop: time, memory, allocations and instructions for each packet."""

import instructions
from bounds import ratios, spread
from programs import CAPTURES, COUNT_START, UNREAD

# What each figure may be at most: the replay as a multiple of the bare loop, and nanoseconds of classification.
RATIO, ALLOCATIONS, CHAT, UNREAD_PACKET = 1.5, 0.001, 60, 30
# By how much instructions may grow before the record of them must be changed on purpose.
GROWTH = 1.05


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


def figures(costs, bare, packets, size):
    nanoseconds = spread([cost.microseconds * 1000 / packets for cost in costs])
    return {
        "nanoseconds_per_packet": nanoseconds,
        "megabytes_per_second": size / packets / nanoseconds["median"] * 1000,
        "peak_kilobytes": max(cost.peak for cost in costs),
        "ratio": ratios([cost.microseconds for cost in costs], [cost.microseconds for cost in bare]),
    }


def measure_capture(programs, subjects, name, options):
    costs = time_rounds(programs, subjects, name, options.rounds)
    result = {
        subject: figures(costs[subject], costs["bare loop"], options.packets, programs.size(name)) for subject in subjects
    }
    # Where none is made for a packet, the two runs may still differ by one or two.
    allocations = max(0, programs.allocations(name) - programs.allocations(name, COUNT_START))
    return {"subjects": result, "allocations_per_packet": allocations / (options.packets - COUNT_START)}


def add_instructions(results, counts):
    """Beside the counts stand nanoseconds: as many as the whole replay took in the same run for as many instructions."""
    for name, counted in counts.items():
        taken = results[name]["subjects"]["stile"]["nanoseconds_per_packet"]["median"]
        results[name]["instructions_per_packet"] = counted
        results[name]["classification_nanoseconds"] = counted["classification"] * taken / counted["whole"]
        results[name]["verifying_nanoseconds"] = counted["verifying checksums"] * taken / counted["whole"]


def hold(bounds, name, result, record):
    if name in CAPTURES:
        ratio = result["subjects"]["stile"]["ratio"]["median"]
        bounds.at_most(f"offline: {name}, replay over bare loop", ratio, RATIO)
    bounds.at_most(f"offline: {name}, allocations a packet", result["allocations_per_packet"], ALLOCATIONS)
    if "classification_nanoseconds" not in result:
        return
    if name not in ("p2p", "mixed"):
        limit = UNREAD_PACKET if name in UNREAD else CHAT
        bounds.at_most(f"offline: {name}, ns of classification a packet", result["classification_nanoseconds"], limit)
    if name in record:
        counted, limit = result["instructions_per_packet"]["whole"], record[name] * GROWTH
        bounds.at_most(f"offline: {name}, instructions a packet, {record[name]} on record", counted, limit)


def measure(options, programs, bounds, record):
    subjects = ["bare loop", "stile"] + (["tshark", "ndpiReader"] if options.peers else [])
    print(f"\noffline: {options.packets} packets, {options.rounds} rounds after one to warm up; user and system time")
    print("                     ns/packet      min      max     MB/s  peak KiB   ratio    min    max  allocations")
    results = {}
    for name in options.capture:
        results[name] = measure_capture(programs, subjects, name, options)
        show(name, results[name])
    if options.instructions:
        add_instructions(results, instructions.per_packet(programs, options.capture))
        show_instructions(results)
    for name, result in results.items():
        hold(bounds, name, result, record)
    return results


def show(name, result):
    for subject, row in result["subjects"].items():
        time, ratio = row["nanoseconds_per_packet"], row["ratio"]
        allocations = f"{result['allocations_per_packet']:>12.4f}" if subject == "stile" else ""
        print(
            f"{name:<9} {subject:<10} {time['median']:>9.0f} {time['min']:>8.0f} {time['max']:>8.0f}"
            f" {row['megabytes_per_second']:>8.0f} {row['peak_kilobytes']:>9}"
            f" {ratio['median']:>7.2f} {ratio['min']:>6.2f} {ratio['max']:>6.2f} {allocations}",
            flush=True,
        )


def show_instructions(results):
    print("\ninstructions a packet, and nanoseconds at the rate of the whole replay in this run")
    print(f"{'':<9} {'whole':>8} {'classification':>16} {'ns':>6} {'checksums':>11} {'ns':>6}")
    for name, result in results.items():
        counted = result["instructions_per_packet"]
        print(
            f"{name:<9} {counted['whole']:>8.0f} {counted['classification']:>16.0f}"
            f" {result['classification_nanoseconds']:>6.0f} {counted['verifying checksums']:>11.0f}"
            f" {result['verifying_nanoseconds']:>6.0f}"
        )
    for name, result in results.items():
        print(f"\n{name}: what takes most of them, less what it calls")
        for function, cost in result["instructions_per_packet"]["dearest functions"].items():
            print(f"{cost:>8.0f}  {function}")
