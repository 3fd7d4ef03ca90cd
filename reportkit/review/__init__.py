"""review: being built."""
