import { describe, expect, it } from 'vitest';
import { ascii, toHex } from '#schema/contract/card.ts';
import { tokenInfo } from '#clients/lab/card/applications/jpki.ts';
import { openReset, proveStep2, readStatus } from '../dialogue/step2.ts';
import { secret } from '#clients/lab/people/people.ts';
import { scriptedCard, type Line } from '../test/script.ts';
import { createEphemeralKey } from './key-agreement.ts';
import { hasResetProfile } from './profile.ts';

const tokenInfoOf = (model: string): Line[] => [
  ['00 A4 02 0C 02 0006', '9000', 'token information'],
  ['00 B0 00 00 A0', `${toHex(tokenInfo(model))} 9000`, `model "${model}"`],
];
const select: Line = ['00 A4 04 0C 0A D392F000260100000001', '9000', 'JPKI'];
const present: Line[] = [
  ['00 A4 02 0C 02 0008', '9000', 'certificates present'],
  ['00 B0 00 00 03', '8F8F00 9000', 'both'],
];

describe('the mark of the lab', () => {
  it('is the model in the token information and a signed status', async () => {
    const { card, unspoken } = scriptedCard([
      ...tokenInfoOf('VCARD'),
      ['00 CA DF 01 10 *16 00', `${'00'.repeat(99)} 9000`, 'status'],
    ]);
    expect(await hasResetProfile(card)).toBe(true);
    expect(unspoken()).toEqual([]);
  });

  it.each([
    ['another word', '6A88'],
    ['another length', `${'00'.repeat(98)} 9000`],
  ])('is not there when the status is answered with %s', async (_, response) => {
    const { card } = scriptedCard([...tokenInfoOf('VCARD'), ['00 CA DF 01 10 *16 00', response, 'status']]);
    expect(await hasResetProfile(card)).toBe(false);
  });
});

describe('a card without it', () => {
  it.each([['JPKIAPICC'], [''], ['VCARD2'], ['vcard']])(
    'of model "%s" is sent no command of the profile',
    async (model) => {
      const { card, unspoken } = scriptedCard(tokenInfoOf(model));
      expect(await hasResetProfile(card)).toBe(false);
      expect(unspoken()).toEqual([]);
    },
  );

  it('is asked for no PIN: STEP 2 stops before', async () => {
    const { card, unspoken } = scriptedCard([select, ...present, ...tokenInfoOf('')]);
    const request = {
      card,
      pin: secret('1234'),
      challenge: new Uint8Array(32),
      statusNonce: new Uint8Array(16),
    };
    await expect(proveStep2(request)).rejects.toMatchObject({ code: 'not-supported' });
    expect(unspoken()).toEqual([]);
  });

  it('is sent no key agreement and no status command', async () => {
    const agreement = scriptedCard(tokenInfoOf(''));
    const kioskKey = await createEphemeralKey();
    await expect(openReset({ card: agreement.card, kioskKey })).rejects.toMatchObject({
      code: 'not-supported',
    });
    expect(agreement.unspoken()).toEqual([]);
    const status = scriptedCard([select, ...tokenInfoOf('')]);
    await expect(readStatus(status.card, ascii('0123456789abcdef'))).rejects.toMatchObject({
      code: 'not-supported',
    });
    expect(status.unspoken()).toEqual([]);
  });
});

describe('a card without a signature certificate', () => {
  it('is asked for no PIN', async () => {
    const { card, unspoken } = scriptedCard([
      select,
      ['00 A4 02 0C 02 0008', '9000', 'certificates present'],
      ['00 B0 00 00 03', '008F00 9000', 'authentication only'],
    ]);
    const request = {
      card,
      pin: secret('1234'),
      challenge: new Uint8Array(32),
      statusNonce: new Uint8Array(16),
    };
    await expect(proveStep2(request)).rejects.toMatchObject({ code: 'no-signature-certificate' });
    expect(unspoken()).toEqual([]);
  });
});
