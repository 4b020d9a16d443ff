import {
  createCipheriv,
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  sign,
  verify,
  type JsonWebKey,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// The vectors as somebody else computes them: Node's crypto alone, nothing of this project but the file.

type Vector = Record<string, string>;
interface File {
  keys: Record<string, JsonWebKey & Vector>;
  vectors: Record<string, Vector>;
}
const { keys, vectors } = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')) as File;
const of = (name: string): Vector => vectors[name]!;

const hex = (text: string) => Buffer.from(text, 'hex');
const b64 = (text: string) => Buffer.from(text, 'base64url');
const sha256 = (...parts: (Buffer | string)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const point = (key: string) => Buffer.concat([Buffer.of(4), b64(keys[key]!['x']!), b64(keys[key]!['y']!)]);
const publicKey = (key: string) => {
  const { d: _, ...half } = keys[key]!;
  return createPublicKey({ key: half as JsonWebKey, format: 'jwk' });
};
const ecdsa = (key: string, message: Buffer, signature: Buffer) =>
  verify('sha256', message, { key: publicKey(key), dsaEncoding: 'ieee-p1363' }, signature);
const tlv = (tag: number, value: Buffer) =>
  Buffer.concat([Buffer.from(value.length < 0x80 ? [tag, value.length] : [tag, 0x81, value.length]), value]);

describe('a card challenge', () => {
  const inputOf = ({ purpose, audience, token, nonce, kioskKey }: Vector) =>
    Buffer.concat([
      Buffer.from(`${purpose}\0${audience}\0`),
      sha256(token!),
      b64(nonce!),
      kioskKey ? sha256(hex(kioskKey)) : Buffer.alloc(0),
    ]);

  it.each(['step1Challenge', 'step2Challenge'])('of the %s is signed by the authentication key', (name) => {
    const vector = of(name);
    const input = inputOf(vector);
    const digestInfo = `3031300d060960864801650304020105000420${sha256(input).toString('hex')}`;
    expect([vector['message'], vector['challenge']]).toEqual([
      input.toString('hex'),
      sha256(input).toString('hex'),
    ]);
    expect(vector['digestInfo']).toBe(digestInfo);
    const key = createPrivateKey({ key: keys['authentication'] as JsonWebKey, format: 'jwk' });
    expect(sign('sha256', input, key).toString('hex')).toBe(vector['signature']);
  });

  it('gives the nonces of both statuses', () => {
    for (const use of ['claim', 'recover']) {
      const input = inputOf({ ...of('statusNonces'), purpose: `kaijo/${use}/v1` });
      expect(sha256(input).subarray(0, 16).toString('hex')).toBe(of('statusNonces')[use]);
    }
  });
});

describe('an attestation', () => {
  const attested = (name: string, label: string, ...parts: Buffer[]) => {
    const message = Buffer.concat([Buffer.from(label), ...parts]);
    expect(of(name)['message']).toBe(message.toString('hex'));
    expect(ecdsa('attestation', message, hex(of(name)['signature']!))).toBe(true);
  };
  const facts = (name: string, ...members: string[]) => members.map((member) => hex(of(name)[member]!));
  const sealed = (...objects: Buffer[]) => tlv(0x7c, Buffer.concat(objects)).toString('hex');

  it('binds certificate and photo to a chip', () => {
    const { cardId, authCertificateHash, photoSignatureHash, cardChallenge } = of('binding');
    const said = [cardId, authCertificateHash, photoSignatureHash].map((text) => hex(text!));
    attested('binding', 'KAIJO-BIND-1', ...said, hex(cardChallenge!));
    expect(of('binding')['command']).toBe(`00cadf0220${cardChallenge}00`);
    const objects = said.map((value, index) => tlv(0x83 + index, value));
    const signature = tlv(0x9e, hex(of('binding')['signature']!));
    expect(of('binding')['answer']).toBe(`${sealed(...objects, signature)}9000`);
  });

  it('agrees on keys', () => {
    const [cardId, kioskKey, cardKey, r] = facts('keyAgreement', 'cardId', 'kioskKey', 'cardKey', 'r');
    attested('keyAgreement', 'VC-RESET-1|card', cardId!, kioskKey!, cardKey!, r!);
    const signature = hex(of('keyAgreement')['signature']!);
    expect(of('keyAgreement')['answer']).toBe(
      sealed(tlv(0x81, cardKey!), tlv(0x82, r!), tlv(0x83, cardId!), tlv(0x9e, signature)),
    );
    expect([kioskKey, cardKey]).toEqual([point('kiosk'), point('card')]);
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(b64(keys['kiosk']!['d']!));
    const z = ecdh.computeSecret(cardKey!);
    const derived = (counter: number) => sha256(z, r!, Buffer.of(0, 0, 0, counter)).subarray(0, 16);
    expect([z, derived(1), derived(2)]).toEqual(facts('keyAgreement', 'z', 'kenc', 'kmac'));
  });

  it('vouches for a receipt and a status', () => {
    for (const [name, label] of [
      ['receipt', 'VC-RESET-1|done'],
      ['status', 'VC-RESET-1|status'],
    ] as const) {
      const { cardId, counter, tries, ticketHash, nonce, signature } = of(name);
      const record = Buffer.concat([Buffer.of(0, Number(counter), Number(tries)), hex(ticketHash!)]);
      attested(name, label, hex(cardId!), hex(nonce ?? ''), record);
      expect(of(name)[name]).toBe(record.toString('hex') + signature);
    }
  });
});

describe('secure messaging', () => {
  const kenc = hex(of('keyAgreement')['kenc']!);
  const kmac = hex(of('keyAgreement')['kmac']!);
  const block = (key: Buffer, bytes: Buffer) =>
    createCipheriv('aes-128-ecb', key, null).setAutoPadding(false).update(bytes);
  const counter = (value: number) => Buffer.concat([Buffer.alloc(15), Buffer.of(value)]);
  const pad = (bytes: Buffer) =>
    Buffer.concat([bytes, Buffer.of(0x80), Buffer.alloc(15 - (bytes.length % 16))]);
  /** RFC 4493; every message here is of whole blocks. */
  const cmac = (message: Buffer) => {
    const zero = block(kmac, Buffer.alloc(16));
    const doubled = (BigInt(`0x${zero.toString('hex')}`) << 1n) ^ (zero[0]! > 0x7f ? 0x87n : 0n);
    const k1 = hex(BigInt.asUintN(128, doubled).toString(16).padStart(32, '0'));
    const last = Buffer.from(message.subarray(-16).map((byte, index) => byte ^ k1[index]!));
    const chained = createCipheriv('aes-128-cbc', kmac, Buffer.alloc(16)).setAutoPadding(false);
    return chained.update(Buffer.concat([message.subarray(0, -16), last])).subarray(-16, -8);
  };
  const cryptogram = (at: number, data: Buffer) => {
    const cipher = createCipheriv('aes-128-cbc', kenc, block(kenc, counter(at))).setAutoPadding(false);
    return tlv(0x87, Buffer.concat([Buffer.of(1), cipher.update(pad(data))]));
  };
  const answer = (data: Buffer, sw: string) => {
    const body = Buffer.concat([data.length > 0 ? cryptogram(2, data) : data, tlv(0x99, hex(sw))]);
    const mac = cmac(Buffer.concat([counter(2), pad(body)]));
    return `${Buffer.concat([body, tlv(0x8e, mac)]).toString('hex')}9000`;
  };

  it('carries the password', () => {
    const header = hex('0c2c029b');
    const password = Buffer.from(of('secureMessaging')['password']!);
    const body = Buffer.concat([cryptogram(1, password), hex('970100')]);
    const mac = cmac(Buffer.concat([counter(1), pad(header), pad(body)]));
    const data = Buffer.concat([body, tlv(0x8e, mac)]);
    const command = Buffer.concat([header, Buffer.of(data.length), data, Buffer.of(0)]);
    expect(of('secureMessaging')['command']).toBe(command.toString('hex'));
  });

  it('carries a refusal and a receipt', () => {
    expect(of('secureMessaging')['refusal']).toBe(answer(Buffer.alloc(0), '6982'));
    expect(of('secureMessaging')['receipt']).toBe(answer(hex(of('receipt')['receipt']!), '9000'));
  });
});

describe('what the service signs', () => {
  const jws = (key: string, compact: string) => {
    const [header, payload, signature] = compact.split('.') as [string, string, string];
    expect(ecdsa(key, Buffer.from(`${header}.${payload}`), b64(signature))).toBe(true);
    return [header, payload].map((part) => JSON.parse(b64(part).toString()) as Record<string, unknown>);
  };

  it('permits one card, one channel and one ticket', () => {
    const { message, signature, authorisation, ...facts } = of('authorisation');
    const notAfter = Buffer.alloc(8);
    notAfter.writeBigUInt64BE(BigInt(facts['notAfter']!));
    const values = [
      Buffer.of(1),
      hex(facts['cardId']!),
      Buffer.of(0x1b),
      hex(facts['r']!),
      sha256(hex(facts['kioskKey']!)),
      hex(facts['ticketHash']!),
      hex(facts['kioskId']!.replaceAll('-', '')),
      notAfter,
      b64(keys['resetAuthority']!['kid']!),
    ];
    const objects = Buffer.concat(values.map((value, index) => tlv(0x80 + index, value)));
    const signed = Buffer.concat([Buffer.from('VC-RESET-1|auth'), objects]);
    expect(message).toBe(signed.toString('hex'));
    expect(ecdsa('resetAuthority', signed, hex(signature!))).toBe(true);
    expect(authorisation).toBe(Buffer.concat([objects, tlv(0x9e, hex(signature!))]).toString('hex'));
  });

  it('is a ticket, known by its hash', () => {
    const { ticket, jti, exp, certId } = of('ticket');
    const [header, payload] = jws('ticket', ticket!);
    expect(header).toEqual({ typ: 'kaijo-ticket+jwt', alg: 'ES256', kid: keys['ticket']!['kid'] });
    expect(payload).toMatchObject({ aud: 'kaijo-ticket', jti, exp, certId });
    expect(of('ticketHash')).toEqual({ ticket, ticketHash: sha256(ticket!).toString('hex') });
  });

  it('is a record of an authorisation', () => {
    const { record, reservationId, kioskId, at, version, commitment, ticketHash, chipId } = of('record');
    const [header, payload] = jws('ticket', record!);
    expect(header!['typ']).toBe('kaijo-record+jwt');
    expect(payload).toEqual({
      iss: 'https://kaijo.example',
      aud: 'kaijo-record',
      jti: reservationId,
      sub: kioskId,
      iat: at,
      version,
      commitment,
      ticketHash,
      chipId,
    });
    expect(b64(ticketHash!).toString('hex')).toBe(of('ticketHash')['ticketHash']);
  });

  it('asks for a proof like this one', () => {
    const { proof, method, url, token, nonce, now, thumbprint } = of('dpopProof');
    const [header, payload] = jws('dpop', proof!);
    const { x, y } = keys['dpop']!;
    expect(header).toEqual({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty: 'EC', crv: 'P-256', x, y } });
    const ath = sha256(token!).toString('base64url');
    expect(payload).toMatchObject({ htm: method, htu: url, iat: now, nonce, ath });
    expect(sha256(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y })).toString('base64url')).toBe(thumbprint);
  });
});

describe('what comes of a key of the service', () => {
  const derived = (secret: string, purpose: string) =>
    Buffer.from(hkdfSync('sha256', b64(secret), '', `kaijo/${purpose}/v1`, 32));
  const pepper = keys['pepper'] as unknown as string;
  const hmac = (key: Buffer, text: Buffer | string) => createHmac('sha256', key).update(text).digest();
  const alphabet = 'ACDEFHJKMNPRTWXY34679';

  it('is a match code', () => {
    const { reservationId, redemptionId, matchCode } = of('matchCode');
    const code = hmac(derived(pepper, 'match-code'), `${reservationId}.${redemptionId}`);
    const drawn = [0, 4, 8, 12].map((at) => alphabet[code.readUInt32BE(at) % 21]);
    expect(drawn.join('')).toBe(matchCode);
  });

  it('is a support number', () => {
    const { visitId, supportNumber } = of('supportNumber');
    const code = hmac(derived(pepper, 'support-number'), visitId!).subarray(0, 4).toString('hex');
    expect(Array.from(code, (digit) => alphabet[Number.parseInt(digit, 16)]).join('')).toBe(supportNumber);
  });

  it('is a nonce for proofs', () => {
    const { nonce, now } = of('dpopProof');
    const instant = Buffer.alloc(8);
    instant.writeBigUInt64BE(BigInt(now!));
    const code = hmac(derived(keys['master']!['k']!, 'dpop-nonce'), instant).subarray(0, 16);
    expect(Buffer.concat([instant, code]).toString('base64url')).toBe(nonce);
  });
});

describe('what is read from a card or a screen', () => {
  const era = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
    era: 'narrow',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const printed = of('matchingNumberB')['vectors'] as unknown as Vector[];

  it.each(printed)('is 照合番号B: $birthDate, $expiryYear, $securityCode', (card) => {
    const [, year, monthDay] = /^(\d{4})(\d{4})$/.exec(card['birthDate']!)!;
    const day = new Date(`${year}-${monthDay!.slice(0, 2)}-${monthDay!.slice(2)}T00:00:00Z`);
    const named = era.formatToParts(day).find(({ type }) => type === 'year')!.value;
    const inEra = named === '元' ? '1' : named;
    const years = card['years'] === 'western' ? year!.slice(2) : inEra.padStart(2, '0');
    expect(card['matchingNumberB']).toBe(years + monthDay + card['expiryYear'] + card['securityCode']);
  });

  it('is the words of a key', () => {
    const { thumbprint, checkWords } = of('dpopProof');
    const bits = [...b64(thumbprint!)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const syllables = Array.from({ length: 10 }, (_, at) => {
      const value = Number.parseInt(bits.slice(5 * at, 5 * at + 5), 2);
      return 'kstnhmrb'[value >> 2]! + 'aiuo'[value & 3]!;
    });
    expect(syllables.join('').match(/.{4}/g)!.join('-')).toBe(checkWords);
  });
});
