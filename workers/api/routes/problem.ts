import { accepts } from 'hono/accepts';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { problemType, PROBLEMS, type ProblemBody, type ProblemCode } from '#schema/contract/problem.ts';
import type { Failure, Refused } from '../domain/result.ts';
import type { RequestContext, Variables } from './context.ts';
import texts from './problem-texts.json' with { type: 'json' };

type Language = 'ja' | 'en';

interface Text {
  title: string;
  /** What happened, and what to do next. */
  detail: string;
}

const TEXTS: Record<Language, Record<ProblemCode, Text>> = texts;

/** Renders a refusal as RFC 9457 problem+json. The failed check goes to the log line, not into the body. */
export function problem(c: RequestContext, { failure }: Refused): Response {
  c.set('check', `${failure.code}: ${failure.check}`);
  c.set('fault', failure.fault ?? null);
  const language = languageOf(c);
  const body = problemBody(failure, c.var, language);
  c.header('Content-Language', language);
  c.header('Vary', 'Accept-Language');
  if (body.retryAfter !== null) c.header('Retry-After', String(body.retryAfter));
  if (body.status === 401) c.header('WWW-Authenticate', challengeFor(failure));
  const status = body.status as ContentfulStatusCode;
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/problem+json' });
}

function problemBody(
  failure: Failure,
  { requestId, support }: Pick<Variables, 'requestId' | 'support'>,
  language: Language,
): ProblemBody {
  const { status, actor, patience } = PROBLEMS[failure.code];
  const { title, detail } = TEXTS[language][failure.code];
  return {
    type: problemType(failure.code),
    title,
    status,
    detail,
    code: failure.code,
    actor,
    retryAfter: failure.retryAfter ?? patience ?? null,
    reasons: failure.reasons ?? [],
    triesLeft: failure.triesLeft ?? null,
    requestId,
    support,
  };
}

/** The first language asked for that problems are worded in, whatever its region; Japanese otherwise. */
const languageOf = (c: RequestContext) =>
  accepts(c, {
    header: 'Accept-Language',
    supports: ['ja', 'en'],
    default: 'ja',
    match: (wanted, { supports, default: otherwise }) =>
      wanted.map(({ type }) => type.slice(0, 2).toLowerCase()).find((tag) => supports.includes(tag)) ??
      otherwise,
  }) as Language;

/** RFC 9449 §7.1 and §9: the nonce, the proof, or the token behind it. */
function challengeFor({ code, check }: Failure): string {
  if (code === 'dpop-nonce-required') return 'DPoP error="use_dpop_nonce", algs="ES256"';
  const error = check.startsWith('dpop-') ? 'invalid_dpop_proof' : 'invalid_token';
  return `DPoP error="${error}", algs="ES256"`;
}
