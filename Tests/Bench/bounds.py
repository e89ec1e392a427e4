"""What the figures are held against."""

import statistics


class Bounds:
    """Every figure that has a bound, in the order in which they were measured."""

    def __init__(self):
        self.rows = []

    def at_most(self, what, figure, limit):
        self._add(what, figure, "at most", limit, figure <= limit)

    def at_least(self, what, figure, limit):
        self._add(what, figure, "at least", limit, figure >= limit)

    def _add(self, what, figure, relation, limit, is_kept):
        self.rows.append({"what": what, "figure": figure, "relation": relation, "limit": limit, "kept": is_kept})

    @property
    def missed(self):
        return [row for row in self.rows if not row["kept"]]

    def show(self):
        print(f"\n{'bounds':<66} {'figure':>10}  {'bound':>18}")
        for row in self.rows:
            mark = "" if row["kept"] else "  MISSED"
            bound = f"{row['relation']} {row['limit']:g}"
            print(f"{row['what']:<66} {row['figure']:>10.4g}  {bound:>18}{mark}")


def spread(values):
    """The middle and the noise of what was measured in several rounds."""
    return {"median": statistics.median(values), "min": min(values), "max": max(values)}


def ratios(values, bases):
    """Values over those of the same round, so that what else the machine did then falls out."""
    return spread([value / base for value, base in zip(values, bases)])
