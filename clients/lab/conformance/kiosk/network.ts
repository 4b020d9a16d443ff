import type { Page, Route } from 'playwright-core';
import type { ProblemCode } from '#schema/contract/problem.ts';
import { endpoints, type EndpointName } from '#schema/contract/endpoints.ts';
import { PROBLEMS } from '#schema/contract/problem.ts';

/** What the network between kiosk and service does with one call. */
export type Treatment =
  /** Does not reach the service. */
  | { does: 'cut' }
  /** Reaches it, and the answer is lost. */
  | { does: 'swallow' }
  /** Reaches it twice; the second answer is the one that arrives. */
  | { does: 'repeat' }
  /** Arrives late, in milliseconds. */
  | { does: 'delay'; by: number }
  /** Is answered by somebody else: no problem of ours, but a page. */
  | { does: 'garble' }
  /** Is refused so. */
  | { does: 'refuse'; code: ProblemCode };

export type Hostile = { call: EndpointName; treatment: Treatment; times: number };

/** Everything that was sent, for those who look for what must not be in it. */
export type Sent = string[];

/** Treats calls of the page so; all others pass. Answers what was sent, as it comes, and how often the treatment struck. */
export async function between(
  page: Page,
  hostile: Hostile | null,
): Promise<{ sent: Sent; struck: () => number }> {
  const sent: Sent = [];
  let left = hostile?.times ?? 0;
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.route('**/v1/**', async (route, request) => {
    sent.push(`${request.url()} ${request.postData() ?? ''}`);
    const isMeant = hostile && new URL(request.url()).pathname === endpoints[hostile.call].path;
    if (!isMeant || left === 0) return route.continue();
    left -= 1;
    return treat(route, hostile.treatment).catch(() => undefined);
  });
  return { sent, struck: () => (hostile?.times ?? 0) - left };
}

async function treat(route: Route, treatment: Treatment): Promise<void> {
  switch (treatment.does) {
    case 'cut':
      return route.abort();
    case 'swallow':
      await route.fetch();
      return route.abort();
    case 'repeat':
      await route.fetch();
      return route.fulfill({ response: await route.fetch() });
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, treatment.by));
      return route.continue();
    case 'garble':
      return route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' });
    case 'refuse':
      return route.fulfill(refusal(treatment.code));
  }
}

function refusal(code: ProblemCode) {
  const { status, actor } = PROBLEMS[code];
  const more = { retryAfter: null, reasons: [], triesLeft: null, requestId: 'r', support: null };
  const json = { type: 'about:blank', title: '-', status, detail: '-', code, actor, ...more };
  return { status, contentType: 'application/problem+json', json };
}
