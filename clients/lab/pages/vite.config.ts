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

export default mergeConfig(product, { plugins: [startedByTheLab()] });
