import { sameOctets, type Octets } from '#schema/contract/card.ts';
import type { CardCommand } from '../apdu.ts';
import type { Application, CardFile } from '../applications/application.ts';
import type { ReferenceId } from '../profile.ts';
import { holds } from './world.ts';

/** An answered command, and what it did to the card's memory. */
export interface Answered {
  command: CardCommand | undefined;
  answer: Uint8Array;
  did: string;
  id: ReferenceId | null;
}

/** Pieces shorter than this are in other files too, by chance. */
const TELLING = 24;

/** Which PINs the card must hold for verified now, told by its answers alone; and what may only be had with them. */
export class Access {
  readonly #applications: readonly Application[];
  #application: Application | null = null;
  #verified = new Set<ReferenceId>();

  constructor(applications: readonly Application[]) {
    this.#applications = applications;
  }

  /** After a reset or a power cut. */
  clear(): void {
    this.#application = null;
    this.#verified = new Set();
  }

  /** What the answer should not have given; then takes the answer in. */
  faultsOf(answered: Answered): string[] {
    const { command, answer } = answered;
    if (!command || answer.length < 2) return [];
    const faults = isOk(answer) && !this.#mayHave(command, answered) ? ['given without its PIN'] : [];
    this.#learn(command, answered);
    return faults;
  }

  #mayHave({ cla, ins, p1, p2 }: CardCommand, { answer, id }: Answered): boolean {
    switch ((cla << 8) | ins) {
      case 0x00b0:
        return this.#mayRead(answer.subarray(0, -2));
      case 0x802a:
        return this.#maySign(p2);
      case 0x0086:
        return this.#inJpkiWith('userPin');
      case 0x00ca:
        return p1 !== 0xdf || p2 !== 0x02 || this.#inJpkiWith('userPin');
      case 0x0024:
        return id !== null && this.#verified.has(id);
      default:
        return true;
    }
  }

  #inJpkiWith(id: ReferenceId): boolean {
    return this.#application?.name === 'jpki' && this.#verified.has(id);
  }

  #maySign(p2: number): boolean {
    if (p2 === 0x00) return this.#application?.name === 'surface';
    if (p2 === 0x97) return this.#inJpkiWith('userPin');
    if (p2 === 0x9a) return this.#inJpkiWith('signaturePassword');
    return this.#inJpkiWith('userPin') || this.#inJpkiWith('signaturePassword');
  }

  #mayRead(data: Uint8Array): boolean {
    if (data.length < TELLING) return true;
    const sources = this.#applications.flatMap(({ files }) => [...files.values()]);
    const from = sources.filter(({ content }) => holds(content, data));
    return from.some((file) => this.#isOpen(file));
  }

  #isOpen({ openedBy }: CardFile): boolean {
    return openedBy.length === 0 || openedBy.some((id) => this.#verified.has(id));
  }

  #learn({ cla, ins, p1, data }: CardCommand, answered: Answered): void {
    this.#learnOfPins(answered);
    if (((cla << 8) | ins) !== 0x00a4 || p1 !== 4 || !isOk(answered.answer)) return;
    this.clear();
    this.#application = this.#applications.find(({ aid }) => startsWith(aid, data)) ?? null;
  }

  #learnOfPins({ did, id }: Answered): void {
    if (did === 'spend restore' && id) this.#verified.add(id);
    if (did === 'spend' && id) this.#verified.delete(id);
    if (did === 'reset') this.#verified.delete('signaturePassword');
  }
}

const isOk = (answer: Uint8Array): boolean => answer.at(-2) === 0x90 && answer.at(-1) === 0;
const startsWith = (aid: Octets, name: Octets): boolean => sameOctets(aid.subarray(0, name.length), name);
