// What every page gets: a refusal is read at once, wherever it stands.
const alert = document.querySelector("main [role=alert]:not([hidden])");
if (alert) alert.focus();
