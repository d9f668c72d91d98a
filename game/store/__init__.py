"""All that is kept in the database: tables, engine, questions by subject (`…_queries`), migrations.

SQL is written here and nowhere else; no rule of the game, no picture, no page.
"""
