"""How the figures of live connections are printed."""

TRANSFERS, TURNS = ["MB/s", "packets/s"], ["p50 us", "p99 us", "p99.9 us"]


def show(title, result):
    base = "no queue" if title == "release by mark" else "accept-all"
    for names in (TRANSFERS, TURNS):
        rows = [row for row in result[base] if names[0] in result[base][row]]
        if rows:
            print(f"\n{'live, ' + title:<33} {'':<10} " + "".join(heading(name) for name in names) + "  CPU ns/packet   resent")
        for row in rows:
            for subject, told in result.items():
                print(f"{row:<33} {subject:<10} " + "".join(cell(told[row], name) for name in names) + share(told[row]))
    print(f"ratio: to {base}, of the same round; resent: segments of one transfer that something dropped", flush=True)


def heading(name):
    return f"{name:>10} {'min':>7} {'max':>7} {'ratio':>6}"


def cell(told, name):
    figures = told[name]
    ratio = f"{told['ratios'][name]['median']:.2f}" if name in told.get("ratios", {}) else ""
    digits = 1 if figures["median"] < 1000 else 0
    noise = "".join(f" {figures[key]:>7.{digits}f}" for key in ("min", "max"))
    return f"{figures['median']:>10.{digits}f}{noise} {ratio:>6}"


def share(told):
    """The daemon's part in each packet, and what the network had to bring again."""
    resent = f"{told['resent']['median']:.0f}" if "resent" in told else ""
    return f" {told['CPU ns/packet']['median']:>14.0f} {resent:>8}"
