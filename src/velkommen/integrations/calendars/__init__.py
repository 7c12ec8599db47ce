"""iCalendar (RFC 5545): when places are staffed, and where a mobile library stops, for the year to come."""
