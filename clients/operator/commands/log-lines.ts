import { Misuse } from '../exit.ts';

/** What the service wrote about one request: `requestLine` in workers/api/routes/context.ts. */
export interface LogLine {
  requestId: string;
  /** Unix seconds. */
  at: number;
  route: string;
  status: number;
  /** The code and the check that refused it. */
  check: string | null;
  support: string | null;
  ms: number;
  version: string;
  cause?: string;
  stack?: string;
}

/**
 * The service's lines in an export: as it wrote them, or wrapped by Cloudflare (Workers Logs, Logpush, `wrangler tail
 * --format json`). Throws `Misuse` when no line of the text is JSON.
 */
export function logLinesIn(text: string): LogLine[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const values = lines.flatMap(parsed);
  if (lines.length > 0 && values.length === 0)
    throw new Misuse('no JSON lines in that file: one object a line');
  const found = values.flatMap(ownLinesIn);
  // Exports overlap, and say one line more than once.
  return [...new Map(found.map((line) => [line.requestId, line])).values()];
}

/** What is no JSON, a progress message say, is passed over. */
function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

function ownLinesIn(value: unknown): LogLine[] {
  if (typeof value === 'string') return value.startsWith('{') ? parsed(value).flatMap(ownLinesIn) : [];
  if (typeof value !== 'object' || value === null) return [];
  const { requestId, at, route } = value as Partial<LogLine>;
  if (typeof requestId === 'string' && typeof at === 'number' && typeof route === 'string')
    return [value as LogLine];
  return Object.values(value).flatMap(ownLinesIn);
}
