"""parsing: being built."""
