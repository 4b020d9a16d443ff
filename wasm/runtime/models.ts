import { MANIFEST, type Manifest } from '../manifest.ts';
import type { OpenSession, Runtime, Session } from './port.ts';

/** A model file is not the one the manifest names, so nothing it says may be trusted. */
export class ModelMismatch extends Error {
  constructor(model: string) {
    super(`model ${model} is not the file that wasm/manifest.json names; run npm run models`);
    this.name = 'ModelMismatch';
  }
}

/** Loads a model of the manifest, if its digest is the one that is written there. */
export async function openModel(
  runtime: Runtime,
  open: OpenSession,
  name: string,
  manifest: Manifest = MANIFEST,
): Promise<Session> {
  const bytes = await runtime.model(name);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== manifest.models[name]?.sha256) throw new ModelMismatch(name);
  return open(bytes);
}
