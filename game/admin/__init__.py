"""Running a server: set-up, doctor, health, the audit of dealt pairs, people, the host's secret.

No rule of the game; the host's pages are in ui/admin.
"""
