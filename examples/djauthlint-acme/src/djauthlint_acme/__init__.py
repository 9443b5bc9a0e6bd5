"""The rules of a company for the settings of its sites."""
