"""What the company asks of its sites."""
