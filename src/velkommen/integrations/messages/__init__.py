"""Ways of sending: one like folder for each, with one `Sender` (its promise stands in `domain.sending`)."""
