import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { problemType, PROBLEMS, type ProblemBody } from '#schema/contract/problem.ts';
import type { Failure } from '../domain/failure.ts';
import type { RequestContext } from './context.ts';
import { languageOf, type Language } from './language.ts';
import { EN } from './problem-text.en.ts';
import { JA } from './problem-text.ja.ts';
import type { ProblemText } from './problem-text.ts';

const TEXTS: Record<Language, ProblemText> = { ja: JA, en: EN };

/** Renders a refusal as RFC 9457 problem+json. The failed check goes to the log line, not into the body. */
export function problem(c: RequestContext, failure: Failure): Response {
  c.set('check', `${failure.code}: ${failure.check}`);
  const body = problemBody(failure, c.var.requestId, languageOf(c.req.header('Accept-Language')));
  if (body.retryAfter !== null) c.header('Retry-After', String(body.retryAfter));
  if (body.status === 401) c.header('WWW-Authenticate', challengeFor(failure));
  const status = body.status as ContentfulStatusCode;
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/problem+json' });
}

function problemBody(failure: Failure, requestId: string, language: Language): ProblemBody {
  const { status, actor, patience } = PROBLEMS[failure.code];
  const [title, detail, charged = detail] = TEXTS[language][failure.code];
  const retryAfter = failure.retryAfter ?? patience ?? null;
  return {
    type: problemType(failure.code),
    title,
    status,
    detail: failure.triesLeft === undefined ? detail : charged,
    code: failure.code,
    actor,
    retryAfter,
    reasons: failure.reasons ?? [],
    triesLeft: failure.triesLeft ?? null,
    requestId,
  };
}

/** RFC 9449 §7.1 and §9. */
const challengeFor = ({ code }: Failure) =>
  `DPoP error="${code === 'dpop-nonce-required' ? 'use_dpop_nonce' : 'invalid_token'}", algs="ES256"`;
