"""The web page: written, and read back before it is published."""
