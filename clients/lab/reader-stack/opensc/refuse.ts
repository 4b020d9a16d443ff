import assert from 'node:assert/strict';
import { PIN } from '#clients/lab/people/cast.ts';
import type { Bench } from './bench.ts';
import { assertRan, MODULE, moduleOpening, opening, READER, USER_PIN_LABEL, type Line } from './line.ts';
import * as texts from './texts.ts';
import { selectFile, tries, verify } from './traces.ts';

/** A wrong secret; `left` are both counters before, `word` is the card's answer, `says` what the tool makes of it. */
interface Entry {
  id: 1 | 2;
  secret: string;
  left: [number, number];
  word: string;
  says: string;
}

async function enter(bench: Bench, { id, secret, left, word, says }: Entry): Promise<void> {
  const ran = await bench.run('pkcs15-tool', ['--verify-pin', '--auth-id', String(id), '--pin', secret]);
  const trace = [...opening(left), ...verify(id === 1 ? 0x18 : 0x1b, secret, word)];
  assertRan(ran, { code: 255, err: `${READER}Operation failed: ${says}\n`, trace });
}

const WRONG = 'PIN code or key incorrect';

/** Lines 14–19: what must not work, and that the counters say so. 15 goes on with the card of 14. */
export const REFUSE: Record<number, Line> = {
  14: {
    title: 'wrong user PIN three times: 63c2, 63c1, 63c0',
    async prove(bench) {
      await bench.desk.fresh();
      for (const left of [3, 2, 1]) {
        await enter(bench, { id: 1, secret: '0000', left: [left, 5], word: `63c${left - 1}`, says: WRONG });
      }
    },
  },
  15: {
    title: 'and once more: 6984 (6983 on cards of the other kind); the token is shown as locked',
    async prove(bench) {
      const once: Pick<Entry, 'id' | 'secret' | 'left'> = { id: 1, secret: '0000', left: [0, 5] };
      await enter(bench, { ...once, word: '6984', says: 'Reference data not usable' });
      assertRan(await bench.run('pkcs11-tool', ['--module', MODULE, '-L']), {
        out: texts.slots({ userPinLocked: true }),
        err: '',
        trace: [...moduleOpening(bench, [0, 5]), ...tries(0x18, 0), ...tries(0x1b, 5)],
      });
      await bench.desk.remove();
      await bench.desk.putBack({ traits: { blockedWord: 0x6983 } });
      await enter(bench, { ...once, word: '6983', says: 'Authentication method blocked' });
    },
  },
  16: {
    title: 'wrong signature password five times: 63c4 … 63c0, then 6984; a right one no longer helps',
    async prove(bench) {
      await bench.desk.fresh();
      for (const left of [5, 4, 3, 2, 1]) {
        await enter(bench, {
          id: 2,
          secret: 'WRONG123',
          left: [3, left],
          word: `63c${left - 1}`,
          says: WRONG,
        });
      }
      const says = 'Reference data not usable';
      const blocked: Omit<Entry, 'secret'> = { id: 2, left: [3, 0], word: '6984', says };
      await enter(bench, { ...blocked, secret: 'WRONG123' });
      await enter(bench, { ...blocked, secret: 'OLD123PASS' });
    },
  },
  17: {
    title: 'a PIN of three digits: refused before anything goes over the wire',
    async prove(bench) {
      await bench.desk.fresh();
      const ran = await bench.run('pkcs15-tool', ['--verify-pin', '--auth-id', '1', '--pin', '123']);
      assertRan(ran, { code: 255, err: `${READER}Operation failed: Invalid PIN length\n`, trace: opening() });
      assert.equal((await bench.desk.memory()).references.userPin.tries, 3, 'tries left');
    },
  },
  18: {
    title: 'pkcs15-tool --unblock-pin: Not supported, nothing sent',
    async prove(bench) {
      const ran = await bench.run('pkcs15-tool', [
        '--unblock-pin',
        '--auth-id',
        '1',
        '--puk',
        '1234',
        '--new-pin',
        '4321',
      ]);
      assertRan(ran, {
        code: 2,
        err: `${READER}PIN unblocking failed: Not supported\n`,
        trace: [...opening(), selectFile(0x18)],
      });
    },
  },
  19: {
    title: 'a PSS signature: refused by OpenSC, which offers RSA-PKCS only',
    async prove(bench) {
      const files = ['-i', bench.write('data', 'data'), '-o', bench.write('sig', '')];
      const login = ['--module', MODULE, '--token-label', USER_PIN_LABEL, '--login', '--pin', PIN];
      const ran = await bench.run('pkcs11-tool', [
        ...login,
        '--sign',
        '--id',
        '01',
        '-m',
        'SHA256-RSA-PKCS-PSS',
        ...files,
      ]);
      assertRan(ran, {
        code: 1,
        err: `Using signature algorithm SHA256-RSA-PKCS-PSS
PSS parameters: hashAlg=SHA256, mgf=MGF1-SHA256, salt_len=32 B
error: PKCS11 function C_SignInit failed: rv = CKR_MECHANISM_INVALID (0x70)
Aborting.
`,
        trace: [
          ...moduleOpening(bench),
          ...tries(0x18, 3),
          ...tries(0x18, 3),
          ...tries(0x18, 3),
          ...verify(0x18, PIN, '9000'),
        ],
      });
    },
  },
};
