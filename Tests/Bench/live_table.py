"""How the figures of live connections are printed."""

def show(title, result):
    base = "no queue" if title == "release by mark" else "accept-all"
    for is_turns in (False, True):
        names = ["p50 us", "p99 us", "p99.9 us"] if is_turns else ["MB/s", "packets/s"]
        rows = [row for row in result[base] if names[0] in result[base][row]]
        if not rows:
            continue
        columns = "".join(f"{name:>10} {'min':>7} {'max':>7} {'ratio':>6}" for name in names)
        print(f"\n{'live, ' + title:<33} {'':<10} {columns} {'CPU ns/packet':>14}")
        for row in rows:
            for subject, told in result.items():
                print(f"{row:<33} {subject:<10} " + "".join(cell(told[row], name) for name in names), end="")
                print(f" {told[row]['CPU ns/packet']['median']:>14.0f}" if subject != "no queue" else "", flush=True)
    print(f"ratio: to {base}, of the same round")


def cell(told, name):
    figures = told[name]
    ratio = f"{told['ratios'][name]['median']:.2f}" if name in told.get("ratios", {}) else ""
    digits = 1 if figures["median"] < 1000 else 0
    noise = "".join(f" {figures[key]:>7.{digits}f}" for key in ("min", "max"))
    return f"{figures['median']:>10.{digits}f}{noise} {ratio:>6}"
