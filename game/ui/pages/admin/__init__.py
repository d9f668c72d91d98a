"""The pages of whoever runs the server: what they may see and change behind the admin's secret.
What a visitor reads without it does not belong here."""
