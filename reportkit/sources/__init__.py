"""sources: being built."""
