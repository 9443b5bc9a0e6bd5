"""What the user reads: text for people, JSON for programs."""
