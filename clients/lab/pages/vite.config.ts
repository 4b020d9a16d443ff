import { mergeConfig, type Plugin } from 'vite';
import product from '../../vite.config.ts';

/** The product's pages, each started by its main of the laboratory. */
const startedByTheLab = (): Plugin => ({
  name: 'kaijo-lab-mains',
  transformIndexHtml: {
    order: 'pre',
    handler: (html, { path }) => html.replace('"./main.tsx"', `"/lab/pages/${path.split('/')[1]}/main.tsx"`),
  },
});

/** What is not shipped needs no notices; to find them, the Workers would be bundled, which takes longer than all the rest. */
const { plugins = [], ...rest } = product;
const own = plugins.filter((plugin) => (plugin as Plugin).name !== 'kaijo-licences');

export default mergeConfig(rest, { plugins: [...own, startedByTheLab()] });
