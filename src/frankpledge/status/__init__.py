"""The state of the evidence on one page, in the terminal and as a page to pin up."""
