"""A round from plan to reveal: dealing, answering, opponents, players, and who may see what when.

One player's view; what many answers say is in review, classes are in classroom. No page.
"""
