"""The settings of one entry module, as a rule sees them: plain values in one scenario, and where each was written.

`settings["SESSION_COOKIE_AGE"].value` is a plain value, `settings["CACHES"].entry("default").entry("BACKEND").value` one
inside a dict. Whatever can't be determined raises `Undetermined`, which only the framework catches.
"""

from typing import TypeAlias

from djauthlint.settings.containers import Element, Part
from djauthlint.settings.entry_settings import Evaluated, Settings
from djauthlint.settings.process import EnvironmentVariable
from djauthlint.settings.reading import Step
from djauthlint.settings.scenarios import Scenario, TooManyScenarios, Undetermined, explore
from djauthlint.settings.setting import Setting

Subject: TypeAlias = Setting | Element | Part | EnvironmentVariable

__all__ = [
    "Element",
    "EnvironmentVariable",
    "Evaluated",
    "Part",
    "Scenario",
    "Setting",
    "Settings",
    "Step",
    "Subject",
    "TooManyScenarios",
    "Undetermined",
    "explore",
]
