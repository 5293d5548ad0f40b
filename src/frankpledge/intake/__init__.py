"""Where data enters: recognise a file by its shape, run its source, account for every row, keep it."""
