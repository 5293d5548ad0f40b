"""Where it is measured: measures declared as data, figures calculated by one function."""
