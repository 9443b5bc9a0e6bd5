"""pydantic 2 and pydantic-settings 2, and the `BaseSettings` of pydantic 1 (https://docs.pydantic.dev)."""
