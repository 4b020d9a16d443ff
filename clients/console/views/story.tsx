import type { VisitStory } from '#schema/contract/operator-acts.ts';
import { happenedIn } from '../story.ts';
import { inJapan, When } from '../time.tsx';
import { listed, useSpeech } from '../words.tsx';

/** What happened in a visit, in order. */
export function Story({ story }: { story: VisitStory }) {
  const { words, language } = useSpeech();
  const { search } = words;
  const happened = happenedIn(story, words, (instant) => inJapan(instant, language));
  return (
    <table>
      <caption>{search.story}</caption>
      <thead>
        <tr>
          <th scope="col">{search.when}</th>
          <th scope="col">{search.what}</th>
          <th scope="col">{search.more}</th>
        </tr>
      </thead>
      <tbody>
        {happened.map(({ at, what, more }, index) => (
          <tr key={index}>
            <td>
              <When at={at} />
            </td>
            <td>{what}</td>
            <td>{listed(more, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
