"""A sheet for parents: what a class's play stores, for how long, and how it is deleted."""

from game.classroom.files.sheet import bullets, element, page
from game.common.language import say


def parents_sheet() -> str:
    """The sheet as HTML: the same for every class, with room for its own particulars."""
    return page(
        say("A game about generated faces, in class"),
        element(
            "p",
            say(
                "The class plays a game in which faces are shown, some of them photos and some "
                "made by a computer, and everybody says which are which. Here is what becomes of "
                "the answers."
            ),
        ),
        element("p", say("Class: ____________________  Played on: ____________")),
        element("h2", say("What is stored")),
        bullets(
            (
                say("The nickname that your child types. Any will do; no real name is needed."),
                say("Which faces were shown, what was answered, and how many seconds it took."),
                say("The title that the teacher gave the class, and the teams if there are any."),
                say(
                    "On the device a cookie with a random key, by which the game finds the seat "
                    "again after a reload. It ends after 30 days. The game itself keeps only a "
                    "hash of the key."
                ),
            )
        ),
        element("h2", say("What is not stored")),
        bullets(
            (
                say(
                    "No account, no e-mail address, no telephone number, no picture of your child."
                ),
                say(
                    "No network address. That of whoever tries wrong codes or secrets, or opens a "
                    "room, is held in memory for a while, so that nobody can guess without end; "
                    "it is never stored."
                ),
                say("Nothing is sent to other sites, and nothing is measured for anybody else."),
            )
        ),
        element("h2", say("How long, and who sees it")),
        bullets(
            (
                say("Until it is deleted. The teacher plans to delete it on: ____________"),
                say(
                    "In the class: who is in the room, by nickname, and at the end how many each "
                    "had right, unless the teacher hides that. Who runs the server can see the "
                    "same, and every answer."
                ),
                say(
                    "Files that the teacher has downloaded, and back-ups of the server, are no "
                    "longer in the game's hands: they last until somebody deletes them."
                ),
            )
        ),
        element("h2", say("How it is deleted")),
        bullets(
            (
                say("By your child, at any time: “Leave” deletes the nickname and every answer."),
                say(
                    "By the teacher: “Delete” on the host's page deletes the whole class, or one "
                    "player with “Remove”, at once and for good."
                ),
                say(
                    "By whoever runs the server: all classes that are older than so many days, "
                    "with one command."
                ),
            )
        ),
        element("p", say("Questions to: ____________________")),
    )
