"""The roof: settings, addresses and wiring. The only place that knows everybody."""
