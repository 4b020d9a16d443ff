/** Whether an address is the service's own. `origin` has no slash at its end. */
export const isOfService = (origin: string, url: string): boolean =>
  url === origin || url.startsWith(`${origin}/`) || url === 'about:blank';

/** What the phone opens outside of the app: a telephone number, a page of somebody else (a map, an operator's notice). */
export const leavesTheApp = (url: string): boolean => /^(tel:[+\d-]+$|https:\/\/)/.test(url);
