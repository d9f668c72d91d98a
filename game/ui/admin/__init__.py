"""What only whoever runs the server sees: its health, rooms, names, doubts, data and decks.
The acts themselves belong to game/admin and game/faces; every page here asks for the secret."""
