import type { Pose, QualityReason } from '#schema/contract/face.ts';
import { release, upsideDown, type Chip, type Raster } from './decode/raster.ts';
import { align, ARCFACE } from '#wasm/find/align.ts';
import { chooseFace, hasRival } from '#wasm/find/choose.ts';
import { detectFaces, type Detection } from '#wasm/find/detect.ts';
import { distance } from './geometry.ts';
import { fivePoints, findMesh, type Mesh } from '#wasm/find/mesh.ts';
import { poseOf } from '#wasm/find/pose.ts';
import { judge } from './quality/judge.ts';
import { measure, type Measures } from './quality/measures.ts';
import type { Thresholds } from './quality/thresholds.ts';
import type { Session } from './runtime/port.ts';

/** The two models that find a face. */
export interface Finders {
  detector: Session;
  landmarks: Session;
}

/** A face that was found, whether or not it is good enough. */
export interface Sighting {
  face: Detection;
  mesh: Mesh;
  pose: Pose;
  /** Distance between the eyes over the picture's width. */
  eyeSpan: number;
  measures: Measures;
}
export interface Sight {
  reasons: QualityReason[];
  found: Sighting | null;
  /** The face on the template of ArcFace: the caller's, to use up or to release. */
  chip: Chip | null;
}

/** Finds the face that is meant and judges the picture. */
export async function see(finders: Finders, raster: Raster, limits: Thresholds): Promise<Sight> {
  const faces = await detectFaces(finders.detector, raster);
  const face = chooseFace(faces, raster);
  const mesh = face && (await findMesh(finders.landmarks, raster, face));
  if (!mesh || mesh.presence < limits.presence)
    return { reasons: [await whyNone(finders, raster)], found: null, chip: null };
  const rivalled = hasRival(face, faces, raster, limits.rival);
  const onItsHead =
    face.score < limits.doubtfulScore && (await scoreUpsideDown(finders, raster)) > face.score;
  return judged(raster, { face, mesh, rivalled, upsideDown: onItsHead }, limits);
}

/** The same for whoever wants no chip. */
export async function glance(
  finders: Finders,
  raster: Raster,
  limits: Thresholds,
): Promise<Pick<Sight, 'reasons' | 'found'>> {
  const { reasons, found, chip } = await see(finders, raster, limits);
  if (chip) release(chip.planes);
  return { reasons, found };
}

interface Found {
  face: Detection;
  mesh: Mesh;
  rivalled: boolean;
  upsideDown: boolean;
}

function judged(raster: Raster, { face, mesh, rivalled, upsideDown }: Found, limits: Thresholds): Sight {
  const five = fivePoints(mesh);
  const chip = align(raster, five, ARCFACE);
  const pose = poseOf(mesh);
  const measures = measure(chip, raster, mesh);
  const eyeSpan = distance(five.leftEye, five.rightEye) / raster.width;
  const reasons = judge({ measures, pose, rivalled, upsideDown }, limits);
  return { reasons, found: { face, mesh, pose, eyeSpan, measures }, chip };
}

/** A face on its head is mostly not found at all, so the picture is turned once to be able to tell the person. */
async function whyNone(finders: Finders, raster: Raster): Promise<QualityReason> {
  return (await scoreUpsideDown(finders, raster)) > 0 ? 'upside-down' : 'no-face';
}

async function scoreUpsideDown(finders: Finders, raster: Raster): Promise<number> {
  const turned = upsideDown(raster);
  const faces = await detectFaces(finders.detector, turned);
  release(turned.data);
  return chooseFace(faces, turned)?.score ?? 0;
}
