import { describe, expect, it } from 'vitest';
import { breaks } from './compatible.ts';
import { openApiDocument } from './document.ts';
import published from './published.json' with { type: 'json' };

type Json = Record<string, unknown>;
const document = (): Json => structuredClone(published);

it('a client of the version before still works', () => {
  expect(breaks(published, openApiDocument())).toEqual([]);
});

describe('what breaks a client', () => {
  /** What stands at this place of a document; names with slashes are of one piece. */
  const at = (changed: unknown, ...path: string[]): Json =>
    path.reduce((inner, name) => (inner as Record<string, Json>)[name]!, changed as Json);
  const session = (changed: Json, ...path: string[]) => at(changed, 'paths', '/v1/sessions', 'post', ...path);
  const JSON_SCHEMA = ['content', 'application/json', 'schema'];
  const asked = (changed: Json, ...path: string[]) =>
    session(changed, 'requestBody', ...JSON_SCHEMA, ...path);
  const answered = (changed: Json, ...path: string[]) =>
    session(changed, 'responses', '201', ...JSON_SCHEMA, ...path);
  const put = (where: Json, name: string, value: unknown) => void Object.assign(where, { [name]: value });
  const drop = (where: Json, name: string) => void Reflect.deleteProperty(where, name);

  it.each<[string, (changed: Json) => void]>([
    ['POST /v1/sessions is gone', (changed) => drop(at(changed, 'paths', '/v1/sessions'), 'post')],
    ['POST /v1/sessions asks for another credential', (changed) => put(session(changed), 'security', [])],
    [
      'POST /v1/sessions request.more is needed now',
      (changed) => put(asked(changed), 'required', ['consentVersion', 'more']),
    ],
    [
      'POST /v1/sessions request.consentVersion is gone',
      (changed) => drop(asked(changed, 'properties'), 'consentVersion'),
    ],
    [
      'POST /v1/sessions request.consentVersion: maxLength is narrower',
      (changed) => put(asked(changed, 'properties', 'consentVersion'), 'maxLength', 8),
    ],
    ['POST /v1/sessions 201.support is gone', (changed) => drop(answered(changed, 'properties'), 'support')],
    [
      'POST /v1/sessions 201.support may be missing now',
      (changed) => put(answered(changed), 'required', ['session', 'expiresAt', 'audience', 'nonce']),
    ],
    [
      'POST /v1/sessions 201.expiresAt is of another type',
      (changed) => put(answered(changed, 'properties', 'expiresAt'), 'type', 'string'),
    ],
    [
      'GET /v1/reservations/current 200.status: lost was not known before',
      (changed) => {
        const get = ['paths', '/v1/reservations/current', 'get', 'responses', '200'];
        const status = at(changed, ...get, ...JSON_SCHEMA, 'properties', 'status');
        put(status, 'enum', [...(status['enum'] as string[]), 'lost']);
      },
    ],
    ['POST /v1/sessions 409 is gone', (changed) => drop(session(changed, 'responses'), '409')],
    [
      'POST /v1/sessions 409: code consent-outdated is gone',
      (changed) => {
        const content = ['content', 'application/problem+json', 'schema', 'allOf', '1'];
        put(session(changed, 'responses', '409', ...content, 'properties', 'code'), 'enum', []);
      },
    ],
  ])('%s', (sentence, change) => {
    const changed = document();
    change(changed);
    expect(breaks(published, changed)).toContain(sentence);
  });

  it('and what does not: a member more in a reply, one in a request that may be missing, a call more', () => {
    const changed = document();
    put(answered(changed, 'properties'), 'more', { type: 'string' });
    put(asked(changed, 'properties'), 'more', { type: 'string' });
    put(at(changed, 'paths'), '/v1/more', { get: {} });
    expect(breaks(published, changed)).toEqual([]);
  });
});
