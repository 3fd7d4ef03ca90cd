"""binding: being built."""
