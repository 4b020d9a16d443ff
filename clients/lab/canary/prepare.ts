import { mkdir, writeFile } from 'node:fs/promises';
import { issueCrl } from '#clients/lab/card/issuer/crl.ts';
import { revokingAuthorities } from '#clients/lab/card/issuer/revocation.ts';
import { labEnvironment, openLocalLab } from '#clients/lab/people/lab.ts';

/** Seconds for which a list of the canary's is good: it has to be put up anew before. */
const LIFE = 30 * 86_400;

/**
 * Writes into a folder what a staging environment needs to know the cards of this clone's lab: `anchors.json`, the digests
 * for `wrangler.toml`, the authority's key, the revocation sources, and the lists themselves.
 * @param lists https address at which the folder `crl/` will be served, without a slash at its end
 */
export async function prepare(folder: string, lists: string, now: number): Promise<string[]> {
  const lab = await openLocalLab(now);
  const { ANCHORS, REVOCATION, AUTHORITY_KEYS, ...rest } = await labEnvironment(lab, lists);
  const digests = Object.entries(rest).filter(([name]) => name.endsWith('_ROOTS'));
  const sources = JSON.parse(REVOCATION!) as Record<string, { crl: string }>;
  const byList = Object.entries(sources).map(([key, { crl }]) => [key, { crl, crlMaxAge: LIFE }]);
  const [authority] = JSON.parse(AUTHORITY_KEYS!) as object[];
  await mkdir(`${folder}/crl`, { recursive: true });
  const secret = { mode: 0o600 };
  await writeFile(`${folder}/anchors.json`, `${ANCHORS}\n`);
  await writeFile(
    `${folder}/digests.toml`,
    digests.map(([name, value]) => `${name} = "${value}"\n`).join(''),
  );
  await writeFile(`${folder}/authority.jwk`, JSON.stringify(authority), secret);
  await writeFile(`${folder}/revocation.json`, JSON.stringify(Object.fromEntries(byList)));
  for (const [index, issuer] of revokingAuthorities(lab.authority).entries())
    await writeFile(`${folder}/crl/${index}.crl`, await issueCrl(issuer, [], now, LIFE));
  return ['anchors.json', 'digests.toml', 'authority.jwk', 'revocation.json', 'crl/'];
}
