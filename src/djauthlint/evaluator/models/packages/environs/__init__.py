"""environs 9 to 15 (https://github.com/sloria/environs)."""
