import { PASSWORD } from '#clients/lab/people/cast.ts';
import { assertRan, certificatesOf, opening, READER, type Line } from './line.ts';
import { pem } from './texts.ts';
import { certificate, refused, verify } from './traces.ts';

/** Lines 5–7: certificates, byte for byte. */
export const READ: Record<number, Line> = {
  5: {
    title: 'pkcs15-tool --read-certificate 1, 3, 4: the very bytes of the card',
    async prove(bench) {
      const { auth, authCa, signatureCa } = certificatesOf(bench);
      const files = [
        { id: '1', file: 0x0a, der: auth },
        { id: '3', file: 0x0b, der: authCa },
        { id: '4', file: 0x02, der: signatureCa },
      ];
      for (const { id, file, der } of files) {
        const ran = await bench.run('pkcs15-tool', ['--read-certificate', id]);
        assertRan(ran, { out: pem(der), trace: [...opening(), ...certificate(file, der)] });
      }
    },
  },
  6: {
    title: 'pkcs15-tool --read-certificate 2 without a PIN: the card says 6982',
    prove: async (bench) =>
      assertRan(await bench.run('pkcs15-tool', ['--read-certificate', '2']), {
        code: 1,
        err: `${READER}Certificate read failed: EF offset too large\n`,
        trace: [...opening(), ...refused(0x01)],
      }),
  },
  7: {
    title: 'pkcs15-tool --read-certificate 2 with the signature password: the very bytes of the card',
    async prove(bench) {
      const der = certificatesOf(bench).signature;
      const pin = ['--verify-pin', '--auth-id', '2', '--pin', PASSWORD];
      assertRan(await bench.run('pkcs15-tool', ['--read-certificate', '2', ...pin]), {
        out: pem(der),
        trace: [...opening(), ...verify(0x1b, PASSWORD, '9000'), ...certificate(0x01, der)],
      });
    },
  },
};
