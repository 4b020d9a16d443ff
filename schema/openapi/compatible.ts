// What of a new description breaks a client that was made of an earlier one. Pure: documents in, sentences out.

type Json = Record<string, unknown>;
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce((inner, name) => (inner as Json | undefined)?.[name], value);
const object = (value: unknown): Json => (value ?? {}) as Json;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Who is served by a schema: a request was written for the earlier one, a reply is read with it. */
type Side = 'request' | 'reply';

/** Every way in which `after` fails a client of `before`, as sentences; none: it may be published. */
export function breaks(before: Json, after: Json): string[] {
  return Object.entries(object(before['paths'])).flatMap(([path, methods]) =>
    Object.entries(object(methods)).flatMap(([method, operation]) => {
      const name = `${method.toUpperCase()} ${path}`;
      const now = at(after, 'paths', path, method);
      return now === undefined ? [`${name} is gone`] : ofOperation(name, object(operation), object(now));
    }),
  );
}

function ofOperation(name: string, before: Json, after: Json): string[] {
  const same = JSON.stringify(before['security']) === JSON.stringify(after['security']);
  return [
    ...(same ? [] : [`${name} asks for another credential`]),
    ...ofContent(`${name} request`, 'request', at(before, 'requestBody'), at(after, 'requestBody')),
    ...Object.entries(object(before['responses'])).flatMap(([status, response]) =>
      ofResponse(`${name} ${status}`, response, at(after, 'responses', status)),
    ),
  ];
}

function ofResponse(name: string, before: unknown, after: unknown): string[] {
  if (after === undefined) return [`${name} is gone`];
  const codes = codesOf(before).filter((code) => !codesOf(after).includes(code));
  return [
    ...codes.map((code) => `${name}: code ${String(code)} is gone`),
    ...ofContent(name, 'reply', before, after),
  ];
}

const codesOf = (response: unknown): unknown[] => {
  const parts = list(at(response, 'content', 'application/problem+json', 'schema', 'allOf'));
  return parts.flatMap((part) => list(at(part, 'properties', 'code', 'enum')));
};

function ofContent(name: string, side: Side, before: unknown, after: unknown): string[] {
  const [was, is] = [object(at(before, 'content')), object(at(after, 'content'))];
  if (side === 'request' && Object.keys(was).length === 0 && at(after, 'required') === true)
    return [`${name} has to have a body now`];
  return Object.entries(was).flatMap(([type, content]) => {
    if (is[type] === undefined) return [`${name} is not ${type} any more`];
    return ofSchema(name, side, object(at(content, 'schema')), object(at(is[type], 'schema')));
  });
}

/** Bounds of a value, and whether more of it lets more through. */
const BOUNDS = [
  ['minLength', -1],
  ['minimum', -1],
  ['minItems', -1],
  ['maxLength', 1],
  ['maximum', 1],
  ['maxItems', 1],
] as const;

function ofSchema(name: string, side: Side, before: Json, after: Json): string[] {
  return [
    ...ofType(name, before, after),
    ...ofValues(name, side, before, after),
    ...ofBounds(name, side, before, after),
    ...ofMembers(name, side, before, after),
    ...(before['items'] ? ofSchema(`${name}[]`, side, object(before['items']), object(after['items'])) : []),
  ];
}

const ofType = (name: string, before: Json, after: Json): string[] =>
  JSON.stringify([before['type'], before['pattern']]) === JSON.stringify([after['type'], after['pattern']])
    ? []
    : [`${name} is of another type`];

/** A request may name what it could before; a reply names nothing that was unknown before. */
function ofValues(name: string, side: Side, before: Json, after: Json): string[] {
  const [was, is] = [list(before['enum']), list(after['enum'])];
  if (was.length === 0 && is.length === 0) return [];
  const [from, to, says] =
    side === 'request' ? [was, is, 'is refused now'] : [is, was, 'was not known before'];
  return from.filter((value) => !to.includes(value)).map((value) => `${name}: ${String(value)} ${says}`);
}

function ofBounds(name: string, side: Side, before: Json, after: Json): string[] {
  const narrower = side === 'request' ? 1 : -1;
  return BOUNDS.filter(([bound, wider]) => {
    const open = wider * Number.POSITIVE_INFINITY;
    const [was, is] = [Number(before[bound] ?? open), Number(after[bound] ?? open)];
    return was !== is && Math.sign(was - is) * wider === narrower;
  }).map(([bound]) => `${name}: ${bound} is ${side === 'request' ? 'narrower' : 'wider'}`);
}

function ofMembers(name: string, side: Side, before: Json, after: Json): string[] {
  const [was, is] = [object(before['properties']), object(after['properties'])];
  const [needed, needs] = [list(before['required']), list(after['required'])];
  const gone = Object.keys(was).filter((member) => is[member] === undefined);
  const loose = side === 'reply' ? needed.filter((member) => !needs.includes(member)) : [];
  const added = side === 'request' ? needs.filter((member) => !needed.includes(member)) : [];
  return [
    ...gone.map((member) => `${name}.${member} is gone`),
    ...loose
      .filter((member) => !gone.includes(String(member)))
      .map((member) => `${name}.${String(member)} may be missing now`),
    ...added.map((member) => `${name}.${String(member)} is needed now`),
    ...Object.entries(was)
      .filter(([member]) => is[member] !== undefined)
      .flatMap(([member, schema]) => ofSchema(`${name}.${member}`, side, object(schema), object(is[member]))),
  ];
}
