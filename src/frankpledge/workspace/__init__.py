"""A partnership's folder: partnership.toml and the files beside it, to and from a record."""
