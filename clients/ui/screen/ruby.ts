import { Fragment, h, options, type ComponentChild, type VNode } from 'preact';
import { breaksOf, partsOf, withoutReadings } from '#clients/words/readings.ts';

/** Elements whose text cannot have readings above it. */
const PLAIN = new Set(['option', 'title', 'text', 'ruby', 'rt', 'rp']);

/** A text as it stands on the page: readings above their kanji (in （） where a browser knows no ruby), long words parted. */
export function rubyOf(child: ComponentChild): ComponentChild | ComponentChild[] {
  if (typeof child !== 'string') return child;
  const parts = breaksOf(child).flatMap((piece, at) =>
    at === 0 ? read(piece) : [h('wbr', null), ...read(piece)],
  );
  // A text that needs none of that stays itself: Preact makes an element of each list, whose texts come here once more.
  return parts.length === 1 && typeof parts[0] === 'string' ? child : parts;
}

const read = (piece: string): ComponentChild[] =>
  partsOf(piece).map(({ text, reading }) => (reading === null ? text : readAs(text, reading)));

const readAs = (text: string, reading: string) =>
  h('ruby', null, text, h('rp', null, '（'), h('rt', null, reading), h('rp', null, '）'));

type Props = { children?: unknown; 'aria-label'?: unknown };

function change({ type, props }: VNode): void {
  if (type !== Fragment && (typeof type !== 'string' || PLAIN.has(type))) return;
  const said = props as Props;
  const { children, 'aria-label': label } = said;
  if (typeof label === 'string') said['aria-label'] = withoutReadings(label);
  if (Array.isArray(children)) said.children = (children as ComponentChild[]).map(rubyOf);
  else if (typeof children === 'string') said.children = rubyOf(children);
}

/** From now on every text of the page that gives a reading in （） shows it above, and its long words may be parted. */
export function showReadings(): void {
  const before = options.vnode;
  options.vnode = (vnode) => {
    change(vnode);
    before?.(vnode);
  };
}
