import { visitorKeys, type Node } from 'oxc-parser';
import { parse, type Source } from './graph.ts';

// What tells the time, makes chance, waits, or reaches out; and the ways round by the global object.
const OUTSIDE = new Set(
  `performance crypto fetch setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame
  requestIdleCallback scheduler process globalThis`.split(/\s+/),
);
const GLOBAL_OBJECTS = new Set(['window', 'self', 'global']);
const REACHED = new Set([...OUTSIDE, 'Date', 'Math']);
// A given instant taken apart is the same at any hour.
const PURE_OF_DATE = new Set(['UTC', 'parse', 'prototype']);

type Inner = Node & Record<string, unknown>;

const isIdentifier = (node: unknown, name: string): boolean =>
  (node as Inner).type === 'Identifier' && (node as Inner)['name'] === name;

/** A member's name, null if it is computed. */
const memberOf = (node: Inner, object: string): string | null | undefined => {
  if (node.type !== 'MemberExpression' || !isIdentifier(node.object, object)) return undefined;
  return node.computed ? null : (node.property as unknown as { name: string }).name;
};

/** `new Date(instant)`, `Date.UTC(…)`, `x instanceof Date`. */
const isPureDate = (parent: Inner): boolean =>
  (parent.type === 'NewExpression' && parent.arguments.length > 0) ||
  PURE_OF_DATE.has(memberOf(parent, 'Date') ?? '') ||
  (parent.type === 'BinaryExpression' && parent.operator === 'instanceof');

/** Names that are no use of a value: members, keys, types and labels. */
function isMereName(node: Inner, parent: Inner): boolean {
  if (parent.type.startsWith('TS') && !/^TS(As|Satisfies|NonNull)/.test(parent.type)) return true;
  if (parent.type === 'MemberExpression') return parent.property === node && !parent.computed;
  if (parent.type === 'Property') return parent.key === node && !parent.computed && !parent.shorthand;
  return false;
}

const isReached = (object: string, member: string | null | undefined): boolean =>
  GLOBAL_OBJECTS.has(object) && (member === null || (member !== undefined && REACHED.has(member)));

function faultOf(node: Inner, parent: Inner): string | null {
  if (node.type !== 'Identifier' || isMereName(node, parent)) return null;
  const { name } = node;
  const member = memberOf(parent, name);
  if (name === 'Date') return isPureDate(parent) ? null : name;
  if (name === 'Math') return member && member !== 'random' ? null : 'Math.random';
  return OUTSIDE.has(name) || isReached(name, member) ? name : null;
}

function walk(node: Inner, parent: Inner, tell: (name: string) => void): void {
  const fault = faultOf(node, parent);
  if (fault) tell(fault);
  for (const key of visitorKeys[node.type] ?? [])
    for (const child of [node[key]].flat()) if (child) walk(child as Inner, node, tell);
}

/** Clocks, chance and the world outside, as far as a file's code names them. */
export function outsideOf(source: Source): string[] {
  const found = new Set<string>();
  const program = parse(source).program as unknown as Inner;
  walk(program, program, (name) => found.add(name));
  return [...found];
}
