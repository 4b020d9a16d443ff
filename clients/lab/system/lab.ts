import { chmod, mkdir, readFile } from 'node:fs/promises';
import { createAuthority, trustAnchors, type Authority } from '#clients/lab/card/issuer/authority.ts';
import { revocationSources } from '#clients/lab/card/issuer/revocation-service.ts';
import { makeSecrets, type WorkerSecrets } from '#clients/operator/commands/secrets.ts';
import { writeDurably } from '#clients/card/pcsc/bridge/durable-file.ts';
import { MADE } from '#clients/operator/wrangler.ts';

/** What a lab has in place of the authorities of real cards, and the secrets of its own API Worker. */
export interface Lab {
  authority: Authority;
  secrets: WorkerSecrets;
}

/** Opens the lab of this clone, or founds it: certificates, keys and secrets of its own, in a file nobody else can read. */
export async function openLab(now: number, folder = MADE): Promise<Lab> {
  const file = `${folder}lab.json`;
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null) return JSON.parse(known) as Lab;
  const lab = await foundLab(now);
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  await writeDurably(file, JSON.stringify(lab));
  return lab;
}

async function foundLab(now: number): Promise<Lab> {
  return { authority: await createAuthority(now), secrets: await makeSecrets() };
}

/** Secrets and pinned roots with which an API Worker takes the lab's cards. */
export async function labEnvironment({ authority, secrets }: Lab): Promise<Record<string, string>> {
  const anchors = await trustAnchors(authority);
  return {
    ...secrets,
    AUTHORITY_KEYS: JSON.stringify([authority.resetAuthority]),
    USER_AUTH_ROOTS: JSON.stringify(anchors.authRoots),
    SURFACE_ROOTS: JSON.stringify(anchors.surfaceRoots),
    ATTESTATION_ROOTS: JSON.stringify(anchors.attestationRoots),
    REVOCATION: JSON.stringify(await revocationSources(authority, 'http://localhost/lab')),
  };
}
