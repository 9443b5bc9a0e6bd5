"""What a run printed, kept for as long as nothing changes that it depends on.

A run is known by its options, its working directory, what it writes to, and by the Python and the packages it runs with
(`key`); what it depends on are the answers of the disk (`djauthlint.disk`). A run that is known and whose answers still hold
is repeated from its file: nothing is parsed, and no rule is imported.
"""

from djauthlint.cache.code import code_files
from djauthlint.cache.keys import key
from djauthlint.cache.store import Entry, Store, Unusable, store_for, wanted_folder

__all__ = ["Entry", "Store", "Unusable", "code_files", "key", "store_for", "wanted_folder"]
