import { Fragment, h, options, type VNode } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { showReadings } from './ruby.ts';

const before = options.vnode;
afterEach(() => {
  options.vnode = before!;
});

/** A tree as text, with `text^reading` for ruby. */
function drawn(node: unknown): string {
  if (Array.isArray(node)) return node.map(drawn).join('');
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  const { type, props } = node as VNode<{ children?: unknown[] }>;
  if (type === 'rp') return '';
  if (type === 'wbr') return '|';
  return type === 'rt' ? `^${drawn(props.children)}` : drawn(props.children ?? []);
}

describe('readings on the page', () => {
  it('stand above their kanji, wherever the text is', () => {
    showReadings();
    expect(drawn(h('p', null, '新（あたら）しい カード'))).toBe('新^あたらしい カード');
    expect(drawn(h('p', null, 'あと ', 3, '回（かい）'))).toBe('あと 3回^かい');
  });

  it('leave a text alone that has brackets of another kind', () => {
    showReadings();
    expect(h('p', null, '（').props.children).toBe('（');
    expect(h(Fragment, null, 'カード（ケース）').props.children).toBe('カード（ケース）');
    expect(drawn(h(Fragment, null, '絵（え）（', 1, '）'))).toBe('絵^え（1）');
  });

  it('come with places where a long word may be parted', () => {
    showReadings();
    expect(drawn(h('h1', null, '署名用パスワードを、新（あたら）しく'))).toBe(
      '署名用|パスワードを、|新^あたらしく',
    );
    expect(drawn(h('p', null, '確認（かくにん）できました。見（み）てください'))).toBe(
      '確認^かくにん|できました。|見^みて|ください',
    );
    expect(h('p', null, 'カード').props.children).toBe('カード');
  });

  it('are not in names that are only said, nor where no ruby can be', () => {
    showReadings();
    const named = h('p', { 'aria-label': '絵（え）' }, 'カード（ケース）');
    expect(named.props['aria-label']).toBe('絵');
    expect(drawn(named)).toBe('カード（ケース）');
    expect(h('option', null, '日（ひ）').props.children).toBe('日（ひ）');
  });
});
