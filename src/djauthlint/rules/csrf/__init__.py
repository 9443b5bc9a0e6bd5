"""Rules about protection against cross-site request forgery."""
