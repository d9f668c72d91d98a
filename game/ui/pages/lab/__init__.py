"""The Lab's pages, one for each thing that can be seen in a generator.
Nothing here is played or scored, and what two of them share belongs to ui/lab."""
