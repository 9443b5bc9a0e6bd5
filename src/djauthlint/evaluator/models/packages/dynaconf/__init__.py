"""dynaconf 3.3 (https://www.dynaconf.com): settings from files, environments and variables with a prefix, merged."""
