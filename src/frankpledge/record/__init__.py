"""What people write: frozen dataclasses and their one versioned JSON. Knows nothing of files or of evidence."""
