"""What the server answers besides Streamlit: rooms, pictures, how it is, and headers on all of it.

Nothing here draws a page; what a page and a route share lies in `ui`, or below.
"""
