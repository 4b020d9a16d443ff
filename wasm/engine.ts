import type { Frame, MatcherRpc, ModelIdentity, ReferenceFacts } from '#schema/contract/face.ts';
import { decodeImage, decodeJpeg } from './decode/decode.ts';
import { release, type Raster } from './decode/raster.ts';
import { centreOf } from './embed/centre.ts';
import { chipFor, embed, type Recipe } from './embed/embed.ts';
import { examinePresentation, UNDECODABLE, type Witness } from './examine.ts';
import type { Detection } from './find/detect.ts';
import { patchOf, type Part } from './liveness/repeated.ts';
import { EMBEDDING, MANIFEST, openModel } from './manifest.ts';
import { THRESHOLDS, type Role } from './quality/thresholds.ts';
import { wasmCodecs } from './runtime/codecs.ts';
import { memo, queue } from './runtime/memo.ts';
import { ortSessions } from './runtime/ort.ts';
import type { Codecs, OpenSession, Runtime, Session } from './runtime/port.ts';
import { rehearse } from './rehearsal.ts';
import { see, type Sight } from './sight.ts';

/** Everything the engine knows about a picture. */
interface Study extends Omit<Sight, 'chip'> {
  embedding: Float32Array | null;
  /** How much the picture counts among several of one person; 0 without a face. */
  weight: number;
}
/** With the picture itself, which is then the caller's. */
export interface Look extends Study {
  raster: Raster;
}

export interface FaceEngine extends MatcherRpc {
  readonly model: ModelIdentity;
  /** Decodes, finds and embeds one picture. Null: not a picture. */
  look(image: Uint8Array, role?: Role): Promise<Look | null>;
}

export interface EngineOptions {
  /** How models are opened and pictures decoded, where not with the WebAssembly builds. */
  open?: OpenSession;
  codecs?: Codecs;
  /** False: embeddings as the model gives them, for calibration. */
  centred?: boolean;
  /** Another profile than the manifest's, for trying and calibrating it. */
  profile?: Profile;
}

/** The whole pipeline. One picture is worked on at a time, so that memory stays bounded. */
export function createFaceEngine(runtime: Runtime, options: EngineOptions = {}): FaceEngine {
  return new Engine(runtime, options);
}

/** What people are told apart by. */
export interface Profile {
  name: string;
  /** Of the model's file. */
  sha256: string;
  recipe: Recipe;
}

const SHIPPED: Profile = { ...MANIFEST.profile, sha256: MANIFEST.models[EMBEDDING]!.sha256 };

class Engine implements FaceEngine {
  readonly model: ModelIdentity;
  private readonly profile: Profile;
  private readonly centres: Record<Role, Float32Array | null>;
  private readonly codecs: Codecs;
  private readonly session: (name: string) => Promise<Session>;
  private readonly oneAtATime = queue();
  private readonly rehearsed = memo(() =>
    this.oneAtATime(async () =>
      rehearse(this.codecs, await this.finders(), await this.embedder(), this.profile.recipe),
    ),
  );

  constructor(runtime: Runtime, options: EngineOptions) {
    this.profile = options.profile ?? SHIPPED;
    this.model = { profile: this.profile.name, digest: this.profile.sha256 };
    this.centres = { reference: this.centre('reference', options), probe: this.centre('probe', options) };
    this.codecs = options.codecs ?? wasmCodecs(runtime);
    this.session = sessionsOf(runtime, options.open ?? ortSessions(runtime), this.profile);
  }

  private centre(role: Role, { centred = true }: EngineOptions): Float32Array | null {
    return centred ? centreOf(this.model.digest, role) : null;
  }

  async warm(): Promise<void> {
    await this.rehearsed();
  }

  look(image: Uint8Array, role: Role = 'probe'): Promise<Look | null> {
    return this.oneAtATime(async () => {
      const raster = await decodeImage(this.codecs, image);
      return raster && { raster, ...(await this.study(raster, role)) };
    });
  }

  async embedReference(photo: Uint8Array): Promise<ReferenceFacts> {
    const study = await this.withPicture(decodeImage, photo, (raster) => this.study(raster, 'reference'));
    const reasons = study?.reasons ?? ['undecodable' as const];
    return {
      model: this.model,
      reasons,
      embedding: reasons.length === 0 ? (study?.embedding ?? null) : null,
    };
  }

  examine: MatcherRpc['examine'] = (presentation) => {
    const memory: Memory = { part: null };
    return examinePresentation(presentation, this.model, {
      samePerson: this.profile.recipe.samePerson,
      look: (frame) => this.witness(frame, memory),
      embed: (chip) =>
        this.oneAtATime(async () =>
          embed(await this.embedder(), this.profile.recipe, chip, this.centres.probe),
        ),
    });
  };

  private async witness({ image }: Frame, memory: Memory): Promise<Witness> {
    const witness = await this.withPicture(decodeJpeg, image, async (raster): Promise<Witness> => {
      const finders = await this.finders();
      const { reasons, found, chip } = await see(finders, raster, THRESHOLDS.probe);
      if (!found || !chip) return { ...UNDECODABLE, facts: { reasons, pose: null, eyeSpan: null } };
      memory.part ??= partOf(found.face.box, raster);
      return {
        facts: { reasons, pose: found.pose, eyeSpan: found.eyeSpan },
        chip: chipFor(this.profile.recipe, raster, found.mesh, chip),
        patch: patchOf(raster, memory.part),
      };
    });
    return witness ?? UNDECODABLE;
  }

  /** The picture lives for as long as the work on it and no longer. Null: not a picture. */
  private withPicture<T>(
    decode: typeof decodeImage,
    file: Uint8Array,
    work: (raster: Raster) => Promise<T>,
  ): Promise<T | null> {
    return this.oneAtATime(async () => {
      const raster = await decode(this.codecs, file);
      if (!raster) return null;
      try {
        return await work(raster);
      } finally {
        release(raster.data);
      }
    });
  }

  private async study(raster: Raster, role: Role): Promise<Study> {
    const { reasons, found, chip } = await see(await this.finders(), raster, THRESHOLDS[role]);
    if (!found || !chip) return { reasons, found: null, embedding: null, weight: 0 };
    const wanted = chipFor(this.profile.recipe, raster, found.mesh, chip);
    return {
      reasons,
      found,
      ...(await embed(await this.embedder(), this.profile.recipe, wanted, this.centres[role])),
    };
  }

  private async finders() {
    return { detector: await this.session('detector'), landmarks: await this.session('landmarks') };
  }

  private embedder(): Promise<Session> {
    return this.session(EMBEDDING);
  }
}

/** What one presentation's frames hand on to the next. */
interface Memory {
  /** Where frames are looked at to know them again. */
  part: Part | null;
}

function partOf([left, top, right, bottom]: Detection['box'], { width, height }: Raster): Part {
  return { left: left / width, top: top / height, right: right / width, bottom: bottom / height };
}

function sessionsOf(
  runtime: Runtime,
  open: OpenSession,
  { sha256 }: Profile,
): (name: string) => Promise<Session> {
  const digestOf = (name: string) => (name === EMBEDDING ? sha256 : undefined);
  const loads = new Map(
    Object.keys(MANIFEST.models).map((name) => [
      name,
      memo(() => openModel(runtime, open, name, digestOf(name))),
    ]),
  );
  return (name) => loads.get(name)!();
}
