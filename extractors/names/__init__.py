"""Names: people and organisations, and the forces of the world."""
