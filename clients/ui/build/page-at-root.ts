import type { Plugin } from 'vite';

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
