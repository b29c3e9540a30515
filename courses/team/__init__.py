"""What a manager sees: who of the team holds what, what lapses when, and how a gap is closed."""
