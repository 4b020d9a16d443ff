import type { Plugin } from 'vite';
import { BRIDGE_PORT } from '#clients/card/pcsc/protocol.ts';

/** What a page may do. Nothing from third parties; WebAssembly for the face engine is the only thing opened. */
const policy = (ancestors: string, ...sockets: string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "media-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    ["connect-src 'self'", ...sockets].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
    "require-trusted-types-for 'script'",
  ].join('; ');

const POLICY = 'Content-Security-Policy';
/** A bridge that was given another port needs pages built with the same variable. */
const port = process.env['KAIJO_BRIDGE_PORT'] ?? BRIDGE_PORT;

const NOBODY = "'none'";

const EVERYWHERE = {
  [POLICY]: policy(NOBODY),
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  // Two years: browsers reach this name by TLS alone.
  'Strict-Transport-Security': 'max-age=63072000',
};

/**
 * The kiosk's. `frame`: the one origin whose page may have it in a frame, as a multi-copy machine's menu does; none: nobody.
 * Throws for what is no origin.
 */
export function kioskPolicy(frame?: string): string {
  if (frame && !(URL.canParse(frame) && new URL(frame).origin === frame))
    throw new Error(`KAIJO_KIOSK_FRAME is no origin: ${frame}`);
  return policy(frame || NOBODY, `ws://127.0.0.1:${port}`);
}

/** Response headers by path, as Cloudflare's static assets read them from `_headers`. */
export const HEADERS: Record<string, Record<string, string>> = {
  '/*': EVERYWHERE,
  // The kiosk alone calls the reader bridge of its machine. Two policies on one page would both hold.
  '/kiosk/*': { [POLICY]: kioskPolicy(process.env['KAIJO_KIOSK_FRAME']) },
  // Names under /assets/ hold a hash of what is inside.
  '/assets/*': { 'Cache-Control': 'public, max-age=31536000, immutable' },
};

/** Writes `_headers` beside the pages. */
export function headersFile(): Plugin {
  const source = Object.entries(HEADERS)
    .flatMap(([path, headers]) => [
      path,
      // `!` takes away what an earlier path gave: else both values would be sent.
      ...(path === '/*' ? [] : Object.keys(headers).map((name) => `  ! ${name}`)),
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
