import { fromBase64url } from '#schema/contract/bytes.ts';
import { concat, type Octets } from '#schema/contract/card.ts';
import type { ReferenceId } from '../profile.ts';
import type { RsaKey } from '../rsa.ts';

/** A file's content and the references that open it: none means free, several means any of them. */
export interface CardFile {
  content: Octets;
  openedBy: readonly ReferenceId[];
}

/** A signing key and the reference it needs. */
export interface CardKey {
  key: RsaKey;
  needs: ReferenceId | null;
}

/** One application: its elementary files, references and keys, all by file identifier. */
export interface Application {
  name: 'jpki' | 'surface' | 'text' | 'common';
  aid: Octets;
  files: ReadonlyMap<number, CardFile>;
  references: ReadonlyMap<number, ReferenceId>;
  keys: ReadonlyMap<number, CardKey>;
  records: ReadonlyMap<number, readonly Octets[]>;
  /** The key that no file stands for: COMPUTE DIGITAL SIGNATURE names it by P2 = 00. */
  unnamedKey: CardKey | null;
}

/** An application of nothing: what each one fills in. */
export const EMPTY = {
  files: new Map(),
  references: new Map(),
  keys: new Map(),
  records: new Map(),
  unnamedKey: null,
} as const satisfies Partial<Application>;

/** Whether a file, reference, key or record file of this identifier is there to be selected. */
export const has = ({ files, references, keys, records }: Application, file: number): boolean =>
  files.has(file) || references.has(file) || keys.has(file) || records.has(file);

/** Makes files; `filler` bytes of FF follow the content of each, as they do on some cards. */
export type FileMaker = (content: Octets | string, ...openedBy: ReferenceId[]) => CardFile;

/** Text is base64url, as a profile has it. */
export const fileMaker =
  (filler: number): FileMaker =>
  (content, ...openedBy) => ({
    content: concat(
      typeof content === 'string' ? fromBase64url(content) : content,
      new Uint8Array(filler).fill(0xff),
    ),
    openedBy,
  });
