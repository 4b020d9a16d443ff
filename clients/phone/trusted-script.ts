interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): string };
}

const OURS = /^\/(assets\/[\w.-]+\.js|service-worker\.js)$/;

/** Scripts of this build only; in the development server, of this origin. */
function check(address: string): string {
  const { origin, pathname } = new URL(address, location.href);
  if (origin !== location.origin || !(import.meta.env.DEV || OURS.test(pathname)))
    throw new TypeError('not a script of this app');
  return address;
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const policy = trustedTypes?.createPolicy('kaijo', { createScriptURL: check });

/** The address of a worker, in the form that a page with trusted types takes. Throws for anybody else's script. */
export const trustedScript = (address: string): string =>
  policy ? policy.createScriptURL(address) : check(address);
