/** Milliseconds within which the page must have said something of its own. */
const PATIENCE = 30_000;

// A file of its own (`clients/ui/build/guard.ts`), so that it works where the kiosk's own did not come or threw: the page
// is opened anew then, by a page that never lived. One that lives looks after itself.
setTimeout(() => {
  if (document.documentElement.dataset['alive'] === undefined) location.reload();
}, PATIENCE);
