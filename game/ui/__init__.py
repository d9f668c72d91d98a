"""The front end, the only place that knows Streamlit: what every folder here shares, and how it
is served. Rules of the game, figures and questions to the store belong to the folders below ui."""
