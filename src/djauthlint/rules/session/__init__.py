"""Rules about the session and its cookie."""
