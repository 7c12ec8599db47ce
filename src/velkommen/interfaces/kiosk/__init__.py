"""The kiosk: a citizen draws a number."""
