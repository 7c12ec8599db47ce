"""Guide cards and announcements: found, read, kept."""
