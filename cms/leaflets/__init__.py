"""Leaflets: from a page to paper, in numbered versions, with a short code and a count that knows nobody."""
