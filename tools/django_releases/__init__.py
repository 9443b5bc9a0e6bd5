"""What the releases of Django say, read from their files for `generate_django_facts.py`; nothing of Django is run."""
