import assert from 'node:assert/strict';
import * as v from 'valibot';
import { PROBLEM_CODES, ProblemBody, problemType } from '#schema/contract/problem.ts';
import { expectSaid, type Clause } from './clause.ts';
import { newKey, type Answer, type Asked, type Wire } from './wire.ts';

// RFC 9457, on refusals that anybody can bring about.

const NOWHERE: Asked = { method: 'GET', path: '/v1/nowhere' };
const consent = (body: unknown, headers: Record<string, string> = {}): Asked => ({
  method: 'POST',
  path: '/v1/sessions',
  key: newKey(),
  body,
  headers,
});

const refusal = (of: string, tried: string, asked: () => Asked, wanted: string): Clause => ({
  of,
  tried,
  async run({ wire }) {
    await wire.nonce();
    expectSaid(await wire.ask(asked()), wanted);
  },
});

const shape = (of: string, tried: string, see: (answers: Answer[], wire: Wire) => void): Clause => ({
  of,
  tried,
  async run({ wire }) {
    await wire.nonce();
    const asked = [NOWHERE, { ...NOWHERE, path: '/v1/kiosk' }, consent('not JSON'), consent({ more: 1 })];
    const answers: Answer[] = [];
    for (const each of asked) answers.push(await wire.ask(each));
    see(answers, wire);
  },
});

export const PROBLEM_CLAUSES: readonly Clause[] = [
  shape('RFC 9457 §3', 'the media type is application/problem+json', (answers) => {
    for (const { response } of answers)
      assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
  }),
  shape('RFC 9457 §3.1.1', 'type is the URN of the code, an absolute URI', (answers) => {
    for (const { body } of answers) {
      assert.equal(body['type'], problemType(body['code'] as never));
      assert.ok(URL.canParse(String(body['type'])));
    }
  }),
  shape('RFC 9457 §3.1.2', 'status is the one of the answer', (answers) => {
    for (const { body, response } of answers) assert.equal(body['status'], response.status);
  }),
  shape('RFC 9457 §3.2', 'extensions are those of the contract, and the code is known', (answers) => {
    for (const { body } of answers) {
      v.parse(ProblemBody, body);
      assert.ok(PROBLEM_CODES.includes(body['code'] as never));
    }
  }),
  {
    of: 'RFC 9457 §3.1.3',
    tried: 'the title is the same for each occurrence, and in the language asked for (RFC 9110 §12.5.4)',
    async run({ wire }) {
      const said = async (language: string) =>
        wire.ask({ ...NOWHERE, headers: { 'Accept-Language': language } });
      const [english, again, japanese] = [await said('en'), await said('en-GB'), await said('ja')];
      assert.equal(english.body['title'], again.body['title']);
      assert.notEqual(english.body['title'], japanese.body['title']);
      assert.equal(english.body['type'], japanese.body['type']);
      assert.equal(japanese.response.headers.get('Content-Language'), 'ja');
    },
  },
  refusal('RFC 9110 §15.5.5', 'an address that is none', () => NOWHERE, '404 not-found'),
  refusal(
    'RFC 9110 §15.5.6',
    'a method that the address has not',
    () => ({ method: 'PUT', path: '/v1/sessions', key: newKey(), body: {} }),
    '405 method-not-allowed',
  ),
  refusal('RFC 9110 §15.5.1', 'not JSON', () => consent('{'), '400 malformed-request'),
  refusal(
    'schema/README.md',
    'a member that nobody knows',
    () => consent({ consentVersion: 'x', more: 1 }),
    '400 malformed-request',
  ),
  refusal('RFC 9110 §15.5.14', 'a body too large', () => consent('x'.repeat(2_000)), '413 body-too-large'),
  refusal(
    'RFC 9110 §15.5.16',
    'a media type that the call does not take',
    () => consent('<a/>', { 'Content-Type': 'text/xml' }),
    '415 media-type-unsupported',
  ),
  refusal(
    'schema/contract/refusals.ts',
    'a consent that is not in force',
    () => consent({ consentVersion: 'never' }),
    '409 consent-outdated',
  ),
];
