"""Playing alone: the faces and their buttons, choosing a game, the result.
Nothing of classes, of courses or of boards, though these draw their faces with it."""
