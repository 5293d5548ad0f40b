"""Disclosure: what a table of counts must keep back so that its small counts cannot be worked out."""
