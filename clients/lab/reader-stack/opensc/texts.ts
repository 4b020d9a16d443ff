import { X509Certificate } from 'node:crypto';
import { toHex } from '#schema/contract/card.ts';

// What the tools of OpenSC 0.23.0 (Debian 12) print of this card, to the byte.

const PINS = [
  { name: 'User Authentication PIN', id: '01', min: 4, max: 4 },
  { name: 'Digital Signature PIN', id: '02', min: 6, max: 16 },
];

/** `--list-pins`. */
export const pins = (left: readonly [number, number]): string =>
  PINS.map(
    ({ name, id, min, max }, index) => `PIN [${name}]
	Object Flags   : [0x12], modifiable
	ID             : ${id}
	Flags          : [0x12], local, initialized
	Length         : min_len:${min}, max_len:${max}, stored_len:0
	Pad char       : 0x00
	Reference      : ${Number(id)} (0x${id})
	Type           : ascii-numeric
	Tries left     : ${left[index]}

`,
  ).join('');

const KEYS = [
  {
    name: 'User Authentication',
    id: '01',
    path: '000a',
    usage: '[0x04], sign',
    guid: 'c5a0a252-9d2d-eb60-fec0-41b4fbd722a2',
  },
  {
    name: 'Digital Signature',
    id: '02',
    path: '0001',
    usage: '[0x204], sign, nonRepudiation',
    guid: 'e1bc1dae-59f1-16ab-b43f-9dafbb2acc9b',
  },
];

const privateKeys = KEYS.map(
  ({ name, id, usage, guid }) => `Private RSA Key [${name} Key]
	Object Flags   : [0x01], private
	Usage          : ${usage}
	Access Flags   : [0x1D], sensitive, alwaysSensitive, neverExtract, local
	Algo_refs      : 0
	ModLength      : 2048
	Key ref        : ${Number(id)} (0x${id})
	Native         : yes
	Auth ID        : ${id}
	ID             : ${id}
	MD:guid        : ${guid}

`,
).join('');

/** `--list-public-keys`. */
export const publicKeys = KEYS.map(
  ({ name, id, path }) => `Public RSA Key [${name} Public Key]
	Object Flags   : [0x00]
	Usage          : [0x00]
	Access Flags   : [0x02], extract
	Key ref        : ${Number(id)} (0x${id})
	Native         : yes
	Path           : ${path}
	ID             : ${id}

`,
).join('');

/** The certificates that can be read without a PIN, DER. */
export interface OpenCertificates {
  auth: Uint8Array;
  authCa: Uint8Array;
  signatureCa: Uint8Array;
}

/** `--list-certificates`. The signature certificate is private: nothing of it is shown. */
export function certificates({ auth, authCa, signatureCa }: OpenCertificates): string {
  const entries = [
    { name: 'User Authentication Certificate', id: '01', path: '000a', der: auth },
    { name: 'Digital Signature Certificate', id: '02', path: '0001', der: null },
    { name: 'User Authentication Certificate CA', id: '03', path: '000b', der: authCa },
    { name: 'Digital Signature Certificate CA', id: '04', path: '0002', der: signatureCa },
  ];
  return entries
    .map(
      ({ name, id, path, der }) => `X.509 Certificate [${name}]
	Object Flags   : ${der ? '[0x00]' : '[0x01], private'}
	Authority      : ${name.endsWith('CA') ? 'yes' : 'no'}
	Path           : ${path}
	ID             : ${id}
${der ? `	Encoded serial : ${encodedSerial(der)}\n` : ''}
`,
    )
    .join('');
}

/** `--dump`. */
export const dump = (open: OpenCertificates): string => `PKCS#15 Card [JPKI]:
	Version        : 0
	Serial number  : 00000000
	Manufacturer ID: JPKI
	Flags          : 


${pins([3, 5])}${privateKeys}${publicKeys}${certificates(open)}`;

/** `pkcs11-tool -L`. */
export function slots({ userPinLocked }: { userPinLocked: boolean }): string {
  const [user, signature] = PINS.map(({ name, min, max }, index) => {
    const locked = index === 0 && userPinLocked ? ', user PIN locked' : '';
    return `Slot ${index} (0x${index}): Virtual PCD 00 00
  token label        : JPKI (${name})
  token manufacturer : JPKI
  token model        : PKCS#15 emulated
  token flags        : login required, token initialized, PIN initialized${locked}
  hardware version   : 0.0
  firmware version   : 0.0
  serial num         : 00000000
  pin min/max        : ${min}/${max}
`;
  });
  return `Available slots:\n${user}${signature}Slot 2 (0x4): Virtual PCD 00 01\n  (empty)\n`;
}

const x509 = (label: string, id: string, der: Uint8Array) => `Certificate Object; type = X.509 cert
  label:      ${label}
  subject:    DN: ${subjectOf(der)}
  serial:     ${serialOf(der)}
  ID:         ${id}
`;

const key = (label: string, id: string, usage: string, access: string) => `Public Key Object; RSA 2048 bits
  label:      ${label}
  ID:         ${id}
  Usage:      ${usage}
  Access:     ${access}
`;

/** `pkcs11-tool -O` without a PIN. The number of the profile object is the tool's own and differs from run to run. */
export function objects({ auth, authCa, signatureCa }: OpenCertificates): string {
  const authority = (label: string, id: string, der: Uint8Array) =>
    x509(label, id, der) + key(label, id, 'encrypt, verify', 'local');
  return [
    key('User Authentication Public Key', '01', 'none', 'none'),
    x509('User Authentication Certificate', '01', auth),
    authority('User Authentication Certificate CA', '03', authCa),
    authority('Digital Signature Certificate CA', '04', signatureCa),
    'Profile object #\n  profile_id:          CKP_PUBLIC_CERTIFICATES_TOKEN (4)\n',
  ].join('');
}

/** Tag, length and value of the serial number: the first element after the version of a certificate of over 255 bytes. */
function encodedSerial(der: Uint8Array): string {
  const start = 4 + 4 + 5;
  const length = der[start + 1]!;
  const value = der.slice(start + 2, start + 2 + length);
  return `02 ${toHex(Uint8Array.of(length))} ${toHex(value)}`.toUpperCase();
}

const serialOf = (der: Uint8Array): string => new X509Certificate(der).serialNumber;

/** As pkcs11-tool prints names: commas between their parts, a plus inside a part of several attributes. */
const subjectOf = (der: Uint8Array): string =>
  new X509Certificate(der).subject.replaceAll('\n', ', ').replaceAll(' + ', '+');

/** A certificate as `--read-certificate` prints it. */
export const pem = (der: Uint8Array): string => {
  const lines = Buffer.from(der)
    .toString('base64')
    .match(/.{1,64}/g)!;
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
};
