"""What the site says in one language and not yet, or no longer, in another."""
