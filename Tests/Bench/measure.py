"""Measures what stile and stiled cost. Run by scripts/bench, which builds what is needed and says what the options mean."""

import argparse
import json
import sys

import live
import offline
import scale
import start
from bounds import Bounds
from network import Network
from programs import CAPTURES, INSTRUCTION_END, UNREAD, Programs, read_record, write_record

PARTS = ["offline", "live", "scale", "start"]


def arguments():
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; all without")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--packets", type=int, default=200_000)
    parser.add_argument("--capture", choices=CAPTURES + UNREAD, action="append", help="only this one; may be given again")
    parser.add_argument("--json", metavar="FILE", help="write all figures to this file")
    parser.add_argument("--no-instructions", dest="instructions", action="store_false", help="do not count them")
    parser.add_argument("--check", action="store_true", help="hold instructions against the record")
    parser.add_argument("--record", action="store_true", help="put them on record")
    parser.add_argument("--peers", action="store_true", help="run tshark and ndpiReader beside")
    parser.add_argument("--network", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(unknown))}: they are {', '.join(PARTS)}")
    if options.rounds < 1 or options.packets <= INSTRUCTION_END:
        parser.error(f"at least 1 round, and more than {INSTRUCTION_END} packets")
    if (options.check or options.record) and not options.instructions:
        parser.error("--check and --record need the instructions")
    options.parts = options.parts or PARTS
    options.capture = options.capture or CAPTURES + UNREAD
    return options


def run_parts(options, bounds):
    record = read_record() if options.check else {}
    results, network = {}, Network(options.network)
    if "offline" in options.parts:
        results["offline"] = offline.measure(options, Programs(options.packets), bounds, record)
    if "live" in options.parts:
        results["live"] = live.measure(options, network, bounds)
    if "scale" in options.parts:
        results["scale"] = scale.measure(options, bounds)
    if "start" in options.parts:
        results["start"] = start.measure(options, network, bounds)
    return results


def main():
    options, bounds = arguments(), Bounds()
    results = run_parts(options, bounds)
    if options.record and "offline" in results:
        write_record({name: round(one["instructions_per_packet"]["whole"]) for name, one in results["offline"].items()})
    if options.json:
        with open(options.json, "w", encoding="ascii") as file:
            told = {"packets": options.packets, "rounds": options.rounds, "bounds": bounds.rows}
            json.dump(told | results, file, indent=2)
    bounds.show()
    missed = len(bounds.missed)
    print(f"\n{missed} of {len(bounds.rows)} bounds are missed" if missed else "\nevery bound is kept")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
