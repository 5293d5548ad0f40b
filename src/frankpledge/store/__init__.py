"""Where evidence is kept: raw files by digest, parts, editions, and the only SQL of the evidence half."""
