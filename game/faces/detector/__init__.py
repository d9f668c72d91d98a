"""The face detector MTCNN: where faces, eyes, nose and mouth are, and its weights' conversion.

It does not say whether a face is real; that is for discriminators.
"""
