"""How troopfacts is used: the command."""


def main() -> None:
    """Run the command; the exit code is grep's."""
    from .app import app

    app()
