import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { chipPhoto } from '#clients/lab/card/personalise/chip-photo.ts';
import type { PoseStep } from '#schema/contract/face.ts';
import { operatingPointOf } from '#schema/contract/operating-point.ts';
import { upsideDown, type Raster } from './decode/raster.ts';
import { createFaceEngine } from './engine.ts';
import { createHintEngine } from './hints.ts';
import { EMBEDDING, MANIFEST, ModelMismatch } from './manifest.ts';
import { wasmCodecs } from './runtime/codecs.ts';
import { nodeRuntime } from './runtime/node.ts';
import { ortSessions } from './runtime/ort.ts';
import type { OpenSession } from './runtime/port.ts';
import { capturePresentation } from '#wasm/lab/synthetic/capture.ts';
import { encodeJpeg } from '#wasm/lab/synthetic/jpeg.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';

const read = (file: string): Uint8Array => new Uint8Array(readFileSync(file));
const portrait = read(PICTURES.portrait);
const selfies = PICTURES.selfies.map(read);
const stranger = read(PICTURES.stranger);
const engine = createFaceEngine(nodeRuntime);
const threshold = operatingPointOf(engine.model.digest)!.fusedThreshold;

describe('chip photo against presentation', () => {
  const steps: PoseStep[] = ['down', 'left', 'nearer'];
  let reference: Float32Array;

  beforeAll(async () => {
    reference = (await engine.embedReference(await chipPhoto(portrait))).embedding!;
  });

  it('knows the holder who does what was asked (synthetic head turns)', async () => {
    const frames = await capturePresentation(engine, selfies, steps);
    const facts = await engine.examine({ reference, frames, steps });
    expect(
      facts.frames.flatMap(({ reasons }) => reasons).filter((reason) => reason !== 'turned-away'),
    ).toEqual([]);
    expect(facts.liveness).toMatchObject({ followed: true, samePerson: true });
    expect(facts.score).toBeGreaterThan(threshold);
    expect(await engine.examine({ reference, frames, steps })).toEqual(facts);

    const other = await engine.examine({ reference, frames, steps: ['left', 'down', 'nearer'] });
    expect(other.liveness.followed).toBe(false);
  });

  it('refuses somebody else, and two people in one presentation', async () => {
    const theirs = await capturePresentation(engine, [stranger], steps);
    const facts = await engine.examine({ reference, frames: theirs, steps });
    expect(facts.liveness).toMatchObject({ followed: true, samePerson: true });
    expect(facts.score).toBeLessThan(threshold);

    const ours = await capturePresentation(engine, selfies, steps);
    const spliced = [ours[0]!, ...theirs.slice(1, -1), ours.at(-1)!];
    expect((await engine.examine({ reference, frames: spliced, steps })).liveness.samePerson).toBe(false);
  });

  it('is asked for no face that does not count', async () => {
    let runs = 0;
    const open: OpenSession = async (model) => {
      const session = await ortSessions(nodeRuntime)(model);
      const counts = model.length === MANIFEST.models[EMBEDDING]!.bytes;
      return { ...session, run: (input) => ((runs += counts ? 1 : 0), session.run(input)) };
    };
    const watched = createFaceEngine(nodeRuntime, { open });
    const frames = await capturePresentation(engine, selfies, steps);
    await watched.examine({ reference, frames, steps });
    expect(runs).toBe(4);
    const other = await watched.examine({ reference, frames, steps: ['left', 'down', 'nearer'] });
    expect([runs, other.liveness.samePerson, other.score === null]).toEqual([5, false, false]);
  });

  it('refuses a frame that is handed in twice', async () => {
    const frames = await capturePresentation(engine, selfies, steps);
    const again = [...frames.slice(0, -1), { ...frames[0]!, capturedAt: frames.at(-1)!.capturedAt }];
    expect((await engine.examine({ reference, frames: again, steps })).liveness.followed).toBe(false);
  });
});

describe('one picture', () => {
  it('gets the same answer from the page engine', async () => {
    const { raster, reasons, found } = (await engine.look(selfies[0]!))!;
    const hint = await createHintEngine(nodeRuntime).look(raster as never);
    expect(hint).toMatchObject({ reasons, pose: found!.pose, eyeSpan: found!.eyeSpan });
  });

  it('is given back once its facts are known, unless it was asked for', async () => {
    const decoders = wasmCodecs(nodeRuntime);
    const decoded: Raster[] = [];
    const jpeg = async (file: Uint8Array): Promise<Raster> => {
      decoded.push(await decoders.jpeg(file));
      return decoded.at(-1)!;
    };
    const watched = createFaceEngine(nodeRuntime, { codecs: { ...decoders, jpeg } });
    const image = selfies[0]!.slice();
    await watched.embedReference(image);
    await watched.examine({
      reference: new Float32Array(512),
      frames: [{ image, capturedAt: 0 }],
      steps: [],
    });
    const { raster } = (await watched.look(image))!;
    expect(decoded.map(({ data }) => data.length)).toEqual([0, 0, 4 * raster.width * raster.height]);
    expect(image).toEqual(selfies[0]);
  });

  it('says what is wrong with it', async () => {
    const { raster } = (await engine.look(selfies[0]!))!;
    const reasonsOf = async (picture: typeof raster) =>
      (await engine.look(await encodeJpeg(picture)))!.reasons;
    expect(await reasonsOf(upsideDown(raster))).toEqual(['upside-down']);
    expect(await reasonsOf({ ...raster, data: raster.data.map((value) => value / 9) })).toContain('too-dark');
    expect(await reasonsOf({ ...raster, data: new Uint8Array(raster.data.length).fill(128) })).toEqual([
      'no-face',
    ]);
    expect(await engine.look(new Uint8Array([0xff, 0xd8, 0xff]))).toBeNull();
  });
});

describe('weights', () => {
  it('that are not the manifest’s are refused, and a failed load is forgotten', async () => {
    let broken = true;
    const model = async (name: string): Promise<Uint8Array> => {
      const bytes = new Uint8Array(await nodeRuntime.model(name));
      if (broken && name === EMBEDDING) bytes[1000]! ^= 1;
      return bytes;
    };
    const other = createFaceEngine({ ...nodeRuntime, model });
    await expect(other.warm()).rejects.toThrow(ModelMismatch);
    broken = false;
    await other.warm();
  });
});
