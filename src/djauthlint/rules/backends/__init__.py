"""Rules about authentication backends and the user model."""
