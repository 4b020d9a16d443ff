import type { PageReader } from '#clients/lab/card/page-reader.ts';
import type { TearMoment } from '#clients/lab/card/faults.ts';
import { useEffect, useState } from 'preact/hooks';
import './lab.css';

/** What the panel says; it is for developers and stands in two languages at once. */
const SAYS = {
  empty: 'カードは手もとにあります · card in hand',
  renewed: 'カードを新品に戻しました · the card is as new',
  present: 'カードは読み取り部の上にあります · card on the reader',
  elsewhere: 'カードは別のページにあります · another page has the card',
  missing: 'カードがありません · no card: start the local system',
} as const;

const TEARS: [TearMoment | '', string][] = [
  ['', '抜かない · leave it'],
  ['before-commit', '書き込む前に抜く · pull before the write'],
  ['after-commit', '書き込んだ直後に抜く · pull right after the write'],
];

/** The simulated hand: puts the lab's card on the reader of this page and takes it away. Lab build only. */
export function LabPanel({ reader }: { reader: PageReader }) {
  const [says, setSays] = useState<keyof typeof SAYS>('empty');
  const [tear, setTear] = useState<TearMoment | ''>('');
  useEffect(() => reader.watch((state) => setSays(state === 'present' ? 'present' : 'empty')), [reader]);
  useEffect(() => reader.tearNext(tear || null), [reader, tear]);
  const insert = () =>
    reader.insert().then(
      (where) => setSays(where === 'elsewhere' ? 'elsewhere' : 'present'),
      () => setSays('missing'),
    );
  const renew = () =>
    reader.renew().then(
      () => setSays('renewed'),
      () => setSays('missing'),
    );
  return (
    <aside class="lab" aria-label="模擬カード · simulated card" lang="ja">
      <strong>模擬カード · simulated card</strong>
      {says === 'present' ? (
        <button type="button" onClick={() => void reader.remove()}>
          カードを取る · take it away
        </button>
      ) : (
        <button type="button" onClick={() => void insert()}>
          カードを置く · put it on
        </button>
      )}
      <button type="button" disabled={says === 'present'} onClick={() => void renew()}>
        カードを新品に · as new
      </button>
      <label>
        次の書き込み · next write
        <select value={tear} onChange={(event) => setTear(event.currentTarget.value as TearMoment | '')}>
          {TEARS.map(([moment, label]) => (
            <option key={moment} value={moment}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <span role="status">{SAYS[says]}</span>
    </aside>
  );
}
