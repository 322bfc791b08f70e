"""python -m troopfacts.cli"""

from . import main

if __name__ == "__main__":  # and not again where a worker process is started
    main()
