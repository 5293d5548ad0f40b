"""What words mean: areas, periods, numbers, words, errors and the clock. Imports nothing of the house."""
