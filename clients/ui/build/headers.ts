import type { Plugin } from 'vite';

/**
 * What a page may do. Nothing from third parties; WebAssembly for the face engine is the only thing opened, and a
 * loopback socket for the card reader beside the machine.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "connect-src 'self' ws://127.0.0.1:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const EVERYWHERE = {
  'Content-Security-Policy': POLICY,
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Response headers by path, as Cloudflare's static assets read them from `_headers`. */
export const HEADERS: Record<string, Record<string, string>> = {
  '/*': EVERYWHERE,
  // Names under /assets/ hold a hash of what is inside.
  '/assets/*': { 'Cache-Control': 'public, max-age=31536000, immutable' },
};

/** Writes `_headers` beside the pages. */
export function headersFile(): Plugin {
  const source = Object.entries(HEADERS)
    .flatMap(([path, headers]) => [
      path,
      ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
    ])
    .join('\n');
  return {
    name: 'kaijo-headers',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: `${source}\n` });
    },
  };
}
