import type { FunnelStep, ServiceDay } from '#schema/contract/service-day.ts';
import { asText, tens } from '../figures.ts';
import { useSpeech } from '../words.tsx';

/** The second band: from the first tap to the new password, today and yesterday. */
export function Funnel({ day: { today, yesterday } }: { day: ServiceDay }) {
  const { words } = useSpeech();
  const { funnel } = words;
  const most = Math.max(1, ...[...today, ...yesterday].map(({ done }) => done));
  return (
    <section aria-labelledby="funnel">
      <h2 id="funnel">{funnel.title}</h2>
      <p class="aside">{funnel.calls}</p>
      <div class="scroll" role="region" aria-label={funnel.table} tabIndex={0}>
        <table class="funnel">
          <thead>
            <tr>
              <th scope="col">{funnel.step}</th>
              <th scope="col">{funnel.today}</th>
              <th scope="col">{funnel.refusedToday}</th>
              <th scope="col">{funnel.yesterday}</th>
              <th scope="col">{funnel.refusedYesterday}</th>
            </tr>
          </thead>
          <tbody>
            {today.map((step, index) => (
              <tr key={step.call}>
                <th scope="row">{funnel[step.call]}</th>
                <Day step={step} most={most} />
                <Day step={yesterday[index]!} most={most} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** How often a step was done on a day, with a bar of its share of the most, and what was refused. */
function Day({ step: { done, refused }, most }: { step: FunnelStep; most: number }) {
  const { words } = useSpeech();
  return (
    <>
      <td class="done">
        {tens(done, words)}
        <span class="bar-of" style={{ inlineSize: `${(100 * done) / most}%` }} />
      </td>
      <td>
        {refused.length === 0 ? (
          <span class="aside">{words.funnel.none}</span>
        ) : (
          <ul>
            {refused.map(({ code, count }) => (
              <li key={code}>
                <code>{code}</code> {asText(count)}
              </li>
            ))}
          </ul>
        )}
      </td>
    </>
  );
}
