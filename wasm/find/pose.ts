import type { Pose } from '#schema/contract/face.ts';
import type { Mesh } from './mesh.ts';

/** Outer corners of the eyes (left and right in the picture), top of the forehead, chin. */
const LEFT_EYE = 33;
const RIGHT_EYE = 263;
const FOREHEAD = 10;
const CHIN = 152;
/** The line from forehead to chin leans this much in a face that looks straight ahead: median of development faces. */
const LEAN = -5;
const DEGREES = 180 / Math.PI;

/** Where the head points, from the mesh alone; the signs are those of the contract. */
export function poseOf({ points, depth }: Mesh): Pose {
  const eyes = vector(LEFT_EYE, RIGHT_EYE);
  const face = vector(FOREHEAD, CHIN);
  return {
    yaw: Math.atan2(eyes.z, Math.hypot(eyes.x, eyes.y)) * DEGREES,
    pitch: Math.atan2(-face.z, Math.hypot(face.x, face.y)) * DEGREES - LEAN,
    roll: Math.atan2(eyes.y, eyes.x) * DEGREES,
  };

  function vector(from: number, to: number): { x: number; y: number; z: number } {
    const [x, y] = points[from]!;
    const [u, v] = points[to]!;
    return { x: u - x, y: v - y, z: depth[to]! - depth[from]! };
  }
}
