"""What the statistics are: pure functions, plain numbers in, small results out, a citation each."""
