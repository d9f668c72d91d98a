"""What all answers say: boards, comparisons, the scale of faces, a player's own history.
Draws only what game/review has worked out, and no face that its viewer may not see."""
