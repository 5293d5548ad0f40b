"""Frankpledge: the software that runs a community safety partnership's year."""

__version__ = "0.1.0"
