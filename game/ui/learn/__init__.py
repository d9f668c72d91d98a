"""The course of tells, the training with its tests, the published experiment.
The faces are put on the table by ui/play; ordinary rounds have no place here."""
