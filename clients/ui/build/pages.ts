import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { openApiDocument } from '#schema/openapi/document.ts';
import { referencePage } from '#schema/openapi/page.ts';

/** Serves the page of one app (`<app>/index.html`) at `/`, in the build and in the development server. */
export function pageAtRoot(app: string): Plugin {
  return {
    name: 'kaijo-page-at-root',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (request.url === '/' || request.url?.startsWith('/?')) request.url = `/${app}/index.html`;
        next();
      });
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const page = bundle[`${app}/index.html`];
        if (page) page.fileName = 'index.html';
      },
    },
  };
}

/** Puts the reference of the interface under `/reference/`: a page without scripts, its style, and openapi.json. */
export function reference(): Plugin {
  return {
    name: 'kaijo-reference',
    apply: 'build',
    generateBundle() {
      const description = openApiDocument();
      const files = {
        'index.html': referencePage(description, 'page.css'),
        'page.css': readFileSync(new URL('../../../schema/openapi/page.css', import.meta.url), 'utf8'),
        'openapi.json': `${JSON.stringify(description, null, 2)}\n`,
      };
      for (const [name, source] of Object.entries(files))
        this.emitFile({ type: 'asset', fileName: `reference/${name}`, source });
    },
  };
}
