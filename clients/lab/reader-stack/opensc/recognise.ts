import assert from 'node:assert/strict';
import { fromHex } from '#schema/contract/card.ts';
import { assertRan, certificatesOf, MODULE, moduleOpening, openFiles, opening, type Line } from './line.ts';
import * as texts from './texts.ts';
import { selectJpki, tries } from './traces.ts';

const READERS = `# Detected readers (pcsc)
Nr.  Card  Features  Name
0    Yes             Virtual PCD 00 00
1    No              Virtual PCD 00 01
`;

/** Status words with which a card may turn away what other makers' drivers ask. */
const TURNED_AWAY = /^00(a4|ca|cb)[0-9a-f]* (6a82|6a86|6a88|6d00|6e00)$/;

/** Lines 1–4, 8 and 9: what OpenSC sees before anybody types a PIN. */
export const RECOGNISE: Record<number, Line> = {
  1: {
    title: 'opensc-tool -l: the card is in slot 0',
    prove: async (bench) =>
      assertRan(await bench.run('opensc-tool', ['-l']), { out: READERS, err: '', trace: [] }),
  },
  2: {
    title:
      'opensc-tool -a -n: jpki, by ATR and with a foreign ATR by application; foreign probes are turned away',
    async prove(bench) {
      const out = '3b:e0:00:ff:81:31:fe:45:14\njpki\n';
      assertRan(await bench.run('opensc-tool', ['-a', '-n']), { out });
      const unpinned = await bench.run('opensc-tool', ['-n'], { unpinned: true });
      assertRan(unpinned, { out: 'jpki\n' });
      assert.equal(unpinned.trace.length, 29, 'probes');
      for (const probe of unpinned.trace) assert.match(probe, TURNED_AWAY);
      await bench.desk.fresh({ atr: fromHex('3B80800101') });
      const foreign = await bench.run('opensc-tool', ['-a', '-n']);
      assertRan(foreign, { out: '3b:80:80:01:01\njpki\n', trace: [selectJpki] });
      await bench.desk.fresh();
    },
  },
  3: {
    title: 'pkcs15-tool --dump: two PINs, two key pairs, four certificates',
    prove: async (bench) =>
      assertRan(await bench.run('pkcs15-tool', ['--dump']), {
        out: texts.dump(certificatesOf(bench)),
        trace: [...opening(), ...openFiles(bench)],
      }),
  },
  4: {
    title: 'pkcs15-tool --list-certificates, --list-pins, --list-public-keys',
    async prove(bench) {
      const list = (what: string) => bench.run('pkcs15-tool', [`--list-${what}`]);
      const trace = [...opening(), ...openFiles(bench)];
      assertRan(await list('certificates'), { out: texts.certificates(certificatesOf(bench)), trace });
      assertRan(await list('pins'), { out: texts.pins([3, 5]), trace: opening() });
      assertRan(await list('public-keys'), { out: texts.publicKeys, trace: opening() });
    },
  },
  8: {
    title: 'pkcs11-tool -L: two tokens, 4/4 and 6/16',
    prove: async (bench) =>
      assertRan(await bench.run('pkcs11-tool', ['--module', MODULE, '-L']), {
        out: texts.slots({ userPinLocked: false }),
        err: '',
        trace: [...moduleOpening(bench), ...tries(0x18, 3), ...tries(0x1b, 5)],
      }),
  },
  9: {
    title: 'pkcs11-tool -O: public key 01, certificates 01, 03, 04',
    async prove(bench) {
      const ran = await bench.run('pkcs11-tool', ['--module', MODULE, '-O']);
      const out = ran.out.replace(/^Profile object \d+$/m, 'Profile object #');
      const err = 'Using slot 0 with a present token (0x0)\n';
      assertRan(
        { ...ran, out },
        { out: texts.objects(certificatesOf(bench)), err, trace: moduleOpening(bench) },
      );
    },
  },
};
