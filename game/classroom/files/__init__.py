"""What a host takes away from a class: tables, and pages of HTML to read and to print.

Each is made of a `Report`; nothing is asked of the store here, and no page of the game is drawn.
"""
