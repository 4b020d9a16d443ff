import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { KioskSeen, VisitStory } from '#schema/contract/operator-acts.ts';
import { ask, type Trouble } from '../service.ts';
import { namedBy } from '../named.ts';
import { useSpeech } from '../words.tsx';
import { Kiosks } from './kiosks.tsx';
import { Story } from './story.tsx';
import { TroubleNotice } from './trouble.tsx';

interface Found {
  of: string;
  /** A visit was meant, or may have been. */
  visit: boolean;
  story: VisitStory | null;
  kiosks: KioskSeen[];
}

/** Looks for what somebody names: a visit, kiosks, or both. */
async function find(typed: string): Promise<Found | Trouble> {
  const { visit, kiosk } = namedBy(typed);
  const [story, kiosks] = await Promise.all([storyOf(visit), kiosksCalled(kiosk)]);
  if (typeof story === 'string') return story;
  return typeof kiosks === 'string'
    ? kiosks
    : { of: visit ?? typed.trim(), visit: visit !== null, story, kiosks };
}

async function storyOf(visit: string | null): Promise<VisitStory | null | Trouble> {
  if (visit === null) return null;
  const heard = await ask('findVisit', { of: visit });
  if (!heard.ok) return heard.trouble;
  return tells(heard.value) ? heard.value : null;
}

async function kiosksCalled(name: string | null): Promise<KioskSeen[] | Trouble> {
  if (name === null) return [];
  const heard = await ask('listKiosks', { search: name, state: null, after: null });
  return heard.ok ? heard.value.kiosks : heard.trouble;
}

const tells = ({ reservations, redemptions, events }: VisitStory): boolean =>
  reservations.length + redemptions.length + events.length > 0;

/** The search box, and what it found. */
export function Search() {
  const { words } = useSpeech();
  const { search } = words;
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<Found | Trouble | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (typed.trim()) setFound(await find(typed));
  };
  return (
    <search>
      <form class="search" onSubmit={(event) => void submit(event)}>
        <label for="search">{search.label}</label>
        <input
          id="search"
          type="search"
          maxLength={80}
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <button type="submit">{search.do}</button>
      </form>
      {typeof found === 'string' && <TroubleNotice said={words.trouble[found]} />}
      {found !== null && typeof found !== 'string' && <Result found={found} />}
    </search>
  );
}

function Result({ found: { of, visit, story, kiosks } }: { found: Found }) {
  const { search } = useSpeech().words;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), [of, story, kiosks]);
  return (
    <section class="result">
      <h2 ref={heading} tabIndex={-1}>
        {search.result({ of })}
      </h2>
      {story && <Story story={story} />}
      {kiosks.length > 0 && <Kiosks kiosks={kiosks} />}
      {!story && kiosks.length === 0 && <p>{visit ? search.noVisit : search.noKiosk}</p>}
    </section>
  );
}
