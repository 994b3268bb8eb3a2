"""Run the benchmarks and print one table: `python -m benchmarks [NAME …]`.

`ratio` is how fast ours is against its baseline, measured in the same run: 1 is as fast as the baseline, 0.5 takes
twice as long, 50 is fifty times faster. `reach` is the least that is wanted. Exit status 1 where one falls short.
"""

import importlib
import pkgutil
import sys

import benchmarks

Row = tuple[str, float, float, str]


def rows_of(name: str) -> list[Row] | None:
    """The figures of one module; None where it measures nothing by itself (it has no `run`)."""
    module = importlib.import_module(f"benchmarks.{name}")
    measure = getattr(module, "run", None)
    return None if measure is None else measure()


def main(wanted: list[str]) -> int:
    known = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_")]
    if unknown := set(wanted) - set(known):
        print(f"no benchmark is called {', '.join(sorted(unknown))}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    print(f"{'':42} {'ratio':>8} {'reach':>8}")
    short = 0
    for name in wanted or known:
        for what, ratio, reach, note in rows_of(name) or []:
            held = ratio >= reach
            short += not held
            print(f"{what:42} {ratio:8.2f} {reach:8.2f}  {'' if held else 'SHORT  '}{note}", flush=True)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
