"""The whole house in a real Chromium: what a citizen meets and what a clerk does in a day, and every screen by axe-core."""
