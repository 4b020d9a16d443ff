import type { KioskSeen } from '#schema/contract/operator-acts.ts';
import { hoursInWords, When } from '../time.tsx';
import { useSpeech } from '../words.tsx';

/** Kiosks that are shown at once: whoever looks for more says more of the name. */
const MOST = 20;

/** The first kiosks of those found: where they stand, and how they are. */
export function Kiosks({ kiosks }: { kiosks: KioskSeen[] }) {
  const { search } = useSpeech().words;
  return (
    <>
      {kiosks.length > MOST && <p>{search.onlyFirst({ count: MOST })}</p>}
      <div class="scroll" role="region" aria-label={search.kiosks} tabIndex={0}>
        <table>
          <caption>{search.kiosks}</caption>
          <thead>
            <tr>
              {[search.name, search.place, search.state, search.hours, search.seen, search.health].map(
                (title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {kiosks.slice(0, MOST).map((kiosk) => (
              <Row key={kiosk.id} kiosk={kiosk} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ kiosk }: { kiosk: KioskSeen }) {
  const { search } = useSpeech().words;
  const { label, chain, store, state, opensAt, closesAt, lastSeenAt, page, bridge, reader, printer } = kiosk;
  const health = Object.entries({ page, bridge, reader, printer }).flatMap(([name, is]) =>
    is === null ? [] : `${name} ${is}`,
  );
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>{[chain, store].filter(Boolean).join(' ')}</td>
      <td>{state}</td>
      <td>
        {opensAt === null || closesAt === null ? search.asService : hoursInWords({ opensAt, closesAt })}
      </td>
      <td>{lastSeenAt === null ? search.never : <When at={lastSeenAt} />}</td>
      <td>{health.join(', ')}</td>
    </tr>
  );
}
