import type { Config } from '../../../config.ts';
import type { Subject } from '../anchors.ts';
import { serialOf } from '../certificate.ts';
import { kindOf, Untrusted } from '../check.ts';
import { subjectKeyId } from '../extensions.ts';
import { readCrl, type RevocationList } from './crl.ts';
import { download, type Fetch } from './download.ts';
import { Memory } from './memory.ts';
import { ocspQuestion, readOcsp } from './ocsp.ts';
import type { Answer, RevocationSource } from './source.ts';

const OCSP_LIMITS = { name: 'ocsp', bytes: 16 * 1_024, seconds: 2 };
const CRL_LIMITS = { name: 'crl', bytes: 2 * 1_024 * 1_024, seconds: 4 };
const OCSP_REQUEST = { 'content-type': 'application/ocsp-request' };
/** Answers kept for each authority, about 100 bytes each. */
const CAPACITY = 10_000;

/** Whether certificates were revoked, by the sources the operator pinned for each authority. */
export interface Revocation {
  /** Throws `Untrusted` unless a source says that the certificate is good at `now`. */
  requireUnrevoked(subject: Subject, now: number): Promise<void>;
  /** What a source says. Throws `Untrusted` (`revocation-unavailable`) when none answers. */
  statusOf(subject: Subject, now: number): Promise<Answer['status']>;
}

/**
 * OCSP comes first: its answer is small and of this minute, while the list of a national authority can outgrow what
 * fits here. The list steps in when the responder does not answer. Where neither does, nobody is let through.
 */
export function createRevocation(pinned: Config['REVOCATION'], fetch: Fetch): Revocation {
  const sources = new Map(
    Object.entries(pinned).map(([keyId, { ocsp, crl, ocspMaxAge, crlMaxAge }]) => [
      keyId,
      [
        ...(ocsp ? [ocspSource(ocsp, ocspMaxAge, fetch)] : []),
        ...(crl ? [crlSource(crl, crlMaxAge, fetch)] : []),
      ],
    ]),
  );
  const statusOf: Revocation['statusOf'] = async (subject, now) =>
    (await firstAnswer(sources.get(subjectKeyId(subject.issuer)!) ?? [], subject, now)).status;
  return {
    statusOf,
    async requireUnrevoked(subject, now) {
      const { name } = subject.profile;
      const status = await statusOf(subject, now);
      if (status === 'revoked') throw new Untrusted(`${name}-revoked`, 'certificate-revoked');
      if (status === 'held') throw new Untrusted(`${name}-on-hold`, 'certificate-on-hold');
      if (status === 'unknown') throw new Untrusted(`${name}-revocation-unknown`);
    },
  };
}

async function firstAnswer(
  sources: readonly RevocationSource[],
  subject: Subject,
  now: number,
): Promise<Answer> {
  const faults: string[] = [];
  for (const source of sources) {
    try {
      return await source.ask(subject, now);
    } catch (error) {
      faults.push(`${source.name}: ${kindOf(error)}`);
    }
  }
  const check = `${subject.profile.name}-revocation (${faults.join(', ')})`;
  throw new Untrusted(check, 'revocation-unavailable');
}

function ocspSource(url: string, age: number | undefined, fetch: Fetch): RevocationSource {
  const memory = new Memory<Answer>(CAPACITY);
  return {
    name: 'ocsp',
    async ask(subject, now) {
      return memory.get(
        serialOf(subject.certificate),
        now,
        async () => {
          const question = await ocspQuestion(subject);
          const init = { method: 'POST', headers: OCSP_REQUEST, body: question.der };
          return { question, answer: await download(fetch, url, init, OCSP_LIMITS) };
        },
        ({ question, answer }) => readOcsp(answer, question, subject, now, age),
      );
    },
  };
}

function crlSource(url: string, age: number | undefined, fetch: Fetch): RevocationSource {
  const memory = new Memory<RevocationList>(1);
  return {
    name: 'crl',
    async ask(subject, now) {
      const { serials, held, until } = await memory.get(
        '',
        now,
        () => download(fetch, url, {}, CRL_LIMITS),
        async (list) => readCrl(list, subject, now, age),
      );
      const serial = serialOf(subject.certificate);
      if (!serials.has(serial)) return { status: 'good', until };
      return { status: held.has(serial) ? 'held' : 'revoked', until };
    },
  };
}
