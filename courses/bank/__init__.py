"""The bank of questions: written, read from other houses' files, and given back to them."""
