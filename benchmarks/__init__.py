"""What things cost, each against its raw baseline in the same run: `python -m benchmarks`, or `make bench`."""
