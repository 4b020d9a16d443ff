import type { Plugin } from 'vite';

/** A script that must work where its page's own did not come. */
interface Guard {
  /** Folder of the page among `clients/`. */
  page: string;
  source: string;
}

/**
 * Puts a guard on a page. Scripts that stand in the page itself become one file, and the guard would be lost with what it
 * looks after: so it is put in here, as a file of its own.
 */
export function guard({ page, source }: Guard): Plugin {
  const name = `guard-${page}`;
  let building = false;
  return {
    name: `kaijo-${name}`,
    configResolved: ({ command }) => void (building = command === 'build'),
    buildStart() {
      if (building) this.emitFile({ type: 'chunk', id: source, name });
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, { path, bundle }) {
        if (!path.endsWith(`/${page}/index.html`)) return [];
        const made = Object.values(bundle ?? {}).find((file) => file.name === name);
        const src = made ? `/${made.fileName}` : `/@fs/${source}`;
        return [{ tag: 'script', attrs: { type: 'module', src }, injectTo: 'head-prepend' }];
      },
    },
  };
}
