import { endpoints, type EndpointName } from '../contract/endpoints.ts';
import { PROBLEM_CODES, PROBLEMS } from '../contract/problem.ts';
import { refusalsOf } from '../contract/refusals.ts';
import { EXAMPLES } from './examples.ts';

type Json = Readonly<Record<string, unknown>>;

/** The reference of the interface for people, made from the OpenAPI description: one page and its style, nothing else. */
export function referencePage(description: Json, style: string): string {
  const calls = Object.entries(description['paths'] as Record<string, Record<string, Json>>).flatMap(
    ([path, methods]) => Object.entries(methods).map(([method, call]) => ({ path, method, call })),
  );
  const links = calls.map(({ call, path, method }) => {
    const name = `<code>${method.toUpperCase()} ${escaped(path)}</code>`;
    return `<li><a href="#${String(call['operationId'])}">${name}</a></li>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kaijo: reference of the interface</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<header><h1>Kaijo: reference of the interface</h1></header>
<main>
${INTRODUCTION}
<nav aria-label="Calls"><ul>${links.join('')}</ul></nav>
${calls.map(({ path, method, call }) => callSection(path, method, call)).join('\n')}
${credentialSection(description)}
${problemSection()}
</main>
</body>
</html>
`;
}

const INTRODUCTION = `<p>The same as <a href="openapi.json">openapi.json</a>, for reading. Instants are whole seconds since
1970-01-01T00:00:00Z; binary values are unpadded base64url. Requests are strict: a member that is not listed is refused.
Replies may gain members at any time. The examples were exchanged with the service by cards of the laboratory.</p>
<p>Every call but the first carries a DPoP proof (RFC 9449, ES256) with the nonce of the last <code>DPoP-Nonce</code>
header; the answer to a call without a good one brings one. A call may be repeated with the same token and the same body:
it gets the same answer.</p>`;

function callSection(path: string, method: string, call: Json): string {
  const responses = call['responses'] as Record<string, Json>;
  const [status] = Object.keys(responses);
  const name = String(call['operationId']);
  return `<section id="${name}">
<h2>${name}</h2>
<p class="line"><code>${method.toUpperCase()} ${escaped(path)}</code></p>
<p>${escaped(String(call['summary']))}.</p>
<p>${inline(String(call['description'] ?? 'Who may call: Anybody, without a proof.'))}${shown(call['security'])}</p>
${bodySection('Request', call['requestBody'] as Json | undefined)}
${bodySection(`Answer ${status}`, responses[status!])}
${refusalSection(name)}
</section>`;
}

/** Names of what has to be shown together. */
function shown(security: unknown): string {
  const [needed] = (security ?? []) as Record<string, unknown>[];
  const names = Object.keys(needed ?? {}).map((name) => `<a href="#credentials"><code>${name}</code></a>`);
  return names.length > 0 ? ` Shows ${names.join(' and ')}.` : '';
}

function bodySection(title: string, body: Json | undefined): string {
  const content = Object.entries(
    (body?.['content'] ?? {}) as Record<string, { schema: Json; example?: unknown }>,
  );
  return content
    .map(
      ([type, { schema, example }]) =>
        `<h3>${title}: <code>${type}</code></h3>\n${schemaList(schema)}${exampleOf(title, example)}`,
    )
    .join('\n');
}

const exampleOf = (title: string, example: unknown): string =>
  example === undefined
    ? ''
    : `<details><summary>${title}: example</summary><pre tabindex="0">${escaped(JSON.stringify(example, null, 2))}</pre></details>`;

function refusalSection(name: string): string {
  if (!(name in endpoints)) return '';
  const links = refusalsOf(name as EndpointName).map(
    (code) => `<a href="#problem-${code}"><code>${code}</code></a>`,
  );
  return `<h3>Refusals</h3>\n<p>${links.join(', ')}</p>`;
}

function credentialSection(description: Json): string {
  const { securitySchemes } = description['components'] as Record<string, Record<string, Json>>;
  const rows = Object.entries(securitySchemes!).map(
    ([name, scheme]) =>
      `<dt><code>${name}</code></dt><dd>${inline(String(scheme['description']))}${scheme['scheme'] ? ' In <code>Authorization: DPoP</code>.' : ''}</dd>`,
  );
  return `<section id="credentials"><h2>Credentials</h2><dl>${rows.join('')}</dl></section>`;
}

/** The members of an object, nested as they are. */
function schemaList(schema: Json): string {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
  const required = new Set((schema['required'] ?? []) as string[]);
  const items = properties.map(([name, member]) => {
    const optional = required.has(name) ? '' : ' <em>optional</em>';
    return `<li><code>${escaped(name)}</code> ${escaped(kindOf(member))}${optional}${schemaList(innerOf(member))}</li>`;
  });
  return items.length > 0 ? `<ul>${items.join('')}</ul>` : '';
}

const variantsOf = (schema: Json): Json[] => (schema['anyOf'] as Json[] | undefined) ?? [schema];

/** The schema whose members are worth listing: that of an array's items, or of what may also be null. */
function innerOf(schema: Json): Json {
  const [first] = variantsOf(schema);
  return first!['type'] === 'array' ? ((first!['items'] as Json | undefined) ?? {}) : first!;
}

const kindOf = (schema: Json): string => variantsOf(schema).map(simpleKind).join(' or ');

function simpleKind(schema: Json): string {
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => JSON.stringify(value)).join(' | ');
  if (schema['type'] === 'array')
    return `array of ${kindOf((schema['items'] as Json | undefined) ?? {})}${limits(schema, 'minItems', 'maxItems')}`;
  const format = schema['format'] === undefined ? '' : ` (${String(schema['format'])})`;
  const bounds = limits(schema, 'minLength', 'maxLength') + limits(schema, 'minimum', 'maximum');
  return `${String(schema['type'] ?? 'any')}${format}${bounds}`;
}

function limits(schema: Json, least: string, most: string): string {
  const [from, to] = [schema[least], schema[most]];
  const unit = least === 'minLength' ? ' characters' : '';
  if (from === undefined && to === undefined) return '';
  if (from === to) return `, exactly ${String(from)}${unit}`;
  if (from === undefined) return `, at most ${String(to)}${unit}`;
  return to === undefined ? `, at least ${String(from)}${unit}` : `, ${String(from)} to ${String(to)}${unit}`;
}

function problemSection(): string {
  const rows = PROBLEM_CODES.map((code) => {
    const { status, actor, patience } = PROBLEMS[code];
    const wait = patience === undefined ? '' : `after ${patience} s`;
    const says = EXAMPLES.problems[code];
    return `<tr id="problem-${code}"><th scope="row"><code>${code}</code></th><td>${status}</td><td>${actor}</td><td>${wait}</td><td>${escaped(says?.detail ?? '')}</td></tr>`;
  });
  return `<section id="problems">
<h2>Refusals</h2>
<p>Every refusal is <code>application/problem+json</code> (RFC 9457). <code>code</code> is stable; <code>detail</code> says
what to do next, in Japanese or English (<code>Accept-Language</code>). What passes by itself may be asked again without
asking anybody; where <code>retryAfter</code> is not null, that is the time to wait.</p>
<div class="wide" role="region" aria-label="Refusals" tabindex="0"><table><thead><tr><th scope="col">code</th><th scope="col">status</th><th scope="col">who has to act</th><th scope="col">passes by itself</th><th scope="col">what a person is told</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>
</section>`;
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Escapes text and sets what stands between backticks as code. */
const inline = (text: string) => escaped(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
