"""django-configurations 2.5 (https://github.com/jazzband/django-configurations): classes whose attributes are the settings."""
