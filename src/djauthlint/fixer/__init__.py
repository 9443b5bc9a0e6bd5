"""Fixes that carry their proof: what is offered was tried in memory, cures the diagnostic, and changes nothing else."""

from djauthlint.fixer.comments import Look, deletions, tidied
from djauthlint.fixer.loop import Applied, Left, Outcome, asked_for, fix
from djauthlint.fixer.offers import Found, found_by, offers
from djauthlint.fixer.patch import patch, patch_bytes
from djauthlint.fixer.proof import Follower, Prover, State
from djauthlint.fixer.saving import SavingFailed, save

__all__ = [
    "Applied",
    "Follower",
    "Found",
    "Left",
    "Look",
    "Outcome",
    "Prover",
    "SavingFailed",
    "State",
    "asked_for",
    "deletions",
    "fix",
    "found_by",
    "offers",
    "patch",
    "patch_bytes",
    "save",
    "tidied",
]
