/**
 * A link to one card: command APDU in, response APDU (data ‖ SW1 SW2) out. An answer of fewer than two bytes means the
 * link is gone, because PC/SC reports a card pulled in the middle of a command that way. `transceive` may also throw
 * `CardFailure`. `close` with `reset` ends every verified PIN on the card.
 */
export interface CardTransport {
  transceive(apdu: Uint8Array): Promise<Uint8Array>;
  close(options: { reset: boolean }): Promise<void>;
}
