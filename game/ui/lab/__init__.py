"""What the Lab's pages share: choosing a generator and people, faces in rows, diversity.
Nothing here deals, stores or scores."""
