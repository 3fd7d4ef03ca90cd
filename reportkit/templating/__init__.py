"""templating: being built."""
