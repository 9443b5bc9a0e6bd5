"""Rules about the URLs of the login, and about templates."""
