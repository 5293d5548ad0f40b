"""The PDF: written, and read back before it is published."""
