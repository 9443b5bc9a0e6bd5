"""Models of third-party packages: what their calls return and touch."""
