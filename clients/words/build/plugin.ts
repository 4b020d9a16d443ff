import type { Plugin } from 'vite';
import type { Language } from '../languages.ts';
import { catalogueOf, fileOf, type App } from './catalogues.ts';

const ADDRESS = /\/words\/(phone|kiosk|console)\/([\w-]+)\.json(?:\?url)?$/;
type Asked = [App, Language];

const askedBy = (address = ''): Asked | null =>
  (ADDRESS.exec(address)?.slice(1) as Asked | undefined) ?? null;

/** Gives `words/<app>/<language>.json?url` as one file with all that the app says, its messages parsed. */
export function words(): Plugin {
  return {
    name: 'kaijo-words',
    enforce: 'pre',
    configureServer({ middlewares }) {
      middlewares.use(({ url }, response, next) => {
        const asked = askedBy(url);
        if (!asked) return next();
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify(catalogueOf(...asked)));
      });
    },
    load(id) {
      const asked = this.environment.mode === 'build' ? askedBy(id) : null;
      if (!asked) return null;
      const [app, language] = asked;
      if (app !== 'console') this.addWatchFile(fileOf('shared', language));
      const source = JSON.stringify(catalogueOf(app, language));
      const file = this.emitFile({ type: 'asset', name: `words-${app}-${language}.json`, source });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
  };
}
