import { accepts } from 'hono/accepts';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { problemType, PROBLEMS, type ProblemBody, type ProblemCode } from '#schema/contract/problem.ts';
import type { Failure, Refused } from '../domain/result.ts';
import type { RequestContext } from './context.ts';
import texts from './problem-texts.json';

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
  const body = problemBody(failure, c.var.requestId, languageOf(c));
  if (body.retryAfter !== null) c.header('Retry-After', String(body.retryAfter));
  if (body.status === 401) c.header('WWW-Authenticate', challengeFor(failure));
  const status = body.status as ContentfulStatusCode;
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/problem+json' });
}

function problemBody(failure: Failure, requestId: string, language: Language): ProblemBody {
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

/** RFC 9449 §7.1 and §9. */
const challengeFor = ({ code }: Failure) =>
  `DPoP error="${code === 'dpop-nonce-required' ? 'use_dpop_nonce' : 'invalid_token'}", algs="ES256"`;
