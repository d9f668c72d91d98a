"""Where everything is: six places, what each holds, and what a link to a page says of it."""

from game.common.language import to_say
from game.ui.place import Entry, Place

LAB = Place(
    to_say("The Lab"),
    ":material/experiment:",
    (
        Entry(
            "lab/truncation",
            to_say("Truncation"),
            to_say(
                "From the mean face to the far side: how far may a made-up face leave the average?"
            ),
        ),
        Entry(
            "lab/walk",
            to_say("z against w"),
            to_say("Walk from one made-up person to another, in both of a generator's spaces."),
        ),
        Entry(
            "lab/mixing",
            to_say("Style mixing"),
            to_say("The pose of one made-up person with the colours of another."),
        ),
        Entry(
            "lab/directions",
            to_say("Directions"),
            to_say("Older, smiling, turned away: a slider for each thing that changes in a face."),
        ),
        Entry(
            "lab/noise",
            to_say("Noise"),
            to_say("What a generator leaves to chance: strands of hair, pores, freckles."),
        ),
        Entry(
            "lab/diversity",
            to_say("Diversity"),
            to_say("How different are the people that a network makes up?"),
        ),
        Entry(
            "lab/find",
            to_say("Find this face"),
            to_say("Have the network look for your face among all that it can make."),
        ),
        Entry(
            "lab/fill",
            to_say("Fill in"),
            to_say("Cover a part of a picture, and have the network make it up."),
        ),
        Entry(
            "lab/enlarge",
            to_say("Enlarge"),
            to_say("From a thumbnail to a sharp face, which may be somebody else's."),
        ),
        Entry(
            "lab/sketch",
            to_say("From a sketch"),
            to_say("Draw a few lines, and have the network make a face of them."),
        ),
        Entry(
            "lab/between", to_say("Between two people"), to_say("All the faces between two photos.")
        ),
    ),
)
PLACES = (
    Place(
        to_say("Play"),
        ":material/compare:",
        (
            Entry(
                "play",
                to_say("Play now"),
                to_say(
                    "Two faces: a photo, and one that a network just made up. Which one is real?"
                ),
            ),
            Entry(
                "games",
                to_say("Games"),
                to_say("Against the clock, at your level, from noise to faces: all ways to play."),
            ),
            Entry(
                "daily",
                to_say("Today's challenge"),
                to_say("The same ten pairs for everybody, once a day. Keep your streak."),
            ),
            Entry(
                "leaderboard",
                to_say("Ranking"),
                to_say("Who is the better discriminator? People and networks, by right answers."),
            ),
        ),
    ),
    Place(
        to_say("Class"),
        ":material/co_present:",
        (
            Entry(
                "join",
                to_say("Join a class"),
                to_say("Three words off the board and a nickname: no account, no app."),
            ),
            Entry(
                "host",
                to_say("Host a class"),
                to_say(
                    "A room for a class in one press: pairs on the projector, answers by phone."
                ),
            ),
        ),
    ),
    Place(
        to_say("Learn"),
        ":material/school:",
        (
            Entry(
                "tells",
                to_say("Spot a fake"),
                to_say("What gives a generated face away, one thing at a time."),
            ),
            Entry(
                "training",
                to_say("Test yourself"),
                to_say("A test, pairs to practise on, a test again: what have you gained?"),
            ),
            Entry(
                "gans",
                to_say("How GANs work"),
                to_say(
                    "Two networks teach each other: one makes faces, one tells them from photos."
                ),
            ),
        ),
    ),
    Place(
        to_say("Watch a network learn"),
        ":material/theaters:",
        (
            Entry(
                "theatre",
                to_say("Watch a network learn"),
                to_say(
                    "From noise to faces: a training stage by stage, and one to start yourself."
                ),
            ),
        ),
    ),
    Place(
        to_say("Try it"),
        ":material/science:",
        (
            Entry(
                "ask",
                to_say("Check a photo"),
                to_say("Show the game's judges a picture with a face: how likely is it a fake?"),
            ),
            Entry(
                "lab/face",
                to_say("Make a face"),
                to_say("This person does not exist: one press, one face that is nobody's."),
            ),
            LAB,
        ),
    ),
    Place(
        to_say("Results"),
        ":material/monitoring:",
        (
            Entry(
                "versus",
                to_say("People or machines"),
                to_say(
                    "Who tells photos from fakes better? People and networks judged the same faces."
                ),
            ),
            Entry(
                "judges",
                to_say("The judges"),
                to_say("The networks that play against you, and how often each is right."),
            ),
            Entry(
                "scale",
                to_say("Hardest faces"),
                to_say("Photos that everybody takes for fakes, and fakes that pass for photos."),
            ),
            Entry(
                "experiment",
                to_say("The study"),
                to_say(
                    "A published experiment to take part in: 128 faces, your result beside theirs."
                ),
            ),
        ),
    ),
)
YOU = Entry("you", to_say("You"), to_say("What you have played, and how well."))
ABOUT = Entry(
    "about",
    to_say("About"),
    to_say("How a round goes, who you play against, and whose work this is."),
)
DATA = Entry("data", to_say("Data"), to_say("What is stored about you, and how to delete it."))
DECKS = Entry("admin/decks", to_say("Decks"), to_say("Photos of one's own to play with."))
ADMIN = Entry("admin/admin", to_say("Admin"), to_say("For whoever runs this server."))
BESIDE = (YOU, ABOUT, DATA, DECKS, ADMIN)  # in a corner or at the foot of every page
