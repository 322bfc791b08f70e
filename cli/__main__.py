"""python -m troopfacts.cli"""

from . import main

main()
