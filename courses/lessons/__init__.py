"""What is read at home: lessons, how far somebody has come, and courses begun on one's own."""
