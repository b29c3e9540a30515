"""Learning plans: what a person and their manager agree to learn, and what a newcomer is given first."""
