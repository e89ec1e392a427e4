"""What the kernel's queue and what stiled cost a live connection, beside a minimal program and beside no queue at all."""

import live_table
from bounds import ratios, spread
from network import SERVERS
from processes import processor_seconds

MESSENGER, FOREIGN = 1863, 6891
# Of one transfer.
MILLISECONDS = 600
ROUND_TRIPS = 4_000
# What is sent: words, whether senders hand over super-packets, size of segments (0: as large as the link carries).
TRANSFERS = {
    "skipped payload": ("skipped", True, 0),
    "pictures": ("picture", True, 0),
    "chat": ("chat", True, 0),
    "skipped payload, 1350 a segment": ("skipped", False, 1350),
    "pictures, 1350 a segment": ("picture", False, 1350),
    "chat, 1350 a segment": ("chat", False, 1350),
    "skipped payload, 88 a segment": ("skipped", False, 88),
    "chat, 88 a segment": ("chat", False, 88),
}
PAIRED = ["skipped payload, 1350 a segment", "chat, 1350 a segment"]
RELEASED = {"released": ("foreign", True, 0), "released, 1350 a segment": ("foreign", False, 1350)}
SUBJECTS = ["no queue", "accept-all", "stiled"]


def metered(network, daemon, work):
    """What the work told, how many packets the gateway had to do with meanwhile, and the daemon's share of each."""
    packets, taken = network.forwarded_packets(), processor_seconds(daemon) if daemon else 0
    told = work()
    packets = network.forwarded_packets() - packets
    taken = processor_seconds(daemon) - taken if daemon else 0
    return told, packets, {"CPU ns/packet": taken * 1e9 / packets}


def transfer(network, daemon, content, port, servers=1):
    kind, is_offloaded, segment = content
    network.set_offload(is_offloaded)
    resent = network.resent_segments()
    (megabytes, seconds), packets, share = metered(
        network, daemon, lambda: network.send(kind, MILLISECONDS, segment, port, servers)
    )
    resent = network.resent_segments() - resent
    return {"MB/s": megabytes / seconds, "packets/s": packets / seconds, "resent": resent} | share


def turns(network, daemon):
    """Percentiles of the round trip, in microseconds."""
    times, _, share = metered(network, daemon, lambda: network.round_trips(ROUND_TRIPS, MESSENGER))
    return {f"p{part:g} us": times[int(len(times) * part / 100)] / 1000 for part in (50, 99, 99.9)} | share


def run_round(network, subject, queues, names, servers=1):
    """Everything that is done with one subject before the next has its turn."""
    with network.rules(0 if subject == "no queue" else queues), network.daemon(subject, queues) as daemon:
        figures = {name: transfer(network, daemon, TRANSFERS[name], MESSENGER, servers) for name in names}
        if servers == 1:
            figures["64 bytes and back"] = turns(network, daemon)
    return figures


def run_released(network, subject):
    """The daemon sees how such a connection begins, and the kernel's mark takes the rest past the queue."""
    with network.rules(0 if subject == "no queue" else 1, any_port=True), network.daemon(subject, 1) as daemon:
        return {name: transfer(network, daemon, content, FOREIGN) for name, content in RELEASED.items()}


def rounds_of(subjects, rounds, run):
    """Figures by subject and row, each with a value for every round; the first round only warms up."""
    told = {subject: [] for subject in subjects}
    for count in range(rounds + 1):
        for subject in subjects:
            figures = run(subject)
            if count > 0:
                told[subject].append(figures)
    return {
        subject: {row: by_name([figures[row] for figures in all_rounds]) for row in all_rounds[0]}
        for subject, all_rounds in told.items()
    }


def by_name(rounds):
    return {name: [figures[name] for figures in rounds] for name in rounds[0]}


def summarize(figures, base):
    """Medians and noise, and the ratios to another subject."""
    return {
        subject: {
            row: {name: spread(values) for name, values in told.items()}
            | ({} if subject == base else {"ratios": compare(told, figures[base][row])})
            for row, told in table.items()
        }
        for subject, table in figures.items()
    }


def compare(told, base):
    """Where there is no daemon it takes no time, and nothing can be compared to that."""
    return {name: ratios(values, base[name]) for name, values in told.items() if all(base[name])}


def hold(bounds, title, results, limits):
    """Holds stiled's ratios against limits, by name: whether it is the most or the least that is wanted, and how much."""
    for row, told in results["stiled"].items():
        for name, (is_most, limit) in limits.items():
            if name in told["ratios"]:
                bound = bounds.at_most if is_most else bounds.at_least
                bound(f"live, {title}: {row}, {name}", told["ratios"][name]["median"], limit)


def measure(options, network, bounds):
    with network.server(MESSENGER), network.server(FOREIGN):
        one = rounds_of(SUBJECTS, options.rounds, lambda subject: run_round(network, subject, 1, TRANSFERS))
        two = rounds_of(
            SUBJECTS, options.rounds, lambda subject: run_round(network, subject, 2, PAIRED, servers=len(SERVERS))
        )
        released = rounds_of(["no queue", "stiled"], options.rounds, lambda subject: run_released(network, subject))
    results = {
        "one queue": summarize(one, "accept-all"),
        "two queues": summarize(two, "accept-all"),
        "release by mark": summarize(released, "no queue"),
    }
    rates = {"MB/s": (False, 0.95), "packets/s": (False, 0.95), "p99 us": (True, 1.1)}
    hold(bounds, "one queue", results["one queue"], rates)
    hold(bounds, "two queues", results["two queues"], rates)
    hold(bounds, "by mark", results["release by mark"], {"MB/s": (False, 0.97)})
    for title, result in results.items():
        live_table.show(title, result)
    return results
