"""Pages to look at: `troopfacts report`, `-f html`, and facts in notebooks.

>>> from troopfacts.cli.report import Marked
>>> Marked(document, extract(document))  # in a notebook: the text with its facts marked
"""

from .quick import Marked

__all__ = ["Marked"]
