"""Time and memory, measured against the figures in docs/benchmarks.md."""
