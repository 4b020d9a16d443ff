/** What programs that play pictures as if they were a camera call themselves, in small letters. */
const PROGRAMS = [
  'virtual',
  'obs',
  'manycam',
  'snap camera',
  'splitcam',
  'xsplit',
  'camtwist',
  'e2esoft',
  'vcam',
  'ndi',
  'loopback',
  'webcamoid',
];

const NAMES = new RegExp(String.raw`\b(${PROGRAMS.join('|')})\b`, 'i');

/**
 * Does a camera say of itself that it is a program? A hint and no proof: whoever wants to deceive gives it another name.
 *
 * @param label name of the device, as `MediaStreamTrack.label` has it; empty if the browser keeps it.
 */
export const isVirtualCamera = (label: string): boolean => NAMES.test(label);
