// The part of `smartcard` that is used. Declared here because the package is optional: it is compiled at installation,
// against PC/SC headers that a machine may not have, and types must check without it.
declare module 'smartcard' {
  /** A reader at the moment it was listed. `state` is a set of `SCARD_STATE_…` bits, above them a count of changes. */
  export interface ListedReader {
    readonly name: string;
    readonly state: number;
    connect(shareMode: number, protocols: number): Promise<ConnectedCard>;
  }

  export interface ConnectedCard {
    /** Errors are told apart by their text alone. `maxRecvLength` counts data and status word. */
    transmit(command: Buffer, options: { maxRecvLength: number }): Promise<Buffer>;
    disconnect(disposition: number): void;
  }

  export class Context {
    listReaders(): ListedReader[];
    /** Resolves after a change of the readers given, or after `timeout` milliseconds. Throws when the service is gone. */
    waitForChange(readers: readonly { name: string; state: number }[], timeout: number): Promise<unknown>;
    cancel(): void;
    close(): void;
  }

  export const SCARD_SHARE_EXCLUSIVE: number;
  export const SCARD_PROTOCOL_T0: number;
  export const SCARD_PROTOCOL_T1: number;
  export const SCARD_LEAVE_CARD: number;
  export const SCARD_RESET_CARD: number;
  export const SCARD_STATE_PRESENT: number;
  export const SCARD_STATE_MUTE: number;
}
