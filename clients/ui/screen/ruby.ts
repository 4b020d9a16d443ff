import { Fragment, h, options, type ComponentChild, type VNode } from 'preact';
import { partsOf, withoutReadings } from '#clients/words/readings.ts';

/** Elements whose text cannot have readings above it. */
const PLAIN = new Set(['option', 'title', 'text', 'ruby', 'rt', 'rp']);

const mayBeRead = (text: unknown): text is string => typeof text === 'string' && text.includes('（');

/** A text as it stands on the page: readings above their kanji, and in （） where a browser knows no ruby. */
export function rubyOf(child: ComponentChild): ComponentChild | ComponentChild[] {
  if (!mayBeRead(child)) return child;
  const parts = partsOf(child);
  // A text without readings stays itself: Preact makes an element of each list, whose texts come here once more.
  if (parts.length === 1 && parts[0]!.reading === null) return child;
  return parts.map(({ text, reading }) =>
    reading === null
      ? text
      : h('ruby', null, text, h('rp', null, '（'), h('rt', null, reading), h('rp', null, '）')),
  );
}

type Props = { children?: unknown; 'aria-label'?: unknown };

function read({ type, props }: VNode): void {
  if (type !== Fragment && (typeof type !== 'string' || PLAIN.has(type))) return;
  const said = props as Props;
  const { children, 'aria-label': label } = said;
  if (mayBeRead(label)) said['aria-label'] = withoutReadings(label);
  if (Array.isArray(children)) said.children = (children as ComponentChild[]).map(rubyOf);
  else if (mayBeRead(children)) said.children = rubyOf(children);
}

/** From now on every text of the page that gives a reading in （） shows it above. */
export function showReadings(): void {
  const before = options.vnode;
  options.vnode = (vnode) => {
    read(vnode);
    before?.(vnode);
  };
}
