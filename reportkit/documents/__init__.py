"""documents: being built."""
