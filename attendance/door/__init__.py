"""The door: what was noted, what is said to it, and the attendance that follows."""
