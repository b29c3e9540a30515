"""Lists on paper: printed to be signed, frozen at closing, and read back from a photograph."""
