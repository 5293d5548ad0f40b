"""Charts as SVG: drawn from figures, then read back and compared with them."""
