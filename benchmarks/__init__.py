"""What is timed, against what, and how to repeat it: python -m benchmarks."""
