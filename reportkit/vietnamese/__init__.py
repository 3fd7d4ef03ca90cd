"""vietnamese: being built."""
