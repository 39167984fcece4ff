// Runs before the page is drawn, so that closed demo notes never flash up.
try {
  if (localStorage.getItem('harbour-pine:demo-panel') === 'closed') {
    document.documentElement.classList.add('demo-panel-closed');
  }
} catch {
  // Storage is switched off: the notes are shown each time.
}
