import { afterAll, beforeAll } from 'vitest';
import { bridge } from './test/scenarios/bridge.ts';
import { help } from './test/scenarios/help.ts';
import { conformance } from './test/scenarios/conformance.ts';
import { embedding } from './test/scenarios/embedding.ts';
import { interruptions } from './test/scenarios/interruptions.ts';
import { journey } from './test/scenarios/journey.ts';
import { listener } from './test/scenarios/listener.ts';
import { refusals } from './test/scenarios/refusals.ts';
import { secrets } from './test/scenarios/secrets.ts';
import { openStation, type Station } from './test/station.ts';

// One local system and one browser for all of it: starting them takes longer than most scenarios.

let station: Station;
beforeAll(async () => void (station = await openStation()));
afterAll(() => station.close());

journey(() => station);
refusals(() => station);
interruptions(() => station);
bridge(() => station);
help(() => station);
listener(() => station);
embedding(() => station);
conformance(() => station);
secrets(() => station);
