/** What every answer carries, whoever asked. */
const ALWAYS = {
  'Cache-Control': 'no-store',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** An answer to a call, or none: nothing of it is kept by anybody or shown in a frame. */
export const OF_CALLS: Readonly<Record<string, string>> = {
  ...ALWAYS,
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
};

/** A page, and what belongs to it: everything from this origin, and nothing that stands in the page itself. */
const OF_PAGES: Readonly<Record<string, string>> = {
  ...ALWAYS,
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()',
};

/** Names under /assets/ hold a hash of what is inside; a browser may keep it, and nobody on the way. */
const KEPT = 'private, max-age=31536000, immutable';

/** A file of the page as it goes out. @param path where it was asked for */
export function asPage(file: Response, path: string): Response {
  const headers = new Headers(file.headers);
  for (const [name, value] of Object.entries(OF_PAGES)) headers.set(name, value);
  if (file.ok && path.startsWith('/assets/')) headers.set('Cache-Control', KEPT);
  return new Response(file.body, { status: file.status, headers });
}
