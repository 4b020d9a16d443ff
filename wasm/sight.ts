import type { Pose, QualityReason } from '#schema/contract/face.ts';
import { release, upsideDown, type Raster } from './decode/raster.ts';
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
}

/** Finds the face that is meant and judges the picture. */
export async function see(finders: Finders, raster: Raster, limits: Thresholds): Promise<Sight> {
  const faces = await detectFaces(finders.detector, raster);
  const face = chooseFace(faces, raster);
  const mesh = face && (await findMesh(finders.landmarks, raster, face));
  if (!mesh || mesh.presence < limits.presence)
    return { reasons: [await whyNone(finders, raster)], found: null };
  const pose = poseOf(mesh);
  const measures = measure(raster, mesh);
  const { leftEye, rightEye } = fivePoints(mesh);
  const eyeSpan = distance(leftEye, rightEye) / raster.width;
  const rivalled = hasRival(face, faces, raster, limits.rival);
  const onItsHead =
    face.score < limits.doubtfulScore && (await scoreUpsideDown(finders, raster)) > face.score;
  const reasons = judge({ measures, pose, rivalled, upsideDown: onItsHead }, limits);
  return { reasons, found: { face, mesh, pose, eyeSpan, measures } };
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
